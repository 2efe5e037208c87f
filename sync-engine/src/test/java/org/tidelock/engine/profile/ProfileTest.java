package org.tidelock.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.index.Database;
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

  /// A profile directory that can be cut off from writing.
  private record Failing(Home inner, AtomicInteger writes) implements Home {
    @Override
    public Path path() {
      return inner.path();
    }

    @Override
    public Optional<Lock> lock() throws IOException {
      return inner.lock();
    }

    @Override
    public boolean has(String name) {
      return inner.has(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
      return inner.read(name);
    }

    @Override
    public void write(String name, byte[] bytes) throws IOException {
      if (writes.getAndDecrement() <= 0) throw new IOException("cut off");
      inner.write(name, bytes);
    }

    @Override
    public void delete(String name) throws IOException {
      if (writes.getAndDecrement() <= 0) throw new IOException("cut off");
      inner.delete(name);
    }

    @Override
    public void putAside(String name) throws IOException {
      inner.putAside(name);
    }

    @Override
    public Database index(Database.Access access) {
      return inner.index(access);
    }
  }

  /// Else the password of one provider would go to the other.
  @Test
  void aMoveThatIsCutOffAnywhereLeavesEachStorageWithItsOwnAccess() throws Exception {
    for (int step = 0; step < 4; step++) {
      AtomicInteger writes = new AtomicInteger(100);
      Home home = new Failing(new SystemHome(dir.resolve("home" + step)), writes);
      try (Profile profile = Profile.lock(home)) {
        profile.save(settings());
        profile.saveAccess(new byte[] {1});
        for (int move = 2; move < 4; move++) {
          String before = Profile.settings(home).storage();
          byte[] opened = profile.access().orElseThrow();
          writes.set(step);
          boolean isCut = false;
          try {
            profile.move(
                "file:///" + move, Optional.empty(), Optional.of(new byte[] {(byte) move}));
          } catch (TidelockException e) {
            isCut = true;
          }
          writes.set(100);
          boolean hasMoved = Profile.settings(home).storage().equals("file:///" + move);
          assertThat(isCut || hasMoved).isTrue();
          assertThat(Profile.settings(home).storage()).isIn(before, "file:///" + move);
          assertThat(profile.access()).contains(hasMoved ? new byte[] {(byte) move} : opened);
          profile.saveServerKey(Optional.of("k" + move));
          assertThat(profile.access()).contains(hasMoved ? new byte[] {(byte) move} : opened);
        }
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
