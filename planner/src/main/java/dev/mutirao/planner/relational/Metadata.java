package dev.mutirao.planner.relational;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.MetadataHandlerProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/// What Calcite asks about a plan's nodes (rows, keys, predicates), answered by reflection. Calcite
/// would generate and compile a class for each kind of question, which costs the first query of a
/// process half a second and saves the later ones nothing that can be measured.
final class Metadata {
  private static final Handlers HANDLERS = new Handlers();

  private Metadata() {}

  static RelMetadataQuery query() {
    return new RelMetadataQuery(HANDLERS);
  }

  private static final class Handlers implements MetadataHandlerProvider {
    private final MetadataHandlerProvider proxies =
        new ProxyingMetadataHandlerProvider(
            Objects.requireNonNull(DefaultRelMetadataProvider.INSTANCE));
    private final Map<Class<?>, MetadataHandler<?>> handlers = new ConcurrentHashMap<>();

    @Override
    public <H extends MetadataHandler<?>> H handler(Class<H> kind) {
      return kind.cast(handlers.computeIfAbsent(kind, ignored -> proxies.handler(kind)));
    }
  }
}
