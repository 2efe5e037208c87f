package org.tidelock.app.ui.fake;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.diagnostics.SampleNumbers;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.Diagnostics;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.FolderSize;
import org.tidelock.engine.Hold;
import org.tidelock.engine.IgnorePreview;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.PastQuery;
import org.tidelock.engine.PastView;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.Progress;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.PruneReport;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.SelectionPreview;
import org.tidelock.engine.Setback;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Fact;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Title;

/// A vault in memory. Listeners hear what tests make happen.
public final class FakeVault implements Vault {

  /// As the engine says it.
  private static final Issue KIT =
      new Issue(
          "kit",
          Issue.Severity.INFO,
          Issue.Kind.SAFETY,
          "KEY-06",
          Title.KIT_NOT_CONFIRMED.of(),
          Body.SAVE_AND_CONFIRM.of(),
          Optional.empty(),
          Instant.parse("2026-11-21T14:33:00Z"));

  private static final SyncPreview.Part NONE = new SyncPreview.Part(0, 0, List.of());
  private static final SyncPreview NOTHING = new SyncPreview(NONE, NONE, NONE, NONE, NONE, NONE);

  private final Clock clock;
  private final List<Consumer<? super VaultEvent>> listeners = new CopyOnWriteArrayList<>();
  private final FakeListing files = new FakeListing();
  private final FakeStorage storage = new FakeStorage();
  private final FakeKits kits = new FakeKits();
  private final FakePast past = new FakePast();
  private final FakeChecks checks = new FakeChecks();
  private final FakeDrills drills;
  private final FakeOwner owner = new FakeOwner();
  private final FakeAdmissions admissions = new FakeAdmissions();
  private final FakeMirror copy;
  private final List<Activity> activities = new ArrayList<>();
  private final List<DeviceInfo> devices = new ArrayList<>();
  private static final UndoReport.Items NO_ITEMS = new UndoReport.Items(0, 0, List.of());
  private List<ChangeBatch> batches = List.of();
  private UndoReport undone = new UndoReport(NO_ITEMS, NO_ITEMS, NO_ITEMS, NO_ITEMS, NO_ITEMS);
  private final List<UndoRequest> undos = new CopyOnWriteArrayList<>();
  private final List<String> settled = new ArrayList<>();
  private List<OpenConflict> conflicts = List.of();
  private VaultSelection selection = VaultSelection.ALL;
  private boolean isNew;
  private SyncPreview next = NOTHING;
  private List<PlacedFolder> placed = List.of();
  private final List<String> shared = new ArrayList<>();
  private final List<String> patterns = new ArrayList<>();
  private final List<RestoreRequest> restored = new ArrayList<>();
  private volatile boolean isMuteAfterMove;
  private volatile boolean isMute;
  private volatile BandwidthLimits limits = BandwidthLimits.NONE;
  private VaultInfo info;
  private Status status;
  private ProviderView provider;
  private Optional<Setback> setback = Optional.empty();
  private List<Hold> holds = List.of();
  private List<String> held = List.of();
  private final List<String> answers = new ArrayList<>();
  private int syncs;
  private boolean watching;
  private volatile boolean closed;
  private @Nullable TidelockException nextFailure;
  private @Nullable Runnable meanwhile;
  private Runnable beforeFingerprint = () -> {};
  private CountDownLatch closing = new CountDownLatch(0);
  private @Nullable TidelockException folderRefusal;

  private FakeVault(VaultInfo info, Clock clock) {
    this.info = info;
    this.clock = clock;
    this.copy = new FakeMirror(clock);
    this.drills = new FakeDrills(clock);
    this.provider =
        new ProviderView(clock.instant(), info.storage(), 0, 0, List.of(), List.of(), List.of());
    this.status =
        new Status(
            State.UP_TO_DATE,
            0,
            0,
            0,
            0,
            0,
            Optional.empty(),
            Optional.of(clock.instant()),
            Optional.empty(),
            Optional.empty(),
            List.of());
    devices.add(
        new DeviceInfo(
            "d1",
            info.device(),
            true,
            clock.instant(),
            Optional.of(clock.instant()),
            fingerprint(),
            Optional.empty()));
  }

  public static FakeVault empty(VaultInfo info, Clock clock) {
    return new FakeVault(info, clock);
  }

