package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Needs;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;

/// What the status makes of what was asked for, and the end of an opened profile.
final class LocalVaultTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void aWrongPassphraseSaysNothingOfTheVault() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.sync();
      assertThatThrownBy(
              () ->
                  a.vault.newRecoveryKey(
                      new Unlock.ByPassphrase(Passphrase.of("a slip of the finger".toCharArray())),
                      _ -> {}))
          .isInstanceOfSatisfying(
              TidelockException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.AUTH);
                assertThat(e.whatHappened())
                    .as("nothing that is said once more of what is safe and what to do")
                    .isEqualTo(
                        "This passphrase or recovery key does not open the vault, or the stored key slot is damaged.");
              });
      assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(a.vault.issues()).extracting(Issue::code).containsExactly("KEY-06");
    }
  }

  /// Such a name fits into no object of the vault.
  @ParameterizedTest
  @ValueSource(strings = {"", "two\nlines", "long"})
  void aNameThatNoVaultCanHaveIsRefusedBeforeAnythingIsMade(String name) {
    assertRefused(name.equals("long") ? "v".repeat(256) : name, "a");
  }

  @Test
  void aNameThatNoDeviceCanHaveIsRefusedBeforeAnythingIsMade() throws Exception {
    String long129 = "\u00fc".repeat(129);
    assertRefused("Test", long129);
    try (TestDevice _ = TestDevice.create(root, "a")) {
      assertThatThrownBy(
              () ->
                  TestDevice.vaults()
                      .join(
                          new JoinRequest(
                              root.resolve("home-b"),
                              TestDevice.storage(root),
                              root.resolve("folder-b"),
                              long129,
                              new Unlock.ByPassphrase(TestDevice.passphrase()),
                              KeepUnlocked.FILE,
                              _ -> true)))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
      assertThat(root.resolve("home-b")).doesNotExist();
    }
  }

  private void assertRefused(String vault, String device) {
    assertThatThrownBy(
            () ->
                TestDevice.vaults()
                    .create(
                        new CreateRequest(
                            root.resolve("home-a"),
                            TestDevice.storage(root),
                            root.resolve("folder-a"),
                            vault,
                            device,
                            TestDevice.passphrase(),
                            KeepUnlocked.FILE)))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void whatCannotBeRestoredSaysNothingOfTheVault() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.write("f", "x");
      a.sync();
      assertThatThrownBy(
              () ->
                  a.vault.restore(
                      new RestoreRequest(
                          "never there", Optional.empty(), Optional.empty(), Optional.empty())))
          .isInstanceOf(TidelockException.class);
      assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
    }
  }

  /// The objects may all be there while the last round ended early.
  @Test
  void aCheckOfTheStorageDoesNotHideThatTheFolderIsGone() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.write("f", "x");
      a.sync();
      Files.move(a.folder, root.resolve("elsewhere"));
      assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
      State stopped = a.vault.status().state();
      assertThat(stopped).isNotEqualTo(State.UP_TO_DATE);
      assertThat(a.vault.verify(false, _ -> {}).findings()).isEmpty();
      assertThat(a.vault.status().state()).isEqualTo(stopped);
    }
  }

  /// The window may be locked while the watch is still being started on another thread.
  @Test
  void aClosedVaultIsNotWatched() throws Exception {
    TestDevice a = TestDevice.create(root, "a");
    a.close();
    assertThatThrownBy(a.vault::watch).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aProfileThatDoesNotOpenLeavesNoFileOpen() throws Exception {
    Path descriptors = Path.of("/proc/self/fd");
    Needs.that(Files.isDirectory(descriptors), "no /proc here");
    TestDevice a = TestDevice.create(root, "a");
    assertThat(open(descriptors, a.home)).as("this would find one").isPositive();
    a.close();
    Path settings = a.home.resolve("profile.properties");
    String right = Files.readString(settings);
    Files.writeString(settings, right.replaceAll("storage=.*", "storage=gopher\\\\://nowhere"));
    assertThatThrownBy(a::restart).isInstanceOf(TidelockException.class);
    assertThat(open(descriptors, a.home)).isZero();
  }

  private static long open(Path descriptors, Path below) throws IOException {
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.filter(fd -> target(fd).startsWith(below)).count();
    }
  }

  private static Path target(Path fd) {
    try {
      return Files.readSymbolicLink(fd);
    } catch (IOException e) {
      return fd; // closed meanwhile
    }
  }
}
