package dev.mutirao.connectors.error;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/// Errors about files that queries read. Each names the file, and the line where the format has
/// lines.
public final class FileErrors {
  private FileErrors() {}

  public static MutiraoException notFound(String path) {
    return notFound(path, Set.of());
  }

  /// @param neighbours names of what is in the folder
  public static MutiraoException notFound(String path, Collection<String> neighbours) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    return new MutiraoException(
        ErrorCode.FILE_NOT_FOUND,
        "no such file or folder"
            + Suggestions.question(name, neighbours)
            + " (relative paths start at --root): "
            + path,
        null);
  }

  public static MutiraoException noMatch(String pattern) {
    return new MutiraoException(
        ErrorCode.NO_MATCHING_FILES,
        "no file matches the pattern; relative paths begin at the folder of --root: " + pattern,
        null);
  }

  public static MutiraoException emptyFolder(String path) {
    return new MutiraoException(
        ErrorCode.NO_MATCHING_FILES,
        "the folder holds no data files, which do not begin with a dot or underscore: " + path,
        null);
  }

  public static MutiraoException malformed(String path, String what, Throwable cause) {
    return new MutiraoException(ErrorCode.MALFORMED_FILE, path + ": " + what, cause);
  }

  /// A file whose content does not fit its format at a line (from 1).
  public static MutiraoException malformedLine(String path, long line, String what) {
    return new MutiraoException(
        ErrorCode.MALFORMED_FILE, path + ", line " + line + ": " + what, null);
  }

  /// A value that does not fit the type fixed when the query was planned. `wayOut` is empty where
  /// the user has taken it already.
  public static MutiraoException badValue(
      String path, long line, String column, String type, String wayOut, String value) {
    return new MutiraoException(
        ErrorCode.MALFORMED_VALUE,
        path
            + ", line "
            + line
            + ", column "
            + column
            + ": expected "
            + type
            + (wayOut.isEmpty() ? "" : "; " + wayOut)
            + "; got '"
            + QueryErrors.shortened(oneLine(value))
            + "'",
        null);
  }

  public static MutiraoException changed(String path, String how) {
    return new MutiraoException(
        ErrorCode.FILE_CHANGED,
        "the file changed while it was read (" + how + "); run the query again: " + path,
        null);
  }

  /// A file that was listed for the query is not where it is read: it was deleted meanwhile, or
  /// this machine sees other files than the one that planned.
  public static MutiraoException gone(String path) {
    return new MutiraoException(
        ErrorCode.FILE_NOT_FOUND,
        "no such file, though it was there when the query began; run the query again if it was"
            + " replaced, or let every executor see it under this path: "
            + path,
        null);
  }

  /// A file that was listed for the query is another one where it is read, for the same reasons.
  public static MutiraoException otherVersion(String path, String how) {
    return new MutiraoException(
        ErrorCode.FILE_CHANGED,
        "the file is not the one that was there when the query began ("
            + how
            + "); run the query again, or give every executor the same file with the same"
            + " modification time (cp -p, rsync -t): "
            + path,
        null);
  }

  public static MutiraoException io(String path, String what, Throwable cause) {
    return new MutiraoException(ErrorCode.IO_FAILED, "cannot read " + path + ": " + what, cause);
  }

  /// `what` is what was to be written, such as `the rows`.
  public static MutiraoException cannotWrite(String what, Throwable cause) {
    return new MutiraoException(
        ErrorCode.IO_FAILED, "cannot write " + what + ": " + cause.getMessage(), cause);
  }

  public static MutiraoException badOption(String option, String expected, String got) {
    return MutiraoException.ofOption(
        ErrorCode.INVALID_OPTION,
        option,
        "option " + option + " expects " + expected + ", got '" + got + "'");
  }

  /// An option is given under two of its names.
  public static MutiraoException sameOption(String one, String other) {
    return MutiraoException.ofOption(
        ErrorCode.INVALID_OPTION,
        other,
        "the option is there twice, for " + one + " and " + other + " are the same");
  }

  /// An option is given twice.
  public static MutiraoException repeatedOption(String option) {
    return MutiraoException.ofOption(
        ErrorCode.INVALID_OPTION,
        option.toLowerCase(Locale.ROOT),
        "the option is there twice: " + option);
  }

  /// Two files of one table lie under different `key=value` folders.
  public static MutiraoException differentPartitions(
      String path, String keys, String otherPath, String otherKeys) {
    return new MutiraoException(
        ErrorCode.MALFORMED_FILE,
        "files of one table must lie under the same key=value folders; hive_partitioning => false ignores them: "
            + path
            + " has "
            + keys
            + ", "
            + otherPath
            + " has "
            + otherKeys,
        null);
  }

  /// A `key=value` folder whose value does not have the type that was inferred when the query was
  /// planned.
  public static MutiraoException badPartition(String path, String key, String type, String value) {
    return new MutiraoException(
        ErrorCode.MALFORMED_VALUE,
        path + ": expected " + type + " in the folder name " + key + "=..., got '" + value + "'",
        null);
  }

  /// An option that the connector does not have.
  public static MutiraoException unknownOption(
      String connector, String option, Collection<String> known) {
    var question = Suggestions.question(option, known);
    return MutiraoException.ofOption(
        ErrorCode.INVALID_OPTION,
        option.toLowerCase(Locale.ROOT),
        connector
            + " has no option "
            + option
            + question
            + (question.isEmpty() ? "; it has " : " It has ")
            + String.join(", ", known));
  }

  /// A file of a table lacks a column that the others have.
  public static MutiraoException missingColumn(String path, String column) {
    return new MutiraoException(
        ErrorCode.MALFORMED_FILE,
        "all files of one table must have the same columns; this one has no column "
            + column
            + ": "
            + path,
        null);
  }

  /// A file of a table stores a column as a type that does not become the table's.
  public static MutiraoException differentType(
      String path, String column, String expected, String got) {
    return new MutiraoException(
        ErrorCode.MALFORMED_FILE,
        path + ", column " + column + ": expected " + expected + " as in the table, got " + got,
        null);
  }

  /// A record that does not have the form of its table, shown at the end. `wayOut` is empty where
  /// the user has taken it already.
  public static MutiraoException badRecord(
      String path, long line, String what, String wayOut, String text) {
    return new MutiraoException(
        ErrorCode.MALFORMED_FILE,
        path
            + ", line "
            + line
            + ": "
            + what
            + (wayOut.isEmpty() ? "" : "; " + wayOut)
            + ": '"
            + QueryErrors.shortened(oneLine(text))
            + "'",
        null);
  }

  /// Columns that a table has and a file lacks, or the other way round.
  public static MutiraoException wrongColumns(String path, String what, String others) {
    return new MutiraoException(
        ErrorCode.MALFORMED_FILE,
        path
            + ": "
            + what
            + "; a pattern such as 'folder/*.csv' leaves files of another kind out; this file has "
            + others,
        null);
  }

  private static String oneLine(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }
}
