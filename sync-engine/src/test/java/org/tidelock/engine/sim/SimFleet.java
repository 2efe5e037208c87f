package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.Lately;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;

/// Some devices of one person on one storage, to which a test itself says what happens. A [SimWorld] tells stories; here a test has all the means of the
/// engine and of the world, and looks itself. It is cast from a [Mould], and so is made in a moment.
public final class SimFleet implements AutoCloseable {
  private static final int ROUNDS = 4;

  public final MemoryStore storage;
  private final List<Device> devices = new ArrayList<>();
  private final Trace trace = new Trace();
  private final Path homes;

  private SimFleet(List<Drive> drives) throws Exception {
    homes = new FastTempDir().createTempDirectory(null, null);
    Mould mould = Mould.of(drives.size());
    storage = mould.castStorage();
    SimWorld.Making making =
        new SimWorld.Making(mould, storage, new Lately(), homes, trace, Ablation.NONE);
    for (int i = 0; i < drives.size(); i++) {
      SimDevice device = new SimDevice(i, i, drives.get(i), making);
      device.cast();
      devices.add(new Device(device));
      device.user.write(SimWorld.KEPT, SimWorld.KEPT);
      device.volume.forceAll();
      device.time.advance(Duration.ofMinutes(1));
      device.start();
    }
    settle();
  }

  /// One device for each kind of file system. Each has one file already, `kept`, so that no folder is ever emptied.
  public static SimFleet of(FileSystemMode... modes) throws Exception {
    return new SimFleet(
        Arrays.stream(modes)
            .map(mode -> Arrays.stream(Drive.values()).filter(d -> d.mode() == mode))
            .map(drive -> drive.findFirst().orElseThrow())
            .toList());
  }

  public Device device(int number) {
    return devices.get(number);
  }

  public List<Device> devices() {
    return List.copyOf(devices);
  }

