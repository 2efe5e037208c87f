package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Hold;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.Lately;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;

/// Some devices of one person on one storage, to whom the events of a story happen, on one thread and at times that the story says. What must hold is looked
/// at whenever the story comes to a [Event.Peace] ([Checks]), and as far as it can be in between.
final class SimWorld implements AutoCloseable {
  /// In every folder from the beginning, and nobody touches it: a folder that is emptied stops syncing until its user says more.
  static final String KEPT = "kept";

  private static final Set<ErrorCode> NEVER =
      Set.of(ErrorCode.UNEXPECTED, ErrorCode.FORK, ErrorCode.NEEDS_YOU, ErrorCode.USAGE);

  final List<SimDevice> devices = new ArrayList<>();
  final MemoryStore storage;
  final Contents contents = new Contents();
  final Trace trace = new Trace();
  final boolean alike;
  private final long seed;
  private final Random answers;

  /// Whether anybody ever had so many files that their removal may have to wait.
  private boolean crowded;

  private final List<Doing> doings = new ArrayList<>();
  private final Path homes;
  private final Checks checks;

  /// What did not hold in the midst of something: whoever is at work may go on after it.
  private Optional<Violation> broken = Optional.empty();

  private final Undos undos = new Undos(this);
  private final Ignoring ignoring = new Ignoring(this);
  private final Losses losses = new Losses(this);
  private final Making making;

  /// Who has changed anything since the last peace.
  private final Set<Integer> actors = new HashSet<>();

  /// Whether any device has lost what it knew since the last peace: then it cannot know what a person has deleted.
  private boolean forgetful;

  /// Whether any device has had only a part of the vault since the last peace.
  private boolean parted;

  /// Whether it is not in the state of the folder that belonged to what it knows.
  private boolean amnesic;

  /// Whether any ever has: then nobody knows any more which packs it has sent for nothing.
  private boolean everForgetful;

  /// Whether two devices have been one: whoever of them writes later may be told so.
  private boolean cloned;

  /// Whether any folder ever went back alone.
  private boolean restored;

  /// Who has been told since, which is once.
  private final Set<Integer> told = new HashSet<>();

  private final Map<Integer, SimDevice.Copy> copies = new TreeMap<>();
  private SortedMap<ObjectName, byte[]> atPeace = new TreeMap<>();
  private int membersAtPeace;

  /// A file is wanted that nobody has any more: no peace can be made.
  private boolean isOver;

  private Optional<SortedMap<ObjectName, byte[]>> truth = Optional.empty();

  /// What all devices of a world are made from.
  record Making(
      Mould mould,
      MemoryStore storage,
      Lately lately,
      Path homes,
      Trace trace,
      Ablation ablation) {}

  SimWorld(long seed, List<Drive> drives, Ablation ablation) throws Exception {
    this.seed = seed;
    answers = new Random(seed);
    homes = new FastTempDir().createTempDirectory(null, null);
    Mould mould = Mould.of(drives.size());
    storage = mould.castStorage();
    making = new Making(mould, storage, new Lately(), homes, trace, ablation);
    alike = Set.copyOf(drives).size() == 1;
    for (int i = 0; i < drives.size(); i++) {
      SimDevice device = new SimDevice(i, seed * 31 + i, drives.get(i), making);
      device.cast();
      add(device);
      device.user.write(KEPT, KEPT);
      device.volume.forceAll();
      device.time.advance(Duration.ofMinutes(1));
    }
    contents.wrote(KEPT, 0, false);
    checks = new Checks(this);
    membersAtPeace = devices.size();
    atPeace = objects();
  }

  private void add(SimDevice device) {
    devices.add(device);
    doings.add(new Doing(device, contents));
  }

  /// Lives through a story.
  ///
  /// @return what did not hold, if anything
  static Optional<Violation> live(Story story) {
    return live(story, Ablation.NONE);
  }

  static Optional<Violation> live(Story story, Ablation ablation) {
    try (SimWorld world = new SimWorld(story.seed(), story.drives(), ablation)) {
      return world.run(story.events());
    } catch (Exception e) {
      throw new IllegalStateException("a world cannot be made", e);
    }
  }

  Optional<Violation> run(List<Event> events) {
    try {
      for (Event event : events) {
        happen(event);
        if (broken.isPresent()) return broken;
      }
      return Optional.empty();
    } catch (Violation e) {
      return Optional.of(e);
    } catch (Exception | AssertionError e) {
      return Optional.of(new Violation(Property.SOUNDNESS, String.valueOf(e), e));
    }
  }

