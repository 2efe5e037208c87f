package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VerifyReport.Finding;

/// Two storages of which one lies: nothing of a lie gets from the vault's own into the second copy, and the second copy testifies against a main storage that was set back, or
/// that shows another history, also for a device that has just joined and remembers nothing.
final class HostileMirrorTest {
  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static HostileScene scene;

  @BeforeAll
  static void make() throws Exception {
    scene = HostileScene.make(temp);
  }

  @BeforeEach
  void reset() throws Exception {
    scene.reset();
    for (String left : List.of("second", "home-devC", "folder-devC"))
      if (Files.exists(scene.root.resolve(left))) TestDevice.deleteTree(scene.root.resolve(left));
  }

  private static Path second() {
    return scene.root.resolve("second");
  }

  private static List<Finding> mirror(Vault vault) throws Exception {
    return vault.beginMirror(second().toUri().toString(), StorageAccess.NONE, _ -> {}).findings();
  }

  /// By device B, while the main storage is honest.
  private static void copyWhatIsTrue() throws Exception {
    try (TestDevice b = TestDevice.open(scene.root, HostileScene.B, TestDevice.vaults())) {
      assertThat(mirror(b.vault)).isEmpty();
    }
  }

  /// A device that joins what the main storage shows, and hears what the second copy says.
  private static List<Finding> newcomersFindings() throws Exception {
    JoinRequest request =
        new JoinRequest(
            scene.root.resolve("home-devC"),
            TestDevice.storage(scene.root),
            scene.root.resolve("folder-devC"),
            "devC",
            new Unlock.ByPassphrase(TestDevice.passphrase()),
            KeepUnlocked.FILE,
            _ -> true);
    try (Vault c = TestDevice.vaults().join(request)) {
      c.sync();
      return mirror(c);
    }
  }

  private static List<ErrorCode> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).distinct().toList();
  }

  @Test
  void aNewcomerHearsOfNothingWhereBothAreHonest() throws Exception {
    copyWhatIsTrue();
    assertThat(newcomersFindings()).isEmpty();
  }

  @Test
  void aMainStorageThatWasSetBackIsFoundOutByANewcomer() throws Exception {
    copyWhatIsTrue();
    HostileScene.replace(scene.store, scene.olderStore);
    List<Finding> findings = newcomersFindings();
    assertThat(codes(findings)).containsExactly(ErrorCode.ROLLBACK);
    assertThat(findings)
        .anyMatch(f -> f.object().startsWith("log/"))
        .anyMatch(f -> f.object().startsWith("members/"))
        .allMatch(f -> f.message().contains("second copy") && f.message().contains("main storage"));
  }

  /// Whoever knows an old recovery key gets it from nowhere anew.
  @Test
  void aMainStorageThatWasSetBackBringsNoOldSlotBackToTheCopy() throws Exception {
    copyWhatIsTrue();
    List<String> slots = slots();
    HostileScene.replace(scene.store, scene.olderStore);
    newcomersFindings();
    assertThat(slots()).isEqualTo(slots);
  }

  private static List<String> slots() throws Exception {
    return HostileScene.names(second()).stream().filter(n -> n.startsWith("slots/")).toList();
  }

  @Test
  void aMainStorageThatShowsAnotherHistoryIsFoundOutByANewcomer() throws Exception {
    copyWhatIsTrue();
    HostileScene.replace(scene.store, scene.forkedStore);
    assertThat(codes(newcomersFindings())).contains(ErrorCode.FORK);
  }

  /// Whoever runs the second storage has no keys: what she puts there says nothing.
  @Test
  void whatNobodyOfTheVaultHasSignedIsNoTestimony() throws Exception {
    copyWhatIsTrue();
    for (String name : List.copyOf(HostileScene.names(second()))) {
      Path object = second().resolve(name);
      if (name.startsWith("heads/"))
        Files.move(object, Path.of(object.toString().replaceAll("[0-9]{16}$", "0000000000000999")));
      if (name.startsWith("members/") && !name.endsWith("f"))
        Files.copy(object, object.resolveSibling(name.substring(8, 71) + "f"));
    }
    try (TestDevice b = TestDevice.open(scene.root, HostileScene.B, TestDevice.vaults())) {
      assertThat(codes(b.vault.updateMirror(_ -> {}).findings()))
          .doesNotContain(ErrorCode.ROLLBACK, ErrorCode.FORK);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Tampering.class,
      names = {"MIDDLE_ALTERED", "MISSING", "SIBLING", "FOREIGN"})
  void nothingOfALieGetsIntoTheCopy(Tampering lie) throws Exception {
    for (Map.Entry<String, String> e : scene.objects.entrySet()) {
      reset();
      if (lie == Tampering.FOREIGN && !scene.foreign.containsKey(e.getKey())) continue;
      if (lie == Tampering.SIBLING && !scene.siblings.containsKey(e.getKey())) continue;
      lie.of(scene, e.getKey(), scene.store.resolve(e.getValue()));
      try (TestDevice b = TestDevice.open(scene.root, HostileScene.B, TestDevice.vaults())) {
        mirror(b.vault);
      } catch (TidelockException found) {
        assertThat(found.code().exitCode()).as(lie + " " + e).isGreaterThanOrEqualTo(20);
      }
      assertThat(lies()).as(lie + " of " + e).isEmpty();
    }
  }

  /// Objects of the copy that are not, byte for byte, those of the honest storage.
  private static List<String> lies() throws Exception {
    List<String> lies = new ArrayList<>();
    if (!Files.exists(second())) return lies;
    try (Stream<String> names = HostileScene.names(second()).stream()) {
      for (String name : names.toList()) {
        byte[] copied = Files.readAllBytes(second().resolve(name));
        boolean isHonest =
            Arrays.equals(bytes(scene.honestStore(), name), copied)
                || (isOfB(name) && !Arrays.equals(bytes(scene.store, name), copied));
        if (!isHonest) lies.add(name);
      }
    }
    return lies;
  }

  /// Its own head device B makes anew, in other bytes, where the main storage has something else.
  private static boolean isOfB(String name) {
    return name.equals(scene.siblings.get("head"));
  }

  private static byte[] bytes(Path store, String name) throws Exception {
    Path object = store.resolve(name);
    return Files.exists(object) ? Files.readAllBytes(object) : new byte[0];
  }
}