  /// Syncs all devices some times, with a minute in between; by then they must have come to rest.
  public List<SyncReport> settle() throws Exception {
    List<SyncReport> reports = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Device device : devices) {
        SyncReport report = device.sync();
        if (!report.problems().isEmpty()) throw new AssertionError(report.problems());
        if (round == ROUNDS - 1 && report.sent().requests() + report.received().files() > 0)
          throw new AssertionError("they do not come to rest: " + reports + report);
        reports.add(report);
      }
      pass(Duration.ofMinutes(1));
    }
    return reports;
  }

  /// Time passes everywhere.
  public void pass(Duration time) throws InterruptedException {
    for (Device device : devices) device.time().advance(time);
  }

  /// How many objects the storage has in a folder.
  public long objects(String folder) throws Exception {
    long count = 0;
    for (ObjectInfo info : storage.listAll())
      if (info.name().value().startsWith(folder + "/")) count++;
    return count;
  }

  @Override
  public void close() throws IOException {
    for (Device device : devices) device.device.close();
    if (Files.exists(homes)) TestDevice.deleteTree(homes);
  }

  /// One of the devices, with its person, its disk, its clock and its way to the storage.
  public final class Device {
    private final SimDevice device;

    private Device(SimDevice device) {
      this.device = device;
    }

    public SimUser user() {
      return device.user;
    }

    public SimVolume volume() {
      return device.volume;
    }

    public DiskTrouble trouble() {
      return device.trouble();
    }

    public FakeTime time() {
      return device.time;
    }

    public FaultyStore connection() {
      return device.storage;
    }

    public Vault vault() {
      return device.vault();
    }

    public SyncReport sync() throws TidelockException, InterruptedException {
      return device.sync(Set.of(), Map.of()).orElseThrow();
    }

    /// A round over everything, as a watch brings it about.
    public SyncReport round() throws TidelockException, InterruptedException {
      return TestDevice.round(device.vault());
    }

    /// Something else happens in the midst of it.
    ///
    /// @param call of the engine to disk or storage, before which it happens; 1 the first
    public SyncReport sync(int call, Meanwhile meanwhile)
        throws TidelockException, InterruptedException {
      return device.sync(Set.of(), Map.of(call, List.of(meanwhile::runs))).orElseThrow();
    }

    /// How many calls the last sync made.
    public int callsOfLastSync() {
      String made = device.number + " made ";
      return trace.lines().reversed().stream()
          .filter(line -> line.startsWith(made))
          .findFirst()
          .map(line -> Integer.parseInt(line.substring(made.length(), line.indexOf(" calls"))))
          .orElseThrow();
    }

    /// All calls of the last sync, in order: `storage create log/...`, `disk read a.txt`.
    public List<String> lastSync() {
      List<String> calls = new ArrayList<>();
      for (String line : trace.lines().reversed()) {
        boolean end = line.startsWith(device.number + " made ");
        if (end && !calls.isEmpty()) break;
        if (!end && line.startsWith(device.number + " ")) calls.addFirst(line.substring(2));
      }
      return calls;
    }

    /// The process dies in the midst of a sync, and is started again.
    ///
    /// @return whether it came so far
    public boolean dies(int call) throws TidelockException, InterruptedException {
      Optional<SyncReport> report =
          device.sync(Set.of(), Map.of(call, List.of((Runnable) device::die)));
      if (report.isEmpty()) device.start();
      return report.isEmpty();
    }

    public void restart() throws TidelockException, InterruptedException {
      device.stop();
      device.start();
    }

    /// Its profile, with its index. Not to be touched while it runs.
    public Path home() {
      return device.home;
    }

    /// From now on it is a clone of another one: its profile and its disk are copied.
    public void becomes(Device other) throws Exception {
      stop();
      other.stop();
      device.become(other.device.copy());
      start();
      other.start();
    }

    public void stop() {
      device.stop();
    }

    public void start() throws TidelockException, InterruptedException {
      device.start();
    }

    /// What its disk has not on its drive is lost.
    public void cutPower(long seed) throws TidelockException, InterruptedException {
      device.cutPower(seed);
      device.stop();
      device.start();
    }

    /// What its person sees.
    public SortedMap<String, String> tree() throws IOException {
      SortedMap<String, String> tree = device.user.tree();
      tree.remove(SimWorld.KEPT);
      return tree;
    }

    /// As [#tree], and what of the attributes of files is synced.
    public SortedMap<String, String> treeWithAttributes() throws IOException {
      SortedMap<String, String> tree = device.user.treeWithAttributes();
      tree.remove(SimWorld.KEPT);
      return tree;
    }

    public List<String> trash() throws IOException {
      return device.trash();
    }

    /// How many operations this device knows of.
    public Operations operations() {
      try (Database db = Database.open(device.home.resolve("index.db"), Database.Access.READ)) {
        return new Operations(count(db, "move"), count(db, "version"), count(db, "deletion"));
      }
    }

    private static long count(Database db, String table) {
      return db.first("SELECT count(*) FROM " + table, row -> row.getLong(1)).orElseThrow();
    }

    /// What the engine has asked of this disk so far: names of calls and their paths.
    public List<String> calls() {
      String disk = device.number + " disk ";
      return trace.lines().stream()
          .filter(line -> line.startsWith(disk))
          .map(line -> line.substring(disk.length()))
          .toList();
    }
  }

  /// @param moves what was renamed or moved, as often as it was
  /// @param versions contents
  public record Operations(long moves, long versions, long deletions) {
    public Operations plus(long moreMoves, long moreVersions, long moreDeletions) {
      return new Operations(moves + moreMoves, versions + moreVersions, deletions + moreDeletions);
    }
  }

  /// What happens in the midst of a sync.
  public interface Meanwhile {
    void happens() throws Exception;

    private void runs() {
      try {
        happens();
      } catch (Exception e) {
        throw new AssertionError("meanwhile", e);
      }
    }
  }
}
