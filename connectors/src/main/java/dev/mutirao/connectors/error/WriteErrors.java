package dev.mutirao.connectors.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Collection;
import java.util.Locale;

/// Errors about files that statements write. Paths and values come last in each message.
public final class WriteErrors {
  private static final String PARTITION_BY = "partition_by";

  private WriteErrors() {}

  public static MutiraoException cannotWrite(String path, IOException cause) {
    return new MutiraoException(
        ErrorCode.IO_FAILED, "cannot write (" + reason(cause) + "): " + path, cause);
  }

  /// An executor does not see the folder that the coordinator made.
  public static MutiraoException unseenFolder(String path) {
    return new MutiraoException(
        ErrorCode.IO_FAILED,
        "cannot write: the folder that the coordinator made is not there; let every executor see"
            + " the files under the same path, or write where one file system is shared: "
            + path,
        null);
  }

  /// What a failed operation on files says, without the path and in words.
  public static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException ignored -> "permission denied";
      case NoSuchFileException ignored -> "no such folder";
      case NotDirectoryException ignored -> "not a folder";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default ->
          failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    };
  }

  public static MutiraoException targetExists(String path) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "there is a file of this name; the option OVERWRITE takes its place: " + path,
        null);
  }

  public static MutiraoException folderNotEmpty(String path) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "the folder is not empty; the option OVERWRITE replaces all that is in it, INSERT INTO a"
            + " table over it adds to it: "
            + path,
        null);
  }

  public static MutiraoException fileWhereFolder(String path) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "a folder is to be written, and there is a file of this name; name another folder: " + path,
        null);
  }

  public static MutiraoException folderWhereFile(String path) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "one file is to be written, and there is a folder of this name; name another file: " + path,
        null);
  }

  public static MutiraoException noParent(String path) {
    return new MutiraoException(
        ErrorCode.FILE_NOT_FOUND,
        "no such folder to write to (relative paths start at --root); make it first: " + path,
        null);
  }

  public static MutiraoException folderNotWritable(String path) {
    return new MutiraoException(
        ErrorCode.ACCESS_DENIED, "cannot write to the folder (permission denied): " + path, null);
  }

  /// INSERT into a table that is not a folder.
  public static MutiraoException notAFolder(String table, String location) {
    return new MutiraoException(
        ErrorCode.NOT_SUPPORTED,
        "INSERT adds files to a folder, and table "
            + table
            + " is over a file or a pattern: "
            + location,
        null);
  }

  /// `CREATE OR REPLACE` of a file, with the option that says the same.
  public static MutiraoException overwriteTwice() {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        "CREATE OR REPLACE takes the place of what is there; leave out the option OVERWRITE",
        null);
  }

  /// The file's name would make readers take it for another kind of file than it is.
  ///
  /// @param option what the name contradicts, `FORMAT` or `COMPRESSION`, with its value
  /// @param name one that does not
  public static MutiraoException misleadingName(
      String option, String value, String name, String path) {
    return MutiraoException.ofOption(
        ErrorCode.INVALID_OPTION,
        option.toLowerCase(Locale.ROOT),
        "a file is read as its name says, which does not go with "
            + option
            + " "
            + value
            + "; name it "
            + name
            + ": "
            + path);
  }

  /// The format has no place for a column's type.
  public static MutiraoException unsupportedType(String format, String column, String type) {
    return new MutiraoException(
        ErrorCode.NOT_SUPPORTED,
        format
            + " cannot hold "
            + type
            + "; write CAST("
            + column
            + " AS VARCHAR) or leave the column out: "
            + column,
        null);
  }

  public static MutiraoException noColumns() {
    return new MutiraoException(ErrorCode.INVALID_STATEMENT, "there is no column to write", null);
  }

  public static MutiraoException unknownPartitionColumn(String name, Collection<String> columns) {
    var question = Suggestions.question(name, columns);
    return MutiraoException.ofOption(
        ErrorCode.UNKNOWN_COLUMN,
        PARTITION_BY,
        "PARTITION_BY names no column of the rows"
            + (question.isEmpty() ? ", which have " : question + " They have ")
            + String.join(", ", columns)
            + ": "
            + name);
  }

  public static MutiraoException repeatedPartitionColumn(String name) {
    return MutiraoException.ofOption(
        ErrorCode.INVALID_STATEMENT, PARTITION_BY, "the column is named twice: " + name);
  }

  public static MutiraoException onlyPartitionColumns() {
    return MutiraoException.ofOption(
        ErrorCode.INVALID_STATEMENT,
        PARTITION_BY,
        "every column is in PARTITION_BY, so that nothing is left for the files; leave one out");
  }

  /// More or fewer values than columns.
  public static MutiraoException valueCount(String table, int columns, int values) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "INSERT INTO "
            + table
            + " expects "
            + columns
            + (columns == 1 ? " column" : " columns")
            + ", got "
            + values,
        null);
  }

  public static MutiraoException unknownInsertColumn(
      String table, String column, Collection<String> columns) {
    return new MutiraoException(
        ErrorCode.UNKNOWN_COLUMN,
        "table "
            + table
            + " has no such column"
            + Suggestions.question(column, columns)
            + " (it has "
            + String.join(", ", columns)
            + "): "
            + column,
        null);
  }

  public static MutiraoException repeatedColumn(String column) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT, "the column is named twice: " + column, null);
  }

  /// A value's type does not become its column's without a cast.
  public static MutiraoException wrongType(
      String table, String column, String expected, String got) {
    return new MutiraoException(
        ErrorCode.TYPE_MISMATCH,
        "column "
            + column
            + " of table "
            + table
            + " expects "
            + expected
            + ", got "
            + got
            + "; write CAST(... AS "
            + expected
            + ")",
        null);
  }

  public static MutiraoException insertIntoView(String name) {
    return new MutiraoException(
        ErrorCode.NOT_SUPPORTED,
        "INSERT adds files to an external table over a folder, and this is a view: " + name,
        null);
  }

  public static MutiraoException columnsWithQuery(String table) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "CREATE EXTERNAL TABLE ... AS takes its columns from the query; leave out the list of"
            + " columns, and cast in the query: "
            + table,
        null);
  }
}
