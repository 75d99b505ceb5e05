package dev.mutirao.executor.sort;

import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.store.ChunkedColumn;
import java.util.ArrayList;
import java.util.List;

/// The order of kept rows by sort keys. Valid as long as the columns are; safe to use from many
/// threads.
public final class RowOrder {
  private final KeyWords[] keys;

  private RowOrder(KeyWords[] keys) {
    this.keys = keys;
  }

  /// @param columns all columns of the rows, of which the keys name some
  public static RowOrder of(List<SortKey> keys, List<ChunkedColumn> columns) {
    var words = new ArrayList<KeyWords>();
    for (var key : keys) {
      words.add(KeyWords.of(columns.get(key.column()), key));
    }
    return new RowOrder(words.toArray(KeyWords[]::new));
  }

  int keys() {
    return keys.length;
  }

  KeyWords key(int index) {
    return keys[index];
  }

  /// The word that decides first, among rows of the columns that this order was made of.
  long firstWord(int id) {
    return keys.length == 0 ? 0 : keys[0].word(id, 0);
  }

  /// A word that compares, unsigned, with those of rows of other columns: the rows compare
  /// likewise, or tie in this word.
  public long rank(int id) {
    return keys.length == 0 ? 0 : keys[0].rank(id);
  }

  /// Compares two rows by all keys.
  public int compare(int left, int right) {
    return compareFrom(left, right, 0, 0);
  }

  /// Sets `differs[i]` where row `ids[i]` differs in a key from row `ids[i - 1]`, for `i` from 1 to
  /// `count - 1`. Reads each key of each row once.
  public void markChanges(int[] ids, int count, boolean[] differs) {
    for (var words : keys) {
      long before = words.word(ids[0], 0);
      for (int i = 1; i < count; i++) {
        long word = words.word(ids[i], 0);
        differs[i] |= word != before || words.more(0, word) && laterWordsDiffer(words, ids, i);
        before = word;
      }
    }
  }

  private static boolean laterWordsDiffer(KeyWords words, int[] ids, int i) {
    for (int part = 1; ; part++) {
      long word = words.word(ids[i], part);
      if (word != words.word(ids[i - 1], part)) {
        return true;
      }
      if (!words.more(part, word)) {
        return false;
      }
    }
  }

  /// Compares rows that agree on every word before word `part` of key `key`.
  int compareFrom(int left, int right, int key, int part) {
    while (key < keys.length) {
      long word = keys[key].word(left, part);
      int order = Long.compareUnsigned(word, keys[key].word(right, part));
      if (order != 0) {
        return order;
      }
      if (keys[key].more(part, word)) {
        part++;
      } else {
        key++;
        part = 0;
      }
    }
    return 0;
  }

  /// Compares rows that agree on their first word `word`.
  int compareAfterFirst(int left, int right, long word) {
    if (keys.length == 0) {
      return 0;
    }
    return keys[0].more(0, word) ? compareFrom(left, right, 0, 1) : compareFrom(left, right, 1, 0);
  }
}
