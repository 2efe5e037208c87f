package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.core.LocalVaults;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;

/// An empty vault whose devices have met, from which worlds are cast: what takes longest in a world's life, the passphrase at its real cost, is done once
/// in a process. What the vault's keys are is of no matter to any world.
final class Mould {
  /// Where all worlds have their folders and their storage; nothing real is there.
  static final Path PLACE = Path.of("/simulated");

  static final Instant START = Instant.parse("2026-06-03T12:00:00Z");

  private static final Map<Integer, Mould> MADE = new ConcurrentHashMap<>();

  private final List<SortedMap<String, byte[]>> profiles = new ArrayList<>();
  private final SortedMap<ObjectName, byte[]> objects = new TreeMap<>();
  private final RecoveryKey kit;
  private final String mark;

  /// What each device's folder says of how old it is.
  private final List<String> generations = new ArrayList<>();

  /// @param devices how many the vault has
  static Mould of(int devices) {
    return MADE.computeIfAbsent(devices, Mould::make);
  }

  private static Mould make(int devices) {
    try {
      return new Mould(devices);
    } catch (Exception e) {
      throw new IllegalStateException("the vault for simulations cannot be made", e);
    }
  }

  private Mould(int count) throws Exception {
    Path root = new FastTempDir().createTempDirectory(null, null);
    FakeTime time = new FakeTime(START);
    MemoryStore store = new MemoryStore();
    SimPlaces places = new SimPlaces(store);
    Effects effects =
        new Effects(new SeededRandom(count), time, Runnable::run, Runnable::run, places);
    // From the seed alone, whatever other tests have made before.
    LocalVaults vaults = TestDevice.ownVaults(effects);
    List<Vault> devices = new ArrayList<>();
    List<Path> homes = new ArrayList<>();
    RecoveryKey kit = null;
    List<SimVolume> volumes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimVolume volume = new SimVolume(FileSystemMode.LINUX, time, 7);
      places.mount(folder(i), volume, new DiskTrouble());
      volumes.add(volume);
      homes.add(root.resolve("home-" + name(i)));
      if (kit == null) {
        CreatedVault created = vaults.create(creation(homes.getFirst()));
        devices.add(created.vault());
        kit = created.recoveryKey();
      } else {
        devices.add(vaults.join(joining(i, homes.get(i), kit)));
      }
    }
    this.kit = Objects.requireNonNull(kit);
    for (int pass = 0; pass < 2; pass++) {
      for (Vault device : devices) device.sync();
      time.advance(Duration.ofMinutes(1));
    }
    for (Vault device : devices) device.close();
    for (Path home : homes) profiles.add(files(home));
    for (ObjectInfo info : store.listAll())
      objects.put(info.name(), store.get(info.name(), Integer.MAX_VALUE));
    mark = new SimUser(volumes.getFirst()).read(".tidelock/root");
    for (SimVolume volume : volumes)
      generations.add(new SimUser(volume).read(".tidelock/generation"));
    TestDevice.deleteTree(root);
  }

  private static CreateRequest creation(Path home) {
    String storage = TestDevice.storage(PLACE);
    return new CreateRequest(
        home, storage, folder(0), "Test", name(0), TestDevice.passphrase(), KeepUnlocked.FILE);
  }

  /// How one device more becomes one of the vault: by the recovery key, which costs no time.
  JoinRequest joining(int device, Path home) {
    return joining(device, home, kit);
  }

  private static JoinRequest joining(int device, Path home, RecoveryKey kit) {
    Unlock unlock = new Unlock.ByRecoveryKey(kit);
    String storage = TestDevice.storage(PLACE);
    return new JoinRequest(
        home, storage, folder(device), name(device), unlock, KeepUnlocked.FILE, _ -> true);
  }

  /// What is in a profile.
  static SortedMap<String, byte[]> files(Path home) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(home)) {
      for (Path file : all.toList())
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    return files;
  }

  static String name(int device) {
    return "dev" + (char) ('A' + device);
  }

  /// Of a device, by its name.
  static int number(String name) {
    return name.charAt(name.length() - 1) - 'A';
  }

  /// The synced folder of a device.
  static Path folder(int device) {
    return PLACE.resolve("folder-" + name(device));
  }

  /// Puts a device's profile there.
  void castProfile(int device, Path home) throws IOException {
    cast(profiles.get(device), home);
  }

  /// In place of what is there, if anything.
  static void cast(Map<String, byte[]> profile, Path home) throws IOException {
    Files.createDirectories(home);
    for (String name : files(home).keySet()) Files.delete(home.resolve(name));
    for (Map.Entry<String, byte[]> file : profile.entrySet())
      Files.write(home.resolve(file.getKey()), file.getValue());
  }

  /// Marks an empty volume as the folder of a device.
  void castFolder(int device, SimVolume volume) throws IOException {
    SimUser user = new SimUser(volume);
    user.write(".tidelock/root", mark);
    user.write(".tidelock/generation", generations.get(device));
    user.setPermissions(".tidelock", "rwx------");
    volume.forceAll();
  }

  MemoryStore castStorage() throws Exception {
    MemoryStore store = new MemoryStore();
    for (Map.Entry<ObjectName, byte[]> object : objects.entrySet())
      store.create(object.getKey(), object.getValue());
    return store;
  }
}
