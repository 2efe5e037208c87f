package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Cut;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.OwnerChange;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.CheckpointRow;
import org.tidelock.engine.history.CheckpointRow.ChunkRow;
import org.tidelock.engine.history.CheckpointRow.NodeRow;
import org.tidelock.engine.history.CheckpointRow.SegmentRow;
import org.tidelock.engine.history.CheckpointRow.Spot;
import org.tidelock.engine.history.CheckpointRow.VersionRow;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.Place;
import org.tidelock.engine.merge.StateHash;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.trust.Owners;

/// What a member writes into a checkpoint that the log does not bear out, and whatever else a storage has in the place of one.
class LyingCheckpointTest {
  @TempDir Path root;

  private TestDevice first() throws Exception {
    TestDevice device = TestDevice.create(root, "first");
    for (int i = 0; i < 6; i++) {
      device.write("a.txt", "text " + i);
      if (i == 3) device.write("b.txt", "b");
      device.sync();
    }
    device.delete("b.txt");
    device.sync();
    return device;
  }

  private static List<String> codes(TestDevice device) {
    return device.vault.issues().stream()
        .map(Issue::code)
        .filter(c -> c.startsWith("SYN"))
        .toList();
  }

  /// The one that joined by it finds out, nothing on its disk was lost, and it has the true history after its next start.
  private void isFoundOut(UnaryOperator<CheckpointRow> lie) throws Exception {
    try (TestDevice one = first()) {
      CheckpointTest.write(one);
      ForgedCheckpoint forged = new ForgedCheckpoint(root, one);
      List<CheckpointRow> before = List.copyOf(forged.rows);
      forged.change(lie);
      assertThat(forged.rows).isNotEqualTo(before);
      forged.put();
      try (TestDevice two = TestDevice.join(root, "second")) {
        two.write("only here.txt", "mine");
        SortedMap<String, String> tree = two.tree();
        assertThat(codes(two)).isEmpty();
        CheckpointTest.audit(two);
        assertThat(codes(two)).containsExactly("SYN-11");
        assertThat(two.tree()).isEqualTo(tree);
        two.restart();
        two.sync();
        assertThat(codes(two)).isEmpty();
        assertThat(two.vault.issues()).extracting(Issue::code).contains("APP-02");
        one.sync();
        assertThat(two.tree()).isEqualTo(one.tree()).containsKeys("a.txt", "only here.txt");
        assertThat(two.vault.history("a.txt")).isEqualTo(one.vault.history("a.txt"));
        assertThat(two.vault.batches(100)).hasSameSizeAs(one.vault.batches(100));
      }
    }
  }

  @Test
  void anotherOldVersionIsFoundOut() throws Exception {
    boolean[] done = {false};
    isFoundOut(
        row -> {
          if (done[0] || !(row instanceof VersionRow v)) return row;
          done[0] = true; // the first version of a.txt is replaced long since
          Attributes other =
              new Attributes(v.attributes().modified().plusSeconds(1), v.attributes().executable());
          return new VersionRow(v.order(), v.node(), other, v.content());
        });
  }

  @Test
  void anotherPlaceOfAChunkIsFoundOut() throws Exception {
    isFoundOut(
        row ->
            row instanceof ChunkRow c
                ? new ChunkRow(
                    c.id(),
                    c.epoch(),
                    c.extents().stream()
                        .map(e -> new Extent(e.pack(), e.offset() + 1, e.length()))
                        .toList())
                : row);
  }

  @Test
  void anotherSegmentIsFoundOut() throws Exception {
    isFoundOut(
        row ->
            row instanceof SegmentRow s && s.seq() == 3
                ? new SegmentRow(
                    s.writer(),
                    s.seq(),
                    Hash256.sha256(new byte[0]),
                    s.seen(),
                    s.lamport(),
                    s.made())
                : row);
  }

  @Test
  void aDeadNodeThatNeverLivedIsFoundOut() throws Exception {
    isFoundOut(
        row ->
            row instanceof NodeRow n && !n.lives()
                ? new NodeRow(
                    n.id(),
                    n.kind(),
                    new Spot(n.birth().parent(), "other.txt", n.birth().order()),
                    n.born(),
                    n.life(),
                    n.moves(),
                    n.versions(),
                    n.attributes(),
                    n.deletions(),
                    n.lives(),
                    n.children())
                : row);
  }

