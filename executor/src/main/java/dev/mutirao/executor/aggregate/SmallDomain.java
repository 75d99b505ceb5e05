package dev.mutirao.executor.aggregate;

import dev.mutirao.connectors.batch.Column;
import java.util.Arrays;
import java.util.stream.Stream;

/// Remembers the group of every possible key where there are few: dictionary indices, booleans,
/// integers of a small range, and combinations of them. A row then costs one look into an array,
/// and the table behind is asked once per key. 1.4 ns a row for one key with six texts in a
/// dictionary, the count of the groups' rows included (`benchmarks/run Aggregation`).
final class SmallDomain implements AutoCloseable {
  private static final int MAX_SIZE = 1 << 16;
  private static final int UNKNOWN = -1;

  /// After so many batches for which the codes had to change and that were too short to make up for
  /// it, the table is asked directly.
  private static final int MAX_WASTE = 32;

  private final KeyCodes[] keyCodes;
  private int[] groupOfCode = new int[0];
  private int size;
  private int wasted;

  private int[] codes = new int[0];
  private int[] unresolved = new int[0];
  private final RowGroups rest = new RowGroups();

  SmallDomain(int keys) {
    keyCodes = Stream.generate(KeyCodes::new).limit(keys).toArray(KeyCodes[]::new);
  }

  /// Sets the group of every row of the columns, asking `table` for keys that come for the first
  /// time. False when the keys are not of a small domain; then nothing was done.
  boolean find(Column[] keys, RowGroups rows, GroupTable table) {
    if (wasted > MAX_WASTE || !adapt(keys, rows.count())) {
      return false;
    }
    int count = rows.count();
    if (codes.length < count) {
      codes = new int[count];
      unresolved = new int[count];
    }
    keyCodes[0].set(keys[0], codes);
    for (int i = 1; i < keys.length; i++) {
      keyCodes[i].append(keys[i], codes);
    }
    int unknown = resolve(rows.groups(), count);
    if (unknown > 0) {
      findUnresolved(keys, rows, unknown, table);
    }
    return true;
  }

  /// Forgets the groups.
  void clear() {
    Arrays.fill(groupOfCode, 0, size, UNKNOWN);
  }

  @Override
  public void close() {
    for (var key : keyCodes) {
      key.close();
    }
  }

  private boolean adapt(Column[] keys, int count) {
    boolean changed = size == 0;
    long product = 1;
    for (int i = 0; i < keys.length; i++) {
      var change = keyCodes[i].adapt(keys[i], MAX_SIZE);
      product *= keyCodes[i].size();
      if (change == KeyCodes.Change.TOO_MANY || product > MAX_SIZE) {
        size = 0;
        wasted++;
        return false;
      }
      changed |= change == KeyCodes.Change.OTHER_CODES;
    }
    if (changed) {
      wasted += product > count ? 1 : 0;
      size = (int) product;
      if (groupOfCode.length < size) {
        groupOfCode = new int[size];
      }
      clear();
    }
    return true;
  }

  /// Looks the codes up; gives how many are listed in `unresolved`.
  private int resolve(int[] groups, int count) {
    var known = groupOfCode;
    var from = codes;
    int any = 0;
    for (int i = 0; i < count; i++) {
      int group = known[from[i]];
      groups[i] = group;
      any |= group;
    }
    int unknown = 0;
    if (any < 0) {
      for (int i = 0; i < count; i++) {
        unresolved[unknown] = i;
        unknown += groups[i] >>> 31;
      }
    }
    return unknown;
  }

  /// Asks the table once per code.
  private void findUnresolved(Column[] keys, RowGroups rows, int unknown, GroupTable table) {
    int first = 0;
    for (int i = 0; i < unknown; i++) {
      int code = codes[unresolved[i]];
      if (groupOfCode[code] == UNKNOWN) {
        groupOfCode[code] = UNKNOWN - 1;
        unresolved[first++] = unresolved[i];
      }
    }
    rest.pick(rows, unresolved, first);
    table.find(keys, rest);
    for (int i = 0; i < first; i++) {
      groupOfCode[codes[unresolved[i]]] = rest.groups()[i];
    }
    for (int i = 0; i < rows.count(); i++) {
      rows.groups()[i] = groupOfCode[codes[i]];
    }
  }
}
