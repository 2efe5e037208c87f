package org.tidelock.engine.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.LineageKey;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.Operation.Create;
import org.tidelock.engine.history.Operation.Delete;
import org.tidelock.engine.history.Operation.Deleted;
import org.tidelock.engine.history.Operation.Move;
import org.tidelock.engine.history.Operation.NameVault;
import org.tidelock.engine.history.Operation.SetAttributes;
import org.tidelock.engine.history.Operation.SetContent;
import org.tidelock.engine.history.Operation.Split;
import org.tidelock.engine.history.Operation.Touch;

/// Bodies of segments with every kind of operation, from a seed.
final class RandomCommits {
  private static final String[] NAMES = {
    "a", "Makefile", "été.txt", "line\nbreak", "\u202etxt.exe", "x".repeat(255), "🌊"
  };
  private static final String[] VAULTS = {"v", "My vault / home", "e\u0301", "x".repeat(255)};
  private final Random random;

  RandomCommits(long seed) {
    random = new Random(seed);
  }

  SegmentBody body(DeviceId device, int operations) {
    long seq = random.nextInt(3);
    WriterId writer = WriterId.of(bytes(16));
    TreeMap<WriterId, Long> seen = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--)
      seen.put(WriterId.of(bytes(16)), 1L + random.nextInt(1000));
    if (seq > 0) seen.put(writer, seq);
    List<Operation> list = new ArrayList<>();
    for (int i = 0; i < operations; i++) list.add(operation());
    Commit commit =
        new Commit(
            writer,
            seq,
            new VersionVector(seen),
            random.nextLong(1L << 40),
            instant(),
            list,
            List.of(pack(random.nextInt(9)), pack(1)),
            random.nextBoolean() ? Optional.of(hash()) : Optional.empty());
    return new SegmentBody(
        commit,
        seq == 0 ? SegmentBody.NO_PREVIOUS : hash(),
        java.util.stream.Stream.of(hash(), hash()).sorted().toList(),
        seq == 0 ? Optional.of(certificate(device)) : Optional.empty());
  }

  private WriterCertificate certificate(DeviceId device) {
    return new WriterCertificate(
        device,
        "Attic NAS",
        random.nextBoolean()
            ? Optional.of(new WriterCertificate.Predecessor(WriterId.of(bytes(16)), 7, hash()))
            : Optional.empty());
  }

  Operation operation() {
    NodeId node = node();
    return switch (random.nextInt(9)) {
      case 0 ->
          new Create(
              node,
              NodeKind.values()[random.nextInt(3)],
              random.nextBoolean() ? Nodes.ROOT : node(),
              name());
      case 1 -> new Move(node, node(), name());
      case 2 -> new SetContent(node, file(random.nextInt(5)), attributes(), List.of());
      case 3 ->
          new SetContent(
              node,
              new Content.LinkTarget(new ContentId(hash()), "../" + name()),
              attributes(),
              List.of(op(), op()));
      case 4 -> new SetAttributes(node, attributes());
      case 5 -> new Delete(node, List.of(new Deleted(node(), node), new Deleted(node, Nodes.ROOT)));
      case 6 -> {
        OpId version = op();
        yield new Split(node, version, Nodes.copyOf(node, version), node(), name());
      }
      case 7 -> new NameVault(VAULTS[random.nextInt(VAULTS.length)]);
      default -> new Touch(node);
    };
  }

  Content.FileContent file(int chunks) {
    List<ChunkRef> refs = new ArrayList<>();
    long size = 0;
    for (int i = 0; i < chunks; i++) {
      int length = 1 + random.nextInt(16 << 20);
      refs.add(new ChunkRef(new ChunkId(hash()), length));
      size += length;
    }
    return new Content.FileContent(new ContentId(hash()), size, LineageKey.of(bytes(32)), refs);
  }

  PackEntry pack(int chunks) {
    PackId id = PackId.of(bytes(16));
    List<PackEntry.Stored> stored = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      List<PackEntry.Extent> extents = new ArrayList<>();
      extents.add(new PackEntry.Extent(id, random.nextInt(1 << 24), 1 + random.nextInt(1 << 20)));
      if (random.nextBoolean())
        extents.add(new PackEntry.Extent(PackId.of(bytes(16)), 26, 1 + random.nextInt(99)));
      stored.add(new PackEntry.Stored(new ChunkId(hash()), extents));
    }
    return new PackEntry(id, 16 << 20, hash(), EpochId.of(bytes(16)), stored);
  }

  private Attributes attributes() {
    return new Attributes(instant(), random.nextBoolean());
  }

  private Instant instant() {
    return Instant.EPOCH.plus(random.nextLong(-1L << 52, 1L << 52), ChronoUnit.MICROS);
  }

  private OpId op() {
    return new OpId(WriterId.of(bytes(16)), random.nextInt(1000), random.nextInt(8000));
  }

  NodeId node() {
    return NodeId.of(bytes(16));
  }

  private String name() {
    return NAMES[random.nextInt(NAMES.length)];
  }

  Hash256 hash() {
    return Hash256.of(bytes(32));
  }

  byte[] bytes(int n) {
    return TestKeys.bytes(random, n);
  }
}
