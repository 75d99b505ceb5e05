/// Where and how do the rows of a statement go to files? Options, names, formats and columns of
/// COPY, CREATE EXTERNAL TABLE ... AS and INSERT, resolved once.
package dev.mutirao.planner.write;
