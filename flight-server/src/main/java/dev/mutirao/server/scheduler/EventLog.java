package dev.mutirao.server.scheduler;

import java.util.ArrayDeque;
import java.util.List;

/// What happened to a query, oldest first, with the milliseconds since its start. The beginning and
/// the end are kept when there is too much.
final class EventLog {
  private static final int FIRST = 16;
  private static final int LAST = 48;

  private final ArrayDeque<String> first = new ArrayDeque<>();
  private final ArrayDeque<String> last = new ArrayDeque<>();
  private final long start;
  private int dropped;

  EventLog(long start) {
    this.start = start;
  }

  void add(long now, String what) {
    var entry = now - start + " ms: " + what;
    if (first.size() < FIRST) {
      first.add(entry);
      return;
    }
    last.add(entry);
    if (last.size() > LAST) {
      last.remove();
      dropped++;
    }
  }

  List<String> entries() {
    var entries = new java.util.ArrayList<>(first);
    if (dropped > 0) {
      entries.add("... " + dropped + " more ...");
    }
    entries.addAll(last);
    return entries;
  }
}
