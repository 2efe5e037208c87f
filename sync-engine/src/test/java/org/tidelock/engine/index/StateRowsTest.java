package org.tidelock.engine.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.IntegrityException;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.CheckpointDecoder;
import org.tidelock.engine.history.CheckpointEncoder;
import org.tidelock.engine.history.CheckpointManifest;
import org.tidelock.engine.history.CheckpointRow;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.ContentCodec;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.history.VersionVector;

/// An index that was filled from rows is as one that replayed the log, and stays so.
class StateRowsTest {
  private static final int HISTORIES = Integer.getInteger("tidelock.histories", 20);

  static final ContentBox PLAIN =
      new ContentBox() {
        @Override
        public byte[] seal(OpId version, Content content) {
          return ContentCodec.encode(content);
        }

        @Override
        public Content open(OpId version, byte[] sealed) {
          try {
            return ContentCodec.decode(sealed);
          } catch (IntegrityException e) {
            throw new AssertionError(e);
          }
        }
      };

  record Made(CheckpointManifest manifest, List<byte[]> parts) {}

  static Made write(Database db) {
    return db.transaction(
        () -> {
          LogTable log = new LogTable(db);
          VersionVector vector = log.known();
          CheckpointEncoder encoder = new CheckpointEncoder(vector);
          List<byte[]> parts = new ArrayList<>();
          new StateRows(db, PLAIN).each(row -> encoder.add(row).ifPresent(parts::add));
          encoder.finish().ifPresent(parts::add);
          SqliteMergeState state = new SqliteMergeState(db);
          WriterId writer = vector.counts().firstKey();
          CheckpointManifest manifest =
              new CheckpointManifest(
                  writer,
                  vector.seen(writer),
                  vector,
                  state.stateHash(),
                  1_000_000,
                  state.vaultName().map(n -> new CheckpointManifest.Name(n.order().id(), n.name())),
                  log.writers().stream()
                      .map(w -> new CheckpointManifest.Author(w.device(), w.name(), w.hash()))
                      .toList(),
                  encoder.parts(),
                  encoder.digest());
          return new Made(manifest, parts);
        });
  }

  static void take(Database db, CheckpointManifest manifest, List<byte[]> parts)
      throws IntegrityException {
    try {
      db.transaction(
          () -> {
            CheckpointDecoder decoder = new CheckpointDecoder(manifest.vector());
            StateIntake intake = new StateIntake(db, PLAIN, manifest, decoder);
            try {
              for (byte[] part : parts) decoder.part(part, intake::put);
              intake.finish();
            } catch (IntegrityException e) {
              throw new Refused(e);
            }
            return true;
          });
    } catch (Refused e) {
      throw e.why;
    }
  }

  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final IntegrityException why;

