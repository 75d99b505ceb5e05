package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlNullable;
import org.jspecify.annotations.Nullable;

/// Tests of truth values. AND and OR are forms of the plan language, not functions.
final class LogicFunctions {
  private LogicFunctions() {}

  @NeverFails
  @ScalarFunction(
      value = "not",
      description = "The opposite truth value.",
      example = "not(true)",
      result = "false")
  static boolean not(boolean value) {
    return !value;
  }

  @ScalarFunction(
      value = "single_row",
      description = "True for a count of rows of at most 1; more rows than one are an error.",
      example = "single_row(1)",
      result = "true")
  static boolean singleRow(long count) {
    if (count > 1) {
      throw QueryErrors.moreThanOneRow();
    }
    return true;
  }

  @ScalarFunction(
      value = "is_true",
      description = "Whether true, and not NULL.",
      example = "is_true(NULL)",
      result = "false")
  static boolean isTrue(@SqlNullable @Nullable Boolean value) {
    return value != null && value;
  }

  @ScalarFunction(
      value = "is_false",
      description = "Whether false, and not NULL.",
      example = "is_false(NULL)",
      result = "false")
  static boolean isFalse(@SqlNullable @Nullable Boolean value) {
    return value != null && !value;
  }

  @ScalarFunction(
      value = "is_not_true",
      aliases = "not_true",
      description = "Whether false or NULL.",
      example = "is_not_true(NULL)",
      result = "true")
  static boolean isNotTrue(@SqlNullable @Nullable Boolean value) {
    return !isTrue(value);
  }

  @ScalarFunction(
      value = "is_not_false",
      aliases = "not_false",
      description = "Whether true or NULL.",
      example = "is_not_false(NULL)",
      result = "true")
  static boolean isNotFalse(@SqlNullable @Nullable Boolean value) {
    return !isFalse(value);
  }
}
