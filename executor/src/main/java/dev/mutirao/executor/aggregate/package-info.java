/// How do rows become groups? The registry of aggregates, their states, and the tables that find a
/// row's group.
package dev.mutirao.executor.aggregate;
