package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;

/// A creation or a join that is refused leaves nothing that was not there before.
final class RefusedSetUpTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private Path store;
  private Path home;
  private Path folder;

  @BeforeEach
  void thereIsAVault() throws Exception {
    TestDevice.create(root, "a").close();
    store = root.resolve("store");
    home = root.resolve("new/profiles/home");
    folder = root.resolve("new-folder");
  }

  private void create(Path storage) throws Exception {
    TestDevice.vaults()
        .create(
            new CreateRequest(
                home,
                storage.toUri().toString(),
                folder,
                "Test",
                "b",
                TestDevice.passphrase(),
                KeepUnlocked.FILE))
        .vault()
        .close();
  }

  private void join(Path storage, String passphrase, boolean right) throws Exception {
    TestDevice.vaults()
        .join(
            new JoinRequest(
                home,
                storage.toUri().toString(),
                folder,
                "b",
                new Unlock.ByPassphrase(Passphrase.of(passphrase.toCharArray())),
                KeepUnlocked.FILE,
                _ -> right))
        .close();
  }

  private interface Trying {
    void run() throws Exception;
  }

  private void assertLeavesNothing(ErrorCode code, Trying trying) throws IOException {
    List<Path> before = tree();
    TidelockException refusal = catchThrowableOfType(TidelockException.class, () -> trying.run());
    assertThat(refusal).isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(tree()).isEqualTo(before);
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.sorted().toList();
    }
  }

  @Test
  void whereAVaultIsNoneIsCreated() throws Exception {
    assertLeavesNothing(ErrorCode.USAGE, () -> create(store));
  }

  @Test
  void whereSomethingElseIsNoneIsCreated() throws Exception {
    Files.createDirectories(root.resolve("photos/2026"));
    assertLeavesNothing(ErrorCode.USAGE, () -> create(root.resolve("photos")));
  }

  @Test
  void whereNothingCanBeMadeNoneIsCreated() throws Exception {
    Path file = Files.createFile(root.resolve("file"));
    assertLeavesNothing(ErrorCode.STORAGE, () -> create(file.resolve("store")));
  }

  @Test
  void inTheStorageNoFolderIsSynced() throws Exception {
    folder = store.resolve("folder");
    assertLeavesNothing(ErrorCode.USAGE, () -> create(store));
    assertLeavesNothing(ErrorCode.USAGE, () -> join(store, TestDevice.PASSPHRASE, true));
  }

  @Test
  void noFolderOfTheSystemIsSynced() throws Exception {
    folder = Path.of("/usr/share/tidelock-test");
    assertLeavesNothing(ErrorCode.USAGE, () -> create(root.resolve("new")));
    assertLeavesNothing(ErrorCode.USAGE, () -> join(store, TestDevice.PASSPHRASE, true));
    assertLeavesNothing(
        ErrorCode.USAGE, () -> TestDevice.vaults().inspectFolder(folder, TestDevice.storage(root)));
  }

  @Test
  void withAWrongPassphraseNobodyJoins() throws Exception {
    assertLeavesNothing(ErrorCode.AUTH, () -> join(store, "another one", true));
  }

  @Test
  void whereNoVaultIsNobodyJoins() throws Exception {
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertLeavesNothing(ErrorCode.NOT_SET_UP, () -> join(empty, TestDevice.PASSPHRASE, true));
  }

  @Test
  void aVaultThatIsNotTheirsIsNotJoined() throws Exception {
    assertLeavesNothing(ErrorCode.USAGE, () -> join(store, TestDevice.PASSPHRASE, false));
  }

  @Test
  void aDirectoryThatWasThereStays() throws Exception {
    Files.createDirectories(home.resolve("logs"));
    assertLeavesNothing(ErrorCode.USAGE, () -> create(store));
    Files.createFile(home.resolve("lock"));
    assertLeavesNothing(ErrorCode.AUTH, () -> join(store, "another one", true));
  }

  @Test
  void theProfileOfAVaultStays() throws Exception {
    home = root.resolve("home-a");
    assertLeavesNothing(ErrorCode.USAGE, () -> create(root.resolve("other")));
    TestDevice.open(root, "a", TestDevice.vaults()).close();
  }

  @Test
  void afterARefusalItCanBeTriedAgain() throws Exception {
    assertLeavesNothing(ErrorCode.AUTH, () -> join(store, "another one", true));
    join(store, TestDevice.PASSPHRASE, true);
    assertThat(home.resolve("profile.properties")).exists();
  }
}
