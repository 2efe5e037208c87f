package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.PlacedFolder.State;
import org.tidelock.engine.Vault;

/// Changes in a folder that lies elsewhere are noticed at once. Real time, real watch: without one, nothing is looked at for two minutes.
final class PlacedWatchTest {
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir Path root;

  private static void await(Callable<Boolean> what) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (!what.call()) {
      assertThat(System.nanoTime()).as("not soon enough").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static boolean has(TestDevice device, String path) throws Exception {
    String folder = path.substring(0, path.lastIndexOf('/'));
    return device.vault.list(folder, Optional.empty()).stream()
        .anyMatch(e -> e.path().equals(path));
  }

  @Test
  void whatChangesThereIsNoticed() throws Exception {
    Path album = Files.createDirectory(root.toRealPath().resolve("album"));
    Files.createDirectory(album.resolve("deep"));
    Files.writeString(album.resolve("deep/one"), "1");
    try (TestDevice device = TestDevice.create(root, "devA");
        Vault.Subscription _ = device.vault.watch()) {
      device.vault.placeFolder(album, Optional.empty());
      assertThat(has(device, "album/deep/one")).isTrue();
      // The watch is begun after a round; what comes before is found by the look after that.
      Files.writeString(album.resolve("deep/two"), "2");
      await(() -> has(device, "album/deep/two"));
      for (int i = 0; i < 3; i++) {
        String path = "deep/more-" + i;
        Files.writeString(album.resolve(path), "3");
        await(() -> has(device, "album/" + path));
      }
      Path away = album.resolveSibling("away");
      Files.move(album, away);
      device.sync();
      assertThat(device.vault.placedFolders())
          .containsExactly(new PlacedFolder("album", album, State.GONE));
      assertThat(device.vault.issues()).anyMatch(i -> i.code().equals("LOC-01"));
      assertThat(device.vault.issues()).noneMatch(i -> i.code().equals("LOC-18"));
      Files.move(away, album);
      device.sync();
      Files.writeString(album.resolve("deep/four"), "4");
      await(() -> has(device, "album/deep/four"));
      device.vault.releaseFolder(album);
      Files.writeString(album.resolve("deep/five"), "5");
      device.sync();
      assertThat(has(device, "album/deep/five")).isFalse();
    }
  }
}
