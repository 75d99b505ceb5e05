package dev.mutirao.planner.parser;

import org.apache.calcite.sql.SqlDataTypeSpec;

/// A column that a CREATE EXTERNAL TABLE declares.
public record ColumnDefinition(String name, SqlDataTypeSpec type) {}
