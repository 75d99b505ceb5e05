package dev.mutirao.executor.expression;

import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.function.Casts;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.function.Implementation;
import dev.mutirao.executor.function.NullArguments;
import dev.mutirao.executor.function.Preparation;
import dev.mutirao.executor.function.UserCode;
import dev.mutirao.executor.plan.Expression;
import dev.mutirao.executor.plan.Expression.Call;
import dev.mutirao.executor.plan.Expression.Cast;
import dev.mutirao.executor.plan.Expression.InputColumn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Composes the handles of a shape (see {@link Fusion}) and defines its loop; keeps the loops used
/// last, so that the next query of the same shape finds them compiled. Thread-safe.
final class LoopCompiler {
  private static final int KEPT = 2000;

  private final FunctionRegistry functions;
  private final Map<Expression, Loop> loops = new Recent<>();
  private final Map<Expression, Loop.Selecting> selecting = new Recent<>();

  LoopCompiler(FunctionRegistry functions) {
    this.functions = functions;
  }

  Loop loop(Expression shape) {
    var ofUser = ofUser(shape);
    return ofUser.isPresent()
        ? (Loop)
            kept(
                ofUser.get().compiled(),
                new LoopKey(shape),
                key -> UserLoops.within(ofUser.get(), loop(shape, body(shape))))
        : kept(loops, shape, root -> loop(root, body(root)));
  }

  Loop.Selecting selecting(Expression shape) {
    var ofUser = ofUser(shape);
    return ofUser.isPresent()
        ? (Loop.Selecting)
            kept(
                ofUser.get().compiled(),
                shape,
                key -> UserLoops.within(ofUser.get(), LoopTemplates.selecting(test(shape))))
        : kept(selecting, shape, root -> LoopTemplates.selecting(test(root)));
  }

  /// Whether a predicate is true, which NULL is not.
  private MethodHandle test(Expression shape) {
    var body = body(shape);
    return givesNull(shape) ? MethodHandles.filterReturnValue(body, Leaves.IS_TRUE) : body;
  }

  /// Tells a loop from a selecting one where both are kept together.
  private record LoopKey(Expression shape) {}

  private Loop loop(Expression root, MethodHandle body) {
    return LoopTemplates.compile(body, root.type().layout(), givesNull(root));
  }

  /// Loops with a user's function are kept with its jar, so that they do not keep its classes from
  /// being collected. {@link Fusion} puts functions of one jar only into a shape.
  private Optional<UserCode> ofUser(Expression shape) {
    return switch (shape) {
      case Call call ->
          functions
              .code(call.function())
              .or(() ->
                  call.arguments().stream()
                      .flatMap(argument -> ofUser(argument).stream())
                      .findFirst());
      case Cast cast -> ofUser(cast.operand());
      default -> Optional.empty();
    };
  }

  /// Whether the handle of a shape gives a reference that may be null.
  private boolean givesNull(Expression shape) {
    return switch (shape) {
      case Call call ->
          Fusion.implementation(call, functions).givesNull()
              || call.arguments().stream().anyMatch(this::givesNull);
      case Cast cast -> implementation(cast).givesNull() || givesNull(cast.operand());
      default -> false;
    };
  }

  static Implementation implementation(Cast cast) {
    return Casts.implementation(
        cast.operand().type(), cast.type(), cast.orNull(), cast.maxLength(), cast.timeZone());
  }

  private static <K, V> V kept(Map<K, V> cache, K shape, Function<K, V> compile) {
    synchronized (cache) {
      var known = cache.get(shape);
      if (known != null) {
        return known;
      }
    }
    var made = compile.apply(shape);
    synchronized (cache) {
      var earlier = cache.putIfAbsent(shape, made);
      return earlier == null ? made : earlier;
    }
  }

  private MethodHandle body(Expression shape) {
    boolean[] usesBuffer = {false};
    var body = compose(shape, usesBuffer);
    return usesBuffer[0] ? MethodHandles.foldArguments(body, Leaves.RESET) : body;
  }

