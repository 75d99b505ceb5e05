package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.parquet.decode.StoredColumn;
import dev.mutirao.connectors.parquet.decode.StoredLiteral;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.Statistics;
import org.jspecify.annotations.Nullable;

/// Reads bounds from the statistics of chunks and from column indexes, and leaves out what cannot
/// be trusted:
///
/// - the older `min` and `max`, where their order was signed although the type's is not (texts,
///   unsigned integers);
/// - INT96, which has no order;
/// - the upper bound of floating-point numbers, unless the writer says that there is no NaN;
/// - NaN as a bound.
final class StoredBounds {
  private StoredBounds() {}

  /// Bounds of a column in one row group.
  ///
  /// @param ordersDefined whether the file says which order its bounds follow
  static Bounds of(ColumnChunk chunk, StoredColumn column, long rows, boolean ordersDefined) {
    var statistics = chunk.getMeta_data().getStatistics();
    if (statistics == null) {
      return new Bounds(Optional.empty(), Optional.empty(), requiredNulls(column), rows);
    }
    boolean noNan = statistics.isSetNan_count() && statistics.getNan_count() == 0;
    var nulls =
        statistics.isSetNull_count()
            ? OptionalLong.of(statistics.getNull_count())
            : requiredNulls(column);
    return new Bounds(
        min(statistics, column, ordersDefined).flatMap(bytes -> literal(column, bytes)),
        mayHaveNan(column.type()) && !noNan
            ? Optional.empty()
            : max(statistics, column, ordersDefined).flatMap(bytes -> literal(column, bytes)),
        nulls,
        rows);
  }

  /// Bounds of a column in page `page` of one row group.
  static Bounds ofPage(ColumnIndex index, int page, StoredColumn column, long rows) {
    if (index.getNull_pages().get(page)) {
      return new Bounds(Optional.empty(), Optional.empty(), OptionalLong.of(rows), rows);
    }
    boolean noNan = index.isSetNan_counts() && index.getNan_counts().get(page) == 0;
    var nulls =
        index.isSetNull_counts()
            ? OptionalLong.of(index.getNull_counts().get(page))
            : requiredNulls(column);
    return new Bounds(
        literal(column, bytes(index.getMin_values(), page)),
        mayHaveNan(column.type()) && !noNan
            ? Optional.empty()
            : literal(column, bytes(index.getMax_values(), page)),
        nulls,
        rows);
  }

  private static byte[] bytes(List<ByteBuffer> values, int page) {
    var view = values.get(page).duplicate();
    var bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }

  private static OptionalLong requiredNulls(StoredColumn column) {
    return column.optional() ? OptionalLong.empty() : OptionalLong.of(0);
  }

  private static boolean mayHaveNan(Type type) {
    return type == Type.Simple.REAL || type == Type.Simple.DOUBLE;
  }

  private static Optional<byte[]> min(
      Statistics statistics, StoredColumn column, boolean ordersDefined) {
    if (statistics.isSetMin_value() && ordersDefined) {
      return Optional.of(statistics.getMin_value());
    }
    return statistics.isSetMin() && column.isSigned()
        ? Optional.of(statistics.getMin())
        : Optional.empty();
  }

  private static Optional<byte[]> max(
      Statistics statistics, StoredColumn column, boolean ordersDefined) {
    if (statistics.isSetMax_value() && ordersDefined) {
      return Optional.of(statistics.getMax_value());
    }
    return statistics.isSetMax() && column.isSigned()
        ? Optional.of(statistics.getMax())
        : Optional.empty();
  }

  private static Optional<Literal> literal(StoredColumn column, byte @Nullable [] stored) {
    return stored == null
        ? Optional.empty()
        : StoredLiteral.of(column, stored).filter(literal -> !isNan(literal));
  }

  private static boolean isNan(Literal literal) {
    return literal.value() instanceof Double number && number.isNaN();
  }
}
