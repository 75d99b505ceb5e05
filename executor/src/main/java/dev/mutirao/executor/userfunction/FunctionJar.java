package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.function.Overload;
import dev.mutirao.functions.ScalarFunction;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A jar of functions, loaded: the functions in it, and what was compiled with them. When nothing
/// uses it any more it is collected with its classes.
public final class FunctionJar {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int COMPILED = 500;

  private final JarContent content;
  private final String hash;
  private final Map<String, UserFunction> functions = new TreeMap<>();
  private final Map<Object, Object> compiled =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
          return size() > COMPILED;
        }
      };

  private FunctionJar(JarContent content) {
    this.content = content;
    this.hash = content.hash();
  }

  /// A function by its name in SQL.
  ///
  /// @param name in lower case
  /// @param qualifiedName what plans call it
  public record UserFunction(
      String name,
      String qualifiedName,
      String description,
      String example,
      boolean deterministic,
      List<String> signatures,
      List<Overload> overloads) {
    public UserFunction {
      signatures = List.copyOf(signatures);
      overloads = List.copyOf(overloads);
    }
  }

  /// @throws MutiraoException when it is no jar, is broken, compiled for a later Java, has no
  ///   functions, or one that cannot be one
  static FunctionJar load(JarContent content) {
    var jar = new FunctionJar(content);
    var entries = JarEntries.of(content);
    var annotated = AnnotatedClasses.of(content.name(), entries);
    var loader = new JarClassLoader(jar, entries);
    Map<String, List<Method>> byName = new HashMap<>();
    try {
      for (var name : annotated) {
        for (var method : Class.forName(name, false, loader).getDeclaredMethods()) {
          var mark = method.getAnnotation(ScalarFunction.class);
          if (mark != null) {
            byName.computeIfAbsent(jar.name(method, mark), key -> new ArrayList<>()).add(method);
          }
        }
      }
    } catch (ClassNotFoundException | LinkageError e) {
      throw FunctionErrors.jarBroken(
          content.name(), "a class that it needs is not in it: " + e.getMessage(), e);
    }
    if (byName.isEmpty()) {
      throw FunctionErrors.jarWithoutFunctions(content.name());
    }
    byName.forEach((name, methods) -> jar.functions.put(name, jar.function(name, methods)));
    return jar;
  }

  public String hash() {
    return hash;
  }

  public JarContent content() {
    return content;
  }

  /// The functions in it, by name.
  public List<UserFunction> functions() {
    return List.copyOf(functions.values());
  }

  public Optional<UserFunction> function(String name) {
    return Optional.ofNullable(functions.get(name.toLowerCase(Locale.ROOT)));
  }

  /// Where what was compiled with the functions is kept; guarded by itself.
  Map<Object, Object> compiled() {
    return compiled;
  }

  private String name(Method method, ScalarFunction mark) {
    var name = mark.value().isEmpty() ? method.getName() : mark.value();
    if (!NAME.matcher(name).matches()) {
      throw refused(method, "'" + name + "' is no name of letters, digits and _");
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private UserFunction function(String name, List<Method> methods) {
    methods.sort(Comparator.comparing(Method::toString));
    var overloads = new ArrayList<UserScalar>();
    var signatures = new HashMap<String, Method>();
    for (var method : methods) {
      var overload = overload(name, method);
      var other = signatures.put(overload.parameterTypes(), method);
      if (other != null) {
        throw refused(method, "it has the name and the SQL types of " + shown(other));
      }
      overloads.add(overload);
    }
    var mark = methods.getFirst().getAnnotation(ScalarFunction.class);
    return new UserFunction(
        name,
        QualifiedName.of(name, hash),
        mark.description(),
        mark.example(),
        overloads.stream().allMatch(UserScalar::deterministic),
        overloads.stream().map(UserScalar::signature).toList(),
        List.copyOf(overloads));
  }

  private UserScalar overload(String name, Method method) {
    if (!Modifier.isStatic(method.getModifiers())
        || !Modifier.isPublic(method.getModifiers())
        || !Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
      throw refused(method, "it must be public and static, in a public class");
    }
    try {
      return UserScalar.of(QualifiedName.of(name, hash), name, method);
    } catch (IllegalArgumentException e) {
      throw refused(method, e.getMessage() + "; functions have " + ValueTypes.KNOWN);
    } catch (IllegalAccessException e) {
      throw refused(method, "it cannot be reached: " + e.getMessage());
    }
  }

  private MutiraoException refused(Method method, String why) {
    return FunctionErrors.badMethod(content.name(), shown(method), why);
  }

  private static String shown(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
