package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Fault.Operation;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// A removal that ends at any of its effects: the device is in the vault or it is not, everybody goes on, and the next try removes it.
class RemovalCutTest {
  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static Path root;
  private static Unlock kit;
  private static String removed;
  private static SortedMap<String, String> before;

  /// The storage fails for one device only.
  private static final class Faulty extends SystemPlaces {
    private final Faults faults;

    Faulty(Faults faults) {
      this.faults = faults;
    }

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      return new FaultyStore(super.store(folder, owner, random), faults);
    }
  }

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
      before = c.tree();
      a.sync();
      // Not known to a yet.
      b.write("of b, later", "b");
      b.sync();
      removed = a.idOf("b");
    }
    kit = TestDevice.kit(root);
    HostileScene.copy(root, temp.resolve("made"));
  }

  private static boolean isRemoved(TestDevice by) {
    return by.vault.devices().stream().anyMatch(d -> d.name().equals("b") && d.removed());
  }

  /// @return whether the fault was met
  private static boolean runInto(Faults.Script fault) throws Exception {
    TestDevice a = TestDevice.open(root, "a", TestDevice.vaults(new Faulty(fault)));
    catchThrowable(() -> a.vault.removeDevice(removed, kit));
    a.close();
    return fault.isDone();
  }

  @Test
  void aRemovalThatIsCutHasHappenedOrNotAndTheNextTryRemoves() throws Exception {
    assertThat(cut(once(Fault.CRASH_BEFORE, 0, "members/"))).contains(false);
    assertThat(cut(once(Fault.CRASH_AFTER, 0, "members/"))).contains(true);
    assertThat(cut(once(Fault.CRASH_BEFORE, 0, "log/"))).contains(true);
  }

  @Test
  @Tag("heavy")
  void whereverItIsCut() throws Exception {
    int cuts = 0;
    int done = 0;
    while (true) {
      Optional<Boolean> removed = cut(once(Fault.CRASH_AFTER, cuts, ""));
      if (removed.isEmpty()) break;
      if (removed.get()) done++;
      cuts++;
    }
    assertThat(cuts).isGreaterThan(5);
    assertThat(done).isBetween(2, cuts - 3); // both outcomes
  }

  /// @return whether the device was removed by then; empty if it was not cut
  private static Optional<Boolean> cut(Faults.Script fault) throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    if (!runInto(fault)) return Optional.empty();
    return Optional.of(check("cut"));
  }

  private static Faults.Script once(Fault fault, int passes, String folder) {
    return new Faults.Script()
        .add(Operation.CREATE, name -> name.startsWith(folder), fault, passes, 1);
  }

  /// @return whether it was removed before it was tried again
  private static boolean check(String when) throws Exception {
    boolean wasRemoved;
    try (TestDevice a = TestDevice.open(root, "a", TestDevice.vaults());
        TestDevice c = TestDevice.open(root, "c", TestDevice.vaults())) {
      c.write("of c", "c");
      c.sync();
      a.sync();
      wasRemoved = isRemoved(a);
      if (!wasRemoved) a.vault.removeDevice(removed, kit);
      c.sync();
      a.sync();
      assertThat(isRemoved(c)).as(when).isTrue();
      assertThat(c.tree()).as(when).isEqualTo(a.tree());
      assertThat(c.tree().keySet()).as(when).containsAll(before.keySet());
      assertThat(c.tree().keySet()).as(when).contains("of b, later", "of c");
    }
    try (TestDevice b = TestDevice.open(root, "b", TestDevice.vaults())) {
      assertThat(catchThrowable(b::sync))
          .as(when)
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REMOVED));
      assertThat(b.read("of b, later")).isEqualTo("b");
    }
    return wasRemoved;
  }

  @Test
  void aStorageThatShowsAnythingElseThanWasSentRemovesNobody() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    Faults.Script script = times(2);
    try (TestDevice a = TestDevice.open(root, "a", TestDevice.vaults(new Faulty(script)))) {
      assertThat(catchThrowable(() -> a.vault.removeDevice(removed, kit)))
          .isInstanceOfSatisfying(
              TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
      assertThat(script.isDone()).isTrue();
      assertThat(isRemoved(a)).isFalse();
    }
    try (TestDevice b = TestDevice.open(root, "b", TestDevice.vaults())) {
      b.sync();
    }
    check("stored wrong");
  }

  @Test
  void whatIsStoredWrongOnceIsSentAgain() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    Faults.Script script = times(1);
    try (TestDevice a = TestDevice.open(root, "a", TestDevice.vaults(new Faulty(script)))) {
      a.vault.removeDevice(removed, kit);
      assertThat(script.isDone()).isTrue();
      assertThat(isRemoved(a)).isTrue();
    }
    assertThat(check("stored wrong once")).isTrue();
  }

  private static Faults.Script times(int count) {
    return new Faults.Script()
        .add(Operation.CREATE, name -> name.startsWith("members/"), Fault.STORED_WRONG, 0, count);
  }
}
