package dev.mutirao.planner.relational;

import java.util.Collection;

/// What a statement could have named.
///
/// @param tables views and external tables
/// @param columns columns of the tables that the statement named
/// @param functions scalar functions and aggregates
record KnownNames(
    Collection<String> tables, Collection<String> columns, Collection<String> functions) {}
