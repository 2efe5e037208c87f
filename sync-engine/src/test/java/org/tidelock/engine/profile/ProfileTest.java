package org.tidelock.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.system.SystemHome;

class ProfileTest {
  @TempDir Path dir;

  private Profile.Settings settings() {
    return new Profile.Settings(
        "file:///vault",
        Optional.of("ssh-ed25519 SHA256:of the server"),
        dir.resolve("Ordner mit ü"),
        "Attic = NAS",
        Hash256.sha256(new byte[] {1}),
        KeepUnlocked.FILE,
        Instant.parse("2026-06-03T12:00:00Z"));
  }

  @Test
  void settingsComeBackAsTheyWereSaved() throws Exception {
    try (Profile profile = Profile.lock(new SystemHome(dir.resolve("home")))) {
      profile.save(settings());
      assertThat(Profile.settings(profile.home())).isEqualTo(settings());
    }
  }

  @Test
  void theKeyOfTheServerMayBeAnotherOneLaterOrNone() throws Exception {
    try (Profile profile = Profile.lock(new SystemHome(dir.resolve("home")))) {
      for (Optional<String> key : List.of(Optional.of("another"), Optional.<String>empty())) {
        profile.save(settings());
        profile.saveServerKey(key);
        assertThat(Profile.settings(profile.home())).isEqualTo(settings().withServerKey(key));
      }
    }
  }

  @Test
  void aProfileIsSetUpOnlyWithBothItsDeviceAndItsSettings() throws Exception {
    try (Profile profile = Profile.lock(new SystemHome(dir.resolve("home")))) {
      profile.saveDevice(new byte[] {1});
      assertThat(Profile.isSetUp(profile.home())).isFalse();
      profile.save(settings());
      assertThat(Profile.isSetUp(profile.home())).isTrue();
      profile.clear();
      assertThat(Profile.isSetUp(profile.home())).isFalse();
    }
  }

  @Test
  void aSecondUserOfTheProfileIsRefused() throws Exception {
    try (Profile first = Profile.lock(new SystemHome(dir.resolve("home")))) {
      assertThat(first.home().path()).exists();
      assertThatThrownBy(() -> Profile.lock(new SystemHome(dir.resolve("home"))))
          .isInstanceOfSatisfying(
              TidelockException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_RUNNING));
    }
    Profile.lock(new SystemHome(dir.resolve("home"))).close();
  }

  @Test
  void onlyTheOwnerMayReadIt() throws Exception {
    try (Profile profile = Profile.lock(new SystemHome(dir.resolve("home")))) {
      profile.saveKey(new byte[32]);
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(profile.home().path())))
          .isEqualTo("rwx------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(profile.home().path().resolve("profile-key"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void damagedSettingsAreSaidPlainly() throws Exception {
    try (Profile profile = Profile.lock(new SystemHome(dir.resolve("home")))) {
      Files.writeString(profile.home().path().resolve("profile.properties"), "storage=x");
      assertThatThrownBy(() -> Profile.settings(profile.home()))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SET_UP));
    }
  }
}
