/// Where does the chance of a simulation come from? Numbers that are a pure function of a seed, an
/// id and a draw, and quasi-random points: the same on every machine, in every order, however
/// often.
@NullMarked
package dev.mutirao.executor.random;

import org.jspecify.annotations.NullMarked;
