package dev.mutirao.planner.table;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.rel.type.RelProtoDataType;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.SchemaVersion;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/// A namespace whose tables are looked up by a function when a query names them, and never listed.
@SuppressWarnings("InlineMeSuggester") // the deprecated methods are Calcite's
final class TableSchema implements Schema {
  private final Function<String, @Nullable Table> tables;
  private final Function<String, @Nullable Schema> schemas;

  TableSchema(
      Function<String, @Nullable Table> tables, Function<String, @Nullable Schema> schemas) {
    this.tables = tables;
    this.schemas = schemas;
  }

  @Override
  public Lookup<Table> tables() {
    return lookup(tables);
  }

  @Override
  public Lookup<? extends Schema> subSchemas() {
    return lookup(schemas);
  }

  private static <T> Lookup<T> lookup(Function<String, @Nullable T> find) {
    return new Lookup<>() {
      @Override
      public @Nullable T get(String name) {
        return find.apply(name);
      }

      @Override
      public @Nullable Named<T> getIgnoreCase(String name) {
        var found = find.apply(name);
        return found == null ? null : new Named<>(name, found);
      }

      @Override
      public Set<String> getNames(LikePattern pattern) {
        return Set.of();
      }
    };
  }

  @Override
  @Deprecated
  public @Nullable Table getTable(String name) {
    return tables.apply(name);
  }

  @Override
  @Deprecated
  public Set<String> getTableNames() {
    return Set.of();
  }

  @Override
  public @Nullable RelProtoDataType getType(String name) {
    return null;
  }

  @Override
  public Set<String> getTypeNames() {
    return Set.of();
  }

  @Override
  public Collection<org.apache.calcite.schema.Function> getFunctions(String name) {
    return List.of();
  }

  @Override
  public Set<String> getFunctionNames() {
    return Set.of();
  }

  @Override
  @Deprecated
  public @Nullable Schema getSubSchema(String name) {
    return schemas.apply(name);
  }

  @Override
  @Deprecated
  public Set<String> getSubSchemaNames() {
    return Set.of();
  }

  @Override
  public Expression getExpression(@Nullable SchemaPlus parent, String name) {
    throw new UnsupportedOperationException("no code is generated from this schema");
  }

  @Override
  public boolean isMutable() {
    return false;
  }

  @Override
  public Schema snapshot(SchemaVersion version) {
    return this;
  }
}
