package dev.mutirao.connectors.parquet;

import dev.mutirao.connectors.file.ConstantPredicate;
import dev.mutirao.connectors.file.DataFile;
import dev.mutirao.connectors.file.PartitionColumns;
import dev.mutirao.connectors.file.PinnedFile;
import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableStatistics;
import dev.mutirao.connectors.type.Binary;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.parquet.format.ColumnChunk;
import org.jspecify.annotations.Nullable;

/// Adds up what the footers of a table's files say. Rows and NULLs are exact; bounds are true of
/// all values, and left out where one row group does not tell, where they were cut, and above
/// floating-point numbers that may be NaN.
final class TableStatisticsReader {
  private TableStatisticsReader() {}

  static TableStatistics of(
      TableHandle table, List<DataFile> files, List<Footer> footers, PartitionColumns partitions) {
    long rows = 0;
    long bytes = 0;
    for (int i = 0; i < files.size(); i++) {
      rows += footers.get(i).rows();
      bytes += files.get(i).size();
    }
    var sums = new ArrayList<Sum>();
    int stored = table.schema().size() - partitions.size();
    for (int i = 0; i < stored; i++) {
      sums.add(new Sum(table.schema().type(i)));
    }
    for (int i = 0; i < files.size(); i++) {
      add(files.get(i), footers.get(i), table, sums);
    }
    addDistinct(files, footers, table, sums);
    var columns = new ArrayList<>(sums.stream().map(Sum::statistics).toList());
    columns.addAll(partitions.statistics(files));
    return new TableStatistics(OptionalLong.of(rows), true, OptionalLong.of(bytes), columns);
  }

  private static void add(DataFile file, Footer footer, TableHandle table, List<Sum> sums) {
    var columns = FileColumns.of(file.path(), footer.schema(), table);
    for (var group : footer.rowGroups()) {
      for (int i = 0; i < sums.size(); i++) {
        var column = columns.column(i);
        var chunk = group.getColumns().get(column.chunk());
        if (group.getNum_rows() > 0) {
          sums.get(i)
              .add(
                  chunk,
                  StoredBounds.of(
                      chunk, column.stored(), group.getNum_rows(), footer.ordersDefined()));
        }
      }
    }
  }

  /// Looks at the first and the last row group of the first and the last file: enough to tell few
  /// values from many.
  private static void addDistinct(
      List<DataFile> files, List<Footer> footers, TableHandle table, List<Sum> sums) {
    for (int i : new TreeSet<>(List.of(0, files.size() - 1))) {
      var groups = footers.get(i).rowGroups();
      if (groups.isEmpty()) {
        continue;
      }
      var columns = FileColumns.of(files.get(i).path(), footers.get(i).schema(), table);
      try (var file = PinnedFile.open(files.get(i))) {
        for (int group : new TreeSet<>(List.of(0, groups.size() - 1))) {
          for (int column = 0; column < sums.size(); column++) {
            var chunk = groups.get(group).getColumns().get(columns.column(column).chunk());
            sums.get(column).addDistinct(DistinctValues.of(file, chunk));
          }
        }
      }
    }
  }

  /// What the row groups seen so far say of one column.
  private static final class Sum {
    private final Type type;
    private boolean distinctKnown = true;
    private boolean nullsKnown = true;
    private boolean minKnown = true;
    private boolean maxKnown = true;
    private long nulls;
    private long distinct;
    private @Nullable Literal min;
    private @Nullable Literal max;

    Sum(Type type) {
      this.type = type;
    }

    void add(ColumnChunk chunk, Bounds bounds) {
      nullsKnown &= bounds.nulls().isPresent();
      nulls += bounds.nulls().orElse(0);
      var statistics = chunk.getMeta_data().getStatistics();
      if (bounds.nulls().isPresent() && bounds.nulls().getAsLong() == bounds.rows()) {
        return;
      }
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
      least.ifPresent(
          value -> min = min == null || ConstantPredicate.compare(value, min) < 0 ? value : min);
      most.ifPresent(
          value -> max = max == null || ConstantPredicate.compare(value, max) > 0 ? value : max);
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
  }
}
