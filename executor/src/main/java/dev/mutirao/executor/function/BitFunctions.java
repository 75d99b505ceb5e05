package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlType;

/// Bits of integers in two's complement.
final class BitFunctions {
  private BitFunctions() {}

  @NeverFails
  @ScalarFunction(
      value = "&",
      aliases = "bitand",
      description = "The bits that both integers have.",
      example = "91 & 15",
      result = "11")
  static long and(long a, long b) {
    return a & b;
  }

  @NeverFails
  @ScalarFunction("&")
  static int and(int a, int b) {
    return a & b;
  }

  @NeverFails
  @ScalarFunction(
      value = "|",
      aliases = "bitor",
      description = "The bits that either integer has.",
      example = "32 | 3",
      result = "35")
  static long or(long a, long b) {
    return a | b;
  }

  @NeverFails
  @ScalarFunction("|")
  static int or(int a, int b) {
    return a | b;
  }

  @NeverFails
  @ScalarFunction(
      value = "xor",
      aliases = "bitxor",
      description = "The bits that one of the integers has, and not the other.",
      example = "xor(17, 5)",
      result = "20")
  static long xor(long a, long b) {
    return a ^ b;
  }

  @NeverFails
  @ScalarFunction("xor")
  static int xor(int a, int b) {
    return a ^ b;
  }

  @NeverFails
  @ScalarFunction(
      value = "bitnot",
      description = "Every bit of the integer turned over.",
      example = "bitnot(1)",
      result = "-2")
  static long not(long a) {
    return ~a;
  }

  @NeverFails
  @ScalarFunction("bitnot")
  static int not(int a) {
    return ~a;
  }

  @ScalarFunction(
      value = "<<",
      description = "The bits moved to the left; an error when that is not a BIGINT.",
      example = "1 << 4",
      result = "16")
  static long shiftLeft(long a, long places) {
    checkPlaces("<<", places);
    long shifted = a << places;
    if (shifted >> places != a) {
      throw QueryErrors.overflow(
          a + " << " + places, "BIGINT", "multiply by power(2, " + places + ") instead");
    }
    return shifted;
  }

  @ScalarFunction(
      value = ">>",
      description = "The bits moved to the right, the sign kept.",
      example = "-16 >> 2",
      result = "-4")
  static long shiftRight(long a, long places) {
    checkPlaces(">>", places);
    return a >> places;
  }

  @NeverFails
  @ScalarFunction(
      value = "bit_count",
      description = "How many bits are 1.",
      example = "bit_count(31)",
      result = "5")
  static long count(long a) {
    return Long.bitCount(a);
  }

  @NeverFails
  @ScalarFunction("bit_count")
  static long count(int a) {
    return Integer.bitCount(a);
  }

  @ScalarFunction("bit_count")
  static long count(@SqlType("VARBINARY") Bytes bytes) {
    long count = 0;
    for (int i = 0; i < bytes.length(); i++) {
      count += Integer.bitCount(bytes.get(i) & 0xFF);
    }
    return count;
  }

  private static void checkPlaces(String operator, long places) {
    if (places < 0 || places > 63) {
      throw QueryErrors.invalidArgument(operator, "0 to 63 places", Long.toString(places));
    }
  }
}
