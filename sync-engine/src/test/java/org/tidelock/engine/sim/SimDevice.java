package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Status;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.core.LocalVaults;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.StorageException;

/// One device of a world: its disk with its person, its clock, its way to the storage, and the engine that runs on it. All that the engine asks of disk and
/// storage passes through [#call], where other things may happen in between and where the engine may die.
final class SimDevice implements AutoCloseable {
  /// Hears whose clock is that of the engine at work, for a [Mutant] that believes in clocks.
  private static volatile Consumer<FakeTime> atWork = _ -> {};

  private static final long ROOM = 1L << 40;

  /// Of one task. 150 files of which each is a portion of its own take some 90,000 (`FileStateTest#aShiftOfAllTimesSendsNoBytes`); a round that never ends takes more than any limit.
  private static final int MOST_CALLS = 200_000;

  final int number;
  final FakeTime time;
  final SimVolume volume;
  final SimUser user;
  final FaultyStore storage;
  final Path home;
  private Path folder;
  private boolean troubled;
  private Optional<SimVolume> inItsPlace = Optional.empty();
  private DiskTrouble trouble = new DiskTrouble();
  private final Trace trace;
  private final Mould mould;
  private final LocalVaults vaults;
  private final SimPlaces places;
  private @Nullable Vault vault;
  private @Nullable Database index;

  // Of a sync under way.
  private boolean dead;
  private boolean working;
  private int calls;
  private SortedMap<Integer, List<Runnable>> meanwhile = new TreeMap<>();

