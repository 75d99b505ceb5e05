/// How is a plan cut into fragments? Relational algebra becomes the executor's plan nodes, with
/// exchanges where rows must change executors.
package dev.mutirao.planner.fragment;
