package org.tidelock.engine.history;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.UnsupportedException;
import org.tidelock.crypto.WriterId;

/// The signed bytes of a segment. Reading refuses everything that does not encode back to the same bytes, so there is one encoding of a body.
final class SegmentBodyCodec {
  static final int MAX_OPERATIONS = 60_000;
  private static final int FIELDS = 11;
  private static final int MAX_WRITERS = 4096;
  private static final int MAX_TIPS = 256;
  private static final int MAX_PACKS = 4096;
  private static final int MAX_CHUNKS = 200_000;
  private static final int EXTENT = 16 + 4 + 4;

  private SegmentBodyCodec() {}

  static byte[] encode(SegmentBody body) {
    return WireCbor.write(out -> write(out, body));
  }

  private static void write(WireCbor.Writer out, SegmentBody body) {
    Commit c = body.commit();
    out.array(FIELDS).id(c.writer().value()).number(c.seq()).hash(body.previous());
    tips(out, body.tips());
    certificate(out, body.certificate());
    vector(out, c.seen());
    out.number(c.lamport()).number(Times.micros(c.made()));
    c.stateHash().ifPresentOrElse(out::hash, out::none);
    out.array(c.operations().size());
    for (Operation operation : c.operations()) OperationCodec.write(out, operation);
    out.end().array(c.packs().size());
    for (PackEntry pack : c.packs()) pack(out, pack);
    out.end().end();
  }

  static void tips(WireCbor.Writer out, List<Hash256> tips) {
    out.array(tips.size());
    tips.forEach(out::hash);
    out.end();
  }

  static void vector(WireCbor.Writer out, VersionVector vector) {
    out.array(vector.counts().size());
    vector.counts().forEach((w, count) -> out.array(2).id(w.value()).number(count).end());
    out.end();
  }

  private static void certificate(WireCbor.Writer out, Optional<WriterCertificate> certificate) {
    if (certificate.isEmpty()) {
      out.none();
      return;
    }
    WriterCertificate c = certificate.get();
    out.array(3).id(c.device().value()).text(c.deviceName());
    c.predecessor()
        .ifPresentOrElse(
            p -> out.array(3).id(p.writer().value()).number(p.seq()).hash(p.hash()).end(),
            out::none);
    out.end();
  }

  private static void pack(WireCbor.Writer out, PackEntry pack) {
    out.array(5)
        .id(pack.id().value())
        .number(pack.length())
        .hash(pack.sha256())
        .id(pack.epoch().value());
    out.array(pack.chunks().size());
    for (PackEntry.Stored stored : pack.chunks()) {
      PackEntry.Extent first = stored.extents().getFirst();
      ByteBuffer more = ByteBuffer.allocate(EXTENT * (stored.extents().size() - 1));
      for (PackEntry.Extent e : stored.extents().subList(1, stored.extents().size()))
        more.put(e.pack().bytes()).putInt(e.offset()).putInt(e.length());
      out.array(4)
          .hash(stored.chunk().value())
          .number(first.offset())
          .number(first.length())
          .bytes(more.array())
          .end();
    }
    out.end().end();
  }

  static SegmentBody decode(byte[] bytes) throws IntegrityException, UnsupportedException {
    SegmentBody body =
        WireCbor.<SegmentBody, UnsupportedException>read(bytes, SegmentBodyCodec::read);
    if (!Arrays.equals(encode(body), bytes))
      throw new IntegrityException("a segment that is not in its one allowed encoding");
    return body;
  }

  private static SegmentBody read(WireCbor.Reader in)
      throws IntegrityException, UnsupportedException {
    in.begin();
    WriterId writer = new WriterId(in.id());
    long seq = in.count();
    Hash256 previous = in.hash();
    List<Hash256> tips = tips(in);
    Optional<WriterCertificate> certificate = certificate(in);
    VersionVector seen = vector(in);
    long lamport = in.count();
    Instant made = Times.instant(in.number());
    Optional<Hash256> stateHash =
        in.bytesOrNone() ? Optional.of(in.currentHash()) : Optional.empty();
    List<Operation> operations = new ArrayList<>();
    in.begin();
    while (in.nextArray()) {
      if (operations.size() == MAX_OPERATIONS)
        throw WireCbor.Reader.bad("at most " + MAX_OPERATIONS + " operations");
      operations.add(OperationCodec.read(in));
    }
    List<PackEntry> packs = new ArrayList<>();
    in.begin();
    while (in.nextArray()) {
      if (packs.size() == MAX_PACKS) throw WireCbor.Reader.bad("at most " + MAX_PACKS + " packs");
      packs.add(pack(in));
    }
    in.end();
    if (seen.seen(writer) != seq)
      throw WireCbor.Reader.bad("a vector that has seen exactly the writer's own past");
    if (lamport > Long.MAX_VALUE - MAX_OPERATIONS)
      throw WireCbor.Reader.bad("a Lamport time within bounds");
    if (certificate.isPresent() != (seq == 0)
        || previous.equals(SegmentBody.NO_PREVIOUS) != (seq == 0))
      throw WireCbor.Reader.bad("a certificate in segment 0 and a previous segment in every other");
    Commit commit = new Commit(writer, seq, seen, lamport, made, operations, packs, stateHash);
    return new SegmentBody(commit, previous, tips, certificate);
  }

