package org.tidelock.app.ui.fake;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.Activity;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.Hold;
import org.tidelock.engine.IgnorePreview;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.MirrorReport;
import org.tidelock.engine.OpenConflict;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.Progress;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.SelectionPreview;
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
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Fact;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Title;

/// A vault in memory. Listeners hear what tests make happen.
public final class FakeVault implements Vault {
  private volatile CountDownLatch storageHold = new CountDownLatch(0);
  private final AtomicInteger givenUp = new AtomicInteger();
  private volatile Optional<StorageReport> storageReport = Optional.empty();
  private final List<StorageAccess> signedIn = new java.util.ArrayList<>();

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
          java.time.Instant.parse("2026-11-21T14:33:00Z"));

  private final Clock clock;
  private final List<Consumer<? super VaultEvent>> listeners = new CopyOnWriteArrayList<>();
  private final List<FileEntry> files = new ArrayList<>();
  private final List<Activity> activities = new ArrayList<>();
  private final List<DeviceInfo> devices = new ArrayList<>();
  private static final UndoReport.Items NO_ITEMS = new UndoReport.Items(0, 0, List.of());
  private List<ChangeBatch> batches = List.of();
  private UndoReport undone = new UndoReport(NO_ITEMS, NO_ITEMS, NO_ITEMS, NO_ITEMS, NO_ITEMS);
  private final List<UndoRequest> undos = new CopyOnWriteArrayList<>();
  private final List<String> settled = new ArrayList<>();
  private List<OpenConflict> conflicts = List.of();
  private VaultSelection selection = VaultSelection.ALL;
  private List<PlacedFolder> placed = List.of();
  private final List<String> shared = new ArrayList<>();
  private final List<String> patterns = new ArrayList<>();
  private final List<RestoreRequest> restored = new ArrayList<>();
  private VaultInfo info;
  private Status status;
  private ProviderView provider;
  private Map<String, List<FileVersion>> versions = Map.of();
  private List<Hold> holds = List.of();
  private List<String> held = List.of();
  private final List<String> answers = new ArrayList<>();
  private int syncs;
  private boolean watching;
  private boolean closed;
  private @Nullable TidelockException nextFailure;
  private @Nullable Runnable meanwhile;
  private @Nullable TidelockException folderRefusal;
  private @Nullable TidelockException failureBeforeKeeping;
  private @Nullable TidelockException failureAfterKeeping;
  private CountDownLatch beforeKeeping = new CountDownLatch(0);
  private CountDownLatch afterKeeping = new CountDownLatch(0);
  private final CountDownLatch kept = new CountDownLatch(1);
  private @Nullable RecoveryKey newestKey;
  private @Nullable Unlock owner;

  private FakeVault(VaultInfo info, Clock clock) {
    this.info = info;
    this.clock = clock;
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
            false));
  }

  public static FakeVault empty(VaultInfo info, Clock clock) {
    return new FakeVault(info, clock);
  }

  /// Fills the vault.
  public FakeVault with(
      List<FileEntry> entries, List<Activity> news, List<DeviceInfo> members, ProviderView seen) {
    files.addAll(entries);
    activities.addAll(news);
    devices.clear();
    devices.addAll(members);
    provider = seen;
    return this;
  }

  public FakeVault withVersions(Map<String, List<FileVersion>> history) {
    versions = history;
    return this;
  }

  public void add(FileEntry entry) {
    files.add(entry);
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
    joined.files.addAll(files);
    joined.activities.addAll(activities);
    joined.devices.addAll(devices.stream().map(FakeVault::elsewhere).toList());
    joined.provider = provider;
    joined.status = status;
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
        device.removed());
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
    var none = new SyncPreview.Part(0, 0, List.of());
    return new SyncPreview(none, none, none, none, none, none);
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

  @Override
  public Optional<Mirror> mirror() {
    return Optional.empty();
  }

  @Override
  public MirrorReport beginMirror(
      String storage, StorageAccess access, Consumer<? super Progress> progress) {
    throw noMirror();
  }

  @Override
  public MirrorReport updateMirror(Consumer<? super Progress> progress) {
    throw noMirror();
  }

  @Override
  public VerifyReport verifyMirror(Consumer<? super Progress> progress) {
    throw noMirror();
  }

  @Override
  public MirrorMove useMirror(boolean losing, Consumer<? super Progress> progress) {
    throw noMirror();
  }

  @Override
  public void endMirror() {
    throw noMirror();
  }

  private static AssertionError noMirror() {
    return new AssertionError("the window sets no second copy up");
  }

  @Override
  public BandwidthLimits bandwidth() {
    return BandwidthLimits.NONE;
  }

  @Override
  public void limit(BandwidthLimits limits) {
    throw new UnsupportedOperationException("the window has no limits yet");
  }

  @Override
  public void pause(Optional<Duration> time) {
    become(in(State.PAUSED, time.map(clock.instant()::plus)));
  }

  @Override
  public void resume() {
    become(in(State.UP_TO_DATE, Optional.empty()));
  }

  private Status in(State state, Optional<java.time.Instant> until) {
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
  public List<FileEntry> list(String path, Optional<java.time.Instant> at) {
    return files.stream()
        .filter(entry -> entry.deleted().isEmpty() && parent(entry.path()).equals(path))
        .sorted(FOLDERS_FIRST)
        .toList();
  }

  private static final Comparator<FileEntry> FOLDERS_FIRST =
      Comparator.comparing((FileEntry entry) -> entry.type() != FileEntry.Type.FOLDER)
          .thenComparing(FileEntry::name);

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  @Override
  public List<FileEntry> listDeleted(String path) {
    return files.stream()
        .filter(
            entry ->
                entry.deleted().isPresent()
                    && (path.isEmpty() || entry.path().startsWith(path + "/")))
        .toList();
  }

  @Override
  public List<FileEntry> search(String text, boolean history, int limit) {
    var wanted = text.toLowerCase(Locale.ROOT);
    return files.stream()
        .filter(
            entry ->
                (history || entry.deleted().isEmpty())
                    && entry.name().toLowerCase(Locale.ROOT).contains(wanted))
        .limit(limit)
        .toList();
  }

  @Override
  public List<FileVersion> history(String path) throws TidelockException {
    var known = versions.get(path);
    if (known != null) {
      return known;
    }
    var entry = files.stream().filter(one -> one.path().equals(path)).findFirst();
    if (entry.isEmpty()) {
      throw new TidelockException(
          ErrorCode.USAGE, "There is no such file.", "Nothing was changed.", "Check the name.");
    }
    return List.of(
        new FileVersion(
            "v1",
            entry.get().modified(),
            entry.get().modified(),
            entry.get().device(),
            entry.get().size(),
            entry.get().deleted().isEmpty()));
  }

  @Override
  public RestoreReport restore(RestoreRequest request) {
    restored.add(request);
    return new RestoreReport(1, 1000, List.of(request.path()));
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

  @Override
  public RepairReport repair(boolean deep, Consumer<? super Progress> progress) {
    throw new UnsupportedOperationException("the window has no button for it yet");
  }

  @Override
  public VerifyReport verify(boolean deep, Consumer<? super Progress> progress) {
    return new VerifyReport(deep, provider.objects(), provider.bytes(), List.of());
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
  public String fingerprint() {
    return "river stamp onion kite velvet harbor";
  }

  @Override
  public List<String> ignorePatterns() {
    return List.copyOf(patterns);
  }

  @Override
  public void addIgnorePattern(String pattern) {
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

  @Override
  public SelectionPreview previewSelection(VaultSelection wanted) {
    return new SelectionPreview(
        new SelectionPreview.Part(3, 46_000), new SelectionPreview.Part(0, 0));
  }

  @Override
  public SyncReport select(VaultSelection wanted) throws TidelockException, InterruptedException {
    selection = wanted;
    return sync();
  }

  @Override
  public List<PlacedFolder> placedFolders() {
    return placed;
  }

  @Override
  public Path place(String path) {
    return info.folder().resolve(path);
  }

  @Override
  public SyncReport placeFolder(Path folder, Optional<String> as)
      throws TidelockException, InterruptedException {
    String name = as.orElse(folder.getFileName().toString());
    placed = List.of(new PlacedFolder(name, folder, PlacedFolder.State.SYNCED));
    return sync();
  }

  @Override
  public SyncReport releaseFolder(Path folder) throws TidelockException, InterruptedException {
    placed = List.of();
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
  public IgnorePreview previewIgnore(String pattern, boolean everywhere) {
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

  /// What was given to sign in, in turn.
  public List<StorageAccess> signedIn() {
    return signedIn;
  }

  /// What is asked of the storage is answered only when the latch is open.
  public void holdStorage(CountDownLatch latch) {
    storageHold = latch;
  }

  /// How often somebody gave up waiting for the storage.
  public int givenUp() {
    return givenUp.get();
  }

  private void waitForStorage() throws InterruptedException {
    try {
      storageHold.await();
    } catch (InterruptedException e) {
      givenUp.incrementAndGet();
      throw e;
    }
  }

  @Override
  public void signIn(StorageAccess access) throws TidelockException, InterruptedException {
    signedIn.add(access);
    waitForStorage();
    fail();
  }

  /// What the storage is found to be.
  public void storage(StorageReport report) {
    storageReport = Optional.of(report);
  }

  @Override
  public StorageReport testStorage() throws TidelockException, InterruptedException {
    waitForStorage();
    fail();
    return storageReport.orElseGet(FakeVault::usualStorage);
  }

  private static StorageReport usualStorage() {
    return new StorageReport(
        Vaults.StorageState.VAULT,
        List.of(
            new StorageReport.Finding(
                StorageReport.Aspect.CONTENT, StorageReport.Verdict.GOOD, Promise.COMES_BACK.of()),
            new StorageReport.Finding(
                StorageReport.Aspect.EXISTING,
                StorageReport.Verdict.WEAK,
                Promise.WOULD_OVERWRITE.of())),
        java.util.OptionalLong.of(812_000_000_000L),
        Optional.of(
            new StorageReport.Speed(java.time.Duration.ofMillis(23), 3_400_000, 11_000_000)),
        Optional.empty(),
        true);
  }

  /// The next new key fails, with this: before it is given away to be kept, or after that.
  public void failNewKey(TidelockException failure, boolean afterKeeping) {
    if (afterKeeping) {
      failureAfterKeeping = failure;
    } else {
      failureBeforeKeeping = failure;
    }
  }

  /// The next new keys wait here before they are given away, and after that.
  public void holdNewKey(CountDownLatch before, CountDownLatch after) {
    beforeKeeping = before;
    afterKeeping = after;
  }

  /// Waits until the first new key was kept.
  public void awaitKept() {
    try {
      if (!kept.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("no key was kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The words of every new kit: pictures always show the same.
  public static List<String> newWords() {
    return RecoveryKey.random(new FixedRandom(23)).words();
  }

  /// Of the newest recovery kit, if one was made here.
  public Optional<RecoveryKey> newestKey() {
    return Optional.ofNullable(newestKey);
  }

  /// What the newest recovery kit was last asked for with.
  public Optional<Unlock> owner() {
    return Optional.ofNullable(owner);
  }

  @Override
  public RecoveryKey newRecoveryKey(Unlock unlock, KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    owner = unlock;
    beforeKeeping.await();
    var before = failureBeforeKeeping;
    failureBeforeKeeping = null;
    if (before != null) {
      throw before;
    }
    RecoveryKey made = RecoveryKey.random(new FixedRandom(23));
    keeper.keep(made);
    kept.countDown();
    kit(false);
    afterKeeping.await();
    var after = failureAfterKeeping;
    failureAfterKeeping = null;
    if (after != null) {
      throw after;
    }
    newestKey = made;
    return made;
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
    closed = true;
    watching = false;
    listeners.clear();
  }
}
