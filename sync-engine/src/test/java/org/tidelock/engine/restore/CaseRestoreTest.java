package org.tidelock.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.Restoration.Target;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.sim.DiskTrouble;
import org.tidelock.engine.sim.FileSystemMode;
import org.tidelock.engine.sim.SimPlaces;
import org.tidelock.engine.sim.SimUser;
import org.tidelock.engine.sim.SimVolume;
import org.tidelock.engine.storage.MemoryStore;

/// On disks where names that differ in case only are one, what was called otherwise takes the place of what it is now.
final class CaseRestoreTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));

  private static List<FileSystemMode> modes() {
    return FileSystemMode.ALL.stream()
        .filter(mode -> !mode.can(FileSystemMode.Ability.TELLS_CASE))
        .toList();
  }

  private SimUser user = new SimUser(new SimVolume(FileSystemMode.MAC, time, 7));

  private TestDevice device(FileSystemMode mode) throws Exception {
    SimPlaces places = new SimPlaces(new MemoryStore());
    SimVolume volume = new SimVolume(mode, time, 7);
    places.mount(root.resolve("folder-a"), volume, new DiskTrouble());
    user = new SimUser(volume);
    return TestDevice.create(
        root,
        "a",
        TestDevice.vaults(
            new Effects(new SecureRandom(), time, Runnable::run, Runnable::run, places)));
  }

  private static Restoration all(Instant at) {
    return new Restoration(new Restoration.What.Then(List.of(""), at), new Target.InPlace());
  }

  /// All that the user did is in the vault by this time, and what follows comes later.
  private Instant synced(TestDevice a) throws Exception {
    a.sync();
    Instant now = time.instant();
    time.advance(Duration.ofMinutes(5));
    return now;
  }

  @ParameterizedTest
  @MethodSource("modes")
  void whatWasRenamedInCaseOnlyIsReplacedAndNotDoubled(FileSystemMode mode) throws Exception {
    try (TestDevice a = device(mode)) {
      user.write("Photos/Plan.txt", "1");
      user.write("Photos/same", "same");
      Instant then = synced(a);
      user.rename("Photos", "photos");
      user.rename("photos/Plan.txt", "photos/plan.txt");
      user.write("photos/plan.txt", "22");
      synced(a);
      RestorePreview preview = a.vault.preview(all(then));
      assertThat(preview.replaced().paths()).containsExactly("photos/plan.txt");
      assertThat(preview.unchanged().paths()).containsExactly("photos/same");
      assertThat(preview.files()).isEqualTo(1);
      a.vault.restore(all(then));
      assertThat(user.tree())
          .containsEntry("photos/plan.txt", "1")
          .containsEntry("photos/same", "same")
          .hasSize(3);
      assertThat(a.vault.history("photos/plan.txt")).hasSize(3);
      assertThat(a.vault.preview(all(then)).files()).isZero();
    }
  }

  /// Another file that is called so now is not taken for it.
  @ParameterizedTest
  @MethodSource("modes")
  void anotherFileOfThatNameStays(FileSystemMode mode) throws Exception {
    try (TestDevice a = device(mode)) {
      user.write("Plan.txt", "1");
      user.write("anchor", "anchor");
      Instant then = synced(a);
      user.delete("Plan.txt");
      synced(a);
      user.write("plan.txt", "another one");
      synced(a);
      assertThat(a.vault.preview(all(then)).beside().count()).isEqualTo(1);
      a.vault.restore(all(then));
      assertThat(user.tree())
          .containsEntry("plan.txt", "another one")
          .containsEntry("Plan (restored).txt", "1")
          .hasSize(3);
    }
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aFolderOfThatNameIsTheSameFolder(FileSystemMode mode) throws Exception {
    try (TestDevice a = device(mode)) {
      user.write("Photos/one", "1");
      user.write("Photos/two", "2");
      user.write("anchor", "anchor");
      Instant then = synced(a);
      user.delete("Photos");
      synced(a);
      user.write("photos/one", "1");
      synced(a);
      RestorePreview preview = a.vault.preview(all(then));
      assertThat(preview.beside().count()).isZero();
      a.vault.restore(all(then));
      assertThat(user.tree())
          .containsEntry("photos/one", "1")
          .containsEntry("photos/two", "2")
          .hasSize(4);
    }
  }
}
