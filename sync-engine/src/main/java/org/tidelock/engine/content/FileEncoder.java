package org.tidelock.engine.content;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.MacKey;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ContentId;

/// One pass over a file: content id, cuts, chunk ids, and, for chunks that are stored nowhere, sealing and the pack writer. Whether
/// the file stayed the same meanwhile is the caller's to know. Thread-safe; each call works on its own.
public final class FileEncoder {
  private final MacKey contentIds;
  private final ChunkCodec codec;
  private final PackWriter packs;
  private final Predicate<ChunkId> stored;
  private final Executor executor;

  /// @param contentIds the vault's, [org.tidelock.crypto.VaultKeys#contentIds]
  /// @param stored whether the storage surely has a chunk, in a pack that is not condemned; asked from the executor's threads
  /// @param executor where chunks of large files are hashed and sealed while the next one is read; `Runnable::run` for one thread.
  ///     Not a bounded pool whose own threads call [#encode]: they would wait for themselves
  public FileEncoder(
      MacKey contentIds,
      ChunkCodec codec,
      PackWriter packs,
      Predicate<ChunkId> stored,
      Executor executor) {
    this.contentIds = contentIds;
    this.codec = codec;
    this.packs = packs;
    this.stored = stored;
    this.executor = executor;
  }

  /// What is to be read. `size`, in bytes, is what the disk says: it chooses where chunks go, not how much is read.
  public record Request(LineageKey lineage, FileCipher cipher, ChunkClass limits, long size) {}

  /// Reads to the end, and hands new chunks to the pack writer. After an [IOException] what was handed over is harmless: it is used
  /// if the file is read again before the next flush.
  public EncodedFile encode(Request request, ByteSource in) throws IOException {
    return encode(request, in, _ -> {});
  }

  /// As [#encode(Request, ByteSource)].
  ///
  /// @param relied told of each chunk that is not handed over, as the storage has it; from the executor's threads
  public EncodedFile encode(Request request, ByteSource in, Consumer<ChunkId> relied)
      throws IOException {
    return encode(request, in, id -> isStored(id, relied), packs.lane(request.size()));
  }

  private boolean isStored(ChunkId id, Consumer<ChunkId> relied) {
    boolean is = stored.test(id);
    if (is) relied.accept(id);
    return is;
  }

  /// As [#encode(Request, ByteSource)] under a lineage that was just made: nothing of it can be stored, so nobody is asked.
  public EncodedFile encodeNew(Request request, ByteSource in) throws IOException {
    return encode(request, in, id -> false, packs.lane(request.size()));
  }

  /// As [#encode(Request, ByteSource)] of a large file whose upload can be taken up again.
  ///
  /// @param have asked instead of what this encoder asks: whether the storage surely has a chunk
  /// @param own takes the packs that it fills alone, in order
  public EncodedFile encode(Request request, ByteSource in, Predicate<ChunkId> have, PackSink own)
      throws IOException {
    return encode(request, in, have, packs.lane(request.size(), own));
  }

  private EncodedFile encode(
      Request request, ByteSource in, Predicate<ChunkId> have, PackWriter.Lane lane)
      throws IOException {
    boolean small = request.limits() == ChunkClass.SINGLE;
    try (EncodingRun run = newRun(request, lane, have, small ? Runnable::run : executor)) {
      return read(run, request, in);
    }
  }

  /// The same references without sealing or storing anything: how another device's version is compared with local bytes.
  public EncodedFile describe(Request request, ByteSource in) throws IOException {
    PackWriter.Lane unused = packs.lane(request.size());
    try (EncodingRun run = newRun(request, unused, id -> true, Runnable::run)) {
      return read(run, request, in);
    }
  }

  private EncodingRun newRun(
      Request request, PackWriter.Lane lane, Predicate<ChunkId> have, Executor beside) {
    return new EncodingRun(request, contentIds.start(), codec, packs, lane, have, beside);
  }

  /// The content id alone.
  ///
  /// @param size what the disk says: it chooses the buffer, not how much is read
  public ContentId contentIdOf(ByteSource in, long size) throws IOException {
    return new ContentIds(contentIds).of(in, size);
  }

  private static EncodedFile read(EncodingRun run, Request request, ByteSource in)
      throws IOException {
    byte[] before = new byte[0];
    ChunkClass limits = request.limits();
    if (limits == ChunkClass.SINGLE) {
      byte[] frame = readWhole(request.size(), in);
      if (frame.length - 1 <= ChunkClass.SINGLE.max()) {
        if (frame.length > 1) run.take(frame);
        return run.result();
      }
      // It has grown past what one chunk may hold since its size was taken.
      before = Arrays.copyOfRange(frame, 1, frame.length);
      limits = ChunkClass.MEDIUM;
    }
    Chunker chunker = new Chunker(request.cipher().cutter(limits), in, before);
    while (chunker.next()) run.take(chunker.frame());
    return run.result();
  }

  /// A frame with all bytes, or with one more than a single chunk may have.
  private static byte[] readWhole(long expected, ByteSource in) throws IOException {
    int most = ChunkClass.SINGLE.max() + 1;
    byte[] frame = ChunkCodec.frame(Math.clamp(expected, 0, most));
    int end = 1;
    byte[] probe = new byte[1];
    while (true) {
      int n = end < frame.length ? in.read(frame, end, frame.length - end) : in.read(probe, 0, 1);
      if (n < 0) return end == frame.length ? frame : Arrays.copyOf(frame, end);
      if (end == frame.length) {
        frame = Arrays.copyOf(frame, 1 + most);
        frame[end] = probe[0];
      }
      end += n;
      if (end == 1 + most) return frame;
    }
  }
}