  void happen(Event event) throws Exception {
    if (isOver) return;
    trace.add("= " + event);
    switch (event) {
      case Event.Act e -> act(e);
      case Event.Sync e -> sync(e);
      case Event.Restart e -> restart(devices.get(e.device()));
      case Event.PowerCut e -> cutPower(devices.get(e.device()), e.seed());
      case Event.Pass e -> pass(Duration.ofMillis(e.millis()));
      case Event.SetClock e -> {
        SimDevice device = devices.get(e.device());
        device.time.set(device.time.instant().plusSeconds(e.bySeconds()));
      }
      case Event.Trouble e ->
          devices.get(e.device()).trouble(new Faults.Random(e.seed()).with(e.fault(), e.rate()));
      case Event.StorageFull e -> devices.get(e.device()).storage.room(e.room());
      case Event.Unplug e -> devices.get(e.device()).unplug(false);
      case Event.Unmount e -> unmount(devices.get(e.device()));
      case Event.LoseIndex e -> {
        if (forgets(e.device())) loseIndex(devices.get(e.device()));
      }
      case Event.BackUp e -> {
        if (isTakenOff(e.device())) copies.put(e.device(), devices.get(e.device()).copy());
      }
      case Event.RestoreProfile e -> {
        SimDevice.Copy copy = copies.get(e.device());
        if (copy != null && forgets(e.device())) {
          devices.get(e.device()).restoreProfile(copy);
          amnesic = true;
        }
      }
      case Event.RestoreFolder e -> {
        SimDevice.Copy copy = copies.get(e.device());
        if (copy != null && forgets(e.device())) restoreFolder(devices.get(e.device()), copy);
      }
      case Event.RestoreDevice e -> {
        SimDevice.Copy copy = copies.get(e.device());
        if (copy != null && forgets(e.device())) become(devices.get(e.device()), copy);
      }
      case Event.Clone e -> clone(e.device(), e.of());
      case Event.Away e -> devices.get(e.device()).storage.away(true);
      case Event.DiskFull e -> devices.get(e.device()).fill(e.room());
      case Event.InUse e -> devices.get(e.device()).trouble().use(e.path());
      case Event.Denied e -> devices.get(e.device()).trouble().deny(e.path());
      case Event.RollBack _ -> rollBack();
      case Event.Choose e -> choose(e);
      case Event.UndoBatch e -> undos.undo(e);
      case Event.UndoSince e -> undos.undo(e);
      // What is left out may be deleted where it was last, though the vault has it still.
      case Event.Ignore e -> {
        if (!losses.any()) ignoring.change(e);
      }
      case Event.IgnoreEverywhere e -> {
        if (!losses.any()) ignoring.change(e);
      }
      case Event.Lose e -> {
        // Else nobody might have any more what is lost.
        if (!forgetful && !parted && !ignoring.any() && truth.isEmpty()) losses.lose(e);
      }
      case Event.Watch e -> watch(e);
      case Event.Hear e -> devices.get(e.device()).hears(e.with());
      case Event.Miss e -> devices.get(e.device()).misses(e.all());
      case Event.Join e -> join(e);
      case Event.Checkpoint e -> checkpoint(e);
      case Event.ProviderCopy e -> copyAnObject(e.n());
      case Event.Peace _ -> peace();
    }
  }

  private void act(Event.Act act) throws IOException {
    if (doings.get(act.device()).happens(act.deed())) actors.add(act.device());
    crowded |= act.deed() instanceof Deed.WriteMany || act.deed() instanceof Deed.Scramble;
  }

  /// Not where the storage shows an older state: a newcomer cannot know that.
  private void join(Event.Join join) throws Exception {
    for (SimDevice device : devices) if (device.isWorking()) return;
    if (truth.isPresent()) return;
    int number = devices.size();
    SimDevice device = new SimDevice(number, seed * 31 + number, join.drive(), making);
    device.time.set(devices.getFirst().time.instant());
    if (join.files() >= 0) copyFiles(devices.get(join.files()), device);
    add(device);
    try {
      device.start(during(join));
    } catch (TidelockException e) {
      refused(device, e); // its next start tries again
    }
    checks.afterSync(device);
  }

