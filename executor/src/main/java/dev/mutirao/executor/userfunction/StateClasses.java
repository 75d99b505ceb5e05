package dev.mutirao.executor.userfunction;

import dev.mutirao.executor.function.ContextLoader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Reads what users' classes of states and of stateful functions can do.
final class StateClasses {
  private StateClasses() {}

  /// An aggregate for each `add`.
  ///
  /// @param name as plans call it
  /// @param shown as users call it
  /// @throws IllegalArgumentException when the class cannot be an aggregate
  static List<UserAggregate> aggregates(String name, String shown, Class<?> state) {
    checkClass(state);
    var creation = InstanceMethod.creation(shown, state);
    var adding = methods(state, "add");
    if (adding.isEmpty()) {
      throw new IllegalArgumentException("it needs a public method add, which takes a row");
    }
    for (var add : adding) {
      if (add.getReturnType() != void.class) {
        throw new IllegalArgumentException(
            "its add gives " + add.getReturnType().getSimpleName() + "; it must be void");
      }
    }
    var merging = merging(shown, state);
    var results =
        methods(state, "result").stream().filter(each -> each.getParameterCount() == 0).toList();
    if (results.isEmpty() || results.getFirst().getReturnType() == void.class) {
      throw new IllegalArgumentException(
          "it needs a public method result without parameters, which gives the value");
    }
    var result = method(shown, results.getFirst());
    var codec = StateFields.of(state, creation);
    return adding.stream()
        .map(add ->
            new UserAggregate(
                name,
                creation,
                method(shown, add),
                merging,
                result,
                codec,
                StateSize.of(state),
                Declared.deterministic(state)))
        .toList();
  }

  /// A function for each `next`.
  ///
  /// @param name as plans call it
  /// @param shown as users call it
  /// @throws IllegalArgumentException when the class cannot be a function
  static List<UserStateful> stateful(String name, String shown, Class<?> type) {
    checkClass(type);
    var creation = InstanceMethod.creation(shown, type);
    var nexts = methods(type, "next");
    if (nexts.isEmpty()) {
      throw new IllegalArgumentException(
          "it needs a public method next, which takes a row and gives its value");
    }
    for (var next : nexts) {
      if (next.getReturnType() == void.class) {
        throw new IllegalArgumentException("its next must give a value");
      }
    }
    return nexts.stream()
        .map(next ->
            new UserStateful(name, creation, method(shown, next), Declared.deterministic(type)))
        .toList();
  }

  private static void checkClass(Class<?> type) {
    int modifiers = type.getModifiers();
    if (!Modifier.isPublic(modifiers) || type.isMemberClass() && !Modifier.isStatic(modifiers)) {
      throw new IllegalArgumentException(
          "it must be public" + (type.isMemberClass() ? " and, inside of a class, static" : ""));
    }
    if (Modifier.isAbstract(modifiers)) {
      throw new IllegalArgumentException("it must not be abstract");
    }
  }

  private static MethodHandle merging(String function, Class<?> state) {
    var named = methods(state, "merge");
    var fitting =
        named.stream()
            .filter(each ->
                each.getParameterCount() == 1
                    && each.getParameterTypes()[0].isAssignableFrom(state)
                    && each.getReturnType() == void.class)
            .findFirst();
    if (fitting.isEmpty()) {
      throw new IllegalArgumentException(
          "it needs a public method void merge("
              + state.getSimpleName()
              + " other), which takes the rows of another state"
              + (named.isEmpty() ? "" : "; got " + shown(named.getFirst())));
    }
    try {
      var handle = MethodHandles.publicLookup().unreflect(fitting.get());
      return ContextLoader.around(
          state.getClassLoader(),
          Failures.toldIn(function, "merge()", handle)
              .asType(MethodType.methodType(void.class, Object.class, Object.class)));
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException("its merge cannot be reached: " + e.getMessage(), e);
    }
  }

  private static String shown(Method method) {
    return method.getReturnType().getSimpleName()
        + " "
        + method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static InstanceMethod method(String function, Method method) {
    try {
      return InstanceMethod.of(function, method);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(
          "its " + method.getName() + " cannot be reached: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("of its " + method.getName() + ": " + e.getMessage(), e);
    }
  }

  /// The public methods of this name that objects have, in an order of their own.
  private static List<Method> methods(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method ->
            method.getName().equals(name)
                && !method.isBridge()
                && !Modifier.isStatic(method.getModifiers()))
        .sorted(Comparator.comparing(Method::toString))
        .toList();
  }
}
