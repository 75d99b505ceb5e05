package dev.mutirao.executor.sort;

import dev.mutirao.connectors.batch.Batch;
import dev.mutirao.connectors.type.Schema;
import dev.mutirao.executor.exchange.BatchStream;
import dev.mutirao.executor.pipeline.Source;
import dev.mutirao.executor.plan.SortKey;
import dev.mutirao.executor.store.ChunkedColumn;
import dev.mutirao.executor.store.RowGather;
import dev.mutirao.executor.store.RowId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Merges ordered streams. Gives rows only while the next row of every stream that has not ended is
/// known; a batch ends early where a stream's batch does. Rows that tie on all keys come in the
/// order of the streams.
final class MergeSource implements Source {
  private final Schema schema;
  private final List<SortKey> keys;
  private final List<BatchStream> streams;
  private final BufferAllocator batches;
  private final int batchRows;

  MergeSource(
      Schema schema,
      List<SortKey> keys,
      List<BatchStream> streams,
      BufferAllocator batches,
      int batchRows) {
    this.schema = schema;
    this.keys = List.copyOf(keys);
    this.streams = List.copyOf(streams);
    this.batches = batches;
    this.batchRows = batchRows;
    if (streams.size() > RowId.MAX_CHUNKS) {
      throw new IllegalArgumentException("cannot merge " + streams.size() + " streams");
    }
  }

  @Override
  public Reader open() {
    return new MergeReader();
  }

  @Override
  public int maxReaders() {
    return 1;
  }

  @Override
  public void close() {
    streams.forEach(BatchStream::close);
  }

  private final class MergeReader implements Reader {
    private final @Nullable Batch[] current = new @Nullable Batch[streams.size()];
    private final int[] rows = new int[streams.size()];
    private final int[] ids = new int[batchRows];

    @Override
    public @Nullable Batch next() {
      if (!advance()) {
        return null;
      }
      var held = Arrays.stream(current).filter(batch -> batch != null).toArray(Batch[]::new);
      var streamOf = new int[held.length];
      for (int stream = 0, at = 0; stream < current.length; stream++) {
        if (current[stream] != null) {
          streamOf[at++] = stream;
        }
      }
      if (held.length == 0) {
        return null;
      }
      return merge(held, streamOf);
    }

    /// Gets the next batch of every stream that needs one; false when one has none yet.
    private boolean advance() {
      boolean complete = true;
      for (int stream = 0; stream < current.length; stream++) {
        while (current[stream] == null && !streams.get(stream).finished()) {
          var batch = streams.get(stream).poll();
          if (batch == null) {
            complete &= streams.get(stream).finished();
            break;
          }
          if (batch.rows() == 0) {
            batch.close();
          } else {
            current[stream] = batch;
            rows[stream] = 0;
          }
        }
      }
      return complete;
    }

    private Batch merge(Batch[] held, int[] streamOf) {
      var columns = ChunkedColumn.of(schema, held);
      var order = RowOrder.of(keys, columns);
      var next = new int[held.length];
      var words = new long[held.length];
      for (int chunk = 0; chunk < held.length; chunk++) {
        next[chunk] = RowId.of(chunk, rows[streamOf[chunk]]);
        words[chunk] = order.firstWord(next[chunk]);
      }
      int made = 0;
      int least = 0;
      do {
        least = 0;
        for (int chunk = 1; chunk < held.length; chunk++) {
          if (before(order, words, next, chunk, least)) {
            least = chunk;
          }
        }
        ids[made++] = next[least]++;
        if (++rows[streamOf[least]] == held[least].rows()) {
          break;
        }
        words[least] = order.firstWord(next[least]);
      } while (made < batchRows);
      var merged = RowGather.batch(columns, ids, made, batches);
      if (rows[streamOf[least]] == held[least].rows()) {
        held[least].close();
        current[streamOf[least]] = null;
      }
      return merged;
    }

    private boolean before(RowOrder order, long[] words, int[] next, int left, int right) {
      int compared = Long.compareUnsigned(words[left], words[right]);
      return compared < 0
          || compared == 0 && order.compareAfterFirst(next[left], next[right], words[left]) < 0;
    }

    @Override
    public boolean finished() {
      for (int stream = 0; stream < current.length; stream++) {
        if (current[stream] != null || !streams.get(stream).finished()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public CompletableFuture<?> ready() {
      var missing = new ArrayList<CompletableFuture<?>>();
      for (int stream = 0; stream < current.length; stream++) {
        if (current[stream] == null && !streams.get(stream).finished()) {
          missing.add(streams.get(stream).ready());
        }
      }
      return missing.isEmpty()
          ? READY
          : CompletableFuture.anyOf(missing.toArray(CompletableFuture[]::new));
    }

    @Override
    public void close() {
      for (int stream = 0; stream < current.length; stream++) {
        var batch = current[stream];
        if (batch != null) {
          batch.close();
          current[stream] = null;
        }
      }
    }
  }
}