  /// Row 149: the root does not agree with that of the anchor.
  @Acceptance(149)
  @Test
  void anotherTreeThanThatOfTheRootIsRefused() throws Exception {
    try (TestDevice one = first()) {
      CheckpointTest.write(one);
      ForgedCheckpoint forged = new ForgedCheckpoint(root, one);
      forged.change(LyingCheckpointTest::renamed);
      forged.put();
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(codes(two)).containsExactly("SYN-10");
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree());
      }
    }
  }

  private static CheckpointRow renamed(CheckpointRow row) {
    return row instanceof NodeRow n && n.lives()
        ? new NodeRow(
            n.id(),
            n.kind(),
            new Spot(n.birth().parent(), "forged.txt", n.birth().order()),
            n.born(),
            n.life(),
            n.moves(),
            n.versions(),
            n.attributes(),
            n.deletions(),
            n.lives(),
            n.children())
        : row;
  }

  /// Of a member whose log tells the same lie as its checkpoint, another device's word is enough: the log is replayed.
  @Test
  void aTreeThatAnotherDeviceContradictsIsNotBegunWith() throws Exception {
    try (TestDevice one = first();
        TestDevice honest = TestDevice.join(root, "honest")) {
      one.sync();
      honest.sync();
      one.sync();
      CheckpointTest.write(one);
      ForgedCheckpoint forged = new ForgedCheckpoint(root, one);
      forged.change(LyingCheckpointTest::renamed);
      forged.put(forgedState(one));
      honest.write("honest.txt", "honest");
      honest.sync();
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(codes(two)).contains("SYN-10");
        two.sync();
        assertThat(two.tree()).isEqualTo(honest.tree()).containsKeys("a.txt", "honest.txt");
      }
    }
  }

  private Hash256 forgedState(TestDevice liar) {
    StateHash hash = new StateHash(new Hash256(0, 0, 0, 0));
    try (Database db = Database.open(liar.home.resolve("index.db"), Database.Access.READ)) {
      Tables tables = Tables.over(db);
      for (Node n : tables.merged().visibleChildren(org.tidelock.engine.history.Nodes.ROOT)) {
        Place at = new Place(n.parent(), "forged.txt", n.at().order());
        hash.add(n.placed(at));
      }
      tables.merged().vaultName().ifPresent(hash::add);
    }
    return hash.sum();
  }

  @Test
  void aCheckpointOfALaterVersionIsPassedOver() throws Exception {
    try (TestDevice one = first()) {
      CheckpointTest.write(one);
      new ForgedCheckpoint(root, one).putLaterLayout();
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(codes(two)).isEmpty();
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree());
      }
    }
  }

  @Test
  void theCheckpointOfARemovedDeviceIsNotTaken() throws Exception {
    try (TestDevice one = first();
        TestDevice gone = TestDevice.join(root, "gone")) {
      gone.sync();
      one.sync();
      assertThat(CheckpointTest.write(gone)).isTrue();
      one.sync();
      remove(gone);
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(codes(two)).isEmpty(); // nothing is wrong with it
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree());
      }
    }
  }

  /// With all that it has written until now.
  private void remove(TestDevice device) throws Exception {
    Effects effects = SystemEffects.create();
    DeviceId id =
        new DeviceId(
            Id128.parse(
                device.vault.devices().stream()
                    .filter(d -> d.thisDevice())
                    .findFirst()
                    .orElseThrow()
                    .id()));
    List<Cut> cuts = new ArrayList<>();
    try (Database db = Database.open(device.home.resolve("index.db"), Database.Access.READ)) {
      for (LogTable.Writer w : Tables.over(db).log().writers())
        if (w.device().equals(id)) cuts.add(new Cut(w.id(), w.count() - 1, w.hash()));
    }
    try (Remote remote = new Storages(effects).remote(TestDevice.storage(root));
        OwnerSession owner =
            Owners.open(remote, new Unlock.ByPassphrase(TestDevice.passphrase()), effects)) {
      OwnerChange change = owner.remove(List.of(id), cuts);
      for (VaultObject object : change.write())
        remote.put(new ObjectName(object.name()), object.bytes());
    }
  }

  /// Whatever part is altered, cut short, doubled or held back.
  @Test
  void whateverIsWithAPartTheLogIsReplayed() throws Exception {
    try (TestDevice one = first()) {
      CheckpointTest.write(one);
      Path folder = root.resolve("store/checkpoints");
      List<String> names = CheckpointTest.names(folder);
      Path manifest = folder.resolve(names.get(0));
      Path part = folder.resolve(names.get(1));
      byte[] manifestBytes = Files.readAllBytes(manifest);
      byte[] partBytes = Files.readAllBytes(part);
      List<Optional<byte[]>> manifests =
          List.of(
              Optional.of(java.util.Arrays.copyOf(manifestBytes, 100)),
              Optional.of(partBytes),
              Optional.of(manifestBytes));
      List<Optional<byte[]>> parts =
          List.of(Optional.of(partBytes), Optional.of(manifestBytes), Optional.empty());
      for (int i = 0; i < 3; i++) {
        Files.write(manifest, manifests.get(i).orElseThrow());
        if (parts.get(i).isPresent()) Files.write(part, parts.get(i).get());
        else Files.delete(part);
        try (TestDevice two = TestDevice.join(root, "number" + i)) {
          assertThat(codes(two)).containsExactly("SYN-10");
          two.sync();
          assertThat(two.tree()).isEqualTo(one.tree());
        }
      }
    }
  }
}