  static List<Hash256> tips(WireCbor.Reader in) throws IntegrityException {
    List<Hash256> tips = new ArrayList<>();
    in.begin();
    while (in.nextBytes()) {
      Hash256 tip = in.currentHash();
      if (tips.size() == MAX_TIPS || (!tips.isEmpty() && tips.getLast().compareTo(tip) >= 0))
        throw WireCbor.Reader.bad("members tips in ascending order");
      tips.add(tip);
    }
    return tips;
  }

  static VersionVector vector(WireCbor.Reader in) throws IntegrityException {
    TreeMap<WriterId, Long> counts = new TreeMap<>();
    in.begin();
    while (in.nextArray()) {
      WriterId writer = new WriterId(in.id());
      long count = in.count();
      in.end();
      if (count < 1
          || counts.size() == MAX_WRITERS
          || (!counts.isEmpty() && counts.lastKey().compareTo(writer) >= 0))
        throw WireCbor.Reader.bad("a vector of positive counts in writer order");
      counts.put(writer, count);
    }
    return new VersionVector(counts);
  }

  private static Optional<WriterCertificate> certificate(WireCbor.Reader in)
      throws IntegrityException {
    if (!in.arrayOrNone()) return Optional.empty();
    DeviceId device = new DeviceId(in.id());
    String name = in.text();
    int length = VaultNames.utf8Length(name);
    if (length == 0 || length > VaultNames.MAX_BYTES) throw WireCbor.Reader.bad("a device name");
    Optional<WriterCertificate.Predecessor> predecessor = Optional.empty();
    if (in.arrayOrNone()) {
      predecessor =
          Optional.of(
              new WriterCertificate.Predecessor(new WriterId(in.id()), in.count(), in.hash()));
      in.end();
    }
    in.end();
    return Optional.of(new WriterCertificate(device, name, predecessor));
  }

  private static PackEntry pack(WireCbor.Reader in) throws IntegrityException {
    PackId id = new PackId(in.id());
    long length = in.count();
    Hash256 sha256 = in.hash();
    EpochId epoch = new EpochId(in.id());
    List<PackEntry.Stored> chunks = new ArrayList<>();
    in.begin();
    while (in.nextArray()) {
      if (chunks.size() == MAX_CHUNKS)
        throw WireCbor.Reader.bad("at most " + MAX_CHUNKS + " chunks in a pack");
      chunks.add(stored(in, id));
    }
    in.end();
    return new PackEntry(id, length, sha256, epoch, chunks);
  }

  private static PackEntry.Stored stored(WireCbor.Reader in, PackId own) throws IntegrityException {
    ChunkId chunk = new ChunkId(in.hash());
    List<PackEntry.Extent> extents = new ArrayList<>();
    extents.add(extent(own, in.small(Integer.MAX_VALUE), in.small(Integer.MAX_VALUE)));
    ByteBuffer more = ByteBuffer.wrap(in.bytes());
    if (more.remaining() % EXTENT != 0) throw WireCbor.Reader.bad("whole extents");
    while (more.hasRemaining())
      extents.add(
          extent(
              new PackId(new Id128(more.getLong(), more.getLong())), more.getInt(), more.getInt()));
    in.end();
    return new PackEntry.Stored(chunk, extents);
  }

  private static PackEntry.Extent extent(PackId pack, int offset, int length)
      throws IntegrityException {
    if (offset < 0 || length < 1 || offset > Integer.MAX_VALUE - length)
      throw WireCbor.Reader.bad("an extent within a pack");
    return new PackEntry.Extent(pack, offset, length);
  }
}
