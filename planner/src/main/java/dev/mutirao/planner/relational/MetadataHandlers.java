package dev.mutirao.planner.relational;

import dev.mutirao.planner.optimize.MaxRowCountHandler;
import dev.mutirao.planner.optimize.PredicatesHandler;
import dev.mutirao.planner.optimize.RowCountHandler;
import dev.mutirao.planner.optimize.SelectivityHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.CyclicMetadataException;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.DelegatingMetadataRel;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.NullSentinel;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/// Calcite's metadata (row counts, predicates, keys) by reflection: every question goes to the
/// method whose parameter is the nearest superclass of the node. Calcite's own provider writes and
/// compiles a Java class for each kind of metadata instead, which costs a third of a second at
/// every start; its reflective one forgets every answer, which is exponential in deep plans.
/// Thread-safe.
final class MetadataHandlers implements MetadataHandlerProvider {
  private static final MetadataHandlers WITH_STATISTICS =
      new MetadataHandlers(
          List.of(
              new SelectivityHandler(),
              new RowCountHandler(),
              new MaxRowCountHandler(),
              new PredicatesHandler()));

  private final Map<Class<?>, Object> handlers = new ConcurrentHashMap<>();

  private final List<MetadataHandler<?>> before;

  /// @param before handlers that are asked before Calcite's own
  MetadataHandlers(List<MetadataHandler<?>> before) {
    this.before = List.copyOf(before);
  }

  /// Lets the queries of a cluster be answered here, from the statistics of connectors where they
  /// help.
  static void install(RelOptCluster cluster) {
    WITH_STATISTICS.answer(cluster);
  }

  /// Lets the queries of a cluster be answered by these handlers.
  void answer(RelOptCluster cluster) {
    cluster.setMetadataQuerySupplier(() -> new RelMetadataQuery(this));
  }

  @Override
  public <H extends MetadataHandler<?>> H handler(Class<H> kind) {
    return kind.cast(handlers.computeIfAbsent(kind, key -> answering(kind)));
  }

  private <H extends MetadataHandler<?>> Object answering(Class<H> kind) {
    var all = new ArrayList<MetadataHandler<?>>();
    before.stream().filter(handler -> handler.getDef().handlerClass == kind).forEach(all::add);
    all.addAll(DefaultRelMetadataProvider.INSTANCE.handlers(kind));
    var dispatch = new Dispatch(all);
    return Proxy.newProxyInstance(
        kind.getClassLoader(),
        new Class<?>[] {kind},
        (proxy, question, arguments) -> remembered(dispatch, question, arguments));
  }

  /// Answers from what the query knows already, and notices a question that depends on itself.
  private static @Nullable Object remembered(Dispatch dispatch, Method question, Object[] arguments)
      throws Throwable {
    var node = (RelNode) arguments[0];
    while (node instanceof DelegatingMetadataRel delegating) {
      node = delegating.getMetadataDelegateRel();
    }
    arguments[0] = node;
    var known = ((RelMetadataQuery) arguments[1]).map;
    var key = key(question, arguments);
    var answer = known.get(node, key);
    if (answer == NullSentinel.ACTIVE) {
      throw new CyclicMetadataException();
    }
    if (answer != null) {
      return answer == NullSentinel.INSTANCE ? null : answer;
    }
    known.put(node, key, NullSentinel.ACTIVE);
    try {
      var found = dispatch.ask(question, node, arguments);
      known.put(node, key, NullSentinel.mask(found));
      return found;
    } catch (InvocationTargetException thrown) {
      known.row(node).clear();
      throw thrown.getCause();
    }
  }

  private static Object key(Method question, Object[] arguments) {
    if (arguments.length == 2) {
      return question;
    }
    var key = new ArrayList<@Nullable Object>(arguments.length - 1);
    key.add(question);
    key.addAll(Arrays.asList(arguments).subList(2, arguments.length));
    return key;
  }

  /// The methods that answer one kind of metadata. The first handler wins where two know a class.
  private static final class Dispatch {
    private record Question(Method method, Class<?> node) {}

    private record Answer(Object handler, Method method) {}

    private final List<? extends MetadataHandler<?>> handlers;
    private final Map<Question, Answer> found = new ConcurrentHashMap<>();

    Dispatch(List<? extends MetadataHandler<?>> handlers) {
      this.handlers = handlers;
    }

    @Nullable Object ask(Method question, RelNode node, Object[] arguments)
        throws InvocationTargetException, IllegalAccessException {
      var answer = found.computeIfAbsent(new Question(question, node.getClass()), this::find);
      return answer.method.invoke(answer.handler, arguments);
    }

    private Answer find(Question question) {
      Answer nearest = null;
      for (var handler : handlers) {
        for (var candidate : handler.getClass().getMethods()) {
          if (fits(candidate, question) && (nearest == null || nearer(candidate, nearest.method))) {
            nearest = new Answer(handler, candidate);
          }
        }
      }
      return Objects.requireNonNull(nearest, () -> "no metadata for " + question);
    }

    private static boolean fits(Method candidate, Question question) {
      var wanted = question.method.getParameterTypes();
      var given = candidate.getParameterTypes();
      return candidate.getName().equals(question.method.getName())
          && given.length == wanted.length
          && RelNode.class.isAssignableFrom(given[0])
          && given[0].isAssignableFrom(question.node)
          && Arrays.equals(given, 1, given.length, wanted, 1, wanted.length);
    }

    private static boolean nearer(Method candidate, Method other) {
      var given = candidate.getParameterTypes()[0];
      var known = other.getParameterTypes()[0];
      return given != known && known.isAssignableFrom(given);
    }
  }
}