  /// Thrown into an engine whose process dies.
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
      super("the process dies", null, false, false);
    }
  }

  SimDevice(int number, long seed, Drive drive, SimWorld.Making making) throws IOException {
    this.number = number;
    this.trace = making.trace();
    this.mould = making.mould();
    time = new FakeTime(Mould.START.plusSeconds(3600));
    volume = new SimVolume(drive.mode(), time, 7);
    user = new SimUser(volume);
    storage = new FaultyStore(making.storage(), Faults.none(), making.lately());
    home = making.homes().resolve("home-" + Mould.name(number));
    places =
        new SimPlaces(
            new SimConnection(storage, what -> call("storage " + what)), making.ablation());
    folder = Mould.folder(number);
    mount();
    vaults =
        TestDevice.vaults(
            portioned(
                new Effects(new SeededRandom(seed), time, Runnable::run, Runnable::run, places),
                seed));
  }

  static void wallClock(Consumer<FakeTime> hears) {
    atWork = hears;
  }

  /// Lets it be one of those that the vault has from the beginning.
  void cast() throws IOException {
    mould.castProfile(number, home);
    mould.castFolder(number, volume);
  }

  /// One device in four works as if it had hardly any memory.
  private static Effects portioned(Effects effects, long seed) {
    return Math.floorMod(seed, 4) == 0
        ? effects.inPortions(1 + Math.floorMod(seed / 4, 4))
        : effects;
  }

  private void mount() {
    trouble = new DiskTrouble();
    trouble.meddle(
        (name, paths) -> {
          StringBuilder what = new StringBuilder("disk ").append(name);
          for (LocalPath path : paths) what.append(' ').append(path);
          call(what.toString());
          places.watcher().does(folder, name, paths);
        });
    places.mount(folder, volume, trouble);
  }

  private void call(String what) {
    if (dead) throw new Death();
    trace.add(number + " " + what);
    List<Runnable> now = working ? meanwhile.remove(++calls) : null;
    if (calls > MOST_CALLS) throw new AssertionError(number + " comes to no end: " + what);
    if (now != null) now.forEach(Runnable::run);
    if (dead) throw new Death();
  }

  boolean isWorking() {
    return working;
  }

  boolean isOn() {
    return vault != null;
  }

  Vault vault() {
    Vault open = vault;
    if (open == null) throw new IllegalStateException("device " + number + " is off");
    return open;
  }

  /// The engine's index, for reading, while it is on.
  Tables index() {
    Database open = index;
    if (open == null) index = open = Database.open(home.resolve("index.db"), Database.Access.READ);
    return Tables.over(open);
  }

  /// One that is none of the vault's yet joins.
  void start() throws TidelockException, InterruptedException {
    dead = false;
    vault =
        hasJoined()
            ? vaults.open(home, Optional.empty())
            : vaults.join(mould.joining(number, home));
  }

  /// Whether it is one of the vault's.
  boolean hasJoined() {
    return vaults.state(home) != Vaults.ProfileState.EMPTY;
  }

  /// As [#start]. What happens meanwhile may let it die.
  void start(Map<Integer, List<Runnable>> during) throws TidelockException, InterruptedException {
    does(
        () -> {
          start();
          return true;
        },
        during);
  }

  /// @return none if it died
  Optional<SyncReport> sync(Set<LocalPath> folders, Map<Integer, List<Runnable>> during)
      throws TidelockException, InterruptedException {
    return does(
        vault -> folders.isEmpty() ? vault.sync() : TestDevice.round(vault, folders), during);
  }

  /// What a person, or a watch, asks of it.
  interface Work<T> {
    T by(Vault vault) throws TidelockException, InterruptedException;
  }

  /// What happens meanwhile may let it die: then it is off.
  ///
  /// @return none if it died
  <T> Optional<T> does(Work<T> work, Map<Integer, List<Runnable>> during)
      throws TidelockException, InterruptedException {
    return does(() -> work.by(vault()), during);
  }

  private interface Deed<T> {
    T done() throws TidelockException, InterruptedException;
  }

  private <T> Optional<T> does(Deed<T> deed, Map<Integer, List<Runnable>> during)
      throws TidelockException, InterruptedException {
    atWork.accept(time);
    calls = 0;
    meanwhile = new TreeMap<>(during);
    working = true;
    try {
      return Optional.of(deed.done());
    } catch (Death | SimVolume.Off | TidelockException e) {
      if (!dead) throw e; // else it does not matter what is made of it
      return Optional.empty();
    } finally {
      working = false;
      trace.add(number + " made " + calls + " calls");
      if (dead) stop();
    }
  }

  /// Watches for a time. No failure ends a watch; one that nothing in this world explains is known from what the vault says of itself.
  ///
  /// @throws Violation if a round ended unexpectedly
  void watch(Duration time, Map<Integer, List<Runnable>> during)
      throws TidelockException, InterruptedException {
    // A process that died may have told so of itself.
    Set<String> unexpected = new TreeSet<>();
    Set<String> before = new TreeSet<>();
    does(
        vault -> {
          note(vault.issues(), before);
          try (Vault.Subscription hearing = vault.listen(event -> hear(event, unexpected));
              Vault.Subscription watching = vault.watch()) {
            this.time.advance(time);
          }
          return true;
        },
        during);
    unexpected.removeAll(before);
    if (!unexpected.isEmpty())
      throw new Violation(Property.SOUNDNESS, number + " watched: " + unexpected);
  }

  private void hear(VaultEvent event, Set<String> unexpected) {
    if (!dead && event instanceof VaultEvent.StatusChanged(Status status))
      note(status.issues(), unexpected);
  }

  private static void note(List<Issue> issues, Set<String> unexpected) {
    for (Issue issue : issues)
      if (issue.code().equals("APP-99")) unexpected.add(issue.code() + " since " + issue.since());
  }

  /// A change in these folders is told to a watch, if there is one.
  void changed(Set<LocalPath> folders) {
    places.watcher().changed(folder, folders);
  }

  /// Of its folder, from now on.
  void hears(Ears with) {
    places.watcher().hears(folder, with);
  }

  /// A watch, if there is one, is not told of some changes.
  ///
  /// @param any whether it is told of no more at all
  void misses(boolean any) {
    if (any) places.watcher().lost(folder);
    else places.watcher().missed(folder);
  }

  /// Whether it has chosen only a part of the vault, while it is on.
  boolean isPartial() {
    Vault open = vault;
    return open != null && !open.selection().equals(VaultSelection.ALL);
  }

  /// Its process dies, right now.
  void die() {
    dead = true;
  }

  void cutPower(long seed) {
    dead = true;
    volume.crash(new Random(seed * 0x9E3779B97F4A7C15L));
  }

  /// The drive is not there any more.
  ///
  /// @param emptyFolder whether an empty folder takes its place: only while the device is off
  void unplug(boolean emptyFolder) {
    volume.setThere(false);
    if (!emptyFolder) return;
    SimVolume empty = new SimVolume(volume.mode(), time, 8);
    inItsPlace = Optional.of(empty);
    places.mount(folder, empty, trouble);
  }

  void plug() {
    volume.setThere(true);
    if (inItsPlace.isPresent()) mount();
    inItsPlace = Optional.empty();
  }

  /// What is where the drive was, if there is something.
  Optional<SimUser> inItsPlace() {
    return inItsPlace.map(SimUser::new);
  }

  /// What a device is.
  ///
  /// @param folder where it has the volume
  record Copy(Path folder, SortedMap<String, byte[]> profile, SimNode volume) {}

  /// Of itself, while it is off.
  Copy copy() throws IOException {
    return new Copy(folder, Mould.files(home), volume.copy());
  }

  /// While it is off.
  void become(Copy copy) throws IOException {
    restoreProfile(copy);
    folder = copy.folder();
    volume.become(copy.volume());
    mount();
  }

  /// While it is off.
  void restoreProfile(Copy copy) throws IOException {
    Mould.cast(copy.profile(), home);
  }

  /// While it is off.
  void restoreFolder(Copy copy) {
    volume.become(copy.volume());
    mount();
  }

  /// While it is off.
  void loseIndex() throws IOException {
    for (String name : Mould.files(home).keySet())
      if (name.startsWith("index.db")) Files.delete(home.resolve(name));
  }

  /// Closes it, alive or dead.
  void stop() {
    Database read = index;
    index = null;
    if (read != null) read.close();
    Vault open = vault;
    vault = null;
    if (open != null) open.close();
  }

  void fill(long room) {
    volume.setCapacity(Math.max(0, ROOM - volumeFree() + room));
  }

  private long volumeFree() {
    volume.setCapacity(ROOM);
    return volume.freeBytes();
  }

  DiskTrouble trouble() {
    return trouble;
  }

  /// With the storage.
  void trouble(Faults faults) {
    storage.faults(faults);
    troubled = true;
  }

  /// Whether the storage does not always answer as it should.
  boolean isTroubled() {
    return troubled;
  }

  /// Nothing is in the way of disk and storage any more.
  void endTrouble() throws StorageException, InterruptedException {
    hears(Ears.GOOD);
    storage.away(false);
    storage.faults(Faults.none());
    troubled = false;
    storage.room(Long.MAX_VALUE);
    storage.settle();
    volume.setCapacity(ROOM);
    trouble.clear();
  }

  /// What lies in the trash of the engine.
  List<String> trash() throws IOException {
    List<String> trash = new ArrayList<>();
    user.everything()
        .forEach(
            (path, what) -> {
              if (path.startsWith(".tidelock/trash/")) trash.add(what);
            });
    return trash;
  }

  @Override
  public void close() {
    dead = true;
    stop();
  }
}
