/// How do functions that are written in SQL become part of the queries that call them? Their bodies
/// are put in the places of the calls.
package dev.mutirao.planner.function;