  /// Fills the vault.
  public FakeVault with(
      List<FileEntry> entries, List<Activity> news, List<DeviceInfo> members, ProviderView seen) {
    files.add(entries);
    activities.addAll(news);
    devices.clear();
    devices.addAll(members);
    provider = seen;
    return this;
  }

  /// Other devices from now on.
  public void devices(List<DeviceInfo> members) {
    devices.clear();
    devices.addAll(members);
  }

  public FakeVault withVersions(Map<String, List<FileVersion>> history) {
    files.versions(history);
    return this;
  }

  public void add(FileEntry entry) {
    files.add(List.of(entry));
  }

  FakeVault joinedBy(String device, Path folder, String storage) {
    var joined =
        new FakeVault(
            new VaultInfo(
                info.id(),
                info.name(),
                device,
                folder,
                storage,
                info.storageKind(),
                clock.instant(),
                info.recoveryKitConfirmed()),
            clock);
    joined.files.add(files);
    joined.isNew = true;
    joined.next = next;
    joined.activities.addAll(activities);
    joined.devices.addAll(devices.stream().map(FakeVault::elsewhere).toList());
    joined.provider = provider;
    joined.status = status;
    joined.beforeFingerprint = beforeFingerprint;
    joined.closing = closing;
    return joined;
  }

  private static DeviceInfo elsewhere(DeviceInfo device) {
    return new DeviceInfo(
        device.id(),
        device.name(),
        false,
        device.added(),
        device.lastSeen(),
        device.fingerprint(),
        device.removedAt());
  }

  /// Tells everybody who listens.
  public void become(Status changed) {
    status = changed;
    listeners.forEach(listener -> listener.accept(new VaultEvent.StatusChanged(changed)));
  }

  public void happen(Activity activity) {
    activities.addFirst(activity);
    listeners.forEach(listener -> listener.accept(new VaultEvent.Happened(activity)));
  }

  /// Runs before each answer to what it is called by words, on devices that join it, too.
  public void beforeFingerprint(Runnable action) {
    beforeFingerprint = action;
  }

  /// Closing takes until then, also of devices that join it.
  public void holdClosing(CountDownLatch until) {
    closing = until;
  }

  /// Runs when the status is asked for next, as if another thread had done it.
  public void meanwhile(Runnable action) {
    meanwhile = action;
  }

  /// The next listing of the storage fails, with this.
  public void failNext(TidelockException failure) {
    nextFailure = failure;
  }

  public int syncs() {
    return syncs;
  }

  public boolean watching() {
    return watching;
  }

  public boolean closed() {
    return closed;
  }

  public int listeners() {
    return listeners.size();
  }

  public List<RestoreRequest> restored() {
    return List.copyOf(restored);
  }

  @Override
  public VaultInfo info() {
    return info;
  }

  @Override
  public Status status() {
    Status answer = status;
    Runnable action = meanwhile;
    if (action != null) {
      meanwhile = null;
      action.run();
    }
    return answer;
  }

  @Override
  public Status look() {
    return status();
  }

