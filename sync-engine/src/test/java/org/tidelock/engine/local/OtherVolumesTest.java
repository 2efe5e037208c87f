package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidelock.engine.local.WriterFixture.TIME;
import static org.tidelock.engine.local.WriterFixture.at;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Shell;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.local.Disk.Facts;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Disk.NameRules;

/// Small, full and simple file systems.
class OtherVolumesTest {
  @TempDir Path temp;

  @Test
  void onAFullDiskOnlyNewBytesFail() throws Exception {
    try (Volume volume = Volume.tmpfs(temp, "size=256k")) {
      WriterFixture f = new WriterFixture(volume.root(), true);
      f.write("a", "old");
      f.write("b", "gone");
      LocalPath staged = f.staged("new");
      Shell.run(volume.root(), "head -c 1M /dev/zero > filler || true");
      assertThat(f.disk.freeBytes()).isZero();
      assertThatThrownBy(() -> f.staged("x".repeat(10_000)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device");
      f.writer.replace(staged, at("a"), f.row("a"));
      f.writer.remove(at("b"), f.row("b"));
      f.writer.makeFolder(at("folder"));
      f.disk.flush();
      Files.delete(volume.root().resolve("filler"));
      f.folder.clearStaging();
      assertThat(f.tree()).isEqualTo(Map.of("a", "new", "folder/", ""));
      assertThat(f.trash()).isEqualTo(Map.of("a", "old", "b", "gone"));
      assertThat(f.staging()).isEmpty();
    }
  }

  @Test
  void withoutRoomForAnotherNameEverythingStaysAsItWas() throws Exception {
    try (Volume volume = Volume.tmpfs(temp, "size=256k,nr_inodes=12")) {
      WriterFixture f = new WriterFixture(volume.root(), true);
      f.write("a", "old");
      BaseRow row = f.row("a");
      LocalPath staged = f.staged("new");
      LocalPath second = f.staged("second");
      Shell.run(volume.root(), "for i in 1 2 3 4 5 6 7 8 9; do touch filler$i || break; done");
      assertThatThrownBy(() -> f.writer.replace(staged, at("a"), row))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("No space left on device");
      assertThatThrownBy(() -> f.writer.remove(at("a"), row))
          .hasMessageContaining("No space left on device");
      assertThatThrownBy(() -> f.writer.makeFolder(at("folder")))
          .hasMessageContaining("No space left on device");
      assertThat(f.tree()).containsEntry("a", "old").doesNotContainKey("folder/");
      assertThat(f.text(staged)).isEqualTo("new");
      f.writer.place(second, at("b"));
      assertThat(f.tree()).containsEntry("b", "second");
      assertThat(f.trash()).isEmpty();
    }
  }

  @Test
  void aMountInTheFolderIsAnotherDeviceAndNothingMovesAcross() throws Exception {
    try (Volume volume = Volume.tmpfs(temp, "size=256k")) {
      WriterFixture f = new WriterFixture(temp, true);
      f.write("a", "here");
      f.write("tmpfs/b", "there");
      assertThat(f.disk.look(at("tmpfs")).orElseThrow().device())
          .isNotEqualTo(f.disk.look(at("a")).orElseThrow().device());
      LocalPath staged = f.staged("new");
      assertThatThrownBy(() -> f.writer.place(staged, at("tmpfs/c")))
          .isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> f.writer.replace(staged, at("tmpfs/b"), f.row("tmpfs/b")))
          .isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> f.writer.remove(at("tmpfs/b"), f.row("tmpfs/b")))
          .isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> f.writer.move(at("a"), at("tmpfs/a"), f.row("a")))
          .isInstanceOf(FileSystemException.class);
      assertThat(f.tree()).isEqualTo(Map.of("a", "here", "tmpfs/", "", "tmpfs/b", "there"));
      assertThat(f.text(staged)).isEqualTo("new");
      assertThat(f.trash()).isEmpty();
    }
  }

  @Test
  void aSimpleDiskIsRecognised() throws Exception {
    try (Volume volume = Volume.exfat(temp)) {
      Facts facts = RealDisk.open(volume.root()).facts();
      assertThat(facts).isEqualTo(new Facts(false, false, facts.grainNanos(), NameRules.WINDOWS));
      assertThat(facts.grainNanos())
          .isBetween(Duration.ofMillis(10).toNanos(), Duration.ofSeconds(2).toNanos());
    }
  }

  @Test
  void onASimpleDiskEverythingWorksByItsOwnMeans() throws Exception {
    try (Volume volume = Volume.exfat(temp)) {
      WriterFixture f = new WriterFixture(volume.root(), true);
      f.folder.mark("vault");
      assertThat(f.folder.marker()).contains("vault");
      f.writer.makeFolder(at("folder"));
      Attributes executable = new Attributes(TIME, true);
      Fingerprint placed = f.writer.place(f.staged("1", executable), at("folder/a"));
      assertThat(f.disk.look(at("folder/a"))).contains(placed);
      assertThat(placed.born()).as("exfat-fuse tells no time of birth").isZero();
      f.writer.replace(f.staged("2"), at("folder/a"), f.row("folder/a"));
      f.writer.setAttributes(at("folder/a"), f.row("folder/a"), executable);
      f.writer.move(at("folder/a"), at("b"), f.row("folder/a"));
      f.writer.place(f.staged("3"), at("c"));
      f.writer.remove(at("c"), f.row("c"));
      f.writer.remove(at("folder"), f.row("folder"));
      f.disk.flush();
      assertThat(f.tree()).isEqualTo(Map.of("b", "2"));
      assertThat(f.trash()).isEqualTo(Map.of("a", "1", "c", "3"));
      assertThat(f.staging()).isEmpty();
      assertThatThrownBy(() -> f.disk.makeLink(at("link"), "b")).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> f.disk.create(at("a:b"))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> f.disk.move(at("b"), at(".tidelock/root")))
          .isInstanceOf(FileAlreadyExistsException.class);
    }
  }

  @Test
  void onlyTheCaseOfANameChanges() throws Exception {
    try (Volume volume = Volume.exfat(temp)) {
      WriterFixture f = new WriterFixture(volume.root(), true);
      f.write("readme", "1");
      f.write("other", "2");
      f.write("folder/inner", "3");
      f.writer.move(at("readme"), at("README"), f.row("readme"));
      f.writer.move(at("folder"), at("Folder"), f.row("folder"));
      assertThat(f.disk.list(LocalPath.ROOT))
          .extracting(Listed::name)
          .filteredOn(name -> !name.equals(".tidelock"))
          .containsExactly("Folder", "README", "other");
      assertThat(f.text(at("Folder/inner"))).isEqualTo("3");
      assertThatThrownBy(() -> f.disk.move(at("other"), at("readme")))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(() -> f.disk.move(at("README"), at("OTHER")))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(() -> f.disk.move(at("other"), at("other")))
          .isInstanceOf(FileAlreadyExistsException.class);
      assertThatThrownBy(() -> f.writer.place(f.staged("x"), at("OTHER")))
          .isInstanceOf(StaleException.class);
    }
  }
}
