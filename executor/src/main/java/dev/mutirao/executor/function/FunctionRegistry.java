package dev.mutirao.executor.function;

import dev.mutirao.connectors.type.Type;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The scalar functions of an engine, operators included (by their sign), and the functions of
/// users. Immutable.
public final class FunctionRegistry {
  private static final FunctionRegistry BUILT_IN = new FunctionRegistry(BuiltInFunctions.all());

  private final Map<String, Function> functions = new TreeMap<>();
  private final Map<String, Function> byName = new TreeMap<>();
  private final Optional<UserFunctions> users;

  FunctionRegistry(Collection<Function> all) {
    this.users = Optional.empty();
    for (var function : all) {
      functions.put(function.name(), function);
      byName.put(function.name(), function);
      function.description().aliases().forEach(alias -> byName.put(alias, function));
    }
  }

  private FunctionRegistry(FunctionRegistry engine, UserFunctions users) {
    this.users = Optional.of(users);
    functions.putAll(engine.functions);
    byName.putAll(engine.byName);
  }

  /// These functions and those of users.
  public FunctionRegistry with(UserFunctions others) {
    return new FunctionRegistry(this, others);
  }

  /// What every engine has.
  public static FunctionRegistry builtIn() {
    return BUILT_IN;
  }

  /// Every function once, ordered by name.
  public List<FunctionDescription> functions() {
    return functions.values().stream().map(Function::description).toList();
  }

  /// What users read about a function; the name or alias in any case.
  public Optional<FunctionDescription> function(String name) {
    return find(name).map(Function::description);
  }

  /// The overload that fits `argumentTypes` with the least widening, the first of several. Decimal
  /// results of operators follow the rules of the manual (`*` adds scales and so on).
  public Optional<ResolvedFunction> resolve(String name, List<Type> argumentTypes) {
    boolean isPrefix = name.equals("-") && argumentTypes.size() == 1;
    return nearest(
        overloads(isPrefix ? "negate" : name).stream()
            .flatMap(overload -> overload.resolve(argumentTypes).stream()),
        argumentTypes);
  }

  /// The overload of a user's aggregate that fits with the least widening; empty when there is
  /// none, or no such aggregate.
  public Optional<ResolvedFunction> resolveAggregate(String name, List<Type> argumentTypes) {
    return nearest(
        aggregates(name).stream().flatMap(overload -> overload.resolve(argumentTypes).stream()),
        argumentTypes);
  }

  /// The overload of a user's stateful function that fits with the least widening; empty when there
  /// is none, or no such function.
  public Optional<ResolvedFunction> resolveStateful(String name, List<Type> argumentTypes) {
    return nearest(
        stateful(name).stream().flatMap(overload -> overload.resolve(argumentTypes).stream()),
        argumentTypes);
  }

  /// The overload of a user's function that gives rows which fits with the least widening; empty
  /// when there is none, or no such function.
  public Optional<TableOverload> resolveTable(String name, List<Type> argumentTypes) {
    return users.map(known -> known.tables(name)).orElse(List.of()).stream()
        .filter(overload -> overload.parameters(argumentTypes).isPresent())
        .map(TableOverload.class::cast)
        .min(
            Comparator.comparingInt(overload ->
                distance(argumentTypes, overload.parameters(argumentTypes).orElseThrow())));
  }

  /// The overload of a user's function that gives rows for exactly these types.
  ///
  /// @throws IllegalArgumentException when there is none
  public TableOverload table(String name, List<Type> parameterTypes) {
    return resolveTable(name, parameterTypes)
        .filter(overload -> overload.parameters(parameterTypes).equals(Optional.of(parameterTypes)))
        .orElseThrow(() -> unknown(name, parameterTypes, Type.Simple.NULL));
  }

  /// What a resolved aggregate of a user calls.
  ///
  /// @throws IllegalArgumentException when no overload takes exactly these types
  public AggregateMethods aggregate(String name, List<Type> parameterTypes, Type resultType) {
    return aggregates(name).stream()
        .flatMap(overload -> overload.implement(parameterTypes, resultType).stream())
        .findFirst()
        .orElseThrow(() -> unknown(name, parameterTypes, resultType));
  }

