package org.tidelock.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Absorber;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// Commits that do not fit into one object of the storage.
final class CommitterTest {
  private static final int MOST = 16 << 10;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Random random = new Random(1);
  private TestDevice device;
  private Identity identity;
  private Database db;
  private Tables tables;
  private Committer committer;

  @BeforeEach
  void onAnEmptyIndex() throws Exception {
    device = TestDevice.create(root, "a");
    identity = TestDevice.identity(device.vault);
    db = Database.open(root.resolve("another-index"), Database.Access.WRITE);
    tables = Tables.over(db);
    SealedContents contents =
        new SealedContents(
            identity.header().vault(), ProfileKey.random(SystemEffects.create().random()));
    committer =
        new Committer(
            tables,
            identity,
            new Absorber(tables, contents),
            SystemEffects.create(),
            "a",
            () -> MOST);
  }

  @AfterEach
  void close() {
    db.close();
    device.close();
  }

  private Id128 id() {
    return new Id128(random.nextLong(), random.nextLong());
  }

  private Hash256 hash() {
    return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private List<PackEntry> packs(int count) {
    List<PackEntry> packs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PackId id = new PackId(id());
      PackEntry.Stored chunk =
          new PackEntry.Stored(
              new ChunkId(hash()), List.of(new PackEntry.Extent(id, 26, 1_000_000)));
      packs.add(new PackEntry(id, 1 << 20, hash(), identity.keys().current().id(), List.of(chunk)));
    }
    return packs;
  }

  private List<Operation> folders(int count) {
    List<Operation> folders = new ArrayList<>();
    for (int i = 0; i < count; i++)
      folders.add(
          new Operation.Create(new NodeId(id()), NodeKind.FOLDER, Nodes.ROOT, "folder " + i));
    return folders;
  }

  private List<Commit> commits() throws Exception {
    KeptCommits kept = new KeptCommits(tables, identity);
    List<Commit> commits = new ArrayList<>();
    for (long seq : LongStream.range(0, committer.nextSeq()).toArray()) {
      assertThat(tables.log().segment(committer.writer(), seq).orElseThrow().bytes())
          .hasSizeLessThanOrEqualTo(MOST);
      commits.add(kept.commit(committer.writer(), seq));
    }
    return commits;
  }

  /// One very large file.
  @Test
  void packsThatAreTooManyForOneAreToldBefore() throws Exception {
    committer.commit(Committer.Content.NONE, () -> {});
    List<PackEntry> packs = packs(300);
    List<Operation> file = folders(1);
    List<Long> before = new ArrayList<>();
    committer.commitAfterPacks(new Committer.Content(file, packs, 1, 2), before::add);
    List<Commit> commits = commits();
    assertThat(commits).hasSizeGreaterThan(3);
    assertThat(before).containsExactly(commits.size() - 2L);
    assertThat(commits.getLast().operations()).isEqualTo(file);
    assertThat(commits.getLast().packs()).isEmpty();
    assertThat(commits.stream().flatMap(c -> c.packs().stream())).isEqualTo(packs);
    assertThat(commits).extracting(Commit::lamport).isSorted().doesNotHaveDuplicates();
    assertThat(tables.outbox().entries()).hasSize(commits.size());
  }

  @Test
  void operationsThatAreTooManyForOneGoInSeveralAllOrNone() throws Exception {
    List<Operation> folders = folders(1_000);
    committer.commitAll(folders, () -> {});
    List<Commit> commits = commits();
    assertThat(commits).hasSizeGreaterThan(2);
    assertThat(commits.stream().flatMap(c -> c.operations().stream())).isEqualTo(folders);
    List<Operation> impossible = new ArrayList<>(folders(1_000));
    impossible.add(
        new Operation.Create(new NodeId(id()), NodeKind.FOLDER, Nodes.ROOT, "x".repeat(2 * MOST)));
    TidelockException refused =
        catchThrowableOfType(
            TidelockException.class, () -> committer.commitAll(impossible, () -> {}));
    assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT);
    assertThat(commits()).isEqualTo(commits);
  }
}
