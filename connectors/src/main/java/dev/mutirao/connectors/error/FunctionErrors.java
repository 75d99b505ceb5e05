package dev.mutirao.connectors.error;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Errors about the functions that users create. Values come last in each message.
public final class FunctionErrors {
  private FunctionErrors() {}

  public static MutiraoException noSuchFunction(String name) {
    return noSuchFunction(name, List.of());
  }

  /// @param known names of those that there are, one of which may be meant
  public static MutiraoException noSuchFunction(String name, Collection<String> known) {
    return new MutiraoException(
        ErrorCode.UNKNOWN_FUNCTION,
        "no such function"
            + Suggestions.question(name, known)
            + "; SHOW FUNCTIONS lists them: "
            + name,
        null);
  }

  public static MutiraoException functionExists(String name) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "there is a function of this name; CREATE OR REPLACE takes its place: " + name,
        null);
  }

  /// Of a statement that creates or drops it.
  public static MutiraoException givenFunction(String name) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "the function came with --functions, and is neither replaced nor dropped by a statement: "
            + name,
        null);
  }

  public static MutiraoException builtInName(String name) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "a function of the engine has this name; choose another: " + name,
        null);
  }

  /// `what` is what a user may not do with it, such as `dropped`.
  public static MutiraoException builtIn(String what, String name) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "a function of the engine cannot be " + what + ": " + name,
        null);
  }

  public static MutiraoException repeatedParameter(String function, String parameter) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "two parameters of " + function + " have one name: " + parameter,
        null);
  }

  public static MutiraoException rowsWithoutQuery(String name) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "a function that RETURNS TABLE is a query, as in AS (SELECT ...): " + name,
        null);
  }

  public static MutiraoException parameterInFunction(String name) {
    return new MutiraoException(
        ErrorCode.INVALID_STATEMENT,
        "a function takes its parameters by name, not as ?: " + name,
        null);
  }

  /// The function is no longer right, since what it names has changed.
  public static MutiraoException brokenFunction(String name, MutiraoException cause) {
    return new MutiraoException(
        cause.code(), "in function " + name + ": " + cause.getMessage(), cause);
  }

  public static MutiraoException jarMissing(String path) {
    return new MutiraoException(ErrorCode.FILE_NOT_FOUND, "no such function jar: " + path, null);
  }

  public static MutiraoException jarUnreadable(String path, Throwable cause) {
    return new MutiraoException(
        ErrorCode.IO_FAILED,
        "the function jar cannot be read (" + cause.getMessage() + "): " + path,
        cause);
  }

  public static MutiraoException jarBroken(String path, String why, @Nullable Throwable cause) {
    return new MutiraoException(
        ErrorCode.MALFORMED_FILE, "the function jar is unusable, " + why + ": " + path, cause);
  }

  public static MutiraoException jarTooNew(String path, int got, int newest) {
    return new MutiraoException(
        ErrorCode.MALFORMED_FILE,
        "the function jar is compiled for Java "
            + got
            + ", and this engine reads up to Java "
            + newest
            + "; compile it with --release "
            + newest
            + " or less: "
            + path,
        null);
  }

  public static MutiraoException jarWithoutFunctions(String path) {
    return new MutiraoException(
        ErrorCode.INVALID_ARGUMENT,
        "the function jar has no function; mark a public static method with @ScalarFunction or"
            + " @TableFunction, or a public class with @AggregateFunction or @StatefulFunction: "
            + path,
        null);
  }

  /// A method is marked that cannot be a function.
  public static MutiraoException badMethod(String path, String method, String why) {
    return new MutiraoException(
        ErrorCode.INVALID_ARGUMENT,
        "method " + method + " cannot be a function, " + why + ": " + path,
        null);
  }

  /// A class is marked that cannot be a function.
  public static MutiraoException badClass(String path, String name, String why) {
    return new MutiraoException(
        ErrorCode.INVALID_ARGUMENT,
        "class " + name + " cannot be a function, " + why + ": " + path,
        null);
  }

  public static MutiraoException notInJar(String name, String known, String path) {
    return new MutiraoException(
        ErrorCode.UNKNOWN_FUNCTION,
        "the function jar has no function " + name + " (it has " + known + "): " + path,
        null);
  }

  public static MutiraoException givenTwice(String name, String path) {
    return new MutiraoException(
        ErrorCode.ALREADY_EXISTS,
        "there is a function of this name already; change one of them: " + name + " of " + path,
        null);
  }

  public static MutiraoException jarForgotten(String hash) {
    return new MutiraoException(
        ErrorCode.UNKNOWN_FUNCTION,
        "a function was replaced or dropped since the statement was planned; run it again: jar "
            + hash,
        null);
  }

  public static MutiraoException jarChangedOnTheWay(String name) {
    return new MutiraoException(
        ErrorCode.PROTOCOL_ERROR,
        "the function jar arrived with other bytes than it was sent with: " + name,
        null);
  }

  /// @param word `on` a row, or `in` a method
  /// @param place the row's arguments, in parentheses, or the method
  public static MutiraoException functionFailed(
      String function, String word, String place, String message, Throwable cause) {
    return new MutiraoException(
        ErrorCode.INVALID_ARGUMENT,
        "function "
            + function
            + " failed "
            + word
            + " "
            + QueryErrors.shortened(place)
            + ": "
            + message,
        cause);
  }

  /// @param word `on` a row, or `in` a method
  /// @param place the row's arguments, in parentheses, or the method
  public static MutiraoException functionOutOfMemory(String function, String word, String place) {
    return new MutiraoException(
        ErrorCode.OUT_OF_MEMORY,
        "function "
            + function
            + " asked for more Java heap than there is, "
            + word
            + " "
            + QueryErrors.shortened(place),
        null);
  }
}
