package org.tidelock.engine.content;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;

/// Turns sealed chunks into packs. Chunks of small files wait in a pool of two packs' bytes and leave it in random order; large files
/// fill whole packs of their own, and what remains of them joins the pool. Every pack but the last of a flush has exactly the full
/// size. Memory: three packs' bytes of chunks, one more for each open lane of a large file, and the buffers (I10). Thread-safe.
public final class PackWriter {
  private static final int POOL_PACKS = 2;
  private final PackCipher cipher;
  private final SecureRandom random;
  private final PackBuffers buffers;
  private final PackSink sink;
  private final List<PendingChunk> pool = new ArrayList<>();

  /// Chosen at random from the pool and first in the next pack: a chunk that did not fit whole goes on there.
  private final ArrayDeque<PendingChunk> drawn = new ArrayDeque<>();

  private final List<PackAssembler.Record> records = new ArrayList<>();
  private final Set<ChunkId> known = new HashSet<>();
  private final AtomicLong waiting = new AtomicLong();
  private long pooled;
  private boolean broken;

  public PackWriter(PackCipher cipher, SecureRandom random, PackBuffers buffers, PackSink sink) {
    this.cipher = cipher;
    this.random = random;
    this.buffers = buffers;
    this.sink = sink;
  }

  /// Where the chunks of one file go, in order. Closing it is what moves the rest of a large file into the pool.
  public interface Lane extends AutoCloseable {
    /// Takes over the array; false if the chunk was added before.
    boolean add(ChunkId id, byte[] sealed) throws IOException;

    @Override
    void close() throws IOException;
  }

  /// A lane for a file of about `size` bytes.
  public Lane lane(long size) {
    return lane(size, sink);
  }

  /// @param own takes the packs that the file fills alone, if it is a large one
  Lane lane(long size, PackSink own) {
    return size >= PackFormat.SOLO ? new SoloLane(own) : new PoolLane();
  }

  /// Whether the chunk was added since the last flush.
  public synchronized boolean contains(ChunkId id) {
    return known.contains(id);
  }

  /// Sealed bytes that are in no pack yet. Never waits.
  public long waitingBytes() {
    return waiting.get();
  }

  /// Writes all that waits, and returns the directory of all packs handed to the sink since the last flush, in that order. They may
  /// still be on their way: a segment that carries this directory must wait until the storage has them (I4). No lane may be open.
  public synchronized List<PackEntry> flush() throws IOException {
    while (pooled > 0) emitFromPool();
    working();
    List<PackEntry> directory = records.stream().map(PackAssembler.Record::entry).toList();
    records.clear();
    known.clear();
    return directory;
  }

  private void working() throws IOException {
    if (broken)
      throw new IOException(
          "an earlier pack could not be handed over; nothing of this batch may be committed");
  }

  private void addToPool(Collection<PendingChunk> chunks) throws IOException {
    for (PendingChunk c : chunks) {
      pool.add(c);
      pooled += c.left();
    }
    while (pooled >= (long) POOL_PACKS * buffers.packSize()) emitFromPool();
  }

  private void emitFromPool() throws IOException {
    long ready = drawn.stream().mapToLong(PendingChunk::left).sum();
    while (ready < buffers.packSize() && !pool.isEmpty()) {
      PendingChunk last = pool.removeLast();
      int i = random.nextInt(pool.size() + 1);
      PendingChunk next = i == pool.size() ? last : pool.set(i, last);
      drawn.add(next);
      ready += next.left();
    }
    pooled -= emit(drawn, sink);
  }

  /// Writes one pack from the queue's front, the last of a flush if it empties the queue; returns how many bytes went into it.
  private long emit(ArrayDeque<PendingChunk> queue, PackSink to) throws IOException {
    working();
    broken = true; // until this pack is handed over
    byte[] buffer = buffers.take(PackAssembler.sizeFor(queue, buffers.packSize()));
    PackAssembler pack = new PackAssembler(PackId.random(random), buffer);
    while (!queue.isEmpty() && pack.add(queue.peek())) queue.remove();
    PackAssembler.Done done = pack.finish(!queue.isEmpty(), cipher, random, buffers);
    waiting.addAndGet(-done.streamBytes());
    records.add(done.record());
    try {
      to.accept(done.pack());
    } catch (IOException | RuntimeException e) {
      done.pack().close();
      throw e;
    }
    broken = false;
    return done.streamBytes();
  }

  private final class PoolLane implements Lane {
    @Override
    public boolean add(ChunkId id, byte[] sealed) throws IOException {
      synchronized (PackWriter.this) {
        if (!known.add(id)) return false;
        waiting.addAndGet(sealed.length);
        addToPool(List.of(new PendingChunk(id, sealed)));
        return true;
      }
    }

    @Override
    public void close() {}
  }

  private final class SoloLane implements Lane {
    private final PackSink own;
    private final ArrayDeque<PendingChunk> queue = new ArrayDeque<>();
    private long bytes;

    SoloLane(PackSink own) {
      this.own = own;
    }

    @Override
    public boolean add(ChunkId id, byte[] sealed) throws IOException {
      synchronized (PackWriter.this) {
        if (!known.add(id)) return false;
        waiting.addAndGet(sealed.length);
        queue.add(new PendingChunk(id, sealed));
        bytes += sealed.length;
        while (bytes >= buffers.packSize()) bytes -= emit(queue, own);
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (PackWriter.this) {
        addToPool(queue);
        queue.clear();
        bytes = 0;
      }
    }
  }
}