    Refused(IntegrityException why) {
      super(why);
      this.why = why;
    }
  }

  static List<CheckpointRow> rows(Database db) {
    List<CheckpointRow> rows = new ArrayList<>();
    db.transaction(
        () -> {
          new StateRows(db, PLAIN).each(rows::add);
          return true;
        });
    return rows;
  }

  /// All that rows do not say but the merge asks for.
  private static List<List<Object>> derived(Database db) {
    List<List<Object>> all = new ArrayList<>();
    db.each(
        "SELECT id,coalesce((SELECT id FROM node p WHERE p.n=node.parent),parent),key,state FROM node ORDER BY id",
        row ->
            all.add(
                List.of(
                    Hex.of(row.getBytes(1)),
                    Optional.ofNullable(row.getString(2)),
                    Optional.ofNullable(row.getString(3)),
                    Hex.of(row.getBytes(4)))));
    db.each(
        "SELECT position,node,value FROM move ORDER BY position",
        row -> all.add(List.of(Hex.of(row.getBytes(1)), Hex.of(row.getBytes(3)))));
    db.each(
        "SELECT id,device,name,count,hash,made FROM writer ORDER BY id",
        row -> all.add(List.of(Hex.of(row.getBytes(1)), Hex.of(row.getBytes(5)), row.getLong(6))));
    return all;
  }

  private static final class Hex {
    static String of(byte[] bytes) {
      return java.util.HexFormat.of().formatHex(bytes);
    }
  }

  private static void packs(Database db, Random random) {
    PackTable packs = new PackTable(db);
    for (int i = random.nextInt(4); i > 0; i--) {
      PackId id = new PackId(new Id128(random.nextLong(), random.nextLong()));
      List<PackEntry.Stored> chunks = new ArrayList<>();
      for (int j = random.nextInt(5); j > 0; j--)
        chunks.add(
            new PackEntry.Stored(
                new ChunkId(Hash256.sha256(new byte[] {(byte) random.nextInt()})),
                List.of(new PackEntry.Extent(id, random.nextInt(99), 1 + random.nextInt(99)))));
      packs.name(
          new PackEntry(
              id,
              random.nextInt(1 << 20),
              Hash256.sha256(id.bytes()),
              new EpochId(new Id128(1, i)),
              chunks));
    }
  }

  @Test
  void anIndexFromRowsIsAsOneThatReplayed() throws Exception {
    long first = Long.getLong("tidelock.seed", System.nanoTime());
    System.out.println("StateRowsTest seed " + first);
    int moves = 0;
    int deletions = 0;
    int later = 0;
    for (int i = 0; i < HISTORIES; i++) {
      long seed = first + i;
      Random random = new Random(seed);
      List<Commit> commits = RandomHistory.commits(seed, 40);
      int cut = 1 + random.nextInt(commits.size() - 1);
      try (MergedIndex replayed = new MergedIndex(Database.temporary());
          MergedIndex joined = new MergedIndex(Database.temporary())) {
        replayed.apply(commits.subList(0, cut), _ -> {}, () -> packs(replayed.db, random));
        Made made = write(replayed.db);
        take(joined.db, made.manifest, made.parts);
        compare(replayed, joined);
        moves += replayed.db.list("SELECT 1 FROM move", row -> 1).size();
        deletions += replayed.db.list("SELECT 1 FROM deletion", row -> 1).size();
        for (Commit commit : commits.subList(cut, commits.size())) {
          assertThat(joined.db.transaction(() -> joined.apply(commit)))
              .isEqualTo(replayed.db.transaction(() -> replayed.apply(commit)));
          assertThat(joined.state.stateHash()).isEqualTo(replayed.state.stateHash());
          later++;
        }
        compare(replayed, joined);
      } catch (Exception | AssertionError e) {
        throw new AssertionError("-Dtidelock.seed=" + seed + " -Dtidelock.histories=1", e);
      }
    }
    if (HISTORIES > 10) assertThat(List.of(moves, deletions, later)).allMatch(n -> n > 10);
  }

  private static void compare(MergedIndex replayed, MergedIndex joined) {
    assertThat(rows(joined.db)).isEqualTo(rows(replayed.db));
    assertThat(derived(joined.db)).isEqualTo(derived(replayed.db));
    assertThat(joined.state.applied()).isEqualTo(replayed.state.applied());
    assertThat(joined.state.vaultName()).isEqualTo(replayed.state.vaultName());
    assertThat(joined.state.stateHash()).isEqualTo(replayed.state.stateHash());
  }

  /// Devices that heard the same in another order write the same bytes.
  @Test
  void rowsFollowFromTheVector() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      List<Commit> commits = RandomHistory.commits(seed, 30);
      try (MergedIndex one = new MergedIndex(Database.temporary());
          MergedIndex other = new MergedIndex(Database.temporary())) {
        one.apply(commits, _ -> {}, () -> {});
        for (Commit commit : inAnotherOrder(commits, seed))
          other.apply(List.of(commit), _ -> {}, () -> {});
        assertThat(write(other.db).manifest).isEqualTo(write(one.db).manifest);
      }
    }
  }

  private static List<Commit> inAnotherOrder(List<Commit> commits, long seed) {
    Random random = new Random(seed);
    List<Commit> left = new ArrayList<>(commits);
    List<Commit> order = new ArrayList<>();
    VersionVector known = VersionVector.EMPTY;
    while (!left.isEmpty()) {
      Commit next = left.get(random.nextInt(left.size()));
      if (known.seen(next.writer()) != next.seq() || !known.covers(next.seen())) continue;
      known = known.with(next.writer(), next.seq() + 1);
      left.remove(next);
      order.add(next);
    }
    return order;
  }

  /// Any other byte in a part is refused, or leads to the same state hash without a contradiction (a version of old, a pack's length); never to a failure.
  @Test
  void alteredPartsAreRefusedOrMeanNothingImpossible() throws Exception {
    int refused = 0;
    int taken = 0;
    for (long seed = 0; seed < 8; seed++) {
      List<Commit> commits = RandomHistory.commits(seed, 24);
      Random random = new Random(seed);
      try (MergedIndex replayed = new MergedIndex(Database.temporary())) {
        replayed.apply(commits.subList(0, 20), _ -> {}, () -> packs(replayed.db, random));
        Made made = write(replayed.db);
        for (int i = 0; i < 40; i++) {
          byte[] part = made.parts.getFirst().clone();
          part[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
          try (MergedIndex joined = new MergedIndex(Database.temporary())) {
            try {
              take(joined.db, made.manifest, List.of(part));
            } catch (IntegrityException e) {
              refused++;
              assertThat(joined.db.list("SELECT 1 FROM segment UNION SELECT 1 FROM node", r -> 1))
                  .isEmpty();
              continue;
            }
            taken++;
            assertThat(joined.state.stateHash()).isEqualTo(replayed.state.stateHash());
            for (Commit commit : commits.subList(20, 24))
              joined.db.transaction(() -> joined.apply(commit));
          }
        }
      }
    }
    System.out.println("altered parts: refused " + refused + ", taken " + taken);
    assertThat(refused).isGreaterThan(100);
    assertThat(taken).isPositive();
  }
}
