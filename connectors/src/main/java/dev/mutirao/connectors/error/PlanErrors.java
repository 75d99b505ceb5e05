package dev.mutirao.connectors.error;

import java.util.Collection;

/// Errors about what a statement names: tables, formats, settings, views. Values come last in each
/// message.
public final class PlanErrors {
  private PlanErrors() {}

  public static MutiraoException unknownFormat(String format, Collection<String> known) {
    return noFormat("no such format", format, known);
  }

  /// A format, such as `range`, that is only read, or none at all.
  public static MutiraoException unwritableFormat(String format, Collection<String> known) {
    return noFormat("no such format to write", format, known);
  }

  private static MutiraoException noFormat(String what, String format, Collection<String> known) {
    return MutiraoException.ofOption(
        ErrorCode.INVALID_OPTION,
        "format",
        what
            + Suggestions.question(format, known)
            + "; known are "
            + String.join(", ", known)
            + ": "
            + format);
  }

  public static MutiraoException unknownFileFormat(String path, String known) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        "the file's name does not tell its format; name it, as in read_csv('...') (known are "
            + known
            + "): "
            + path,
        null);
  }

  public static MutiraoException alreadyExists(String name) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "there is a view or table of this name; CREATE OR REPLACE takes its place: " + name,
        null);
  }

  /// `what` is `view` or `external table`, of which there are those `known`.
  public static MutiraoException noSuchObject(String what, String name, Collection<String> known) {
    return new MutiraoException(
        ErrorCode.UNKNOWN_TABLE,
        "no such " + what + Suggestions.question(name, known) + ": " + name,
        null);
  }

  public static MutiraoException ambiguousColumn(String name, int line, int column) {
    return QueryErrors.at(
        ErrorCode.AMBIGUOUS_COLUMN,
        "several tables have this column; write the table before it, as in t." + name + ": " + name,
        line,
        column);
  }

  /// A column of a type such as `LIST` is named at a place of the statement (from 1).
  public static MutiraoException unsupportedColumn(String name, String kind, int line, int column) {
    return QueryErrors.at(
        ErrorCode.NOT_SUPPORTED,
        "columns of type " + kind + " are not supported yet: " + name,
        line,
        column);
  }

  /// `*` stands for such a column too.
  public static MutiraoException unsupportedInStar(String name, String kind, int line, int column) {
    return QueryErrors.at(
        ErrorCode.NOT_SUPPORTED,
        "* stands for a column of type "
            + kind
            + " too, which is not supported yet; list the columns that you want (DESCRIBE shows"
            + " them all): "
            + name,
        line,
        column);
  }

  public static MutiraoException tooManyGroupingSets(long most, int line, int column) {
    return QueryErrors.at(
        ErrorCode.NOT_SUPPORTED,
        "GROUP BY stands for more than "
            + most
            + " grouping sets, the most there can be; name the sets that you want with GROUPING SETS",
        line,
        column);
  }

  public static MutiraoException unknownSetting(String name, Collection<String> known) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        "no such setting"
            + Suggestions.question(name, known)
            + "; SHOW ALL lists them ("
            + String.join(", ", known)
            + "): "
            + name,
        null);
  }

  public static MutiraoException badSetting(String name, String expected, String got) {
    return new MutiraoException(
        ErrorCode.INVALID_OPTION,
        "setting " + name + " expects " + expected + ", got '" + got + "'",
        null);
  }

  public static MutiraoException doubleSlash() {
    return new MutiraoException(
        ErrorCode.NOT_SUPPORTED,
        "the operator // is not supported; / of whole numbers cuts, floor(a / b) rounds down, and a"
            + " comment begins with --",
        null);
  }

  public static MutiraoException parameterCount(int expected, int got) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "the statement has "
            + expected
            + (expected == 1 ? " parameter (?), but " : " parameters (?), but ")
            + got
            + (got == 1 ? " value was given" : " values were given"),
        null);
  }

  /// The view's query is no longer what it was when the view was created.
  public static MutiraoException brokenView(String name, MutiraoException cause) {
    return new MutiraoException(cause.code(), "in view " + name + ": " + cause.getMessage(), cause);
  }

  public static MutiraoException parameterInView() {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "a view takes no parameters; write the values in the place of each ?",
        null);
  }

  public static MutiraoException tooManyColumnNames(String view, int columns, int names) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "the query of view "
            + view
            + " has "
            + columns
            + " columns, but "
            + names
            + " names were given",
        null);
  }

  public static MutiraoException recursiveView(String name) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT, "the view names itself: " + name, null);
  }

  public static MutiraoException dataFolderInUse(String folder) {
    return new MutiraoException(
        ErrorCode.DATA_FOLDER_IN_USE,
        "the data folder is in use by another process; stop it or give another --data: " + folder,
        null);
  }

  public static MutiraoException dataFolderUnusable(String folder, String reason, Throwable cause) {
    return new MutiraoException(
        ErrorCode.IO_FAILED, "cannot use the data folder (" + reason + "): " + folder, cause);
  }

  /// SET from a client that the server cannot recognise in its next call.
  public static MutiraoException noSession() {
    return new MutiraoException(
        ErrorCode.NO_SESSION,
        "SET and RESET need a session, and this client does not send back the session cookie that"
            + " it was given; turn cookies on in it (ADBC:"
            + " adbc.flight.sql.rpc.with_cookie_middleware)",
        null);
  }

  /// Planning such a statement would take more stack than its thread has.
  public static MutiraoException nestedTooDeep(Throwable cause) {
    return new MutiraoException(
        ErrorCode.NOT_SUPPORTED,
        "a statement whose expressions or subqueries nest this deep is not supported; split it,"
            + " write long chains of OR as IN, or put constants into a file and join it",
        cause);
  }
}
