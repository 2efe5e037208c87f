package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tidelock.engine.FastTempDir;
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
    List<TestDevice> devices = new ArrayList<>();
    List<SimVolume> volumes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SimVolume volume = new SimVolume(FileSystemMode.LINUX, time, 7);
      places.mount(folder(i), volume, new DiskTrouble());
      volumes.add(volume);
      devices.add(TestDevice.setUp(root, PLACE, name(i), TestDevice.vaults(effects), i == 0));
    }
    for (int pass = 0; pass < 2; pass++) {
      for (TestDevice device : devices) device.sync();
      time.advance(Duration.ofMinutes(1));
    }
    for (TestDevice device : devices) device.close();
    for (TestDevice device : devices) profiles.add(files(device.home));
    for (ObjectInfo info : store.listAll())
      objects.put(info.name(), store.get(info.name(), Integer.MAX_VALUE));
    mark = new SimUser(volumes.getFirst()).read(".tidelock/root");
    for (SimVolume volume : volumes)
      generations.add(new SimUser(volume).read(".tidelock/generation"));
    TestDevice.deleteTree(root);
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
