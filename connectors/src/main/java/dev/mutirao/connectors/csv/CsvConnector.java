package dev.mutirao.connectors.csv;

import dev.mutirao.connectors.csv.write.CsvFormat;
import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.FileListing;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.write.FileFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;

/// Comma-separated files, and those with other delimiters, compressed or not. {@link CsvOptions}
/// lists the options.
public final class CsvConnector implements Connector {
  private static final List<String> SUFFIXES = List.of(".csv", ".tsv", ".tab", ".txt");

  private final Descriptions described = new Descriptions();

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public boolean claims(String fileName) {
    var name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
    return SUFFIXES.stream().anyMatch(name::endsWith);
  }

  @Override
  public Optional<FileFormat> format() {
    return Optional.of(new CsvFormat());
  }

  @Override
  public TableDescription describe(TableReference reference, DescribeContext context) {
    var listed = FileListing.of(reference.location());
    var files = notEmpty(listed);
    if (files.isEmpty()) {
      throw FileErrors.malformed(
          listed.getFirst().path(), "the file is empty; expected a line of column names", null);
    }
    return described.of(
        reference, files, () -> new CsvDescriber(reference, files, context).describe());
  }

  @Override
  public List<Split> splits(TableHandle handle, ScanRequest request) {
    var table = CsvTable.of(handle);
    var splits = new ArrayList<Split>();
    try (var allocator = new RootAllocator()) {
      for (var file : notEmpty(FileListing.of(handle.location()))) {
        if (table.partitionColumns().mayMatch(file, request.predicates(), table.firstPartition())) {
          splits.addAll(CsvSplits.of(table, file, allocator));
        }
      }
    }
    return splits;
  }

  @Override
  public SplitReader open(
      TableHandle handle, ScanRequest request, Split split, ReadContext context) {
    return CsvReader.open(CsvTable.of(handle), request, split, context);
  }

  /// Writers leave empty files behind for parts without rows; beside others they mean nothing.
  private static List<DataFile> notEmpty(List<DataFile> files) {
    return files.stream().filter(file -> file.size() > 0).toList();
  }
}
