/// How are random numbers the same on every machine? Each is a pure function of a seed, an id, a
/// draw and a part of that draw; nothing is remembered between two of them.
package dev.mutirao.executor.random;
