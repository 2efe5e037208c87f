package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;

/// One device removes another while a third replaces all secrets, and neither has heard of the other (attacks.md E16): one state, the removed one out, and nothing that anybody wrote
/// meanwhile is lost.
class RemovalBesideNewSecretsTest {
  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static Path root;
  private static Path store;
  private static Unlock oldKit;

  private TestDevice a;
  private TestDevice b;
  private TestDevice c;
  private TestDevice e;
  private Unlock newKit;

  @BeforeAll
  static void make() throws Exception {
    root = Files.createDirectories(temp.resolve("live"));
    store = root.resolve("store");
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b");
        TestDevice c = TestDevice.join(root, "c");
        TestDevice e = TestDevice.join(root, "e")) {
      a.write("of a", "a");
      a.sync();
      for (TestDevice d : new TestDevice[] {b, c, e, a, b, c}) d.sync();
    }
    oldKit = TestDevice.kit(root);
    HostileScene.copy(root, temp.resolve("made"));
  }

  @BeforeEach
  void open() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    a = TestDevice.open(root, "a", TestDevice.ownVaults());
    b = TestDevice.open(root, "b", TestDevice.ownVaults());
    c = TestDevice.open(root, "c", TestDevice.ownVaults());
    e = TestDevice.open(root, "e", TestDevice.ownVaults());
  }

  @AfterEach
  void close() {
    for (TestDevice d : new TestDevice[] {a, b, c, e}) d.close();
  }

  private static Passphrase other() {
    return Passphrase.of("another passphrase for it".toCharArray());
  }

  private static TidelockException refusal(TestDevice device) {
    return catchThrowableOfType(TidelockException.class, device::sync);
  }

  /// c removes b and works on; a, which has not heard, replaces the secrets and works on; then each hears of the other.
  private void both(Optional<String> stolen) throws Exception {
    c.vault.removeDevice(c.idOf("b"), oldKit);
    c.write("of c", "c, under the key of the removal");
    c.sync();
    Path removed = temp.resolve("removed");
    HostileScene.replace(removed, store);
    HostileScene.replace(store, temp.resolve("made").resolve("store"));
    RecoveryKey made =
        a.vault.replaceSecrets(oldKit, other(), stolen.map(name -> idOf(a, name)), _ -> {});
    newKit = new Unlock.ByRecoveryKey(made);
    TestDevice.kitWasReplaced(root, made);
    a.write("of a later", "a, under the key of the new secrets");
    a.sync();
    HostileScene.copyOver(removed, store);
  }

  private static String name(TestDevice device) {
    return device.home.getFileName().toString().substring("home-".length());
  }

  private static String idOf(TestDevice device, String name) {
    try {
      return device.idOf(name);
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  private static void requireOut(TestDevice device, String name) throws Exception {
    assertThat(device.vault.devices())
        .filteredOn(d -> d.name().equals(name))
        .isNotEmpty()
        .allMatch(DeviceInfo::removed);
  }

  @Test
  void allEndInOneStateWithTheRemovedDeviceOut() throws Exception {
    both(Optional.empty());
    for (TestDevice d : new TestDevice[] {c, a, e}) {
      d.write("of " + name(d) + " since", "waits");
      TidelockException waits = refusal(d);
      assertThat(waits.code()).isEqualTo(ErrorCode.NEEDS_YOU);
      assertThat(d.vault.issues()).extracting(Issue::code).contains("DEV-05");
      requireOut(d, "b");
      assertThat(d.read("of c")).isEqualTo("c, under the key of the removal");
      assertThat(d.read("of a later")).isEqualTo("a, under the key of the new secrets");
      d.restart();
      requireOut(d, "b");
    }
    assertThat(refusal(b).code()).isEqualTo(ErrorCode.REMOVED);
    assertThat(b.tree()).doesNotContainKeys("of c since", "of a since", "of e since");
    e.vault.removeDevice(e.idOf("b"), newKit); // once more, by whoever is asked first
    for (TestDevice d : new TestDevice[] {e, c, a, e, c})
      assertThat(d.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(a.tree())
        .isEqualTo(c.tree())
        .isEqualTo(e.tree())
        .containsKeys("of a since", "of c since", "of e since");
    assertThat(a.vault.issues()).extracting(Issue::code).doesNotContain("DEV-05");
    assertThat(refusal(b).code()).isEqualTo(ErrorCode.REMOVED);
    requireNewcomerHasAll();
  }

  @Test
  void soTheyDoIfBothTakeTheSameDeviceOut() throws Exception {
    both(Optional.of("b"));
    a.write("of a since", "waits");
    assertThat(refusal(a).code()).isEqualTo(ErrorCode.NEEDS_YOU);
    a.vault.removeDevice(a.idOf("b"), newKit);
    for (TestDevice d : new TestDevice[] {a, c, e, a, c})
      assertThat(d.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(c.tree()).isEqualTo(a.tree()).isEqualTo(e.tree()).containsKeys("of a since", "of c");
    requireNewcomerHasAll();
  }

  /// The new kit alone opens everything, though nobody who made it was given the key of the removal.
  private void requireNewcomerHasAll() throws Exception {
    Path out = temp.resolve("out");
    if (Files.exists(out)) TestDevice.deleteTree(out);
    TestDevice.ownVaults().export(TestDevice.storage(root), newKit, out, _ -> {});
    assertThat(out.resolve("of c")).hasContent("c, under the key of the removal");
    assertThat(out.resolve("of a later")).hasContent("a, under the key of the new secrets");
    try (TestDevice n = TestDevice.join(root, "n", TestDevice.ownVaults())) {
      assertThat(n.sync().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(n.tree()).isEqualTo(a.tree());
      assertThat(n.vault.verify(true, _ -> {}).findings()).isEmpty();
    }
  }

  @Test
  void newSecretsOnceMoreAreAsGoodAsARemovalOnceMore() throws Exception {
    both(Optional.empty());
    refusal(e);
    Passphrase third = Passphrase.of("a third passphrase of all".toCharArray());
    RecoveryKey made = e.vault.replaceSecrets(newKit, third, Optional.empty(), _ -> {});
    newKit = new Unlock.ByRecoveryKey(made);
    TestDevice.kitWasReplaced(root, made);
    for (TestDevice d : new TestDevice[] {e, c, a, e, c})
      assertThat(d.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(c.tree()).isEqualTo(a.tree()).isEqualTo(e.tree());
    requireNewcomerHasAll();
  }

  /// Who joins in between has no key for what was written under that of the removal, is told so, and is given it.
  @Test
  void whoJoinsInBetweenIsGivenTheKeyByAnother() throws Exception {
    both(Optional.empty());
    refusal(a);
    try (TestDevice d = TestDevice.join(root, "d", TestDevice.ownVaults())) {
      refusal(d);
      for (TestDevice other : new TestDevice[] {a, d, c, a, d, c}) refusal(other);
      assertThat(d.tree()).containsKeys("of a", "of a later", "of c");
      d.vault.removeDevice(d.idOf("b"), newKit);
      for (TestDevice other : new TestDevice[] {d, e, c, a, d})
        assertThat(other.sync().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(d.tree()).isEqualTo(a.tree()).isEqualTo(c.tree());
    }
    requireNewcomerHasAll();
  }

  /// What c had written, and what new kits open, would be lost.
  @Test
  void whoLacksKeysRemovesNobodyUnlessThatIsGivenUp() throws Exception {
    both(Optional.empty());
    try (TestDevice d = TestDevice.join(root, "d", TestDevice.ownVaults())) {
      refusal(d);
      TidelockException lacks =
          catchThrowableOfType(
              TidelockException.class, () -> d.vault.removeDevice(d.idOf("b"), newKit));
      assertThat(lacks.code()).isEqualTo(ErrorCode.NEEDS_YOU);
      assertThat(lacks.whatToDo()).contains("--losing");
      d.vault.removeDevice(d.idOf("b"), true, newKit);
      d.write("of d", "d");
      assertThat(refusal(d).code()).as("c's log waits").isEqualTo(ErrorCode.NEEDS_YOU);
      assertThat(d.tree()).containsKey("of d").doesNotContainKey("of c");
      a.sync(); // it gives the key that d lacks all the same
      for (TestDevice other : new TestDevice[] {a, d, c, e, a, d}) other.sync();
      assertThat(d.tree()).isEqualTo(a.tree()).isEqualTo(c.tree()).containsKeys("of c", "of d");
    }
  }

  /// Who has nothing but the new kit gets what that opens, and is told that there is more.
  @Test
  void beforeTheMissingKeyIsMadeAnExportBringsTheRest() throws Exception {
    both(Optional.empty());
    Path out = temp.resolve("rest");
    TidelockException lacks =
        catchThrowableOfType(
            TidelockException.class,
            () -> TestDevice.ownVaults().export(TestDevice.storage(root), newKit, out, _ -> {}));
    assertThat(lacks.code()).isEqualTo(ErrorCode.NEEDS_YOU);
    assertThat(out.resolve("of a later")).hasContent("a, under the key of the new secrets");
    assertThat(out.resolve("of a")).hasContent("a");
    assertThat(out.resolve("of c")).doesNotExist();
  }

  @Test
  void damageElsewhereDoesNotHideThatKeysAreLacking() throws Exception {
    both(Optional.empty());
    try (TestDevice d = TestDevice.join(root, "d", TestDevice.ownVaults())) {
      for (String name : HostileScene.names(store.resolve("log"))) {
        Path segment = store.resolve("log").resolve(name);
        if (name.endsWith("0000000000000000")) continue; // of each writer one is known
        Files.write(segment, new byte[(int) Files.size(segment)]);
      }
      TidelockException lacks =
          catchThrowableOfType(
              TidelockException.class, () -> d.vault.removeDevice(d.idOf("b"), newKit));
      assertThat(lacks.code()).isEqualTo(ErrorCode.NEEDS_YOU);
      assertThat(lacks.whatToDo()).contains("--losing");
    }
  }

  /// Nor does a storage take a key away again.
  @Test
  void anEnvelopeThatIsReplacedInTheStorageIsKeptHere() throws Exception {
    both(Optional.empty());
    refusal(e);
    String self = e.idOf("e");
    Path before = temp.resolve("envelopes-before");
    HostileScene.replace(before, store.resolve("envelopes"));
    for (String name : HostileScene.names(store.resolve("envelopes"))) {
      Path envelope = store.resolve("envelopes").resolve(name);
      if (name.endsWith(self)) Files.write(envelope, new byte[(int) Files.size(envelope)]);
    }
    a.vault.removeDevice(a.idOf("b"), newKit);
    a.sync();
    assertThat(refusal(e).code()).as("it is told").isEqualTo(ErrorCode.INTEGRITY);
    requireOut(e, "b");
    e.restart();
    assertThat(e.read("of c")).isEqualTo("c, under the key of the removal");
    for (String name : HostileScene.names(before))
      if (name.endsWith(self))
        Files.copy(
            before.resolve(name),
            store.resolve("envelopes").resolve(name),
            StandardCopyOption.REPLACE_EXISTING);
    e.write("of e", "e");
    for (TestDevice d : new TestDevice[] {e, c, a, e})
      assertThat(d.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(a.read("of e")).isEqualTo("e");
  }
}
