package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.SealingKey;
import org.tidelock.crypto.VaultId;
import org.tidelock.crypto.VaultKeys;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.Segments;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedSegment;
import org.tidelock.engine.trust.Identity;

/// Three devices of one vault, of which some are removed: what counts of them, who learns of it and when, and that nobody loses a file.
class RemovedDevicesTest {
  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static Path root;

  private TestDevice a;
  private TestDevice b;
  private TestDevice c;

  @BeforeAll
  static void make() throws Exception {
    root = Files.createDirectories(temp.resolve("live"));
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b");
        TestDevice c = TestDevice.join(root, "c")) {
      a.write("of a", "a");
      a.sync();
      b.sync();
      b.write("of b", "b");
      b.sync();
      c.sync();
      a.sync();
      b.sync();
    }
    HostileScene.copy(root, temp.resolve("made"));
  }

  @BeforeEach
  void open() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    a = TestDevice.open(root, "a", TestDevice.vaults());
    b = TestDevice.open(root, "b", TestDevice.vaults());
    c = TestDevice.open(root, "c", TestDevice.vaults());
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
    c.close();
  }

  private static Unlock kit() {
    return TestDevice.kit(root);
  }

  private static void remove(TestDevice by, String name) throws Exception {
    by.vault.removeDevice(by.idOf(name), kit());
  }

  private static TidelockException refusal(TestDevice device) {
    return catchThrowableOfType(TidelockException.class, device::sync);
  }

  @Acceptance(150)
  @Test
  void aRemovedDeviceIsToldKeepsItsFilesAndSendsNothing() throws Exception {
    remove(a, "b");
    b.write("late", "never published");
    TidelockException told = refusal(b);
    assertThat(told.code()).isEqualTo(ErrorCode.REMOVED);
    assertThat(told.whatHappened()).startsWith("This device was removed from the vault, ");
    assertThat(b.read("late")).isEqualTo("never published");
    assertThat(b.read("of a")).isEqualTo("a");
    assertThat(b.vault.issues()).extracting(Issue::code).contains("DEV-01");
    assertThat(b.vault.devices()).filteredOn(DeviceInfo::thisDevice).allMatch(DeviceInfo::removed);
    assertThat(refusal(b).code()).isEqualTo(ErrorCode.REMOVED);
    b.restart();
    assertThat(refusal(b).code()).isEqualTo(ErrorCode.REMOVED);
    c.sync();
    assertThat(c.tree()).doesNotContainKey("late").containsKeys("of a", "of b");
  }

  /// Its folder is that of a device like any other: whoever joins with it keeps both of what differs, and deletes nothing.
  @Acceptance(150)
  @Test
  void whatADeviceDidWhileItWasAwayAndRemovedCanBeBroughtByANewOne() throws Exception {
    b.vault.close();
    b.write("of a", "edited while away");
    b.write("new", "made while away");
    b.delete("of b");
    remove(a, "b");
    a.write("of a", "edited meanwhile");
    a.sync();
    b.restart();
    Map<String, String> mine = b.tree();
    for (int i = 0; i < 2; i++) assertThat(refusal(b).code()).isEqualTo(ErrorCode.REMOVED);
    assertThat(b.tree()).isEqualTo(mine);
    c.sync();
    a.sync();
    assertThat(a.tree()).isEqualTo(c.tree()).containsOnlyKeys("of a", "of b");
    assertThat(c.read("of a")).isEqualTo("edited meanwhile");
    b.vault.close();

    Files.move(b.folder, root.resolve("folder-again"));
    TestDevice.deleteTree(root.resolve("folder-again/.tidelock"));
    try (TestDevice again = TestDevice.join(root, "again")) {
      again.sync();
      a.sync();
      assertThat(a.tree()).isEqualTo(again.tree());
      assertThat(a.read("new")).isEqualTo("made while away");
      assertThat(a.read("of b")).isEqualTo("b");
      assertThat(a.tree().values()).contains(shown("edited while away"), shown("edited meanwhile"));
    }
    Files.createDirectories(b.folder);
  }

  private static String shown(String text) {
    return TestDevice.shown(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Else whoever has stolen a device could keep it in the vault by deleting an object after the other.
  @Test
  void whatTheDeviceHasDestroyedDoesNotKeepItInTheVault() throws Exception {
    b.write("newest", "of b");
    b.sync();
    a.sync();
    String writer = newestLog();
    for (String folder : List.of("heads", "log/" + writer))
      for (String name : Fleet.entries(root.resolve("store").resolve(folder)))
        if (folder.startsWith("log") ? isNewest(writer, name) : name.startsWith(writer))
          Files.delete(root.resolve("store").resolve(folder).resolve(name));
    assertThat(refusal(a).code().exitCode()).isGreaterThanOrEqualTo(20);
    remove(a, "b");
    assertThat(a.vault.devices())
        .filteredOn(d -> d.name().equals("b"))
        .allMatch(DeviceInfo::removed);
  }

  /// The writer of the segment that was stored last.
  private static String newestLog() throws Exception {
    return newestSegment().getParent().getFileName().toString();
  }

  private static Path newestSegment() throws Exception {
    try (Stream<Path> files = Files.walk(root.resolve("store/log"))) {
      return files
          .filter(Files::isRegularFile)
          .max(Comparator.comparingLong(f -> f.toFile().lastModified()))
          .orElseThrow();
    }
  }

  private static boolean isNewest(String writer, String name) throws Exception {
    List<String> all = Fleet.entries(root.resolve("store/log").resolve(writer));
    return all.stream().max(Comparator.naturalOrder()).orElseThrow().equals(name);
  }

  @Test
  void whatWasPublishedBeforeStaysAndTheOthersGoOn() throws Exception {
    b.write("just before", "published");
    b.sync();
    remove(a, "b");
    assertThat(a.read("just before")).isEqualTo("published");
    a.write("after", "under the new key");
    a.sync();
    assertThat(c.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(c.tree()).isEqualTo(a.tree()).containsKeys("just before", "after", "of b");
    c.write("of c", "c");
    c.sync();
    a.sync();
    assertThat(a.read("of c")).isEqualTo("c");
    assertThat(a.vault.devices())
        .filteredOn(DeviceInfo::removed)
        .extracting(DeviceInfo::name)
        .containsExactly("b");
  }

  @Test
  void theOthersLearnOfItThoughNobodyChangesAFile() throws Exception {
    remove(a, "b");
    c.sync();
    assertThat(c.vault.devices())
        .filteredOn(DeviceInfo::removed)
        .extracting(DeviceInfo::name)
        .containsExactly("b");
    assertThat(c.vault.fingerprint()).isEqualTo(syncedFingerprint(a));
  }

  private static String syncedFingerprint(TestDevice device) throws Exception {
    device.sync();
    return device.vault.fingerprint();
  }

  @Acceptance(150)
  @Test
  void whatARemovedDeviceWritesAfterItsCutIsNotTakenInAndIsNoTrouble() throws Exception {
    Path before = temp.resolve("before");
    remove(a, "b");
    a.sync();
    Path members = root.resolve("store");
    HostileScene.copy(members, before);
    // The storage hides the removal from b, which goes on in good faith.
    HostileScene.replace(members, temp.resolve("made").resolve("store"));
    b.write("too late", "b");
    b.sync();
    addMissing(before, members);
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(c.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(a.tree()).isEqualTo(c.tree()).doesNotContainKey("too late");
    a.write("goes on", "1");
    a.sync();
    c.sync();
    assertThat(c.read("goes on")).isEqualTo("1");
    assertThat(b.read("too late")).isEqualTo("b");
    try (TestDevice d = TestDevice.join(root, "d")) {
      assertThat(d.sync().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(d.tree()).isEqualTo(a.tree());
    }
    assertThat(refusal(b).code()).isEqualTo(ErrorCode.REMOVED);
    assertThat(b.read("too late")).isEqualTo("b");
  }

  /// Two honest histories of one storage in one.
  private static void addMissing(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        if (!Files.exists(target)) Files.copy(file, target);
      }
    }
  }

  @Test
  void whatAnotherDeviceHadTakenInBeforeItHeardOfTheRemovalStays() throws Exception {
    Path store = root.resolve("store");
    remove(a, "b");
    a.sync();
    Path withRemoval = temp.resolve("with");
    HostileScene.copy(store, withRemoval);
    HostileScene.replace(store, temp.resolve("made").resolve("store"));
    b.write("of b, late", "b");
    b.sync();
    c.sync(); // c has not heard, and works on what b wrote
    c.write("of b, late", "c made more of it");
    Files.delete(c.folder.resolve("of a"));
    c.sync();
    addMissing(withRemoval, store);
    c.sync();
    a.sync();
    c.sync();
    assertThat(a.tree()).isEqualTo(c.tree());
    assertThat(a.read("of b, late")).isEqualTo("c made more of it");
    assertThat(a.tree()).doesNotContainKey("of a");
    try (TestDevice d = TestDevice.join(root, "d")) {
      d.sync();
      assertThat(d.tree()).isEqualTo(a.tree());
    }
  }

  @Test
  void whatAnotherDeviceHadTakenInAndNotYetBuiltOnStays() throws Exception {
    Path store = root.resolve("store");
    remove(a, "b");
    a.sync();
    Path withRemoval = temp.resolve("with2");
    HostileScene.copy(store, withRemoval);
    HostileScene.replace(store, temp.resolve("made").resolve("store"));
    b.write("of b, late", "b");
    b.sync();
    c.sync();
    assertThat(c.read("of b, late")).isEqualTo("b");
    addMissing(withRemoval, store);
    c.sync();
    a.sync();
    c.sync();
    assertThat(c.read("of b, late")).isEqualTo("b");
    assertThat(a.tree()).isEqualTo(c.tree());
    assertThat(a.read("of b, late")).isEqualTo("b");
  }

  @Test
  void twoDevicesThatRemoveEachOtherBothStopAndTheThirdGoesOnWithANewKey() throws Exception {
    Path store = root.resolve("store");
    remove(a, "b");
    a.write("of a, alone", "a");
    a.sync();
    Path ofA = temp.resolve("ofA");
    HostileScene.copy(store, ofA);
    HostileScene.replace(store, temp.resolve("made").resolve("store"));
    remove(b, "a");
    b.write("of b, alone", "b");
    b.sync();
    addMissing(ofA, store);
    assertThat(refusal(a).code()).isEqualTo(ErrorCode.REMOVED);
    assertThat(refusal(b).code()).isEqualTo(ErrorCode.REMOVED);
    assertThat(a.read("of a, alone")).isEqualTo("a");
    assertThat(b.read("of b, alone")).isEqualTo("b");
    c.write("of c", "c");
    TidelockException waits = refusal(c);
    assertThat(waits.code()).isEqualTo(ErrorCode.NEEDS_YOU);
    assertThat(c.vault.issues()).extracting(Issue::code).contains("DEV-05");
    assertThat(c.read("of c")).isEqualTo("c");
    remove(c, "a"); // once more
    assertThat(c.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(c.vault.issues()).extracting(Issue::code).doesNotContain("DEV-05");
    try (TestDevice d = TestDevice.join(root, "d")) {
      d.sync();
      assertThat(d.tree()).isEqualTo(c.tree()).containsKey("of c");
    }
  }

  @Test
  void twoRemovalsAtOnceLeaveAKeyToTheOthersByTheNextOne() throws Exception {
    Path store = root.resolve("store");
    try (TestDevice d = TestDevice.join(root, "d")) {
      d.sync();
      a.sync();
      b.sync();
      HostileScene.copy(store, temp.resolve("four"));
      remove(a, "c");
      a.sync();
      HostileScene.copy(store, temp.resolve("four-a"));
      HostileScene.replace(store, temp.resolve("four"));
      remove(b, "d");
      b.sync();
      addMissing(temp.resolve("four-a"), store);
      a.write("waits", "1");
      assertThat(refusal(a).code()).isEqualTo(ErrorCode.NEEDS_YOU);
      remove(b, "c");
      b.sync();
      a.sync();
      b.sync();
      assertThat(b.tree()).isEqualTo(a.tree()).containsKey("waits");
      assertThat(refusal(c).code()).isEqualTo(ErrorCode.REMOVED);
      assertThat(refusal(d).code()).isEqualTo(ErrorCode.REMOVED);
    }
  }

  @Test
  void whatIsSealedAfterARemovalOpensWithNoKeyOfTheRemovedDevice() throws Exception {
    VaultKeys before = identity(b).keys();
    Set<String> old = HostileScene.names(root.resolve("store"));
    remove(a, "b");
    a.write("secret", "sealed under the new key");
    a.write("of b", "changed, with the lineage key that b has");
    a.sync();
    c.write("of c", RandomBytes.of(2_000_000, 5));
    c.sync();
    assertThat(TestDevice.writeCheckpoint(c.vault)).isTrue();
    refusal(b); // b takes in all that it is given
    List<VaultKeys> theirs = List.of(before, identity(b).keys());
    int tried = 0;
    int opened = 0;
    for (String name : HostileScene.names(root.resolve("store"))) {
      byte[] object = Files.readAllBytes(root.resolve("store").resolve(name));
      boolean opens = opens(new ObjectName(name), object, theirs);
      if (old.contains(name)) {
        if (opens) opened++;
      } else if (!name.startsWith("members/")) { // of which it is to be told
        assertThat(opens).as(name).isFalse();
        tried++;
      }
    }
    assertThat(opened).isGreaterThan(5); // by the same means it reads what was there
    assertThat(tried).isGreaterThan(8);
  }

  private static Identity identity(TestDevice device) throws Exception {
    Field field = LocalVault.class.getDeclaredField("identity");
    field.setAccessible(true);
    return (Identity) field.get(device.vault);
  }

  /// With any key that the device was ever given. A pack's pieces lie under keys that follow from the pack key of the epoch that its frame names.
  private static boolean opens(ObjectName name, byte[] object, List<VaultKeys> theirs)
      throws Exception {
    if (name.equals(ObjectName.header()) || name.value().startsWith("slots/")) return false;
    SealedObject sealed = SealedObject.parse(object);
    for (VaultKeys keys : theirs) {
      for (EpochKeys epoch : keys.epochs()) {
        if (name.asPack().isPresent() && sealed.allegedEpoch().equals(epoch.id())) return true;
        for (SealingKey key : List.of(epoch.log(), epoch.idx(), epoch.members(), epoch.pack()))
          if (opens(sealed, name, keys.vault(), key)) return true;
      }
    }
    return false;
  }

  private static boolean opens(
      SealedObject sealed, ObjectName name, VaultId vault, SealingKey key) {
    try {
      sealed.open(sealed.allegedType(), vault, key, ids(name));
      return true;
    } catch (CryptoException e) {
      return false;
    }
  }

  private static byte[] ids(ObjectName name) {
    ByteBuffer ids = ByteBuffer.allocate(28);
    name.asSegment().ifPresent(s -> ids.put(s.writer().bytes()).putLong(s.seq()));
    name.asHead().ifPresent(h -> ids.put(h.writer().bytes()).putLong(h.seq()));
    name.asCheckpoint()
        .ifPresent(c -> ids.put(c.writer().bytes()).putLong(c.seq()).putInt(c.part()));
    return Arrays.copyOf(ids.array(), ids.position());
  }

  @Test
  void whoJoinedWhileADeviceWasRemovedIsGivenTheNewKeyByAnother() throws Exception {
    Path store = root.resolve("store");
    remove(a, "b");
    a.write("of a", "changed since");
    a.sync();
    Path ofA = temp.resolve("joined");
    HostileScene.copy(store, ofA);
    HostileScene.replace(store, temp.resolve("made").resolve("store"));
    try (TestDevice d = TestDevice.join(root, "d")) {
      d.sync();
      addMissing(ofA, store);
      d.write("of d", "d");
      TidelockException waits = refusal(d);
      assertThat(waits.code()).isEqualTo(ErrorCode.NEEDS_YOU);
      assertThat(d.vault.issues()).extracting(Issue::code).contains("DEV-05");
      a.restart();
      a.sync();
      assertThat(d.sync().state()).isEqualTo(State.UP_TO_DATE);
      a.sync();
      assertThat(d.tree()).isEqualTo(a.tree()).containsKey("of d");
      assertThat(d.read("of a")).isEqualTo("changed since");
    }
  }

  /// Nobody has to be started for that: the passphrase opens what the root has.
  @Test
  void whoJoinedBesideARemovalTakesTheKeyItselfToRemoveAnother() throws Exception {
    Path store = root.resolve("store");
    remove(a, "b");
    a.write("of a", "changed since");
    a.sync();
    Path ofA = temp.resolve("taken");
    HostileScene.copy(store, ofA);
    HostileScene.replace(store, temp.resolve("made").resolve("store"));
    try (TestDevice d = TestDevice.join(root, "d")) {
      d.sync();
      addMissing(ofA, store);
      assertThat(refusal(d).code()).isEqualTo(ErrorCode.NEEDS_YOU);
      assertThat(TestDevice.writeCheckpoint(d.vault)).as("of what it cannot read").isFalse();
      remove(d, "c");
      assertThat(d.sync().state()).isEqualTo(State.UP_TO_DATE);
      assertThat(d.read("of a")).isEqualTo("changed since");
      assertThat(refusal(c).code()).isEqualTo(ErrorCode.REMOVED);
      a.sync();
      assertThat(a.tree()).isEqualTo(d.tree());
    }
  }

  /// Whoever does so tells a removed device what it is not to know.
  @Test
  void contentUnderAKeyThatARemovedDeviceHasIsRefused() throws Exception {
    Segments before = identity(c).segments();
    remove(a, "b");
    c.sync();
    c.write("of c", "sealed under the new key");
    c.sync();
    Path segment = newestSegment();
    AllegedSegment place =
        new ObjectName(root.resolve("store").relativize(segment).toString())
            .asSegment()
            .orElseThrow();
    SegmentBody body =
        identity(c)
            .segments()
            .open(Files.readAllBytes(segment), place.writer(), place.seq())
            .allegedBody();
    Files.write(segment, before.seal(body, identity(c).device()).object());
    TidelockException refused = refusal(a);
    assertThat(refused.code()).isEqualTo(ErrorCode.INTEGRITY);
    assertThat(refused.whatHappened()).contains("under a key that a removed device has");
    assertThat(a.tree()).doesNotContainKey("of c");
  }

  @Test
  void aStorageThatHidesARemovalFromWhoKnowsOfItIsFoundOut() throws Exception {
    remove(a, "b");
    a.sync();
    c.sync();
    HostileScene.replace(
        root.resolve("store").resolve("members"),
        temp.resolve("made").resolve("store").resolve("members"));
    c.restart();
    c.write("x", "x");
    assertThat(refusal(c).code()).isEqualTo(ErrorCode.ROLLBACK);
  }

  @Test
  void aStorageThatHidesARemovalFromWhoDoesNotKnowIsFoundOutByTheNextCommit() throws Exception {
    remove(a, "b");
    a.sync();
    HostileScene.replace(
        root.resolve("store").resolve("members"),
        temp.resolve("made").resolve("store").resolve("members"));
    assertThat(refusal(c).code().exitCode()).isGreaterThanOrEqualTo(20);
    assertThat(c.read("of a")).isEqualTo("a");
  }

  @Test
  void whatMakesNoSenseIsRefusedBeforeAnythingChanges() throws Exception {
    var before = HostileScene.names(root.resolve("store"));
    assertThatThrownBy(() -> a.vault.removeDevice("no id", kit()))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThatThrownBy(() -> a.vault.removeDevice("00112233445566778899aabbccddeeff", kit()))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThatThrownBy(() -> remove(a, "a"))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThat(HostileScene.names(root.resolve("store"))).isEqualTo(before);
    remove(a, "b");
    assertThatThrownBy(() -> remove(a, "b"))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }
}
