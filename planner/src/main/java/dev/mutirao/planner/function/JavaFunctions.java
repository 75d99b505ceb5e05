package dev.mutirao.planner.function;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.executor.function.FunctionRegistry;
import dev.mutirao.executor.userfunction.FunctionJar;
import dev.mutirao.executor.userfunction.FunctionJars;
import dev.mutirao.executor.userfunction.JarContent;
import dev.mutirao.executor.userfunction.QualifiedName;
import dev.mutirao.executor.userfunction.UserFunction;
import dev.mutirao.planner.catalog.Catalog;
import dev.mutirao.planner.catalog.CatalogFunction;
import dev.mutirao.planner.table.FromClauses;
import dev.mutirao.planner.validate.Operators;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The functions in jars of users: those of the catalog, and those that a process was started with.
/// Thread-safe; one per process that plans.
public final class JavaFunctions {
  private final Catalog catalog;
  private final FunctionJars jars = new FunctionJars(this::content);
  private final FunctionRegistry registry = FunctionRegistry.builtIn().with(jars);
  private final Operators builtIn = new Operators(registry, name -> Optional.empty());
  private final Map<String, CatalogFunction.Java> given = new ConcurrentHashMap<>();
  private final Map<String, JarContent> contents = new ConcurrentHashMap<>();

  public JavaFunctions(Catalog catalog) {
    this.catalog = catalog;
    changed();
  }

  /// The functions of the engine, and those of jars by their names in plans.
  public FunctionRegistry registry() {
    return registry;
  }

  /// Adds all functions of a jar until the end of the process.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when something is wrong with it, or a
  ///   name is taken
  public void give(JarContent content) {
    var jar = jars.load(content);
    for (var function : jar.functions()) {
      if (builtIn.isBuiltIn(function.name()) || FromClauses.isBuiltIn(function.name())) {
        throw FunctionErrors.builtInName(function.name());
      }
      if (given.containsKey(function.name()) || catalog.function(function.name()).isPresent()) {
        throw FunctionErrors.givenTwice(function.name(), content.name());
      }
    }
    contents.put(jar.hash(), content);
    for (var function : jar.functions()) {
      given.put(
          function.name(), new CatalogFunction.Java(function.name(), content.name(), jar.hash()));
    }
    changed();
  }

  /// The same jar, whose functions can be used.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when something is wrong with it
  public JarContent usable(JarContent content) {
    jars.load(content);
    return content;
  }

  /// The function of this name in a jar.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when something is wrong with the jar, or
  ///   it has no such function
  public CatalogFunction.Java inJar(String name, JarContent content) {
    var jar = jars.load(content);
    if (jar.function(name).isEmpty()) {
      var known = jar.functions().stream().map(UserFunction::name).toList();
      throw FunctionErrors.notInJar(name, String.join(", ", known), content.name());
    }
    return new CatalogFunction.Java(name, content.name(), jar.hash());
  }

  /// What a call of this name means.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when its jar has become unusable
  ///
  /// @param name in any case; also as plans have it
  public Optional<UserFunction> find(String name) {
    var qualified = QualifiedName.parse(name.toLowerCase(Locale.ROOT));
    if (qualified.isPresent()) {
      return jars.get(qualified.get().hash()).function(qualified.get().function());
    }
    return created(name).flatMap(java -> jars.get(java.hash()).function(java.name()));
  }

  /// The function as users know it.
  public UserFunction described(CatalogFunction.Java function) {
    return jars.get(function.hash())
        .function(function.name())
        .orElseThrow(() -> FunctionErrors.noSuchFunction(function.name()));
  }

  /// Whether the process was started with a function of this name.
  public boolean isGiven(String name) {
    return given.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /// All functions of users, also those that are written in SQL.
  public List<CatalogFunction> all() {
    var all = new ArrayList<CatalogFunction>(given.values());
    all.addAll(catalog.functions());
    return all;
  }

  /// A function of users of this name, in any case.
  public Optional<CatalogFunction> function(String name) {
    return Optional.<CatalogFunction>ofNullable(given.get(name.toLowerCase(Locale.ROOT)))
        .or(() -> catalog.function(name));
  }

  /// The bytes of a jar, for an executor that asks.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when no function is of it any more
  public JarContent content(String hash) {
    return Optional.ofNullable(contents.get(hash))
        .or(() -> catalog.jar(hash))
        .or(() -> jars.loaded(hash).map(FunctionJar::content))
        .orElseThrow(() -> FunctionErrors.jarForgotten(hash));
  }

  /// Hashes of the jars that functions are of.
  public Set<String> live() {
    var live = new HashSet<String>(contents.keySet());
    for (var function : catalog.functions()) {
      if (function instanceof CatalogFunction.Java java) {
        live.add(java.hash());
      }
    }
    return live;
  }

  /// To be called after a change of the catalog: lets go of jars that no function is of.
  public void changed() {
    jars.keep(live());
  }

  /// How many versions of jars are in memory; for tests.
  public Set<String> loaded() {
    return jars.loaded();
  }

  private Optional<CatalogFunction.Java> created(String name) {
    return function(name)
        .flatMap(function ->
            function instanceof CatalogFunction.Java java ? Optional.of(java) : Optional.empty());
  }
}
