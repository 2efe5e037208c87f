package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.record.Committer;
import org.tidelock.engine.system.SystemEffects;

/// Devices that join by a checkpoint, on the real disk.
class CheckpointTest {
  @TempDir Path root;

  private TestDevice first() throws Exception {
    TestDevice device = TestDevice.create(root, "first");
    edits(device, 0, 12);
    return device;
  }

  private static void edits(TestDevice device, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      device.write("notes/" + i % 5 + ".txt", "text " + i);
      if (i % 4 == 3) device.delete("notes/" + (i - 1) % 5 + ".txt");
      if (i == 6) device.move("notes/0.txt", "moved/zero.txt");
      device.sync();
    }
  }

  static boolean write(TestDevice device) throws Exception {
    return ((LocalVault) device.vault).oldHistory().write();
  }

  /// As a watch does, until nothing is left to fetch and to compare.
  static void audit(TestDevice device) throws Exception {
    OldHistory history = ((LocalVault) device.vault).oldHistory();
    for (int i = 0; history.turn().compareTo(Duration.ofSeconds(1)) < 0; i++)
      assertThat(i).isLessThan(1000);
  }

  private long notFetched(String device) {
    try (Database db =
        Database.open(root.resolve("home-" + device + "/index.db"), Database.Access.READ)) {
      return Tables.over(db).log().notFetched();
    }
  }

  private List<String> stored() throws Exception {
    return names(root.resolve("store/checkpoints"));
  }

  static List<String> names(Path folder) throws Exception {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> files = Files.list(folder)) {
      return List.copyOf(new TreeSet<>(files.map(f -> f.getFileName().toString()).toList()));
    }
  }

  private static List<String> codes(TestDevice device) {
    return device.vault.issues().stream()
        .map(Issue::code)
        .filter(c -> c.startsWith("SYN"))
        .toList();
  }

  @Test
  void aNewDeviceBeginsWithACheckpoint() throws Exception {
    try (TestDevice one = first()) {
      assertThat(write(one)).isTrue();
      assertThat(stored()).hasSize(2).first().asString().endsWith("-000000");
      edits(one, 12, 15);
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(notFetched("second")).isGreaterThan(8);
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree()).isNotEmpty();
        assertThat(codes(two)).isEmpty();
        two.write("from two.txt", "two");
        two.sync();
        one.sync();
        assertThat(one.tree()).isEqualTo(two.tree()).containsKey("from two.txt");
        audit(two);
        assertThat(notFetched("second")).isZero();
        assertThat(codes(two)).isEmpty();
        assertThat(two.vault.batches(100)).hasSameSizeAs(one.vault.batches(100));
        assertThat(codes(one)).isEmpty();
      }
    }
  }

  /// It says of old versions what its author wants.
  @Test
  void whatNothingNeedsIsNotSaidBeforeTheCheckpointWasCompared() throws Exception {
    try (TestDevice one = first()) {
      write(one);
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThatThrownBy(two.vault::previewPrune).hasMessageContaining("still being fetched");
        audit(two);
        assertThat(two.vault.previewPrune().stored()).isEqualTo(one.vault.previewPrune().stored());
      }
    }
  }

  @Test
  void whereNothingIsLeftToFetchItIsSaidToBeCompared() throws Exception {
    try (TestDevice one = TestDevice.create(root, "first")) {
      one.write("note", "text");
      one.sync();
      assertThat(write(one)).isTrue();
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(notFetched("second")).isZero();
        assertThatThrownBy(two.vault::previewPrune)
            .hasMessageContaining("is still being compared")
            .message()
            .doesNotContain("0 records");
      }
    }
  }

  @Test
  void oldHistoryIsSaidToComeUntilItIsThere() throws Exception {
    try (TestDevice one = first()) {
      Instant then = Instant.now();
      write(one);
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(two.vault.history("notes/1.txt")).isEqualTo(one.vault.history("notes/1.txt"));
        assertThatThrownBy(() -> two.vault.list("notes", Optional.of(then)))
            .isInstanceOf(TidelockException.class)
            .hasMessageContaining("still being fetched");
        assertThatThrownBy(() -> two.vault.batches(100))
            .hasMessageContaining("still being fetched");
        assertThat(two.vault.verify(true, _ -> {}).findings()).isEmpty();
        audit(two);
        assertThat(two.vault.list("notes", Optional.of(then)))
            .isEqualTo(one.vault.list("notes", Optional.of(then)));
        assertThat(two.vault.verify(true, _ -> {}).findings()).isEmpty();
      }
    }
  }

  @Test
  void anAlteredCheckpointIsNotTaken() throws Exception {
    try (TestDevice one = first()) {
      write(one);
      for (String name : stored()) {
        Path part = root.resolve("store/checkpoints").resolve(name);
        byte[] bytes = Files.readAllBytes(part);
        byte[] other = bytes.clone();
        other[bytes.length / 2] ^= 1;
        Files.write(part, other);
        String device = "with " + name.substring(name.length() - 1);
        try (TestDevice two = TestDevice.join(root, device)) {
          assertThat(notFetched(device)).isZero();
          assertThat(codes(two)).containsExactly("SYN-10");
          two.sync();
          assertThat(two.tree()).isEqualTo(one.tree());
        }
        Files.write(part, bytes);
      }
    }
  }

  @Test
  void anUnfinishedCheckpointIsNotTakenAndClearedByTheNext() throws Exception {
    try (TestDevice one = first()) {
      write(one);
      Files.delete(root.resolve("store/checkpoints").resolve(stored().getFirst()));
      assertThat(stored()).hasSize(1);
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(notFetched("second")).isZero();
        assertThat(codes(two)).isEmpty();
      }
      one.sync();
      write(one);
      assertThat(stored()).hasSize(2);
    }
  }

  @Test
  void theNewestTwoOfADeviceAreKept() throws Exception {
    try (TestDevice one = first()) {
      for (int i = 0; i < 4; i++) {
        assertThat(write(one)).isTrue();
        one.write("more.txt", "more " + i);
        one.sync();
      }
      assertThat(stored()).hasSize(4);
      Files.delete(root.resolve("store/checkpoints").resolve(stored().getLast()));
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(notFetched("second")).isPositive();
        assertThat(codes(two)).containsExactly("SYN-10");
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree());
      }
    }
  }

  /// Nothing is written on what was not audited.
  @Test
  void aDeviceWritesOnlyWhatItHasAudited() throws Exception {
    try (TestDevice one = first()) {
      write(one);
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(write(two)).isFalse();
        audit(two);
        assertThat(write(two)).isFalse(); // nothing was brought to its folder yet
        two.sync();
        assertThat(write(two)).isTrue();
        one.sync();
        assertThat(write(one)).isTrue();
        assertThat(stored()).hasSize(6);
      }
    }
  }

  /// Row 140: of a writer whose log has a gap below a checkpoint the checkpoint tells what followed.
  @Acceptance(140)
  @Test
  void aGapBelowACheckpointStopsNoNewcomer() throws Exception {
    try (TestDevice one = first()) {
      write(one);
      Path log = root.resolve("store/log");
      Path writer = log.resolve(names(log).getFirst());
      Path gap = writer.resolve(names(writer).get(5));
      byte[] bytes = Files.readAllBytes(gap);
      Files.delete(gap);
      try (TestDevice two = TestDevice.join(root, "second")) {
        two.sync();
        assertThat(two.tree()).isEqualTo(one.tree());
        audit(two);
        assertThat(two.vault.issues()).extracting(Issue::code).contains("STO-05");
        assertThat(notFetched("second")).isPositive();
        Files.write(gap, bytes);
        audit(two);
        assertThat(notFetched("second")).isZero();
        assertThat(two.vault.issues()).extracting(Issue::code).doesNotContain("STO-05");
      }
    }
  }

  /// A storage that shows less than the checkpoint covers is found out, and not joined as if that were all.
  @Test
  void aLogThatWasRolledBackBelowACheckpointIsNoticed() throws Exception {
    try (TestDevice one = first()) {
      write(one);
      Path log = root.resolve("store/log");
      Path writer = log.resolve(names(log).getFirst());
      List<String> segments = names(writer);
      for (String name : segments.subList(segments.size() - 3, segments.size()))
        Files.delete(writer.resolve(name));
      for (String head : names(root.resolve("store/heads")))
        Files.delete(root.resolve("store/heads").resolve(head));
      try (TestDevice two = TestDevice.join(root, "second")) {
        assertThat(codes(two)).contains("SYN-10");
      }
    }
  }

  /// Two devices that stored the same chunk at once: each keeps the place that it heard of first, and so does its checkpoint.
  @Test
  void aChunkInTwoPacksIsNoLie() throws Exception {
    try (TestDevice one = first();
        TestDevice two = TestDevice.join(root, "second")) {
      two.sync();
      one.sync();
      name(one, 1, 1 << 16);
      name(two, 2, 1 << 16);
      name(one, 3, 1 << 16); // which only a member that lies describes otherwise
      name(two, 3, 1 << 17);
      for (TestDevice device : List.of(one, two)) device.sync();
      one.sync();
      for (TestDevice writer : List.of(one, two)) {
        for (String name : stored()) Files.delete(root.resolve("store/checkpoints").resolve(name));
        assertThat(write(writer)).isTrue();
        try (TestDevice newcomer = TestDevice.join(root, "by " + writer.folder.getFileName())) {
          audit(newcomer);
          assertThat(codes(newcomer)).isEmpty();
        }
        for (TestDevice device : List.of(one, two)) device.sync();
      }
    }
  }

  /// 80 commits are enough for a small vault, and nothing more is due after them.
  @Test
  void aWatchWritesOneWhenItIsDue() throws Exception {
    FakeTime time = new FakeTime(Instant.parse("2026-06-03T10:00:00Z"));
    try (TestDevice one =
        TestDevice.create(root, "first", TestDevice.vaults(SystemEffects.create().at(time)))) {
      one.write("a.txt", "a");
      one.sync();
      Workshop shop = (Workshop) JoinSpeed.field(one.vault, "shop");
      Committer committer = (Committer) JoinSpeed.field(shop, "committer");
      for (int i = 0; i < 80; i++) {
        if (i == 40)
          try (Vault.Subscription _ = one.vault.watch()) {
            time.advance(Duration.ofMinutes(2));
            assertThat(stored()).isEmpty();
          }
        committer.commit(new Committer.Content(List.of(), List.of(), 0, 0), () -> {});
      }
      try (Vault.Subscription _ = one.vault.watch()) {
        time.advance(Duration.ofMinutes(2));
        assertThat(stored()).hasSize(2);
        time.advance(Duration.ofHours(3));
        assertThat(stored()).hasSize(2);
      }
    }
  }

  /// A commit that says of the same chunk that it lies in this pack.
  private static void name(TestDevice device, int pack, int length) throws Exception {
    Workshop shop = (Workshop) JoinSpeed.field(device.vault, "shop");
    Committer committer = (Committer) JoinSpeed.field(shop, "committer");
    PackId id = new PackId(new Id128(7, pack));
    PackEntry.Stored stored =
        new PackEntry.Stored(
            new ChunkId(Hash256.sha256(new byte[0])), List.of(new PackEntry.Extent(id, 26, 9)));
    PackEntry entry =
        new PackEntry(
            id,
            length,
            Hash256.sha256(new byte[1]),
            shop.tables().packs().named().getFirst().epoch(),
            List.of(stored));
    committer.commit(new Committer.Content(List.of(), List.of(entry), 0, 0), () -> {});
  }
}
