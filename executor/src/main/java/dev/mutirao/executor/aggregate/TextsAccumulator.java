package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.BYTE;
import static dev.mutirao.connectors.batch.Column.INT;

import dev.mutirao.connectors.batch.Column;
import dev.mutirao.connectors.type.Layout;
import dev.mutirao.connectors.type.Type;
import dev.mutirao.executor.plan.AggregateCall;
import dev.mutirao.executor.plan.SortKey;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/// Keeps all texts, with the sort keys that they come in order of: STRING_AGG, HISTOGRAM, and over
/// text, bytes and wide decimals PERCENTILE_DISC and MODE. Whatever the order of arrival, texts are
/// taken by their keys and then by themselves. State: for each text its length, that of its keys,
/// the keys and the text.
final class TextsAccumulator implements ValueKeeper {
  private static final int HEADER = 8;

  private final Type type;
  private final SortKeyBytes keys;
  private final TextEntries entries;
  private final Vectors vectors = new Vectors();

  /// @param type of what is kept; a wide decimal is kept as a sort key
  TextsAccumulator(Type type, List<SortKey> orderBy, BufferAllocator state) {
    this.type = type;
    this.keys = new SortKeyBytes(isWide(type) ? List.of(new SortKey(0, false, false)) : orderBy);
    this.entries = new TextEntries(state);
  }

  private static boolean isWide(Type type) {
    return type.layout() == Layout.INT128;
  }

  @Override
  public void grow(int groups) {
    entries.groups().grow(groups);
  }

  @Override
  public void add(RowGroups rows, Column[] arguments) {
    keys.bind(arguments, rows);
    if (isWide(type)) {
      for (int i = 0; i < rows.count(); i++) {
        int length = keys.write(i, rows.row(i));
        entries.add(rows.groups()[i], keys.bytes(), length, MemorySegment.NULL, 0, 0);
      }
      return;
    }
    var flat = Vectors.flat(arguments[0]);
    var cells = vectors.cells(arguments[0], rows);
    for (int i = 0; i < rows.count(); i++) {
      int from = flat.offsets().get(INT, (long) cells[i] << 2);
      int to = flat.offsets().get(INT, (long) cells[i] + 1 << 2);
      int keyLength = keys.write(i, rows.row(i));
      entries.add(rows.groups()[i], keys.bytes(), keyLength, flat.values(), from, to - from);
    }
  }

  @Override
  public void merge(RowGroups rows, Column[] state) {
    var column = state[0];
    var memory = column.values();
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      int to = column.offsets().get(INT, (long) row + 1 << 2);
      for (int at = column.offsets().get(INT, (long) row << 2); at < to; ) {
        int length = memory.get(INT, at);
        int keyLength = memory.get(INT, at + 4L);
        entries.add(rows.groups()[i], memory, at + HEADER, length, keyLength);
        at += HEADER + length;
      }
    }
  }

  @Override
  public void take(Accumulator other, int[] groups, int[] targets, int count) {
    var source = ((TextsAccumulator) other).entries;
    source.order();
    for (int i = 0; i < count; i++) {
      for (int entry : source.ids(groups[i])) {
        entries.add(
            targets[i],
            source.bytes(),
            source.start(entry),
            source.length(entry),
            source.keyLength(entry));
      }
    }
  }

  @Override
  public void writeState(
      int[] groups, int from, int to, BufferAllocator allocator, ColumnList output) {
    entries.order();
    long length = 0;
    for (int i = from; i < to; i++) {
      for (int entry : entries.ids(groups[i])) {
        length += HEADER + entries.length(entry);
      }
    }
    try (var writer = new BytesColumnWriter(allocator, Type.Simple.VARBINARY, to - from, length)) {
      for (int i = from; i < to; i++) {
        var ids = entries.ids(groups[i]);
        int size = 0;
        for (int entry : ids) {
          size += HEADER + entries.length(entry);
        }
        long at = writer.append(size);
        for (int entry : ids) {
          writer.bytes().set(INT, at, entries.length(entry));
          writer.bytes().set(INT, at + 4, entries.keyLength(entry));
          MemorySegment.copy(
              entries.bytes(),
              entries.start(entry),
              writer.bytes(),
              at + HEADER,
              entries.length(entry));
          at += HEADER + entries.length(entry);
        }
      }
      output.add(writer.finish());
    }
  }

  @Override
  public void writeResult(
      AggregateCall call,
      int[] groups,
      int from,
      int to,
      BufferAllocator allocator,
      ColumnList output) {
    entries.order();
    var sorted = new int[to - from][];
    for (int i = from; i < to; i++) {
      sorted[i - from] = entries.ids(groups[i]);
      entries.sort(sorted[i - from]);
    }
    output.add(
        switch (call.function()) {
          case "string_agg" -> JoinedTexts.column(call, entries, sorted, allocator);
          case "histogram" -> JoinedTexts.histogram(call, entries, sorted, allocator);
          default -> {
            var chosen = new int[sorted.length];
            for (int i = 0; i < chosen.length; i++) {
              chosen[i] = sorted[i].length == 0 ? -1 : chosen(call, sorted[i]);
            }
            yield isWide(type) ? decimals(chosen, allocator) : texts(chosen, allocator);
          }
        });
  }

  @Override
  public void clear(int groups) {
    entries.clear();
  }

  @Override
  public long sizeInBytes() {
    return entries.sizeInBytes();
  }

  @Override
  public void close() {
    entries.close();
  }

  private int chosen(AggregateCall call, int[] sorted) {
    return call.function().equals("mode")
        ? mode(call, sorted)
        : sorted[(int) QuantileRank.of(call, sorted.length).lower()];
  }

  private int mode(AggregateCall call, int[] sorted) {
    boolean last =
        !call.constants().isEmpty() && Boolean.TRUE.equals(call.constants().getFirst().value());
    int best = sorted[0];
    int most = 0;
    for (int at = 0; at < sorted.length; ) {
      int from = at;
      while (at < sorted.length && entries.compare(sorted[from], sorted[at]) == 0) {
        at++;
      }
      if (last ? at - from >= most : at - from > most) {
        most = at - from;
        best = sorted[from];
      }
    }
    return best;
  }

  private Column texts(int[] chosen, BufferAllocator allocator) {
    long length = 0;
    for (int entry : chosen) {
      length += entry < 0 ? 0 : entries.textLength(entry);
    }
    try (var writer = new BytesColumnWriter(allocator, type, chosen.length, length)) {
      for (int entry : chosen) {
        if (entry < 0) {
          writer.appendNull();
        } else {
          writer.append(entries.bytes(), entries.textStart(entry), entries.textLength(entry));
        }
      }
      return writer.finish();
    }
  }

  private Column decimals(int[] chosen, BufferAllocator allocator) {
    try (var writer = new FixedColumnWriter(allocator, type, chosen.length)) {
      for (int i = 0; i < chosen.length; i++) {
        if (chosen[i] < 0) {
          writer.setNull(i);
        } else {
          // Behind the byte that tells it from NULL.
          long at = entries.start(chosen[i]) + 1;
          writer.set(i, word(at + 8), word(at) ^ Long.MIN_VALUE);
        }
      }
      return writer.finish();
    }
  }

  private long word(long at) {
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word = word << 8 | entries.bytes().get(BYTE, at + i) & 0xFF;
    }
    return word;
  }
}
