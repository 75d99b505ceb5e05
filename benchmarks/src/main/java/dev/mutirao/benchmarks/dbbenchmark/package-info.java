/// What are the tables, the data and the questions of the db-benchmark of H2O and DuckDB Labs?
package dev.mutirao.benchmarks.dbbenchmark;
