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
import org.tidelock.crypto.MacKey;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.ContentId;

/// One file on its way through [FileEncoder]: hashes and seals up to two chunks aside, and hands them on in order. The content id runs beside that, too, as it
/// is a chain from chunk to chunk and takes as long as all else that the reading thread does. Not thread-safe.
final class EncodingRun implements AutoCloseable {
  private static final int IN_FLIGHT = 2;
  private final FileEncoder.Request request;
  private final ChunkCodec codec;
  private final PackWriter packs;
  private final PackWriter.Lane lane;
  private final Predicate<ChunkId> stored;
  private final Executor executor;
  private final MacKey.Running contentId;
  private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
  private CompletableFuture<Void> hashed = CompletableFuture.completedFuture(null);
  private final List<ChunkRef> chunks = new ArrayList<>();
  private final List<ChunkRef> fresh = new ArrayList<>();
  private long size;

  private record Sealed(ChunkRef ref, byte @Nullable [] bytes) {}

  private record InFlight(CompletableFuture<Void> hashed, CompletableFuture<Sealed> sealed) {}

  /// @param lane of the pack writer, closed with this
  EncodingRun(
      FileEncoder.Request request,
      MacKey.Running contentId,
      ChunkCodec codec,
      PackWriter packs,
      PackWriter.Lane lane,
      Predicate<ChunkId> stored,
      Executor executor) {
    this.request = request;
    this.contentId = contentId;
    this.codec = codec;
    this.packs = packs;
    this.lane = lane;
    this.stored = stored;
    this.executor = executor;
  }

  /// Takes over the next chunk's frame.
  void take(byte[] frame) throws IOException {
    if (inFlight.size() == IN_FLIGHT) finishOne();
    hashed = hashed.thenRunAsync(() -> contentId.update(frame, 1, frame.length - 1), executor);
    inFlight.add(new InFlight(hashed, CompletableFuture.supplyAsync(() -> seal(frame), executor)));
  }

  private Sealed seal(byte[] frame) {
    int length = frame.length - 1;
    ChunkId id = request.cipher().chunkId(frame, 1, length);
    boolean have = stored.test(id) || packs.contains(id);
    return new Sealed(
        new ChunkRef(id, length), have ? null : codec.seal(request.cipher(), id, frame));
  }

  private void finishOne() throws IOException {
    InFlight next = inFlight.remove();
    await(next.hashed());
    Sealed s = await(next.sealed());
    chunks.add(s.ref());
    size += s.ref().length();
    if (s.bytes() != null && lane.add(s.ref().id(), s.bytes())) fresh.add(s.ref());
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException r) throw r;
      if (e.getCause() instanceof Error r) throw r;
      throw e;
    }
  }

  EncodedFile result() throws IOException {
    while (!inFlight.isEmpty()) finishOne();
    ContentId id = new ContentId(contentId.finish());
    return new EncodedFile(new FileContent(id, size, request.lineage(), chunks), fresh);
  }

  @Override
  public void close() throws IOException {
    lane.close();
  }
}
