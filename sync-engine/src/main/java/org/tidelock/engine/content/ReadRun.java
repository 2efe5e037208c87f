package org.tidelock.engine.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.SealingKey;
import org.tidelock.engine.content.PackDigests.PackDigest;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackId;

/// One call of [ChunkReader#read]: what became of each wanted chunk. Thread-safe.
final class ReadRun {
  /// From these quarters of a pack on, or where it would take more windows, the whole pack is fetched: one request and one check of its digest. Less is not worth what comes for nothing: the other part may have
  /// come with the files before, or come with the next ones.
  private static final int WHOLE_QUARTERS = 3;

  private static final int MOST_WINDOWS = 4;
  private static final int LONGEST_CHUNK = ChunkClass.LARGE.max();

  private final List<WantedChunk> wanted;
  private final PackSource source;
  private final PackDigests digests;
  private final ChunkCodec codec;
  private final ChunkSink sink;

  /// Null while open.
  private final AtomicReferenceArray<@Nullable Outcome> outcomes;

  /// Sealed bytes of chunks that lie in several packs, until the last part has come.
  private final AtomicReferenceArray<@Nullable Gathered> gathered;

  private final FetchedPacks buffers;

  private record Outcome(@Nullable PackException failure) {
    static final Outcome DELIVERED = new Outcome(null);
  }

  private static final class Gathered {
    private final byte[] sealed;
    private int left;

    Gathered(int length) {
      sealed = new byte[length];
      left = length;
    }

    synchronized boolean add(int at, byte[] from, int offset, int length) {
      System.arraycopy(from, offset, sealed, at, length);
      left -= length;
      return left == 0;
    }
  }

  ReadRun(
      List<WantedChunk> wanted,
      PackSource source,
      PackDigests digests,
      ChunkCodec codec,
      ChunkSink sink,
      FetchedPacks buffers) {
    this.buffers = buffers;
    this.wanted = wanted;
    this.source = source;
    this.digests = digests;
    this.codec = codec;
    this.sink = sink;
    this.outcomes = new AtomicReferenceArray<>(wanted.size());
    this.gathered = new AtomicReferenceArray<>(wanted.size());
  }

  boolean open(int index) {
    return outcomes.get(index) == null;
  }

  List<ChunkReader.Failure> failures() {
    return IntStream.range(0, wanted.size())
        .boxed()
        .<ChunkReader.Failure>mapMulti(
            (i, out) -> {
              Outcome o = outcomes.get(i);
              if (o != null && o.failure() != null)
                out.accept(new ChunkReader.Failure(wanted.get(i), o.failure()));
            })
        .toList();
  }

  void tryLocal(int index, ChunkSource local) throws IOException {
    WantedChunk w = wanted.get(index);
    Optional<byte[]> found = local.find(w);
    if (found.isEmpty() || found.get().length != w.ref().length()) return;
    byte[] plain = found.get();
    if (w.cipher().chunkId(plain, 0, plain.length).equals(w.ref().id()))
      deliver(index, ByteBuffer.wrap(plain));
  }

  /// Checks lengths and places before anything is allocated or asked for (I2); what is impossible fails here.
  boolean plausible(int index) {
    WantedChunk w = wanted.get(index);
    List<PackId> packs = packs(w);
    if (packs.isEmpty()) return fail(index, new MissingPackException());
    long sealed = 0;
    for (Extent e : w.extents()) {
      Optional<PackDigest> digest = digests.find(e.pack());
      if (digest.isEmpty()) return fail(index, new MissingPackException(e.pack()));
      long length = digest.get().length();
      boolean inside =
          length <= PackFormat.MAX_PACK_SIZE
              && e.offset() >= PackLayout.HEADER
              && e.length() > 0
              && e.length() <= length - PackLayout.TRAILER - e.offset();
      if (!inside)
        return fail(index, new DamagedPackException(e.pack(), "a chunk is listed outside of it"));
      sealed += e.length();
    }
    int length = w.ref().length();
    boolean possible =
        length > 0
            && length <= LONGEST_CHUNK
            && sealed > SealingKey.OVERHEAD
            && sealed <= length + 1 + SealingKey.OVERHEAD;
    return possible
        || fail(
            index,
            new DamagedPackException(packs, "a chunk is listed with an impossible length", null));
  }