  private void copyFiles(SimDevice from, SimDevice to) throws IOException {
    if (from.volume.mode() != to.volume.mode() || !from.volume.isPlugged()) return;
    for (Map.Entry<String, String> e : from.user.tree().entrySet()) {
      if (!from.user.isFile(e.getKey())) continue;
      to.user.write(e.getKey(), e.getValue());
      to.user.touch(e.getKey(), from.user.modified(e.getKey()));
      contents.isWanted(List.of(e.getValue()));
    }
    to.volume.forceAll();
    actors.add(to.number);
  }

  /// Nobody waits for it, so nobody is told what goes wrong.
  private void watch(Event.Watch watch) throws Exception {
    SimDevice device = devices.get(watch.device());
    if (device.isWorking() || !isOn(device)) return;
    contents.begins(device.number);
    device.watch(Duration.ofMillis(watch.millis()), during(watch));
    checks.afterSync(device);
  }

  private void checkpoint(Event.Checkpoint checkpoint) throws Exception {
    SimDevice device = devices.get(checkpoint.device());
    if (device.isWorking() || !isOn(device)) return;
    try {
      Optional<Boolean> written = device.does(TestDevice::writeCheckpoint, during(checkpoint));
      trace.add(device.number + " wrote a checkpoint: " + written);
    } catch (TidelockException e) {
      refused(device, e);
    }
  }

  private void choose(Event.Choose choice) throws Exception {
    SimDevice device = devices.get(choice.device());
    if (device.isWorking() || losses.any()) return;
    if (isOn(device)) choose(device, new VaultSelection(choice.mode(), choice.paths()));
  }

  private void choose(SimDevice device, VaultSelection selection) throws Exception {
    boolean partial = device.isPartial();
    contents.begins(device.number);
    try {
      Optional<SyncReport> report = device.does(v -> v.select(selection), Map.of());
      trace.add(device.number + " " + report.map(SyncReport::toString).orElse("died"));
    } catch (TidelockException e) {
      // Of what others have deleted or renamed meanwhile.
      if (e.code() != ErrorCode.USAGE) refused(device, e);
    }
    if (partial || device.isPartial()) parted = true;
    checks.afterSync(device);
  }

  private void pass(Duration time) throws InterruptedException {
    for (SimDevice device : devices) device.time.advance(time);
  }

  private void restart(SimDevice device) throws Exception {
    if (device.isWorking()) {
      device.die();
      return;
    }
    device.stop();
    start(device);
  }

  /// Starts it, unless it is on.
  boolean isOn(SimDevice device) throws Exception {
    if (!device.isOn()) start(device);
    return device.isOn();
  }

  private void start(SimDevice device) throws Exception {
    try {
      device.start();
    } catch (TidelockException e) {
      refused(device, e);
    }
  }

  /// Whatever her system has promised to nobody, a person may lose: what she wrote last and nobody flushed.
  ///
  /// Some of that no engine can see that does not flush or read each file: bytes that are lost or changed while size and times are as they were. So here
  /// something else tells of it.
  private void cutPower(SimDevice device, long seed) throws IOException {
    Map<SimNode, String> unwritten = device.user.unwritten();
    SortedMap<String, String> before = device.user.tree();
    device.cutPower(seed);
    if (!device.isWorking()) device.stop();
    if (!device.user.tree().equals(before) || !unwritten.isEmpty()) actors.add(device.number);
    for (Map.Entry<SimNode, String> e : unwritten.entrySet()) {
      SimNode file = e.getKey();
      contents.excuse(e.getValue(), device.number);
      contents.excuse(new String(file.bytes.toArray(), StandardCharsets.UTF_8), device.number);
      device.volume.setModified(file, device.time.instant());
      file.force();
    }
  }

  /// Something is done to what a device is, which can only be while it is off.
  private boolean isTakenOff(int number) {
    SimDevice device = devices.get(number);
    if (device.isWorking() || !device.hasJoined()) return false;
    device.stop();
    return true;
  }

  /// What a device is now shall be what it was, or less. Not while the storage does not tell what it wrote ([#rollBack]).
  private boolean forgets(int number) {
    boolean plugged = devices.get(number).volume.isPlugged();
    boolean can = plugged && truth.isEmpty() && !losses.any() && isTakenOff(number);
    forgetful |= can;
    if (can) told.clear();
    everForgetful |= can;
    return can;
  }

  private void unmount(SimDevice device) {
    if (!device.volume.isPlugged() || !isTakenOff(device.number)) return;
    device.unplug(true);
  }

  private void loseIndex(SimDevice device) throws IOException {
    device.loseIndex();
    amnesic = true;
  }

