package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.file.ConstantPredicate;
import dev.mutirao.connectors.parquet.decode.StoredColumn;
import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/// What row groups say of one column, added up. Counts are exact. Bounds are true of all values,
/// and left out where one row group does not tell, where they were cut, and above floating-point
/// numbers that may be NaN. A bound is the least or greatest *value* only
///
/// - of integers and booleans, and what is stored as them: other numbers have NaN and two zeros;
/// - of byte strings where the writer says that it is one: else it may have been cut, or follow the
///   order of a writer that compared them as text or decimals should not be.
final class ColumnTotals {
  private final Type type;
  private boolean distinctKnown = true;
  private boolean nullsKnown = true;
  private boolean minKnown = true;
  private boolean maxKnown = true;
  private boolean minIsValue = true;
  private boolean maxIsValue = true;
  private long rows;
  private long nulls;
  private long distinct;
  private @Nullable Literal min;
  private @Nullable Literal max;

  /// @param type of the table's column
  ColumnTotals(Type type) {
    this.type = type;
  }

  /// Adds a row group of a file whose footer is `footer`.
  void add(RowGroup group, FileColumn column, Footer footer) {
    if (group.getNum_rows() == 0) {
      return;
    }
    var chunk = group.getColumns().get(column.chunk());
    add(
        chunk,
        column.stored(),
        StoredBounds.of(chunk, column.stored(), group.getNum_rows(), footer.ordersDefined()));
  }

  private void add(ColumnChunk chunk, StoredColumn column, Bounds bounds) {
    rows += bounds.rows();
    nullsKnown &= bounds.nulls().isPresent();
    nulls += bounds.nulls().orElse(0);
    if (bounds.nulls().isPresent() && bounds.nulls().getAsLong() == bounds.rows()) {
      return;
    }
    var statistics = chunk.getMeta_data().getStatistics();
    boolean minCut =
        statistics != null
            && statistics.isSetIs_min_value_exact()
            && !statistics.isIs_min_value_exact();
    boolean maxCut =
        statistics != null
            && statistics.isSetIs_max_value_exact()
            && !statistics.isIs_max_value_exact();
    var least = minCut ? Optional.<Literal>empty() : bounds.min().flatMap(this::typed);
    var most = maxCut ? Optional.<Literal>empty() : bounds.max().flatMap(this::typed);
    minKnown &= least.isPresent();
    maxKnown &= most.isPresent();
    minIsValue &= isValue(column, statistics, true);
    maxIsValue &= isValue(column, statistics, false);
    least.ifPresent(
        value -> min = min == null || ConstantPredicate.compare(value, min) < 0 ? value : min);
    most.ifPresent(
        value -> max = max == null || ConstantPredicate.compare(value, max) > 0 ? value : max);
  }

  private static boolean isValue(
      StoredColumn column, @Nullable Statistics statistics, boolean ofMin) {
    return switch (column.physical()) {
      case BOOLEAN, INT32, INT64 -> true;
      case FLOAT, DOUBLE, INT96 -> false;
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
          statistics != null
              && column.type() != Type.Simple.REAL
              && (ofMin ? statistics.isIs_min_value_exact() : statistics.isIs_max_value_exact());
    };
  }

  /// A bound of text is bytes; cut inside a character it is no text.
  private Optional<Literal> typed(Literal bound) {
    if (type != Type.Simple.VARCHAR || !(bound.value() instanceof Binary(byte[] bytes))) {
      return Optional.of(bound);
    }
    try {
      return Optional.of(
          Literal.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString()));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// One row group without a number makes the column one of many values.
  void addDistinct(OptionalLong values) {
    distinctKnown &= values.isPresent();
    distinct = Math.max(distinct, values.orElse(0));
  }

  ColumnStatistics statistics() {
    return new ColumnStatistics(
        distinctKnown && distinct > 0 ? OptionalLong.of(distinct) : OptionalLong.empty(),
        nullsKnown ? OptionalLong.of(nulls) : OptionalLong.empty(),
        minKnown ? Optional.ofNullable(min) : Optional.empty(),
        maxKnown ? Optional.ofNullable(max) : Optional.empty());
  }

  /// How many values are not NULL; empty when a row group does not tell.
  Optional<Literal> values() {
    return nullsKnown ? Optional.of(Literal.of(rows - nulls)) : Optional.empty();
  }

  /// The least value, NULL when all are NULL; empty when a row group does not tell.
  Optional<Literal> least() {
    return minKnown && minIsValue ? Optional.of(orNull(min)) : Optional.empty();
  }

  /// The greatest value, NULL when all are NULL; empty when a row group does not tell.
  Optional<Literal> greatest() {
    return maxKnown && maxIsValue ? Optional.of(orNull(max)) : Optional.empty();
  }

  private Literal orNull(@Nullable Literal value) {
    return value == null ? Literal.ofNull(type) : value;
  }
}