  /// What a resolved stateful function of a user calls.
  ///
  /// @throws IllegalArgumentException when no overload takes exactly these types
  public StatefulMethods stateful(String name, List<Type> parameterTypes, Type resultType) {
    return stateful(name).stream()
        .flatMap(overload -> overload.implement(parameterTypes, resultType).stream())
        .findFirst()
        .orElseThrow(() -> unknown(name, parameterTypes, resultType));
  }

  private List<? extends ObjectOverload<AggregateMethods>> aggregates(String name) {
    return users.isPresent() ? users.get().aggregates(name) : List.of();
  }

  private List<? extends ObjectOverload<StatefulMethods>> stateful(String name) {
    return users.isPresent() ? users.get().stateful(name) : List.of();
  }

  private static Optional<ResolvedFunction> nearest(
      Stream<ResolvedFunction> fitting, List<Type> argumentTypes) {
    return fitting.min(
        Comparator.comparingInt(resolved -> distance(argumentTypes, resolved.parameterTypes())));
  }

  private static IllegalArgumentException unknown(
      String name, List<Type> parameterTypes, Type resultType) {
    return new IllegalArgumentException(
        "no function "
            + name
            + parameterTypes.stream().map(Type::sql).toList()
            + " -> "
            + resultType.sql());
  }

  /// What computes a resolved function.
  ///
  /// @throws IllegalArgumentException when no overload takes exactly these types: the plan was not
  ///   typed by `resolve`
  public Implementation implementation(String name, List<Type> parameterTypes, Type resultType) {
    return overloads(name).stream()
        .flatMap(overload -> overload.implement(parameterTypes, resultType).stream())
        .findFirst()
        .orElseThrow(() -> unknown(name, parameterTypes, resultType));
  }

  /// Where constant arguments of a call begin that its function reads once a query; empty when it
  /// has none, or not all of them are constant.
  ///
  /// @param texts the arguments that are constant texts, null for others
  public OptionalInt readOnce(ResolvedFunction call, List<@Nullable String> texts) {
    var preparation = preparation(call);
    return preparation.isPresent() && constants(preparation.get(), texts).isPresent()
        ? OptionalInt.of(preparation.get().first())
        : OptionalInt.empty();
  }

  /// Reads them.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when one is wrong
  public void checkReadOnce(ResolvedFunction call, List<@Nullable String> texts) {
    preparation(call)
        .ifPresent(preparation -> constants(preparation, texts).ifPresent(preparation::prepare));
  }

  private Optional<Preparation> preparation(ResolvedFunction call) {
    return implementation(call.name(), call.parameterTypes(), call.resultType()).preparation();
  }

  private static Optional<List<Bytes>> constants(
      Preparation preparation, List<@Nullable String> texts) {
    var wanted = texts.subList(preparation.first(), preparation.first() + preparation.count());
    return wanted.stream().anyMatch(Objects::isNull)
        ? Optional.empty()
        : Optional.of(wanted.stream().map(KeptBytes::of).toList());
  }

  /// What a call of a name may mean, as lines of the manual; none when there is no such function.
  public List<String> signatures(String name) {
    return overloads(name).stream().map(Overload::signature).toList();
  }

  /// The code that a user's function is of; empty for functions of the engine.
  public Optional<UserCode> code(String name) {
    return users.flatMap(known -> known.code(name));
  }

  private List<? extends Overload> overloads(String name) {
    var engine = find(name);
    return engine.isPresent()
        ? engine.get().overloads()
        : users.flatMap(known -> known.overloads(name)).orElse(List.of());
  }

  private Optional<Function> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  private static int distance(List<Type> arguments, List<Type> parameters) {
    int total = 0;
    for (int i = 0; i < arguments.size(); i++) {
      total += Widening.distance(arguments.get(i), parameters.get(i)).orElseThrow();
    }
    return total;
  }

  /// A name with everything that can be called by it.
  record Function(FunctionDescription description, List<Overload> overloads) {
    Function {
      overloads = List.copyOf(overloads);
    }

    String name() {
      return description.name();
    }
  }
}
