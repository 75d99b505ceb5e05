/// What are the tables, the data and the queries of TPC-H, and are the answers right?
package dev.mutirao.benchmarks.tpch;
