package dev.mutirao.connectors.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Errors about files that statements write. Paths and values come last in each message.
public final class WriteErrors {
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

  /// `known` lists the options, `nearest` ends the sentence with what was probably meant.
  public static MutiraoException unknownOption(
      String statement, String option, String nearest, String known) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        statement
            + " has no option "
            + option
            + (nearest.isEmpty() ? "" : "; did you mean " + nearest + "?")
            + (nearest.isEmpty() ? "; it has " : " It has ")
            + known,
        null);
  }

  public static MutiraoException repeatedOption(String option) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION, "the option is there twice: " + option, null);
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

  /// A format, such as `range`, that is only read.
  public static MutiraoException onlyRead(String format, String known) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        "no such format to write; known are " + known + ": " + format,
        null);
  }

  public static MutiraoException noColumns() {
    return new MutiraoException(ErrorCode.INVALID_STATEMENT, "there is no column to write", null);
  }

  public static MutiraoException unknownPartitionColumn(String name, String columns) {
    return new MutiraoException(
        ErrorCode.UNKNOWN_COLUMN,
        "PARTITION_BY names no column of the rows, which have " + columns + ": " + name,
        null);
  }

  public static MutiraoException onlyPartitionColumns() {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "every column is in PARTITION_BY, so that nothing is left for the files; leave one out",
        null);
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
      String table, String column, String nearest, String columns) {
    return new MutiraoException(
        ErrorCode.UNKNOWN_COLUMN,
        "table "
            + table
            + " has no such column"
            + (nearest.isEmpty() ? "" : ", did you mean " + nearest + "?")
            + " (it has "
            + columns
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

  public static MutiraoException parameterInWrite() {
    return new MutiraoException(
        ErrorCode.NOT_SUPPORTED,
        "parameters (?) in a statement that writes files are not supported yet; write the values"
            + " in the place of each ?",
        null);
  }
}
