package dev.mutirao.executor.plan;

import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.util.List;
import java.util.Optional;

/// A value computed per row. Names are resolved and casts are explicit: argument types are exactly
/// what the function takes, and both sides of a comparison have one type (decimals may differ in
/// precision, not in scale).
public sealed interface Expression {
  Type type();

  /// The value of an input column.
  record InputColumn(int index, Type type) implements Expression {}

  /// A constant.
  record Constant(Literal literal) implements Expression {
    @Override
    public Type type() {
      return literal.type();
    }
  }

  /// A scalar function by its name in the function registry (operators by their sign, such as `+`).
  /// Strict unless the function says otherwise: NULL in, NULL out, and never evaluated on a NULL.
  record Call(String function, List<Expression> arguments, Type type) implements Expression {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// SQL's three-valued AND, left to right; a term is not evaluated on rows where an earlier one is
  /// false.
  record And(List<Expression> terms) implements Expression {
    public And {
      terms = List.copyOf(terms);
    }

    @Override
    public Type type() {
      return Type.Simple.BOOLEAN;
    }
  }

  /// SQL's three-valued OR, left to right; a term is not evaluated on rows where an earlier one is
  /// true.
  record Or(List<Expression> terms) implements Expression {
    public Or {
      terms = List.copyOf(terms);
    }

    @Override
    public Type type() {
      return Type.Simple.BOOLEAN;
    }
  }

  /// Whether the operand is NULL; never NULL itself.
  record IsNull(Expression operand) implements Expression {
    @Override
    public Type type() {
      return Type.Simple.BOOLEAN;
    }
  }

  /// The first branch whose condition is true; only that branch is evaluated. Without `otherwise`
  /// the rest is NULL.
  record Case(List<When> branches, Optional<Expression> otherwise, Type type)
      implements Expression {
    public Case {
      branches = List.copyOf(branches);
    }
  }

  /// A branch of a CASE.
  record When(Expression condition, Expression result) {}

  /// The first operand that is not NULL; later ones are not evaluated.
  record Coalesce(List<Expression> operands, Type type) implements Expression {
    public Coalesce {
      operands = List.copyOf(operands);
    }
  }

  /// A conversion. Fails on a value that does not fit, or gives NULL for it when `orNull`
  /// (TRY_CAST). `timeZone` is the session's where the conversion needs one (instants); `maxLength`
  /// cuts VARCHAR(n), 0 for no bound.
  record Cast(Expression operand, Type type, boolean orNull, int maxLength, String timeZone)
      implements Expression {}

  /// `operand IN (values)`, the values constant, of the operand's type, not NULL. NULL for a NULL
  /// operand.
  record InList(Expression operand, List<Literal> values) implements Expression {
    public InList {
      values = List.copyOf(values);
    }

    @Override
    public Type type() {
      return Type.Simple.BOOLEAN;
    }
  }
}
