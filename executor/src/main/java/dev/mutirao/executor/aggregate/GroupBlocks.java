package dev.mutirao.executor.aggregate;

import static dev.mutirao.connectors.batch.Column.INT;
import static dev.mutirao.connectors.batch.Column.LONG;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;

/// A block of memory per group that grows by doubling, and a number beside it. All blocks lie in
/// one buffer; those that were outgrown are used again. New blocks are zero. One thread changes
/// them.
final class GroupBlocks implements AutoCloseable {
  /// Per group where its block is (64 bits), 1 + its size class or 0 for none (32 bits), and the
  /// number (32 bits).
  private static final int ENTRY = 16;

  private static final int CLASSES = 32;

  private final int smallest;
  private final StateArray entries;
  private final StateArray blocks;
  private long used;

  /// Per size class 1 + where the first free block is, 0 for none; the next is in the block.
  private final long[] free = new long[CLASSES];

  /// @param smallest bytes of the first block, a power of two, at least 8
  GroupBlocks(int smallest, BufferAllocator state) {
    this.smallest = smallest;
    this.entries = new StateArray(state);
    this.blocks = new StateArray(state);
  }

  void grow(int groups) {
    entries.reserve((long) groups * ENTRY);
  }

  /// What all blocks are in; must be asked for again after {@link #enlarge}.
  MemorySegment memory() {
    return blocks.segment();
  }

  /// Where the group's block begins, when it has one.
  long start(int group) {
    return entries.segment().get(LONG, (long) group * ENTRY);
  }

  /// Bytes of the group's block, 0 when it has none.
  int size(int group) {
    int sizeClass = entries.segment().get(INT, (long) group * ENTRY + 8) - 1;
    return sizeClass < 0 ? 0 : smallest << sizeClass;
  }

  /// The number beside the block, 0 at first.
  int number(int group) {
    return entries.segment().get(INT, (long) group * ENTRY + 12);
  }

  void setNumber(int group, int number) {
    entries.segment().set(INT, (long) group * ENTRY + 12, number);
  }

  /// Gives the group a block of at least `bytes`; gives where the old one is, whose memory holds
  /// what it did until it is {@link #release}d.
  long enlarge(int group, int bytes) {
    int sizeClass = 0;
    while (smallest << sizeClass < bytes) {
      sizeClass++;
    }
    long start = free[sizeClass] - 1;
    int size = smallest << sizeClass;
    if (start < 0) {
      start = used;
      blocks.reserve(used + size);
      used += size;
    } else {
      free[sizeClass] = blocks.segment().get(LONG, start);
    }
    blocks.segment().asSlice(start, size).fill((byte) 0);
    long at = (long) group * ENTRY;
    long before = entries.segment().get(LONG, at);
    entries.segment().set(LONG, at, start);
    entries.segment().set(INT, at + 8, sizeClass + 1);
    return before;
  }

  /// Lets a block of `bytes` be used again.
  void release(long start, int bytes) {
    int sizeClass = Integer.numberOfTrailingZeros(bytes / smallest);
    blocks.segment().set(LONG, start, free[sizeClass]);
    free[sizeClass] = start + 1;
  }

  /// Forgets the groups below `groups`, which are all there are; keeps the memory.
  void clear(int groups) {
    entries.zero((long) groups * ENTRY);
    java.util.Arrays.fill(free, 0);
    used = 0;
  }

  long sizeInBytes() {
    return entries.sizeInBytes() + blocks.sizeInBytes();
  }

  @Override
  public void close() {
    entries.close();
    blocks.close();
  }
}
