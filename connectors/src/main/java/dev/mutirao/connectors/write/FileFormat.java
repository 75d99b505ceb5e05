package dev.mutirao.connectors.write;

import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.type.Schema;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;

/// A kind of file that rows can be written to. {@link #settle} and {@link #like} run where
/// statements are planned, {@link #create} where rows are written; the settings travel between.
public interface FileFormat {
  /// Lower-case names of the options that writing has.
  Set<String> options();

  /// Checks options and columns, and writes down everything that was left to defaults.
  ///
  /// @param options by lower-case name; an empty value where none was written
  /// @param path of the one file that is to be written, whose ending may tell a compression; empty
  ///   for a folder
  /// @throws dev.mutirao.connectors.error.MutiraoException when an option's value is wrong, or the
  ///   format cannot hold a column's type
  Map<String, String> settle(Map<String, String> options, String path, Schema columns);

  /// The settings with which files can be added to a table of this format.
  ///
  /// @param example path of a file that the table has
  /// @throws dev.mutirao.connectors.error.MutiraoException when the format cannot hold a column's
  ///   type
  Map<String, String> like(TableHandle table, String example, Schema columns);

  /// The options with which what was written is read as it was: those of a table over it.
  Map<String, String> readOptions(Map<String, String> settings);

  /// How the names of files with these settings end, such as `.csv.gz`.
  String ending(Map<String, String> settings);

  /// Begins a file that does not exist yet.
  ///
  /// @param allocator for what is large: rows and encoded pages that wait
  FileWriter create(
      Path file, Schema columns, Map<String, String> settings, BufferAllocator allocator);
}
