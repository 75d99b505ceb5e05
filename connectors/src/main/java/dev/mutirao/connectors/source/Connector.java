package dev.mutirao.connectors.source;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.write.FileFormat;
import java.util.List;
import java.util.Optional;

/// A data source. Found by `ServiceLoader`; one instance serves all queries and threads of a
/// process.
///
/// {@link #describe} runs where statements are planned, {@link #splits} where queries are
/// coordinated, and {@link #open} on executors. What they hand to each other are records that
/// travel.
public interface Connector {
  /// Lower-case name, which is also the `FORMAT` and the table function's suffix: `csv` serves
  /// `read_csv`.
  String name();

  /// Whether a file of this name is this connector's when nobody named a format.
  boolean claims(String fileName);

  /// Looks at the data as little as it needs to know columns and statistics.
  ///
  /// @throws MutiraoException when there is no such data, it is malformed, or an option is wrong
  TableDescription describe(TableReference reference, DescribeContext context);

  /// The units of work that a scan has, those already left out that predicates on partitions or
  /// statistics exclude. No split is empty work by design; the list may be empty.
  List<Split> splits(TableHandle table, ScanRequest request);

  /// Opens one split. The caller closes the reader, on whatever thread reads it.
  ///
  /// @throws MutiraoException when the file is missing here, or is not the version that the split
  ///   pins
  SplitReader open(TableHandle table, ScanRequest request, Split split, ReadContext context);

  /// Whether readers apply the row filters of their context, before they decode other columns; else
  /// whoever asked applies them to the batches.
  default boolean appliesRowFilters() {
    return false;
  }

  /// How rows are written so that this connector reads them; empty when it only reads.
  default Optional<FileFormat> format() {
    return Optional.empty();
  }
}
