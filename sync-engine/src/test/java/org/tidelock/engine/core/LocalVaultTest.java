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
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
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
                      new Unlock.ByPassphrase(Passphrase.of("a slip of the finger".toCharArray()))))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.AUTH));
      assertThat(a.vault.status().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(a.vault.issues()).extracting(Issue::code).containsExactly("KEY-03");
    }
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
