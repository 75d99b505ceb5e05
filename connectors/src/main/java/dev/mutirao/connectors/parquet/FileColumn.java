package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.parquet.decode.StoredColumn;

/// A flat column of one file.
///
/// @param name unique in the file without regard to case
/// @param chunk its place among the column chunks of every row group
record FileColumn(String name, int chunk, StoredColumn stored) {}