  @Override
  public Subscription listen(Consumer<? super VaultEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Removals that wait.
  public void holds(Hold hold, List<String> files) {
    holds = List.of(hold);
    held = files;
  }

  public List<String> answers() {
    return answers;
  }

  @Override
  public List<Hold> holds() {
    return holds;
  }

  @Override
  public List<String> heldFiles(String hold, int limit) {
    return held;
  }

  @Override
  public List<OpenConflict> conflicts() {
    return conflicts;
  }

  /// What was changed on two devices.
  public void conflicts(List<OpenConflict> all) {
    conflicts = List.copyOf(all);
  }

  /// How conflicts were settled, in order.
  public List<String> settled() {
    return settled;
  }

  @Override
  public SyncReport settle(String path, OpenConflict.Keep keep) {
    settled.add(path + " " + keep);
    return sync();
  }

  /// What can be undone, and what that does.
  public void undoable(List<ChangeBatch> all, UndoReport report) {
    batches = List.copyOf(all);
    undone = report;
  }

  public List<UndoRequest> undos() {
    return undos;
  }

  @Override
  public List<ChangeBatch> batches(int limit) {
    return batches.stream().limit(limit).toList();
  }

  @Override
  public UndoReport previewUndo(UndoRequest request) {
    return undone;
  }

  @Override
  public UndoReport undo(UndoRequest request) {
    undos.add(request);
    return undone;
  }

  @Override
  public SyncReport answer(String hold, boolean approve)
      throws TidelockException, InterruptedException {
    answers.add(hold + " " + approve);
    holds = List.of();
    return sync();
  }

  @Override
  public SyncReport sync() {
    syncs++;
    var nothing = new SyncReport.Moved(0, 0, 2);
    return new SyncReport(status.state(), nothing, nothing, List.of(), List.of(), List.of());
  }

  @Override
  public SyncReport.Traffic moved() {
    return SyncReport.Traffic.NONE;
  }

  @Override
  public SyncPreview preview() {
    return next;
  }

  /// What its next round would do, and that of devices that join it.
  public void next(SyncPreview preview) {
    next = preview;
  }

  @Override
  public Subscription watch() {
    watching = true;
    return () -> watching = false;
  }

  @Override
  public Optional<String> storageIdentity() {
    return Optional.empty();
  }

  /// How far its storage is behind.
  public void setback(Setback found) {
    setback = Optional.of(found);
  }

  @Override
  public Optional<Setback> setback() {
    return setback;
  }

  /// Its second copy.
  public FakeMirror copy() {
    return copy;
  }

  @Override
  public Optional<Mirror> mirror() {
    if (isMute) throw new VaultClosedException();
    return copy.now();
  }

  @Override
  public MirrorReport beginMirror(
      String place, StorageAccess access, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return copy.begin(place, access, progress);
  }

  @Override
  public MirrorReport updateMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return copy.update(progress);
  }

