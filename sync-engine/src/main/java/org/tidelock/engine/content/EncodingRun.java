package org.tidelock.engine.content;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.ContentId;

/// One file on its way through [FileEncoder]: hashes and seals up to two chunks aside, and hands them on in order. Not thread-safe.
final class EncodingRun implements AutoCloseable {
  private static final int IN_FLIGHT = 2;
  private final FileEncoder.Request request;
  private final ChunkCodec codec;
  private final PackWriter packs;
  private final PackWriter.Lane lane;
  private final Predicate<ChunkId> stored;
  private final Executor executor;
  private final ArrayDeque<CompletableFuture<Sealed>> inFlight = new ArrayDeque<>();
  private final List<ChunkRef> chunks = new ArrayList<>();
  private final List<ChunkRef> fresh = new ArrayList<>();
  private long size;

  private record Sealed(ChunkRef ref, byte @Nullable [] bytes) {}

  EncodingRun(
      FileEncoder.Request request,
      ChunkCodec codec,
      PackWriter packs,
      Predicate<ChunkId> stored,
      Executor executor) {
    this.request = request;
    this.codec = codec;
    this.packs = packs;
    this.lane = packs.lane(request.size());
    this.stored = stored;
    this.executor = executor;
  }

  /// Takes over the next chunk's frame.
  void take(byte[] frame) throws IOException {
    if (inFlight.size() == IN_FLIGHT) finishOne();
    inFlight.add(CompletableFuture.supplyAsync(() -> seal(frame), executor));
  }

  private Sealed seal(byte[] frame) {
    int length = frame.length - 1;
    ChunkId id = request.cipher().chunkId(frame, 1, length);
    boolean have = stored.test(id) || packs.contains(id);
    return new Sealed(
        new ChunkRef(id, length), have ? null : codec.seal(request.cipher(), id, frame));
  }

  private void finishOne() throws IOException {
    Sealed s = await(inFlight.remove());
    chunks.add(s.ref());
    size += s.ref().length();
    if (s.bytes() != null && lane.add(s.ref().id(), s.bytes())) fresh.add(s.ref());
  }

  private static Sealed await(CompletableFuture<Sealed> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException r) throw r;
      if (e.getCause() instanceof Error r) throw r;
      throw e;
    }
  }

  EncodedFile result(ContentId id) throws IOException {
    while (!inFlight.isEmpty()) finishOne();
    return new EncodedFile(new FileContent(id, size, request.lineage(), chunks), fresh);
  }

  @Override
  public void close() throws IOException {
    lane.close();
  }
}
