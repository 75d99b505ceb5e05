package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Int128;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Decimal;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// Decimals as texts in a pattern.
final class DecimalFormats {
  private DecimalFormats() {}

  static List<BuiltInFunctions.Definition> functions() {
    return List.of(
        new BuiltInFunctions.Definition(
            "to_char",
            Optional.empty(),
            List.of(
                new TypedOverload(
                    "to_char",
                    "to_char(DECIMAL, VARCHAR) -> VARCHAR",
                    DecimalFormats::typed,
                    (parameters, result) ->
                        parameters.size() == 2 && parameters.getFirst() instanceof Decimal decimal
                            ? Optional.of(implementation(decimal))
                            : Optional.empty()))));
  }

  private static Optional<TypedOverload.Typed> typed(List<Type> arguments) {
    return arguments.size() == 2
            && arguments.getFirst() instanceof Decimal
            && (arguments.get(1) == Simple.VARCHAR || arguments.get(1) == Simple.NULL)
        ? Optional.of(
            new TypedOverload.Typed(List.of(arguments.getFirst(), Simple.VARCHAR), Simple.VARCHAR))
        : Optional.empty();
  }

  private static Implementation implementation(Decimal type) {
    var handle =
        MethodHandles.insertArguments(
            Handles.find(DecimalFormats.class, "toChar"), 3, type.scale());
    var widened = type.isShort() ? MethodHandles.filterArguments(handle, 1, Handles.WIDEN) : handle;
    var preparation =
        new Preparation(
            1, 1, Handles.find(NumberPattern.class, "of", NumberPattern.class, Bytes.class));
    return new Implementation(widened, true, false, false, true, Optional.of(preparation));
  }

  static Bytes toChar(TextBuffer buffer, Int128 unscaled, NumberPattern pattern, int scale) {
    return buffer.of(NumberPrinter.print(pattern, new BigDecimal(unscaled.toBigInteger(), scale)));
  }
}
