package dev.mutirao.connectors.range;

import dev.mutirao.connectors.error.FileErrors;
import dev.mutirao.connectors.source.ColumnStatistics;
import dev.mutirao.connectors.source.Connector;
import dev.mutirao.connectors.source.DescribeContext;
import dev.mutirao.connectors.source.ReadContext;
import dev.mutirao.connectors.source.ScanRequest;
import dev.mutirao.connectors.source.Split;
import dev.mutirao.connectors.source.SplitReader;
import dev.mutirao.connectors.source.TableDescription;
import dev.mutirao.connectors.source.TableHandle;
import dev.mutirao.connectors.source.TableReference;
import dev.mutirao.connectors.source.TableStatistics;
import dev.mutirao.connectors.type.Field;
import dev.mutirao.connectors.type.Literal;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.connectors.type.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// `TABLE(range(start, end))`: the integers from `start` (included, 0 when absent) to `end`
/// (excluded), in the column `value`. Options `start` and `end`; no location. A range that ends
/// before it starts has no rows.
public final class RangeConnector implements Connector {
  static final long ROWS_PER_SPLIT = 1 << 20;

  /// Few rows too are shared out, in blocks of whole samples.
  private static final int SPLITS_OF_FEW_ROWS = 64;

  private static final long BLOCK = 1024;

  /// Where each row is much work, as many splits as keep all threads of a cluster at work to the
  /// end, if need be of one row.
  private static final int SPLITS_OF_COSTLY_ROWS = 256;

  /// A list of splits is kept in memory, so those of many rows are larger.
  static final long MOST_SPLITS = 1 << 16;

  private static final Schema SCHEMA = Schema.of(new Field("value", Type.Simple.BIGINT, false));

  @Override
  public String name() {
    return "range";
  }

  @Override
  public boolean claims(String fileName) {
    return false;
  }

  @Override
  public TableDescription describe(TableReference reference, DescribeContext context) {
    for (var option : reference.options().keySet()) {
      if (!option.equals("start") && !option.equals("end")) {
        throw FileErrors.unknownOption("range", option, List.of("start", "end"));
      }
    }
    long start = number(reference.options(), "start", "0");
    long end = Math.max(start, number(reference.options(), "end", ""));
    long rows = rows(start, end);
    var bounds =
        rows == 0
            ? ColumnStatistics.UNKNOWN
            : new ColumnStatistics(
                OptionalLong.of(rows),
                OptionalLong.of(0),
                Optional.of(Literal.of(start)),
                Optional.of(Literal.of(end - 1)));
    var options = Map.of("start", Long.toString(start), "end", Long.toString(end));
    return new TableDescription(
        new TableHandle(name(), "", SCHEMA, options),
        new TableStatistics(OptionalLong.of(rows), true, OptionalLong.of(0), List.of(bounds)));
  }

  @Override
  public List<Split> splits(TableHandle table, ScanRequest request) {
    long start = number(table.options(), "start", "");
    long rows = rows(start, number(table.options(), "end", ""));
    long most = rowsPerSplit(rows, request.costly());
    if (request.predicates().isEmpty() && request.limit().isPresent()) {
      rows = Math.min(rows, request.limit().getAsLong());
    }
    var splits = new ArrayList<Split>();
    for (long left = rows; left > 0; left -= most) {
      long count = Math.min(most, left);
      long first = start + (rows - left);
      splits.add(new Split("", first, count, 0, 0, count * Long.BYTES, Map.of()));
    }
    return splits;
  }

  @Override
  public SplitReader open(
      TableHandle table, ScanRequest request, Split split, ReadContext context) {
    return new RangeReader(split, request.columns().size(), context);
  }

  private static long rowsPerSplit(long rows, boolean costly) {
    if (costly && rows < SPLITS_OF_COSTLY_ROWS * BLOCK) {
      return Math.max(1, Math.ceilDiv(rows, SPLITS_OF_COSTLY_ROWS));
    }
    long few = Math.ceilDiv(rows, SPLITS_OF_FEW_ROWS * BLOCK);
    long many = Math.ceilDiv(rows, MOST_SPLITS * BLOCK);
    return BLOCK * Math.max(Math.clamp(few, 1, ROWS_PER_SPLIT / BLOCK), many);
  }

  private static long rows(long start, long end) {
    try {
      return Math.subtractExact(end, start);
    } catch (ArithmeticException e) {
      throw FileErrors.badOption(
          "end", "at most 9223372036854775807 rows after start", Long.toString(end));
    }
  }

  private static long number(Map<String, String> options, String name, String otherwise) {
    var text = options.getOrDefault(name, otherwise);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw FileErrors.badOption(name, "an integer", text);
    }
  }
}