  private MethodHandle compose(Expression shape, boolean[] usesBuffer) {
    return switch (shape) {
      case InputColumn(int index, Type type) ->
          index >= 0
              ? Leaves.column(index, type.layout())
              : Leaves.literal(-1 - index, type.layout());
      case Call call -> call(call, usesBuffer);
      case Cast cast -> {
        var nullable = givesNull(cast.operand()) ? List.of(0) : List.<Integer>of();
        yield apply(
            implementation(cast),
            List.of(compose(cast.operand(), usesBuffer)),
            nullable,
            usesBuffer);
      }
      default -> throw new IllegalArgumentException("not a shape: " + shape);
    };
  }

  private MethodHandle call(Call call, boolean[] usesBuffer) {
    var implementation = Fusion.implementation(call, functions);
    var handle = implementation.handle();
    int shift = implementation.needsBuffer() ? 1 : 0;
    var arguments = new ArrayList<MethodHandle>();
    var nullable = new ArrayList<Integer>();
    for (int i = 0; i < call.arguments().size(); i++) {
      var argument = call.arguments().get(i);
      var prepared = implementation.preparation().orElse(null);
      if (prepared != null && i == prepared.first()) {
        if (isPrepared(call, prepared)) {
          int constant = -1 - ((InputColumn) argument).index();
          arguments.add(Leaves.object(constant, handle.type().parameterType(i + shift)));
          i += prepared.count() - 1;
          continue;
        }
        handle = MethodHandles.collectArguments(handle, i + shift, prepared.factory());
      }
      if (implementation.takesNulls()) {
        var leaf = (InputColumn) argument;
        var read = Leaves.nullableColumn(leaf.index(), leaf.type().layout());
        arguments.add(read.asType(Leaves.type(handle.type().parameterType(i + shift))));
      } else {
        if (givesNull(argument)) {
          nullable.add(arguments.size());
        }
        arguments.add(compose(argument, usesBuffer));
      }
    }
    var adapted =
        new Implementation(
            handle,
            implementation.needsBuffer(),
            implementation.givesNull(),
            implementation.takesNulls(),
            implementation.fails(),
            implementation.preparation());
    return apply(adapted, arguments, nullable, usesBuffer);
  }

  private static boolean isPrepared(Call call, Preparation preparation) {
    return call
        .arguments()
        .subList(preparation.first(), preparation.first() + preparation.count())
        .stream()
        .allMatch(
            argument -> argument instanceof InputColumn(int index, Type ignored) && index < 0);
  }

  /// @param nullable which of the arguments may be null, for which a function is not called
  private static MethodHandle apply(
      Implementation implementation,
      List<MethodHandle> arguments,
      List<Integer> nullable,
      boolean[] usesBuffer) {
    var all = new ArrayList<>(arguments);
    int shift = implementation.needsBuffer() ? 1 : 0;
    var function = implementation.handle();
    if (!nullable.isEmpty()) {
      function = NullArguments.skipped(function, nullable.stream().map(i -> i + shift).toList());
      for (int i : nullable) {
        var boxed = Leaves.type(function.type().parameterType(i + shift));
        all.set(i, arguments.get(i).asType(boxed));
      }
    }
    if (shift > 0) {
      usesBuffer[0] = true;
      all.addFirst(Leaves.TEXT_BUFFER);
    }
    return apply(function, all);
  }

  /// `function(argument(frame, row), ...)` as one handle of `(frame, row)`.
  static MethodHandle apply(MethodHandle function, List<MethodHandle> all) {
    var handle = function;
    for (int i = all.size() - 1; i >= 0; i--) {
      handle = MethodHandles.collectArguments(handle, i, all.get(i));
    }
    var order = new int[2 * all.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i & 1;
    }
    return MethodHandles.permuteArguments(handle, Leaves.type(handle.type().returnType()), order);
  }

  /// Drops what was not used for longest.
  private static final class Recent<V> extends LinkedHashMap<Expression, V> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Expression, V> eldest) {
      return size() > KEPT;
    }
  }
}
