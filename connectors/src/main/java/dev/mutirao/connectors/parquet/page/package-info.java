/// How do the bytes of a column chunk become pages? Ranged reads, headers that are measured before
/// they are parsed, and codecs.
package dev.mutirao.connectors.parquet.page;
