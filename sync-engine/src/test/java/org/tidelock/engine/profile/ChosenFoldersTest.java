package org.tidelock.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults.Caution;
import org.tidelock.engine.effects.Places.Drive;
import org.tidelock.engine.system.SystemPlaces;

/// Folders that cannot be chosen, and what speaks against others.
final class ChosenFoldersTest {
  private static final Drive DISK = new Drive("ext4", 500, 1_000);

  private static void assertRefused(Folders folders, Path folder) {
    assertThatThrownBy(() -> folders.requireOrdinary(folder))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/etc",
        "/dev/shm",
        "/usr/share/doc",
        "/proc/self",
        "/home",
        "/tmp",
        "/var",
        "/System/Library",
        "/Users"
      })
  void theSystemsFoldersAreRefused(String folder) {
    assertThat(SystemFolders.has(Path.of(folder))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/home/anna",
        "/home/anna/etc",
        "/media/nas/photos",
        "/mnt/stick",
        "/tmp/x",
        "/var/home/anna/Documents",
        "/Users/anna/Library/x",
        "/root/notes",
        "/data",
        "/etcetera",
        "/dev/shm/x"
      })
  void whatIsAUsersIsNot(String folder) {
    assertThat(SystemFolders.has(Path.of(folder))).isFalse();
  }

  /// Somewhere else than a system's folder, which is refused as well.
  private static final class HomeAt extends SystemPlaces {
    private final Path home;

    HomeAt(Path home) {
      this.home = home;
    }

    @Override
    public Path userHome() {
      return home;
    }
  }

  @Test
  void aWholeHomeIsRefusedAndAFolderInItIsNot(@TempDir Path temp) throws Exception {
    Path home = Files.createDirectory(temp.resolve("anna"));
    Folders folders = new Folders(new HomeAt(home));
    Path link = Files.createSymbolicLink(temp.resolve("link"), home);
    for (Path same : new Path[] {home, home.resolve("Documents/.."), link})
      assertRefused(folders, same);
    assertRefused(folders, Path.of("/"));
    folders.requireOrdinary(home.resolve("Documents"));
    folders.requireOrdinary(temp);
  }

  @ParameterizedTest
  @CsvSource({
    "/home/anna/Dropbox/Papers, OTHER_SYNC",
    "/home/anna/Dropbox (Personal), OTHER_SYNC",
    "/home/anna/OneDrive - Firm/x, OTHER_SYNC",
    "/home/anna/Documents,",
    "/home/anna/megaphones,",
  })
  void anotherProgramsFolderIsToldOf(Path folder, Caution expected) {
    if (expected == null) assertThat(Cautions.of(folder, DISK, 0)).isEmpty();
    else assertThat(Cautions.of(folder, DISK, 0)).containsExactly(expected);
  }

  @Test
  void drivesAndNumbersAreToldOf() {
    Path folder = Path.of("/home/anna/Documents");
    assertThat(Cautions.of(folder, new Drive("nfs4", 500, 1_000), 0))
        .containsExactly(Caution.NETWORK_DRIVE);
    assertThat(Cautions.of(folder, new Drive("exFAT", 500, 1_000), 0))
        .containsExactly(Caution.REMOVABLE_DRIVE);
    assertThat(Cautions.of(folder, DISK, 100_001)).containsExactly(Caution.VERY_MANY);
    assertThat(Cautions.of(folder, new Drive("ext4", 99, 1_000), 0))
        .containsExactly(Caution.LITTLE_ROOM);
    assertThat(Cautions.of(folder, new Drive("?", 0, 0), 100_000)).isEmpty();
  }
}