  private void clone(int number, int of) throws IOException {
    SimDevice device = devices.get(number);
    SimDevice model = devices.get(of);
    if (device == model || device.volume.mode() != model.volume.mode()) return;
    if (!model.volume.isPlugged() || !isTakenOff(of) || !forgets(number)) return;
    become(device, model.copy());
    cloned = true;
  }

  private void restoreFolder(SimDevice device, SimDevice.Copy copy) throws IOException {
    for (String content : device.user.everything().values())
      contents.excuseWhatWasWrittenBy(device.number, content);
    device.restoreFolder(copy);
    amnesic = true;
    restored = true;
    actors.add(device.number);
  }

  /// What its person has done since is lost, as far as no other device knows of it.
  private void become(SimDevice device, SimDevice.Copy copy) throws IOException {
    for (String content : device.user.everything().values())
      contents.excuseWhatWasWrittenBy(device.number, content);
    device.become(copy);
    actors.add(device.number);
  }

  void sync(Event.Sync sync) throws Exception {
    SimDevice device = devices.get(sync.device());
    if (device.isWorking()) return;
    if (!isOn(device)) return;
    Set<LocalPath> folders = new HashSet<>();
    for (String folder : sync.folders()) folders.add(SimUser.at(folder));
    contents.begins(device.number);
    Optional<Checks.Before> before = checks.before(device);
    boolean isMissed =
        truth.isPresent() && !device.isTroubled() && checks.storageLacksWhatIsKnown(device);
    try {
      Optional<SyncReport> report = device.sync(folders, during(sync));
      if (isMissed && report.isPresent() && checks.storageLacksWhatIsKnown(device))
        throw new Violation(
            Property.ROLLBACK_NOTICED, device.number + " does not say that the storage went back");
      trace.add(sync.device() + " " + report.map(SyncReport::toString).orElse("died"));
      if (report.isPresent() && sync.folders().isEmpty() && sync.meanwhile().isEmpty())
        isSent(device, report.get());
    } catch (TidelockException e) {
      refused(device, e);
    }
    checks.afterSync(device);
    checks.valves(device, before, sync.meanwhile().isEmpty());
  }

  /// Nothing is left to be sent, left out, or waiting for an answer.
  private void isSent(SimDevice device, SyncReport report) throws IOException {
    boolean all =
        report.state() == State.UP_TO_DATE
            && report.problems().isEmpty()
            && !device.isTroubled()
            && !device.isPartial()
            && !ignoring.any()
            && truth.isEmpty();
    if (all) contents.kept(device.user.contents());
  }

  Map<Integer, List<Runnable>> during(Event.Disturbed event) {
    Map<Integer, List<Runnable>> during = new TreeMap<>();
    for (Event.During each : event.meanwhile())
      during
          .computeIfAbsent(each.call(), _ -> new ArrayList<>())
          .add(() -> happenMeanwhile(each.event()));
    return during;
  }

  /// What is checked in there must be told outside, whatever the engine makes of it.
  private void happenMeanwhile(Event event) {
    try {
      happen(event);
    } catch (Violation e) {
      broken = Optional.of(e);
      throw e;
    } catch (Exception e) {
      Violation violation = new Violation(Property.SOUNDNESS, "meanwhile: " + e, e);
      broken = Optional.of(violation);
      throw violation;
    }
  }

  void refused(SimDevice device, TidelockException e) throws IOException {
    trace.add(device.number + " refused: " + e.code() + " " + e.whatHappened());
    if (cloned && e.code() == ErrorCode.FORK && told.add(device.number)) return;
    if (NEVER.contains(e.code()) && (device.volume.isPlugged() || e.code() != ErrorCode.NEEDS_YOU))
      throw new Violation(Property.SOUNDNESS, device.number + " says " + e.code() + " " + e, e);
  }

  /// Not where a device has forgotten what it wrote: what two of its lives write under one name, the storage has not in one place.
  private void rollBack() throws Exception {
    if (forgetful || losses.any()) return;
    SortedMap<ObjectName, byte[]> all = new TreeMap<>(truth.orElseGet(TreeMap::new));
    all.putAll(objects());
    truth = Optional.of(all);
    for (ObjectInfo info : storage.listAll())
      if (!atPeace.containsKey(info.name())) storage.delete(info.name());
    putBack(atPeace);
  }

  private void putBack(SortedMap<ObjectName, byte[]> objects)
      throws StorageException, InterruptedException {
    for (Map.Entry<ObjectName, byte[]> object : objects.entrySet())
      if (storage.stat(object.getKey()).isEmpty())
        storage.create(object.getKey(), object.getValue());
  }

