package dev.mutirao.executor.userfunction;

import dev.mutirao.connectors.error.FunctionErrors;
import dev.mutirao.executor.function.Overload;
import dev.mutirao.executor.function.UserCode;
import dev.mutirao.executor.function.UserFunctions;
import dev.mutirao.executor.memory.HeapReserve;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The jars of functions that a process has loaded, by the hash of their bytes. Those that are in
/// use are kept; of others only what still runs holds on to. Thread-safe.
public final class FunctionJars implements UserFunctions {
  private static final int RETIRED = 2;

  private final Source source;
  private final Map<String, WeakReference<FunctionJar>> known = new HashMap<>(); // guarded by this
  private final Map<String, FunctionJar> kept = new HashMap<>(); // guarded by this
  private Set<String> wanted = Set.of(); // guarded by this

  /// Of those let go last, for statements that were planned before. Guarded by this.
  private final ArrayDeque<FunctionJar> retired = new ArrayDeque<>();

  /// Where jars come from that this process has not loaded.
  @FunctionalInterface
  public interface Source {
    /// @throws dev.mutirao.connectors.error.MutiraoException when there is none
    JarContent content(String hash);
  }

  public FunctionJars(Source source) {
    this.source = source;
  }

  /// Loads a jar, or gives the one with the same bytes.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when something is wrong with it
  public FunctionJar load(JarContent content) {
    var loaded = find(content.hash());
    return loaded != null ? loaded : remember(FunctionJar.load(content));
  }

  /// The jar of a hash, from the source if need be.
  ///
  /// @throws dev.mutirao.connectors.error.MutiraoException when there is none
  public FunctionJar get(String hash) {
    var loaded = find(hash);
    if (loaded != null) {
      return loaded;
    }
    var content = source.content(hash);
    if (!content.hash().equals(hash)) {
      throw FunctionErrors.jarChangedOnTheWay(content.name());
    }
    return remember(FunctionJar.load(content));
  }

  /// Keeps the jars of these hashes, and lets go of others.
  public synchronized void keep(Set<String> hashes) {
    wanted = Set.copyOf(hashes);
    for (var hash : wanted) {
      var loaded = find(hash);
      if (loaded != null) {
        kept.put(hash, loaded);
      }
    }
    kept.values()
        .removeIf(jar -> {
          boolean goes = !wanted.contains(jar.hash());
          if (goes) {
            retired.add(jar);
          }
          return goes;
        });
    while (retired.size() > RETIRED) {
      retired.remove();
    }
    known.values().removeIf(jar -> jar.get() == null);
  }

  /// The jar of a hash, if it is in memory.
  public Optional<FunctionJar> loaded(String hash) {
    return Optional.ofNullable(find(hash));
  }

  /// Hashes of the jars that have not been collected.
  public synchronized Set<String> loaded() {
    var loaded = new HashSet<String>();
    known.forEach((hash, jar) -> {
      if (jar.get() != null) {
        loaded.add(hash);
      }
    });
    return loaded;
  }

  @Override
  public Optional<List<? extends Overload>> overloads(String name) {
    return function(name).map(function -> of(function, UserScalar.class));
  }

  @Override
  public List<UserAggregate> aggregates(String name) {
    return function(name).map(function -> of(function, UserAggregate.class)).orElse(List.of());
  }

  @Override
  public List<UserStateful> stateful(String name) {
    return function(name).map(function -> of(function, UserStateful.class)).orElse(List.of());
  }

  @Override
  public List<UserTable> tables(String name) {
    return function(name).map(function -> of(function, UserTable.class)).orElse(List.of());
  }

  private Optional<UserFunction> function(String name) {
    HeapReserve.keep();
    return QualifiedName.parse(name)
        .map(qualified ->
            get(qualified.hash())
                .function(qualified.function())
                .orElseThrow(() -> FunctionErrors.noSuchFunction(qualified.function())));
  }

  /// The overloads of one kind, which all are of.
  private static <T extends Declared> List<T> of(UserFunction function, Class<T> kind) {
    return function.overloads().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public Optional<UserCode> code(String name) {
    return QualifiedName.parse(name).map(qualified -> get(qualified.hash()).code());
  }

  private synchronized @Nullable FunctionJar find(String hash) {
    var reference = known.get(hash);
    return reference == null ? null : reference.get();
  }

  /// Of two that were loaded at once, the first counts.
  private synchronized FunctionJar remember(FunctionJar jar) {
    var earlier = find(jar.hash());
    if (earlier != null) {
      return earlier;
    }
    known.put(jar.hash(), new WeakReference<>(jar));
    if (wanted.contains(jar.hash())) {
      kept.put(jar.hash(), jar);
    }
    return jar;
  }
}
