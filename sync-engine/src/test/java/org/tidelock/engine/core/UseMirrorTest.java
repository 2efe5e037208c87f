package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// A vault moves to its second copy, with its old storage and without it: nothing that the device knows is left behind, or it stays where it is and says why.
final class UseMirrorTest {
  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static Path root;

  private TestDevice a;

  @BeforeAll
  static void make() throws Exception {
    root = Files.createDirectories(temp.resolve("live"));
    try (TestDevice first = TestDevice.create(root, "a")) {
      first.write("kept", "kept");
      first.write("d/large", RandomBytes.of(200_000, 3));
      first.sync();
      first.vault.beginMirror(second().toUri().toString(), StorageAccess.NONE, _ -> {});
    }
    HostileScene.copy(root, temp.resolve("made"));
  }

  @BeforeEach
  void open() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    a = TestDevice.open(root, "a", TestDevice.vaults());
  }

  @AfterEach
  void close() {
    a.close();
  }

  private static Path main() {
    return root.resolve("store");
  }

  private static Path second() {
    return root.resolve("second");
  }

  private void mainIsGone() throws Exception {
    TestDevice.deleteTree(main());
  }

  private MirrorMove use() throws Exception {
    return a.vault.useMirror(false, _ -> {});
  }

  private MirrorMove useLosing() throws Exception {
    return a.vault.useMirror(true, _ -> {});
  }

  private void assertMoved() throws Exception {
    assertThat(Path.of(java.net.URI.create(a.vault.info().storage())))
        .as("told at once")
        .isEqualTo(second());
    a.restart();
    assertThat(Path.of(java.net.URI.create(a.vault.info().storage()))).isEqualTo(second());
    assertThat(a.vault.mirror()).isEmpty();
    assertThat(a.sync().problems()).isEmpty();
    assertThat(a.vault.verify(true, _ -> {}).findings()).isEmpty();
    assertANewcomerGetsEverything();
  }

  private void assertANewcomerGetsEverything() throws Exception {
    JoinRequest request =
        new JoinRequest(
            root.resolve("home-c"),
            second().toUri().toString(),
            root.resolve("folder-c"),
            "c",
            TestDevice.kit(root),
            KeepUnlocked.FILE,
            _ -> true);
    try (Vault c = TestDevice.vaults().join(request)) {
      c.sync();
    }
    assertThat(TestDevice.tree(root.resolve("folder-c"))).isEqualTo(a.tree());
  }

  @Test
  void withTheOldStorageEverythingIsBroughtAlongAndThatIsLeftAsItIs() throws Exception {
    a.write("late", RandomBytes.of(100_000, 5));
    a.sync();
    SortedSet<String> before = HostileScene.names(main());
    assertThat(use().alone()).isFalse();
    a.write("later", "at once in the new one");
    a.sync();
    assertThat(HostileScene.names(main())).isEqualTo(before);
    assertMoved();
  }

  @Test
  void withoutTheOldStorageACompleteCopyIsEnough() throws Exception {
    mainIsGone();
    MirrorMove move = use();
    assertThat(move.alone()).isTrue();
    assertThat(move.lost()).isZero();
    assertMoved();
  }

  @Test
  void whatTheDeviceHasItselfOfTheLogIsSent() throws Exception {
    a.move("kept", "moved");
    a.sync();
    mainIsGone();
    use();
    assertMoved();
  }

  @Test
  void filesWhoseSealedPartsAreLostAreSentAgainFromTheFolder() throws Exception {
    a.write("late", RandomBytes.of(100_000, 5));
    a.sync();
    mainIsGone();
    TidelockException refused = catchThrowableOfType(TidelockException.class, this::use);
    assertThat(refused.code()).isEqualTo(ErrorCode.MISSING);
    assertThat(refused.whatToDo()).contains("--losing");
    assertThat(a.vault.mirror()).isPresent();
    assertThat(useLosing().lost()).isEqualTo(1);
    a.restart();
    assertANewcomerGetsEverything();
  }

  @Test
  void changesThatWereNotSentYetGoToTheNewStorage() throws Exception {
    mainIsGone();
    a.write("unsent", "unsent");
    catchThrowableOfType(TidelockException.class, a::sync);
    use();
    assertMoved();
  }

  @Test
  void whatIsNowhereElseKeepsTheVaultWhereItIs() throws Exception {
    a.write("late", RandomBytes.of(100_000, 5));
    a.sync();
    mainIsGone();
    a.delete("late");
    String before = Files.readString(a.home.resolve("profile.properties"));
    TidelockException refused = catchThrowableOfType(TidelockException.class, this::useLosing);
    assertThat(refused.code()).isEqualTo(ErrorCode.MISSING);
    assertThat(refused).hasMessageContaining("late");
    assertThat(Files.readString(a.home.resolve("profile.properties"))).isEqualTo(before);
    assertThat(a.vault.mirror()).isPresent();
  }

  @Test
  void aCopyThatIsDamagedIsNotUsed() throws Exception {
    for (String name : HostileScene.names(second()))
      if (name.startsWith("packs/")) Files.write(second().resolve(name), new byte[2 << 20]);
    TidelockException refused = catchThrowableOfType(TidelockException.class, this::use);
    assertThat(refused.code()).isEqualTo(ErrorCode.MISSING);
    assertThat(a.vault.mirror()).isPresent();
    assertThat(a.sync().problems()).isEmpty();
  }

  /// A network that is away for a moment would cost earlier versions.
  @Test
  void aStorageThatDoesNotAnswerOnceIsNotGivenUpForThem() throws Exception {
    a.write("late", RandomBytes.of(100_000, 5));
    a.sync();
    Path away = root.resolve("away");
    Files.move(main(), away);
    assertThat(catchThrowableOfType(TidelockException.class, this::use)).isNotNull();
    Files.move(away, main());
    MirrorMove move = use();
    assertThat(move.alone()).isFalse();
    assertThat(move.lost()).isZero();
    assertMoved();
  }

  /// A device that stays with the old storage for a while, and comes after.
  @Test
  void devicesThatMoveOneAfterTheOtherComeTogetherAgain() throws Exception {
    try (TestDevice b = TestDevice.join(root, "b")) {
      b.sync();
      use();
      a.write("from a", "in the new storage");
      a.sync();
      b.write("from b", "in the old storage");
      b.sync();
      b.vault.beginMirror(second().toUri().toString(), StorageAccess.NONE, _ -> {});
      b.vault.useMirror(false, _ -> {});
      b.sync();
      a.sync();
      b.sync();
      assertThat(b.tree()).isEqualTo(a.tree()).hasSizeGreaterThan(4);
    }
  }
}
