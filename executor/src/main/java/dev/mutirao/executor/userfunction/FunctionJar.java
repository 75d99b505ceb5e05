package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.connectors.error.MutiraoException;
import dev.mutirao.executor.function.UserCode;
import java.lang.annotation.AnnotationFormatError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A jar of functions, loaded: the functions in it, and what was compiled with them. When nothing
/// uses it any more it is collected with its classes.
public final class FunctionJar {
  private static final int COMPILED = 500;

  private final JarContent content;
  private final String hash;
  private final Map<String, UserFunction> functions = new TreeMap<>();
  private final UserCode code;

  private FunctionJar(JarContent content, Map<String, byte[]> entries) {
    this.content = content;
    this.hash = content.hash();
    this.code = new UserCode(new JarClassLoader(this, entries), new Recent());
  }

  /// @throws dev.mutirao.connectors.error.MutiraoException when it is no jar, is broken, compiled
  ///   for a later Java, has no functions, or one that cannot be one
  static FunctionJar load(JarContent content) {
    var entries = JarEntries.of(content);
    var annotated = AnnotatedClasses.of(content.name(), entries);
    var jar = new FunctionJar(content, entries);
    var declared = new JarFunctions(content.name(), jar.hash);
    for (var name : annotated) {
      jar.read(name, declared);
    }
    jar.functions.putAll(declared.functions());
    if (jar.functions.isEmpty()) {
      throw FunctionErrors.jarWithoutFunctions(content.name());
    }
    return jar;
  }

  private void read(String name, JarFunctions declared) {
    try {
      declared.read(Class.forName(name, false, code.loader()));
    } catch (MutiraoException told) {
      throw told;
    } catch (ClassNotFoundException
        | LinkageError
        | AnnotationFormatError
        | RuntimeException refused) { // reflection throws many of broken annotations
      throw ClassFailures.of(content.name(), name, refused);
    }
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

  /// Its classes, and what was compiled with them.
  UserCode code() {
    return code;
  }

  /// Drops what was not used for longest.
  private static final class Recent extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;

    Recent() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
      return size() > COMPILED;
    }
  }
}
