package dev.mutirao.server.exchange;

import java.util.concurrent.atomic.LongAdder;

/// Bytes of batches that this process has exchanged with others, compressed where they are.
/// Thread-safe.
public final class NetworkMeter {
  private final LongAdder sent = new LongAdder();
  private final LongAdder received = new LongAdder();

  void sent(long bytes) {
    sent.add(bytes);
  }

  void received(long bytes) {
    received.add(bytes);
  }

  public long sent() {
    return sent.sum();
  }

  public long received() {
    return received.sum();
  }
}
