package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Fault.Operation;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// A copy whose run ends at any of its effects: whoever reads it then reads a vault, or none, and the next run ends with the same objects.
final class MirrorCutTest {
  private static final String HEADER = "vault";

  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static Path root;
  private static List<Unlock> kits;
  private static SortedMap<String, String> before;

  private final TwoPlaces places = new TwoPlaces();
  private TestDevice a;

  /// The second place is in memory, and may fail.
  private static final class TwoPlaces extends SystemPlaces {
    MemoryStore copy = new MemoryStore();
    Faults faults = Faults.none();

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      return folder.endsWith("second")
          ? new FaultyStore(copy, faults)
          : super.store(folder, owner, random);
    }
  }

  @BeforeAll
  static void make() throws Exception {
    root = Files.createDirectories(temp.resolve("live"));
    try (TestDevice a = TestDevice.create(root, "a")) {
      a.write("small", "small");
      a.write("large", RandomBytes.of(200_000, 3));
      a.sync();
      before = a.tree();
      HostileScene.copy(root, temp.resolve("made"));
      // Of all kinds: a device, a key, files.
      Unlock old = TestDevice.kit(root);
      RecoveryKey made = a.vault.newRecoveryKey(old, _ -> {});
      TestDevice.kitWasReplaced(root, made);
      kits = List.of(old, TestDevice.kit(root));
      try (TestDevice b = TestDevice.join(root, "b")) {
        b.sync();
        b.write("of b", RandomBytes.of(100_000, 4));
        b.sync();
      }
      a.write("small", "changed");
      a.sync();
    }
    HostileScene.copy(root, temp.resolve("later"));
  }

  @BeforeEach
  void open() throws Exception {
    from("made");
  }

  @AfterEach
  void close() {
    a.close();
  }

  private void from(String scene) throws Exception {
    if (a != null) a.close();
    HostileScene.replace(root, temp.resolve(scene));
    a = TestDevice.open(root, "a", TestDevice.vaults(places));
  }

  private void begin() throws Exception {
    a.vault.beginMirror(root.resolve("second").toUri().toString(), StorageAccess.NONE, _ -> {});
  }

  /// Reached anew, as its faults are others.
  private void begin(Faults faults) throws Exception {
    places.faults = faults;
    begin();
  }

  private static SortedMap<String, String> objects(ObjectStore store) throws Exception {
    SortedMap<String, String> objects = new TreeMap<>();
    for (ObjectInfo info : store.listAll())
      objects.put(info.name().value(), Hash256.sha256(store.get(info.name(), 64 << 20)).toString());
    return objects;
  }

  private SortedMap<String, String> main() throws Exception {
    try (ObjectStore main =
        new SystemPlaces().store(root.resolve("store"), "", new SecureRandom())) {
      return objects(main);
    }
  }

  private static MemoryStore copyOf(MemoryStore store) throws Exception {
    MemoryStore copied = new MemoryStore();
    for (ObjectInfo info : store.listAll())
      copied.create(info.name(), store.get(info.name(), 64 << 20));
    return copied;
  }

  private static Faults.Script once(Operation operation, Fault fault, int passes) {
    return new Faults.Script().add(operation, _ -> true, fault, passes, 1);
  }

  /// @return whether the fault was met
  private boolean runInto(Faults.Script fault) {
    catchThrowable(() -> begin(fault));
    return fault.isDone();
  }

  @Test
  void aFirstCopyThatIsCutIsNoVaultUntilAllOfItIsThere() throws Exception {
    int cuts = 0;
    for (Fault fault : List.of(Fault.CRASH_BEFORE, Fault.CRASH_AFTER, Fault.CUT, Fault.FULL)) {
      for (int passes = 0; ; passes++) {
        places.copy = new MemoryStore();
        from("made");
        if (!runInto(once(Operation.CREATE, fault, passes))) break;
        SortedMap<String, String> cut = objects(places.copy);
        if (main().get(HEADER).equals(cut.get(HEADER)))
          assertThat(cut).as(fault + " " + passes).isEqualTo(main());
        begin(Faults.none());
        assertThat(objects(places.copy)).as(fault + " " + passes).isEqualTo(main());
        cuts++;
      }
    }
    assertThat(cuts).isGreaterThan(20);
  }

  @Test
  void anUpdateThatIsCutLeavesAVaultThatCanBeRead() throws Exception {
    begin(Faults.none());
    MemoryStore first = places.copy;
    a.close();
    HostileScene.copy(
        root.resolve("home-a/mirror.sealed"), temp.resolve("later/home-a/mirror.sealed"));
    int cuts = 0;
    for (Operation operation : List.of(Operation.CREATE, Operation.DELETE)) {
      for (int passes = 0; ; passes++) {
        places.copy = copyOf(first);
        from("later");
        if (!runInto(once(operation, Fault.CRASH_AFTER, passes))) break;
        assertCanBeRead(operation + " " + passes);
        begin(Faults.none());
        assertThat(objects(places.copy)).as(operation + " " + passes).isEqualTo(main());
        cuts++;
      }
    }
    assertThat(cuts).isGreaterThan(10);
  }

  /// By a key that counted before or counts now, with the files as they were or are, or were in between.
  private void assertCanBeRead(String when) throws Exception {
    places.faults = Faults.none();
    Path out = temp.resolve("out");
    if (Files.exists(out)) TestDevice.deleteTree(out);
    String second = root.resolve("second").toUri().toString();
    LocalVaults vaults = TestDevice.vaults(places);
    Optional<Throwable> trouble = Optional.empty();
    for (Unlock kit : kits) {
      trouble = Optional.ofNullable(catchThrowable(() -> vaults.export(second, kit, out, _ -> {})));
      if (trouble.isEmpty()) break;
    }
    assertThat(trouble).as(when).isEmpty();
    assertThat(TestDevice.tree(out).keySet()).as(when).containsAll(before.keySet());
  }
}
