package dev.mutirao.executor.function;

import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.connectors.error.QueryErrors;
import dev.mutirao.connectors.function.ScalarFunction;

/// `+ - * / %` and negation of integers: exact, or an error that shows the operands.
final class IntegerArithmetic {
  private IntegerArithmetic() {}

  @ScalarFunction(
      value = "+",
      description = "The sum; a date or time later by an interval.",
      example = "1 + 2",
      result = "3")
  static long add(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException e) {
      throw overflow(a, "+", b, "BIGINT");
    }
  }

  @ScalarFunction("+")
  static int add(int a, int b) {
    long result = (long) a + b;
    if (result != (int) result) {
      throw overflow(a, "+", b, "INTEGER");
    }
    return (int) result;
  }

  @ScalarFunction("+")
  static short add(short a, short b) {
    int result = a + b;
    if (result != (short) result) {
      throw overflow(a, "+", b, "SMALLINT");
    }
    return (short) result;
  }

  @ScalarFunction("+")
  static byte add(byte a, byte b) {
    int result = a + b;
    if (result != (byte) result) {
      throw overflow(a, "+", b, "TINYINT");
    }
    return (byte) result;
  }

  @ScalarFunction(
      value = "-",
      description = "The difference; days between dates, the interval between timestamps.",
      example = "5 - 7",
      result = "-2")
  static long subtract(long a, long b) {
    try {
      return Math.subtractExact(a, b);
    } catch (ArithmeticException e) {
      throw overflow(a, "-", b, "BIGINT");
    }
  }

  @ScalarFunction("-")
  static int subtract(int a, int b) {
    long result = (long) a - b;
    if (result != (int) result) {
      throw overflow(a, "-", b, "INTEGER");
    }
    return (int) result;
  }

  @ScalarFunction("-")
  static short subtract(short a, short b) {
    int result = a - b;
    if (result != (short) result) {
      throw overflow(a, "-", b, "SMALLINT");
    }
    return (short) result;
  }

  @ScalarFunction("-")
  static byte subtract(byte a, byte b) {
    int result = a - b;
    if (result != (byte) result) {
      throw overflow(a, "-", b, "TINYINT");
    }
    return (byte) result;
  }

  @ScalarFunction(value = "*", description = "The product.", example = "6 * 7", result = "42")
  static long multiply(long a, long b) {
    try {
      return Math.multiplyExact(a, b);
    } catch (ArithmeticException e) {
      throw overflow(a, "*", b, "BIGINT");
    }
  }

  @ScalarFunction("*")
  static int multiply(int a, int b) {
    long result = (long) a * b;
    if (result != (int) result) {
      throw overflow(a, "*", b, "INTEGER");
    }
    return (int) result;
  }

  @ScalarFunction("*")
  static short multiply(short a, short b) {
    int result = a * b;
    if (result != (short) result) {
      throw overflow(a, "*", b, "SMALLINT");
    }
    return (short) result;
  }

  @ScalarFunction("*")
  static byte multiply(byte a, byte b) {
    int result = a * b;
    if (result != (byte) result) {
      throw overflow(a, "*", b, "TINYINT");
    }
    return (byte) result;
  }

  @ScalarFunction(
      value = "/",
      description = "The quotient; of integers cut towards zero.",
      example = "7 / 2",
      result = "3")
  static long divide(long a, long b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    if (b == -1 && a == Long.MIN_VALUE) {
      throw overflow(a, "/", b, "BIGINT");
    }
    return a / b;
  }

  @ScalarFunction("/")
  static int divide(int a, int b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    if (b == -1 && a == Integer.MIN_VALUE) {
      throw overflow(a, "/", b, "INTEGER");
    }
    return a / b;
  }

  @ScalarFunction("/")
  static short divide(short a, short b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    if (b == -1 && a == Short.MIN_VALUE) {
      throw overflow(a, "/", b, "SMALLINT");
    }
    return (short) (a / b);
  }

  @ScalarFunction("/")
  static byte divide(byte a, byte b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    if (b == -1 && a == Byte.MIN_VALUE) {
      throw overflow(a, "/", b, "TINYINT");
    }
    return (byte) (a / b);
  }

  @ScalarFunction(
      value = "%",
      aliases = "mod",
      description = "The remainder, with the sign of the dividend.",
      example = "-7 % 3",
      result = "-1")
  static long remainder(long a, long b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    return a % b;
  }

  @ScalarFunction("%")
  static int remainder(int a, int b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    return a % b;
  }

  @ScalarFunction("%")
  static short remainder(short a, short b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    return (short) (a % b);
  }

  @ScalarFunction("%")
  static byte remainder(byte a, byte b) {
    if (b == 0) {
      throw QueryErrors.divisionByZero(Long.toString(a));
    }
    return (byte) (a % b);
  }

  @ScalarFunction(
      value = "negate",
      description = "The number with the other sign; written -x.",
      example = "negate(5)",
      result = "-5")
  static long negate(long a) {
    if (a == Long.MIN_VALUE) {
      throw overflow(0, "-", a, "BIGINT");
    }
    return -a;
  }

  @ScalarFunction("negate")
  static int negate(int a) {
    if (a == Integer.MIN_VALUE) {
      throw overflow(0, "-", a, "INTEGER");
    }
    return -a;
  }

  @ScalarFunction("negate")
  static short negate(short a) {
    if (a == Short.MIN_VALUE) {
      throw overflow(0, "-", a, "SMALLINT");
    }
    return (short) -a;
  }

  @ScalarFunction("negate")
  static byte negate(byte a) {
    if (a == Byte.MIN_VALUE) {
      throw overflow(0, "-", a, "TINYINT");
    }
    return (byte) -a;
  }

  private static MutiraoException overflow(long a, String sign, long b, String type) {
    var wayOut =
        "cast an operand first: CAST(x AS "
            + (type.equals("BIGINT") ? "DECIMAL(38, 0)" : "BIGINT")
            + ")";
    return QueryErrors.overflow(a + " " + sign + " " + b, type, wayOut);
  }
}