  /// A task that fetches what is wanted of one pack and opens what is complete. Its memory is taken now, in the order of the plan: a task that overtakes
  /// another one must not take away what that one comes for.
  Bounded.Task begin(ReadPlan.PackRead pack) {
    FetchedPacks.Held buffer = buffers.take(pack.pack());
    return () -> read(pack, buffer);
  }

  private void read(ReadPlan.PackRead pack, FetchedPacks.Held buffer) throws IOException {
    try {
      PackDigest digest =
          digests.find(pack.pack()).orElseThrow(() -> new MissingPackException(pack.pack()));
      int length = (int) digest.length();
      List<ReadPlan.Span> spans = ReadPlan.windows(pack.parts(), length);
      int covered = spans.stream().mapToInt(ReadPlan.Span::length).sum();
      if (buffer.holds(pack.pack())) {
        for (ReadPlan.Part p : pack.parts()) use(p, buffer.bytes(), 0);
      } else if (!source.ranges()
          || covered > length / 4 * WHOLE_QUARTERS
          || spans.size() > MOST_WINDOWS) {
        byte[] bytes = buffer.room(length + 1);
        readWhole(pack.pack(), digest, bytes);
        buffer.isWhole(pack.pack());
        for (ReadPlan.Part p : pack.parts()) use(p, bytes, 0);
      } else {
        for (ReadPlan.Span s : spans) {
          byte[] bytes = buffer.room(s.length());
          int n = source.read(pack.pack(), s.offset(), ByteBuffer.wrap(bytes, 0, s.length()));
          if (n != s.length())
            throw new DamagedPackException(pack.pack(), "it is shorter than its segment says");
          for (ReadPlan.Part p : pack.parts()) if (within(p.extent(), s)) use(p, bytes, s.offset());
        }
      }
    } catch (PackException e) {
      for (ReadPlan.Part p : pack.parts()) if (open(p.wanted())) fail(p.wanted(), e);
    } finally {
      buffers.giveBack(buffer);
    }
  }

  private static boolean within(Extent e, ReadPlan.Span s) {
    return e.offset() >= s.offset() && e.offset() < s.offset() + s.length();
  }

  private void readWhole(PackId pack, PackDigest digest, byte[] buffer) throws IOException {
    int length = (int) digest.length();
    int n = source.read(pack, 0, ByteBuffer.wrap(buffer, 0, length + 1));
    if (n != length)
      throw new DamagedPackException(pack, "its length is not what its segment says");
    if (!Hash256.sha256(buffer, length).equals(digest.sha256()))
      throw new DamagedPackException(pack, "its bytes are not what its segment says");
  }

  private void use(ReadPlan.Part part, byte[] buffer, int bufferAt) throws IOException {
    if (!open(part.wanted())) return;
    Extent e = part.extent();
    int from = e.offset() - bufferAt;
    WantedChunk w = wanted.get(part.wanted());
    if (w.extents().size() == 1) {
      unseal(part.wanted(), Arrays.copyOfRange(buffer, from, from + e.length()));
      return;
    }
    Gathered g =
        gathered.updateAndGet(
            part.wanted(), old -> old != null ? old : new Gathered(sealedLength(w)));
    if (g != null && g.add(part.at(), buffer, from, e.length())) {
      gathered.set(part.wanted(), null);
      unseal(part.wanted(), g.sealed);
    }
  }

  private static int sealedLength(WantedChunk w) {
    return w.extents().stream().mapToInt(Extent::length).sum();
  }

  private void unseal(int index, byte[] sealed) throws IOException {
    WantedChunk w = wanted.get(index);
    ByteBuffer plain;
    try {
      plain = codec.open(w.cipher(), w.ref(), sealed);
    } catch (DamagedChunkException e) {
      fail(index, new DamagedPackException(packs(w), String.valueOf(e.getMessage()), e));
      return;
    }
    deliver(index, plain);
  }

  private void deliver(int index, ByteBuffer plain) throws IOException {
    for (ChunkTarget t : wanted.get(index).targets()) sink.accept(t, plain.slice());
    outcomes.set(index, Outcome.DELIVERED);
  }

  private boolean fail(int index, PackException failure) {
    outcomes.set(index, new Outcome(failure));
    gathered.set(index, null);
    return false;
  }

  private static List<PackId> packs(WantedChunk w) {
    return w.extents().stream().flatMap(e -> Stream.of(e.pack())).distinct().toList();
  }
}
