package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.content.ByteSource;
import org.tidelock.engine.content.ContentIds;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.local.RealDisk;
import org.tidelock.engine.transfer.DamagedPacks;

/// What goes from the trash of `b`, in which lie two things that were synced and one that nobody else has.
final class TrashRoomTest extends TwoDevices {
  private Path trash;
  private ContentIds ids;
  private Database index;
  private Tables tables;

  @BeforeEach
  void thingsInTheTrash() throws Exception {
    a.write("file", "first");
    a.write("other", "gone");
    exchange();
    a.write("file", "second version");
    a.delete("other");
    exchange();
    trash = b.folder.resolve(".tidelock/trash");
    Path day = all().getFirst().getParent().getParent();
    Path own = Files.createDirectory(day.resolve("0000"));
    Files.writeString(own.resolve("lost"), "other"); // as long as another that is known
    ids = TestDevice.contentIds(b.vault);
    b.vault.close();
    index = Database.open(b.home.resolve("index.db"), Database.Access.WRITE);
    tables = Tables.over(index);
  }

  @AfterEach
  void closeIndex() {
    index.close();
  }

  private List<Path> all() throws Exception {
    try (Stream<Path> files = Files.walk(trash)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private List<String> contents() throws Exception {
    List<String> contents = new java.util.ArrayList<>();
    for (Path file : all()) contents.add(Files.readString(file));
    contents.sort(null);
    return contents;
  }

  private TrashRoom after(Duration time) throws Exception {
    Disk disk = RealDisk.open(b.folder);
    InstantSource clock = InstantSource.fixed(Instant.now().plus(time));
    return new TrashRoom(
        tables,
        disk,
        new PrivateFolder(disk, new SecureRandom(), clock),
        new DamagedPacks(tables.meta(), tables.packs()),
        (path, _) -> {
          try (SeekableByteChannel in = disk.read(path)) {
            return ids.of(ByteSource.of(in), in.size());
          }
        },
        clock);
  }

  @Test
  void whatTheHistoryHasGoes() throws Exception {
    after(Duration.ofDays(3)).keepWithin(() -> 0);
    assertThat(contents()).containsExactly("other");
    try (Stream<Path> left = Files.list(all().getFirst().getParent().getParent())) {
      assertThat(left).as("nothing empty is left").hasSize(1);
    }
  }

  @Test
  void whatCameTodayOrYesterdayStays() throws Exception {
    after(Duration.ofDays(1)).keepWithin(() -> 0);
    assertThat(after(Duration.ofDays(1)).free()).isFalse();
    assertThat(contents()).containsExactly("first", "gone", "other");
  }

  @Test
  void theOldestGoesFirstAndNoMoreThanIsTooMuch() throws Exception {
    Path gone = all().stream().filter(f -> f.endsWith("other")).findFirst().orElseThrow();
    Path earlier = Files.createDirectories(trash.resolve("2001-02-03")).resolve("x");
    Files.move(gone.getParent(), earlier);
    after(Duration.ofDays(3)).keepWithin(() -> 14);
    assertThat(contents()).as("all of it is not too much").hasSize(3);
    after(Duration.ofDays(3)).keepWithin(() -> 13);
    assertThat(contents()).containsExactly("first", "other");
  }

  @Test
  void nothingGoesWhileTheStorageHasLostSomething() throws Exception {
    tables
        .packs()
        .named()
        .forEach(
            pack ->
                new DamagedPacks(tables.meta(), tables.packs()).found(java.util.Set.of(pack.id())));
    after(Duration.ofDays(3)).keepWithin(() -> 0);
    assertThat(contents()).hasSize(3);
  }

  @Test
  void aTenthOfALargeDiskMayLieThere() {
    assertThat(TrashRoom.most(0)).isEqualTo(5L << 30);
    assertThat(TrashRoom.most(20L << 30)).isEqualTo(5L << 30);
    assertThat(TrashRoom.most(1000L << 30)).isEqualTo(100L << 30);
  }
}
