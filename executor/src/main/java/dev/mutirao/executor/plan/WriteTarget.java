package dev.mutirao.executor.plan;

import java.util.List;
import java.util.Map;

/// Where and how a {@link PlanNode.Write} writes. Files are written under `staging`, a hidden
/// folder on the same file system as `path`, and put into place when all are complete.
///
/// @param path absolute path of the file or folder that will be there in the end
/// @param staging absolute path of the folder that is written to; made by whoever starts the query
/// @param kind what `path` is
/// @param overwrite whether what is at `path` is replaced
/// @param format name of the connector that writes
/// @param settings its settings, complete
/// @param ending of the names of files, such as `.csv.gz`
/// @param tag part of the names of files, different for every statement
/// @param partitionBy input columns whose values name folders; they are not in the files
public record WriteTarget(
    String path,
    String staging,
    Kind kind,
    boolean overwrite,
    String format,
    Map<String, String> settings,
    String ending,
    String tag,
    List<Integer> partitionBy) {
  /// What a statement writes.
  public enum Kind {
    /// One file.
    FILE,
    /// A folder of any number of files.
    FOLDER,
    /// Files beside those that a folder has.
    ADDITION
  }

  public WriteTarget {
    settings = Map.copyOf(settings);
    partitionBy = List.copyOf(partitionBy);
    if (kind == Kind.FILE && !partitionBy.isEmpty()) {
      throw new IllegalArgumentException("one file has no partitions");
    }
  }
}