  private void copyAnObject(int n) throws StorageException, InterruptedException {
    List<ObjectInfo> all = storage.listAll();
    ObjectName name = all.get(n % all.size()).name();
    ObjectName copy = new ObjectName(name + "-laptop");
    if (storage.stat(copy).isEmpty()) storage.create(copy, storage.get(name, Integer.MAX_VALUE));
  }

  Checks checks() {
    return checks;
  }

  /// Whether a device may tell of a folder that others deleted and in which it leaves something out: it does so for two weeks.
  boolean everIgnored() {
    return ignoring.ever();
  }

  /// Whether anything may be left out by a rule since the last peace.
  boolean isIgnoring() {
    return ignoring.any();
  }

  boolean isDamaged(String object) {
    return losses.isDamaged(object);
  }

  boolean hasUndone() {
    return undos.any();
  }

  boolean hasUndone(int device) {
    return undos.by(device);
  }

  boolean isAmnesic() {
    return amnesic;
  }

  /// Whether a device may say that its folder was put back: it does so for two weeks.
  boolean everRestored() {
    return restored;
  }

  boolean isForgetful() {
    return forgetful;
  }

  boolean everForgetful() {
    return everForgetful;
  }

  SortedMap<ObjectName, byte[]> objects() throws StorageException, InterruptedException {
    SortedMap<ObjectName, byte[]> objects = new TreeMap<>();
    for (ObjectInfo info : storage.listAll())
      objects.put(info.name(), storage.get(info.name(), Integer.MAX_VALUE));
    return objects;
  }

  private void peace() throws Exception {
    for (SimDevice device : devices) if (device.isWorking()) return;
    if (truth.isPresent()) putBack(truth.get());
    truth = Optional.empty();
    pass(Duration.ofMinutes(1));
    Optional<SortedMap<String, String>> alone = Optional.empty();
    if (actors.isEmpty() || actors.size() == 1) {
      int only = actors.isEmpty() ? 0 : actors.iterator().next();
      // Who has joined since may not have got yet what the others have.
      if (alike && !forgetful && only < membersAtPeace)
        alone = Optional.of(Checks.folder(devices.get(only)));
    }
    for (SimDevice device : devices) {
      device.endTrouble();
      if (device.volume.isPlugged()) continue;
      device.stop();
      device.plug();
    }
    // Some find what another one's upload has left half done, until that one sends it again.
    for (SimDevice device : devices) sync(new Event.Sync(device.number, List.of(), List.of()));
    if (losses.any()) {
      if (!losses.mend()) {
        checks.nobodyMissesAnything();
        isOver = true;
        return;
      }
      // What was lost may have kept others from joining, or from sending what they have.
      for (SimDevice device : devices) sync(new Event.Sync(device.number, List.of(), List.of()));
    }
    for (SimDevice device : devices) if (!device.isOn()) device.start();
    if (parted || undos.any() || ignoring.any()) alone = Optional.empty();
    for (SimDevice device : devices)
      if (device.isPartial()) {
        device.vault().sync();
        choose(device, VaultSelection.ALL);
      }
    ignoring.end();
    if (answerHolds()) alone = Optional.empty();
    checks.comeToRest();
    checks.atRest(alone);
    for (SimDevice device : devices) contents.begins(device.number);
    actors.clear();
    undos.rest();
    ignoring.rest();
    losses.rest();
    parted = false;
    forgetful = false;
    amnesic = false;
    membersAtPeace = devices.size();
    atPeace = objects();
  }

  /// What waits for a person's answer gets one, on each device, until nothing waits any more.
  ///
  /// @return whether anything was undone
  private boolean answerHolds() throws TidelockException, InterruptedException {
    boolean undone = false;
    boolean answered = crowded;
    for (int pass = 0; pass <= 2 * devices.size() && answered; pass++) {
      answered = false;
      for (SimDevice device : devices) {
        device.vault().sync();
        for (Hold hold : device.vault().holds()) {
          boolean approve = answers.nextBoolean();
          trace.add(device.number + " answers " + hold.kind() + " " + approve);
          device.vault().answer(hold.id(), approve);
          undone |= !approve;
          answered = true;
        }
      }
    }
    return undone;
  }

  @Override
  public void close() throws IOException {
    devices.forEach(SimDevice::close);
    if (Files.exists(homes)) TestDevice.deleteTree(homes);
  }
}
