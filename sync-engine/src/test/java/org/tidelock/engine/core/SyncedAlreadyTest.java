package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.phrase.Happened;

/// A second profile and a folder that has one.
final class SyncedAlreadyTest {
  @TempDir Path root;

  private Vault create(Path folder) throws Exception {
    return TestDevice.vaults()
        .create(
            new CreateRequest(
                root.resolve("home-second"),
                root.resolve("other-store").toUri().toString(),
                folder,
                "Other",
                "second",
                TestDevice.passphrase(),
                KeepUnlocked.FILE))
        .vault();
  }

  private Vault join(Path folder) throws Exception {
    return TestDevice.vaults()
        .join(
            new JoinRequest(
                root.resolve("home-second"),
                TestDevice.storage(root),
                folder,
                "second",
                new Unlock.ByPassphrase(TestDevice.passphrase()),
                KeepUnlocked.FILE,
                _ -> true));
  }

  private interface SetUp {
    Vault with(Path folder) throws Exception;
  }

  private void assertRefused(SetUp setUp, Path folder) {
    TidelockException e =
        catchThrowableOfType(TidelockException.class, () -> setUp.with(folder).close());
    assertThat(e).isNotNull();
    assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(e.happened().phrase()).isEqualTo(Happened.FOLDER_SYNCED_ALREADY);
    assertThat(root.resolve("home-second")).doesNotExist();
    assertThat(root.resolve("other-store")).doesNotExist();
  }

  @Test
  void aFolderThatAProfileSyncsIsRefusedToOthersAndGoesOn() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.write("file", "a's");
      a.sync();
      Path link = Files.createSymbolicLink(root.resolve("link"), a.folder);
      for (Path folder : new Path[] {a.folder, link}) {
        assertRefused(this::create, folder);
        assertRefused(this::join, folder);
      }
      a.restart();
      a.write("file", "goes on");
      a.sync();
    }
  }

  @Test
  void aFolderWhoseProfileIsLostCanBeJoinedAgain() throws Exception {
    TestDevice a = TestDevice.create(root, "a");
    a.write("file", "a's");
    a.sync();
    a.close();
    TestDevice.deleteTree(a.home);
    try (Vault again = join(a.folder)) {
      again.sync();
      assertThat(a.tree()).hasSize(1);
      assertThat(a.read("file")).isEqualTo("a's");
    }
    assertRefusedTo(a.folder);
  }

  /// The new profile has the folder now.
  private void assertRefusedTo(Path folder) {
    TidelockException e =
        catchThrowableOfType(
            TidelockException.class,
            () -> TestDevice.setUp(root, root, "a", TestDevice.vaults(), false));
    assertThat(e).as("%s", folder).isNotNull();
    assertThat(e.happened().phrase()).isEqualTo(Happened.FOLDER_SYNCED_ALREADY);
  }

  /// By whatever name somebody calls it.
  @Test
  void aProfilesOwnFolderIsNotTheTroubleWithIt() throws Exception {
    TestDevice a = TestDevice.create(root, "a");
    a.close();
    Files.createSymbolicLink(root.resolve("home-link"), a.home);
    Files.createSymbolicLink(root.resolve("folder-link"), a.folder);
    for (String name : new String[] {"a", "link"}) {
      TidelockException e =
          catchThrowableOfType(TidelockException.class, () -> TestDevice.join(root, name));
      assertThat(e).as(name).isNotNull();
      assertThat(e.happened().phrase()).as(name).isEqualTo(Happened.PROFILE_HAS_VAULT);
    }
  }

  @Test
  void aProfileThatHasAnotherFolderIsNoObstacle() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.sync();
      Path copy = Files.createDirectories(root.resolve("copy/.tidelock")).getParent();
      Files.copy(a.folder.resolve(".tidelock/root"), copy.resolve(".tidelock/root"));
      join(copy).close();
    }
  }

  private interface Damage {
    void to(Path home) throws Exception;
  }

  @Test
  void aProfileThatCannotSyncIsNoObstacle() throws Exception {
    Damage notReadable = home -> Files.writeString(home.resolve("profile.properties"), "damaged");
    Damage notOfADevice = home -> Files.delete(home.resolve("device"));
    for (Damage damage : new Damage[] {notReadable, notOfADevice}) {
      TestDevice a = TestDevice.create(root, "a");
      a.sync();
      a.close();
      damage.to(a.home);
      join(a.folder).close();
      for (Path made :
          new Path[] {a.home, a.folder, root.resolve("home-second"), root.resolve("store")})
        TestDevice.deleteTree(made);
    }
  }

  /// Its marker names no profile.
  @Test
  void aFolderThatAnEarlierVersionHasMarkedStillSyncs() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a")) {
      Path marker = a.folder.resolve(".tidelock/root");
      String both = String.join("\n", Files.readAllLines(marker).subList(0, 2)) + "\n";
      Files.writeString(marker, both);
      a.write("file", "a's");
      a.sync();
      a.restart();
      a.sync();
    }
  }
}