  @Override
  public VerifyReport verifyMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return copy.verify(progress);
  }

  @Override
  public RepairReport repairMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return copy.repair(progress);
  }

  @Override
  public MirrorMove useMirror(boolean losing, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    String place = copy.now().map(Mirror::storage).orElse("");
    try {
      return copy.use(losing, progress);
    } finally {
      if (!place.isEmpty() && copy.now().isEmpty()) liesAt(place);
      isMute |= isMuteAfterMove;
    }
  }

  /// As if somebody closed it in that moment.
  public void saysNothingAfterMove() {
    isMuteAfterMove = true;
  }

  private void liesAt(String place) {
    info =
        new VaultInfo(
            info.id(),
            info.name(),
            info.device(),
            info.folder(),
            place,
            info.storageKind(),
            info.since(),
            info.recoveryKitConfirmed());
  }

  @Override
  public void endMirror() throws TidelockException, InterruptedException {
    copy.end();
  }

  @Override
  public BandwidthLimits bandwidth() {
    return limits;
  }

  @Override
  public void limit(BandwidthLimits now) throws TidelockException {
    fail();
    limits = now;
  }

  @Override
  public void pause(Optional<Duration> time) {
    become(in(State.PAUSED, time.map(clock.instant()::plus)));
  }

  @Override
  public void resume() {
    become(in(State.UP_TO_DATE, Optional.empty()));
  }

  private Status in(State state, Optional<Instant> until) {
    return new Status(
        state,
        status.files(),
        status.bytes(),
        status.folders(),
        status.waiting(),
        status.waitingBytes(),
        status.lastChange(),
        status.lastCheck(),
        until,
        Optional.empty(),
        status.issues());
  }

  @Override
  public List<FileEntry> list(String path, Optional<Instant> at) {
    return files.list(path);
  }

  @Override
  public List<FileEntry> listDeleted(String path) {
    return files.listDeleted(path);
  }

  @Override
  public List<FileEntry> search(String text, boolean history, int limit) {
    return files.search(text, history, limit);
  }

  @Override
  public List<FileVersion> history(String path) throws TidelockException {
    return files.history(path);
  }

  @Override
  public RestoreReport restore(RestoreRequest request) {
    restored.add(request);
    return new RestoreReport(1, 1000, List.of(request.path()));
  }

  /// The vault as it was.
  public FakePast past() {
    return past;
  }

  @Override
  public PastView past(PastQuery query) {
    return past.answer(query);
  }

  @Override
  public RestorePreview preview(Restoration wanted) {
    return past.preview();
  }

  @Override
  public RestoreReport restore(Restoration wanted) {
    return past.restore(wanted);
  }

  /// What the next request to use the folder again comes to; taken for the folder if nothing is said.
  public void refuseFolder(TidelockException refusal) {
    folderRefusal = refusal;
  }

  @Override
  public void useFolderAgain() throws TidelockException {
    if (folderRefusal != null) {
      throw folderRefusal;
    }
    become(SampleWorld.upToDate());
  }

  @Override
  public List<Said> why(String path) {
    return List.of(Fact.HERE.of(info.folder()), Fact.NOT_LEFT_OUT.of(), Fact.CONFIRMED.of());
  }

  /// Its drills, as a test has them.
  public FakeDrills drills() {
    return drills;
  }

  /// Checks it and mends it.
  public FakeChecks checks() {
    return checks;
  }

  @Override
  public RepairReport repair(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return checks.repair(deep, provider, progress);
  }

  @Override
  public VerifyReport verify(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return checks.verify(deep, provider, progress);
  }

  @Override
  public DrillReport drill(Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return drills.run(unlock, progress);
  }

  @Override
  public Optional<Instant> drilled(DrillReport.Secret by) {
    return drills.last(by);
  }

  @Override
  public PruneReport previewPrune() {
    return new PruneReport(
        PruneReport.Amount.NONE,
        PruneReport.Amount.NONE,
        PruneReport.Amount.NONE,
        Optional.empty(),
        PruneReport.Amount.NONE);
  }

  @Override
  public Diagnostics diagnostics() {
    return SampleNumbers.of(info().storage());
  }

  @Override
  public boolean knowsName(Predicate<String> isOne) {
    return isOne.test(info().name());
  }

  @Override
  public ProviderView providerView() throws TidelockException {
    fail();
    return provider;
  }

  private void fail() throws TidelockException {
    var failure = nextFailure;
    nextFailure = null;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.copyOf(devices);
  }

  @Override
  public int epochs() {
    return 1 + (int) devices.stream().filter(DeviceInfo::removed).count();
  }

  @Override
  public String fingerprint() {
    beforeFingerprint.run();
    return "river stamp onion kite velvet harbor";
  }

  @Override
  public List<String> ignorePatterns() {
    return List.copyOf(patterns);
  }

  @Override
  public void addIgnorePattern(String pattern) throws TidelockException {
    fail();
    patterns.add(pattern);
  }

  @Override
  public void removeIgnorePattern(String pattern) {
    patterns.remove(pattern);
  }

  @Override
  public VaultSelection selection() {
    return selection;
  }

  /// As if its folder had what is chosen now.
  @Override
  public SelectionPreview previewSelection(VaultSelection wanted) throws TidelockException {
    fail();
    var now = selection;
    return new SelectionPreview(
        files.sum(entry -> !isNew && isIn(now, entry.path()) && !isIn(wanted, entry.path())),
        files.sum(entry -> (isNew || !isIn(now, entry.path())) && isIn(wanted, entry.path())));
  }

  private static boolean isIn(VaultSelection chosen, String path) {
    boolean named =
        chosen.paths().stream().anyMatch(at -> path.equals(at) || path.startsWith(at + "/"));
    return switch (chosen.mode()) {
      case ALL -> true;
      case ONLY -> named;
      case EXCEPT -> !named;
    };
  }

  @Override
  public List<FolderSize> sizes(String path) {
    return files.sizes(path);
  }

  @Override
  public void choose(VaultSelection wanted) throws TidelockException {
    fail();
    selection = wanted;
  }

  @Override
  public SyncReport select(VaultSelection wanted) throws TidelockException, InterruptedException {
    choose(wanted);
    return sync();
  }

  @Override
  public List<PlacedFolder> placedFolders() {
    return placed;
  }

  /// What is left out.
  public void rules(List<String> everywhere, List<String> here) {
    shared.addAll(everywhere);
    patterns.addAll(here);
  }

  /// Folders that lie elsewhere.
  public void placed(List<PlacedFolder> folders) {
    placed = List.copyOf(folders);
  }

  @Override
  public Path place(String path) {
    return info.folder().resolve(path);
  }

  @Override
  public SyncReport placeFolder(Path folder, Optional<String> as)
      throws TidelockException, InterruptedException {
    String name = as.orElse(folder.getFileName().toString());
    var all = new ArrayList<>(placed);
    all.add(new PlacedFolder(name, folder, PlacedFolder.State.SYNCED));
    placed = List.copyOf(all);
    return sync();
  }

  @Override
  public SyncReport releaseFolder(Path folder) throws TidelockException, InterruptedException {
    placed = placed.stream().filter(one -> !one.place().equals(folder)).toList();
    return sync();
  }

  @Override
  public List<String> sharedIgnorePatterns() {
    return List.copyOf(shared);
  }

  @Override
  public SyncReport addSharedIgnorePattern(String pattern)
      throws TidelockException, InterruptedException {
    shared.add(pattern);
    return sync();
  }

  @Override
  public SyncReport removeSharedIgnorePattern(String pattern)
      throws TidelockException, InterruptedException {
    shared.remove(pattern);
    return sync();
  }

  @Override
  public IgnorePreview previewIgnore(String pattern, boolean everywhere) throws TidelockException {
    fail();
    return new IgnorePreview(31, 46_000, List.of("build", "app/build"));
  }

  @Override
  public Optional<String> ignoredBy(String path) {
    return patterns.stream().filter(path::endsWith).findFirst();
  }

  @Override
  public List<Activity> activity(int limit, Optional<Long> before) {
    return activities.stream()
        .filter(one -> before.isEmpty() || one.id() < before.get())
        .limit(limit)
        .toList();
  }

  @Override
  public List<Issue> issues() {
    return status.issues();
  }

  /// Where it lies.
  public FakeStorage storage() {
    return storage;
  }

  @Override
  public void signIn(StorageAccess access) throws TidelockException, InterruptedException {
    storage.signIn(access);
    fail();
  }

  @Override
  public StorageReport testStorage() throws TidelockException, InterruptedException {
    storage.await();
    fail();
    return storage.report();
  }

  /// Makes the new recovery keys.
  public FakeKits kits() {
    return kits;
  }

  @Override
  public RecoveryKey newRecoveryKey(Unlock unlock, KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    return kits.make(unlock, keeper, () -> kit(false));
  }

  /// Removes its devices and changes its passphrase.
  public FakeOwner owner() {
    return owner;
  }

  /// Devices that ask to be let in.
  public FakeAdmissions admissions() {
    return admissions;
  }

  @Override
  public Applicant applicant(String code) throws TidelockException {
    return admissions.find(code);
  }

  @Override
  public String admit(Applicant applicant, Unlock unlock)
      throws TidelockException, InterruptedException {
    owner.act(unlock, "admit " + applicant.name(), () -> admissions.admit(applicant));
    return applicant.name();
  }

  @Override
  public void removeDevice(String id, boolean losing, Unlock unlock)
      throws TidelockException, InterruptedException {
    owner.act(unlock, "remove " + id, () -> remove(id));
  }

  private void remove(String id) {
    devices.replaceAll(
        d ->
            d.id().equals(id)
                ? new DeviceInfo(
                    d.id(),
                    d.name(),
                    d.thisDevice(),
                    d.added(),
                    d.lastSeen(),
                    d.fingerprint(),
                    Optional.of(clock.instant()))
                : d);
  }

  @Override
  public void changePassphrase(Unlock unlock, Passphrase passphrase)
      throws TidelockException, InterruptedException {
    owner.act(unlock, "passphrase", () -> owner.note("changed", passphrase));
  }

  @Override
  public RecoveryKey replaceSecrets(
      Unlock unlock, Passphrase passphrase, Optional<String> stolen, KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    owner.note("secrets" + stolen.map(device -> " without " + device).orElse(""), passphrase);
    return kits.make(
        unlock,
        keeper,
        () -> {
          stolen.ifPresent(this::remove);
          kit(false);
        });
  }

  @Override
  public void confirmRecoveryKit() {
    kit(true);
  }

  /// The issue is open as long as the kit is not confirmed.
  private void kit(boolean confirmed) {
    info =
        new VaultInfo(
            info.id(),
            info.name(),
            info.device(),
            info.folder(),
            info.storage(),
            info.storageKind(),
            info.since(),
            confirmed);
    var issues = new ArrayList<>(status.issues());
    issues.removeIf(issue -> issue.code().equals(KIT.code()));
    if (!confirmed) {
      issues.add(KIT);
    }
    become(
        new Status(
            status.state(),
            status.files(),
            status.bytes(),
            status.folders(),
            status.waiting(),
            status.waitingBytes(),
            status.lastChange(),
            status.lastCheck(),
            status.pausedUntil(),
            status.progress(),
            List.copyOf(issues)));
  }

  @Override
  public void close() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    past.close();
    watching = false;
    listeners.clear();
  }
}
