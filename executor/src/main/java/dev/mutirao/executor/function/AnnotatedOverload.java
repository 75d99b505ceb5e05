package dev.mutirao.executor.function;

import dev.mutirao.connectors.function.ScalarFunction;
import dev.mutirao.connectors.function.SqlNullable;
import dev.mutirao.connectors.function.SqlType;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.connectors.type.Type.Simple;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A static method with {@link ScalarFunction}. Its last parameter may be an array: then it takes
/// one or more arguments of the element's type there.
final class AnnotatedOverload implements Overload {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+), (\\d+)\\)");

  private final String name;
  private final MethodHandle handle;
  private final List<Type> parameters;
  private final @Nullable Type repeated;
  private final Type result;
  private final boolean needsBuffer;
  private final boolean givesNull;
  private final boolean takesNulls;
  private final boolean fails;
  private final Optional<Preparation> preparation;

  AnnotatedOverload(Method method, MethodHandles.Lookup lookup) {
    name = method.getAnnotation(ScalarFunction.class).value();
    try {
      handle = lookup.unreflect(method);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(method + " must be accessible", e);
    }
    var declared = new ArrayList<>(List.of(method.getParameters()));
    needsBuffer = !declared.isEmpty() && declared.getFirst().getType() == TextBuffer.class;
    if (needsBuffer) {
      declared.removeFirst();
    }
    parameters = new ArrayList<>();
    Type last = null;
    for (var parameter : declared) {
      var type = parameter.getType();
      boolean array = type.isArray() && type != byte[].class;
      var prepared = parameter.getAnnotation(Prepared.class);
      if (prepared != null) {
        parameters.addAll(Collections.nCopies(prepared.value(), Simple.VARCHAR));
      } else if (array) {
        last = type(parameter, type.getComponentType());
      } else {
        parameters.add(type(parameter, type));
      }
    }
    repeated = last;
    result = type(method, method.getReturnType());
    givesNull = method.isAnnotationPresent(SqlNullable.class);
    takesNulls =
        declared.stream().anyMatch(parameter -> parameter.isAnnotationPresent(SqlNullable.class));
    fails = !method.isAnnotationPresent(NeverFails.class);
    preparation = preparation(method, needsBuffer ? 1 : 0);
  }

  @Override
  public Optional<ResolvedFunction> resolve(List<Type> arguments) {
    if (repeated == null
        ? arguments.size() != parameters.size()
        : arguments.size() <= parameters.size()) {
      return Optional.empty();
    }
    var types = parameters(arguments.size());
    for (int i = 0; i < types.size(); i++) {
      if (Widening.distance(arguments.get(i), types.get(i)).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new ResolvedFunction(name, types, result));
  }

  @Override
  public Optional<Implementation> implement(List<Type> types, Type resultType) {
    if (!resultType.equals(result) || !types.equals(parameters(types.size()))) {
      return Optional.empty();
    }
    var body = handle;
    if (repeated != null) {
      body = body.asCollector(handle.type().lastParameterType(), types.size() - parameters.size());
    }
    return Optional.of(
        new Implementation(
            ForeignTypes.adapt(body, needsBuffer),
            needsBuffer || ForeignTypes.makeText(body),
            givesNull,
            takesNulls,
            fails,
            preparation));
  }

  @Override
  public String signature() {
    var types = parameters.stream().map(Type::sql);
    if (repeated != null) {
      types = Stream.concat(types, Stream.of(repeated.sql() + "..."));
    }
    return types.collect(Collectors.joining(", ", name + "(", ") -> ")) + result.sql();
  }

  private List<Type> parameters(int count) {
    if (repeated == null) {
      return parameters;
    }
    var types = new ArrayList<>(parameters);
    while (types.size() < count) {
      types.add(repeated);
    }
    return types;
  }

  /// The parameter that is {@link Prepared}, of which there is at most one.
  private static Optional<Preparation> preparation(Method method, int shift) {
    var declared = method.getParameters();
    for (int i = shift; i < declared.length; i++) {
      var prepared = declared[i].getAnnotation(Prepared.class);
      if (prepared != null) {
        var type = declared[i].getType();
        var texts = Collections.nCopies(prepared.value(), Bytes.class).toArray(Class<?>[]::new);
        return Optional.of(
            new Preparation(i - shift, prepared.value(), Handles.find(type, "of", type, texts)));
      }
    }
    return Optional.empty();
  }

  private static Type type(AnnotatedElement element, Class<?> java) {
    var named = element.getAnnotation(SqlType.class);
    if (named == null) {
      return JavaType.sqlType(java);
    }
    var wanted = named.value().toUpperCase(Locale.ROOT);
    var decimal = DECIMAL.matcher(wanted);
    if (decimal.matches()) {
      return new Type.Decimal(
          Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return Arrays.stream(Simple.values())
        .filter(type -> type.name().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException("no such type: @SqlType(\"" + named.value() + "\")"));
  }
}
