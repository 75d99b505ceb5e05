/// How do forms of PostgreSQL and DuckDB get through Calcite's grammar? Their tokens become those
/// of a form that it has, before the parser sees them.
package dev.mutirao.planner.parser.token;
