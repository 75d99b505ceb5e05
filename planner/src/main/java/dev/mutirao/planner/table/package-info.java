/// What does a name in a FROM clause stand for? Files, table functions, external tables and views,
/// resolved once.
package dev.mutirao.planner.table;
