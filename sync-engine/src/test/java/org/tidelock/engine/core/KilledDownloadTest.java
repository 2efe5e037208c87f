package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ChildJava;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Shell;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// As [ResumedDownloadTest], by kill -9.
final class KilledDownloadTest {
  private static final int MIB = 1 << 20;
  private static final int SIZE = 128 * MIB;

  /// The chunks that were cut off, and the other objects.
  private static final int UNDER_WAY = 16 * MIB;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private static final class Counting extends SystemPlaces {
    CountingStore store = new CountingStore(new MemoryStore());

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      store = new CountingStore(super.store(folder, owner, random));
      return store;
    }
  }

  @Acceptance(117)
  @Test
  @Tag("heavy")
  void whatHadComeWhenItWasKilledIsNotFetchedAgain() throws Exception {
    byte[] video = RandomBytes.of(SIZE, 1);
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b")) {
      a.write("video", video);
      a.sync();
      b.close();
      Path temporary = Files.createDirectories(root.resolve("tmp"));
      try (ChildJava child =
          ChildJava.start(
              List.of(), List.of(), temporary, KillMain.class, root.toString(), "b", "sync")) {
        while (staged(b) < SIZE / 2)
          assertThat(child.endsWithin(1_000_000)).as(child.said()).isFalse();
        assertThat(child.kill()).isTrue();
      }
      assertThat(b.has("video")).isFalse();
      long come = Long.parseLong(Shell.run(staging(b), "stat -c %b get-*").strip()) * 512;
      Counting counting = new Counting();
      try (TestDevice again = TestDevice.open(root, "b", TestDevice.vaults(counting))) {
        counting.store.take();
        again.sync();
        assertThat(again.folder.resolve("video")).hasBinaryContent(video);
        assertThat(counting.store.take().readBytes())
            .as("%d bytes had come", come)
            .isLessThan(SIZE - come + UNDER_WAY);
        assertThat(staging(again)).isEmptyDirectory();
      }
    }
  }

  private static Path staging(TestDevice device) {
    return device.folder.resolve(".tidelock/staging");
  }

  /// How long the file in the making is; it may have holes.
  private static long staged(TestDevice device) throws IOException {
    if (!Files.exists(staging(device))) return 0;
    try (Stream<Path> files = Files.list(staging(device))) {
      return files.mapToLong(KilledDownloadTest::length).sum();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0; // it was put in place
    }
  }
}
