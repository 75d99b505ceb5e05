/// Which of all plans with the same answer is fast? An ordered list of named passes over relational
/// algebra.
package dev.mutirao.planner.optimize;
