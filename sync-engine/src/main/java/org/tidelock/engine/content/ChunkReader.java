package org.tidelock.engine.content;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/// Brings chunks back: from what the device already has, else from packs, each of which is fetched once, whole or in aligned windows,
/// so that the storage sees no chunk's edge (I1). Only verified plaintext comes out (I2). Memory: `packsAtOnce` packs and their
/// chunks, and the beginnings of chunks whose ends lie in packs still to come (I10). Thread-safe; each call works on its own.
public final class ChunkReader {
  private final PackSource source;
  private final PackDigests digests;
  private final ChunkCodec codec;
  private final Executor executor;
  private final int packsAtOnce;

  private final FetchedPacks buffers = new FetchedPacks();

  /// @param executor for reading, checking and opening packs, `packsAtOnce` at a time; `Runnable::run` for one thread. Not
  ///     a bounded pool whose own threads call [#read]
  public ChunkReader(
      PackSource source,
      PackDigests digests,
      ChunkCodec codec,
      Executor executor,
      int packsAtOnce) {
    this.source = source;
    this.digests = digests;
    this.codec = codec;
    this.executor = executor;
    this.packsAtOnce = packsAtOnce;
  }

  /// A chunk that could not be had; nothing of it reached the sink.
  public record Failure(WantedChunk chunk, PackException cause) {}

  /// Delivers every chunk to all its targets, but those that it returns. Trouble on the way and the sink's own errors are thrown,
  /// after what had begun has ended.
  @SuppressWarnings("ReferenceEquality") // NONE is one object
  public List<Failure> read(List<WantedChunk> wanted, ChunkSource local, ChunkSink sink)
      throws IOException {
    ReadRun run = new ReadRun(wanted, source, digests, codec, sink, buffers);
    if (local != ChunkSource.NONE) {
      Bounded tasks = new Bounded(executor, packsAtOnce);
      for (int i = 0; i < wanted.size(); i++) {
        int index = i;
        if (!tasks.start(() -> () -> run.tryLocal(index, local))) break;
      }
      tasks.finish();
    }
    int[] missing =
        IntStream.range(0, wanted.size()).filter(run::open).filter(run::plausible).toArray();
    Bounded tasks = new Bounded(executor, packsAtOnce);
    for (ReadPlan.PackRead pack : buffers.heldFirst(ReadPlan.of(wanted, missing).packs()))
      if (!tasks.start(() -> run.begin(pack))) break;
    tasks.finish();
    return run.failures();
  }
}
