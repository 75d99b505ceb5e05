package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.userfunction.UserFunction.Kind;
import dev.mutirao.functions.AggregateFunction;
import dev.mutirao.functions.ScalarFunction;
import dev.mutirao.functions.StatefulFunction;
import dev.mutirao.functions.TableFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads which functions the classes of a jar declare.
final class JarFunctions {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String path;
  private final String hash;
  private final Map<String, List<Found>> byName = new TreeMap<>();

  /// @param path of the jar, for messages
  JarFunctions(String path, String hash) {
    this.path = path;
    this.hash = hash;
  }

  /// An overload, and where it was found.
  private record Found(
      Kind kind,
      Declared overload,
      Object place,
      String shownPlace,
      String description,
      String example) {}

  /// Reads a class.
  ///
  /// @throws MutiraoException when something is marked that cannot be a function
  void read(Class<?> type) {
    for (var method : type.getDeclaredMethods()) {
      var scalar = method.getAnnotation(ScalarFunction.class);
      if (scalar != null) {
        read(method, scalar);
      }
      var table = method.getAnnotation(TableFunction.class);
      if (table != null) {
        read(method, table);
      }
    }
    var aggregate = type.getAnnotation(AggregateFunction.class);
    if (aggregate != null) {
      var name = name(aggregate.value(), type);
      for (var each :
          checked(type, () -> StateClasses.aggregates(QualifiedName.of(name, hash), name, type))) {
        add(name, Kind.AGGREGATE, each, type, aggregate.description(), aggregate.example());
      }
    }
    var stateful = type.getAnnotation(StatefulFunction.class);
    if (stateful != null) {
      var name = name(stateful.value(), type);
      for (var each :
          checked(type, () -> StateClasses.stateful(QualifiedName.of(name, hash), name, type))) {
        add(name, Kind.STATEFUL, each, type, stateful.description(), stateful.example());
      }
    }
  }

  private void read(Method method, ScalarFunction mark) {
    var name = name(mark.value().isEmpty() ? method.getName() : mark.value(), method);
    checkStatic(method);
    try {
      var overload = UserScalar.of(QualifiedName.of(name, hash), name, method);
      add(name, Kind.SCALAR, overload, method, mark.description(), mark.example());
    } catch (IllegalArgumentException e) {
      throw refused(method, String.valueOf(e.getMessage()));
    } catch (IllegalAccessException e) {
      throw refused(method, "it cannot be reached: " + e.getMessage());
    }
  }

  private void read(Method method, TableFunction mark) {
    var name = name(mark.value().isEmpty() ? method.getName() : mark.value(), method);
    checkStatic(method);
    try {
      var overload = UserTable.of(name, method);
      add(name, Kind.TABLE, overload, method, mark.description(), mark.example());
    } catch (IllegalArgumentException e) {
      throw refused(method, String.valueOf(e.getMessage()));
    } catch (IllegalAccessException e) {
      throw refused(method, "it cannot be reached: " + e.getMessage());
    }
  }

  /// The functions, by name.
  ///
  /// @throws MutiraoException when two of one name cannot be told apart
  Map<String, UserFunction> functions() {
    var functions = new TreeMap<String, UserFunction>();
    byName.forEach((name, found) -> functions.put(name, function(name, found)));
    return functions;
  }

  private UserFunction function(String name, List<Found> found) {
    found.sort(Comparator.comparing(each -> each.place().toString()));
    var first = found.getFirst();
    var signatures = new HashMap<String, Found>();
    for (var each : found) {
      if (each.kind() != first.kind()) {
        throw refused(
            each.place(),
            "it has the name of " + first.shownPlace() + ", which is of another kind");
      }
      var other = signatures.put(each.overload().parameterTypes(), each);
      if (other != null) {
        throw refused(each.place(), "it has the name and the SQL types of " + other.shownPlace());
      }
    }
    return new UserFunction(
        first.kind(),
        name,
        QualifiedName.of(name, hash),
        first.description(),
        first.example(),
        found.stream().map(Found::overload).allMatch(Declared::deterministic),
        found.stream().map(Found::overload).toList());
  }

  private void add(
      String name, Kind kind, Declared overload, Object place, String description, String example) {
    byName
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(new Found(kind, overload, place, shown(place), description, example));
  }

  private void checkStatic(Method method) {
    if (!Modifier.isStatic(method.getModifiers())
        || !Modifier.isPublic(method.getModifiers())
        || !Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
      throw refused(method, "it must be public and static, in a public class");
    }
  }

  private <T> T checked(Class<?> type, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException e) {
      throw refused(type, String.valueOf(e.getMessage()));
    }
  }

  private String name(String name, Object place) {
    if (!NAME.matcher(name).matches()) {
      throw refused(place, "'" + name + "' is no name of letters, digits and _");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /// @param place a method or a class
  private MutiraoException refused(Object place, String why) {
    return place instanceof Method
        ? FunctionErrors.badMethod(path, shown(place), why)
        : FunctionErrors.badClass(path, shown(place), why);
  }

  private static String shown(Object place) {
    return place instanceof Method method
        ? method.getDeclaringClass().getSimpleName() + "." + method.getName()
        : ((Class<?>) place).getSimpleName();
  }
}
