/// How does a Parquet file become batches? Footers, the mapping of its types, pruning by
/// statistics, and row groups.
package dev.mutirao.connectors.parquet;
