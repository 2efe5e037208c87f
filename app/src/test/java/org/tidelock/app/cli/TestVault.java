package org.tidelock.app.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
import org.tidelock.engine.ErrorCode;
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
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.phrase.Said;

/// A vault whose answers a test sets, and which remembers what it was asked, one line a call.
final class TestVault implements Vault {
  @Nullable StorageReport storageReport;

  /// Who cannot show that it is the right one, as long as it is not trusted.
  @Nullable UnknownServer stranger;

  /// What the vault was reached with last after somebody signed in anew.
  @Nullable StorageAccess signedIn;

  private static final UndoReport.Items NO_ITEMS = new UndoReport.Items(0, 0, List.of());

  List<Hold> holds = List.of();
  List<String> held = List.of();
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final SyncReport.Moved NOTHING = new SyncReport.Moved(0, 0, 2);

  BandwidthLimits limits = BandwidthLimits.NONE;
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<Consumer<? super VaultEvent>> listeners = new CopyOnWriteArrayList<>();
  final CountDownLatch watching = new CountDownLatch(1);
  VaultInfo info;
  Status status = status(State.UP_TO_DATE);
  SyncReport report =
      new SyncReport(State.UP_TO_DATE, NOTHING, NOTHING, List.of(), List.of(), List.of());
  SyncPreview preview;
  List<FileEntry> entries = List.of();
  List<FileVersion> versions = List.of();
  RestoreReport restored = new RestoreReport(0, 0, List.of());
  List<Said> facts = List.of();
  Optional<Mirror> mirror =
      Optional.of(
          new Mirror(
              "file:///second",
              Instant.parse("2026-11-20T10:00:00Z"),
              Optional.of(Instant.parse("2026-11-24T09:00:00Z")),
              Optional.empty(),
              Optional.of(Mirror.Waiting.NOTHING)));
  MirrorReport mirrored =
      new MirrorReport(mirror.get(), 53_284, 213_100_000_000L, 3, 17_000_000, 0, List.of());

  MirrorMove movedTo = new MirrorMove("file:///second", false, 0);

  /// What opens the second copy.
  @Nullable StorageAccess mirrorAccess;

  VerifyReport verified = new VerifyReport(false, 0, 0, List.of());
  DrillReport drilled =
      new DrillReport(
          DrillReport.Secret.RECOVERY_KIT, NOON, 1, 0, 0, 0, List.of(), List.of(), false);
  ProviderView view;
  PruneReport pruned =
      new PruneReport(
          PruneReport.Amount.NONE,
          PruneReport.Amount.NONE,
          PruneReport.Amount.NONE,
          Optional.empty(),
          PruneReport.Amount.NONE);
  List<DeviceInfo> devices;
  RepairReport repaired =
      new RepairReport(0, 0, List.of(), new VerifyReport(false, 0, 0, List.of()));
  List<OpenConflict> conflicts = List.of();
  List<Activity> activity = List.of();
  List<ChangeBatch> batches = List.of();
  UndoReport undone = new UndoReport(NO_ITEMS, NO_ITEMS, NO_ITEMS, NO_ITEMS, NO_ITEMS);
  VaultSelection selection = VaultSelection.ALL;
  List<PlacedFolder> placed = List.of();
  final List<String> shared = new ArrayList<>();
  final List<String> patterns = new ArrayList<>();
  @Nullable TidelockException failure;
  @Nullable TidelockException failureAfterKeeping;
  @Nullable RuntimeException bug;
  @Nullable RuntimeException bugAfterKeeping;

  /// What happens inside a round or a verification: events, waiting.
  Doing during = () -> {};

  interface Doing {
    void run() throws TidelockException, InterruptedException;
  }

  /// Asked at each status, so that it can change while somebody waits.
  @Nullable Supplier<Status> changing;

  @Nullable RecoveryKey newKey;

  /// Of that key when it was made, as it is wiped after use.
  List<String> newWords = List.of();

  SyncReport.Traffic moved = SyncReport.Traffic.NONE;
  @Nullable Unlock owner;

  /// The secret of the last owner action, which is wiped after it.
  String ownerSecret = "";

  String newSecret = "";

  TestVault(Path folder, String storage) {
    info =
        new VaultInfo(
            "7f3a91c4",
            "Personal",
            "Laptop",
            folder,
            storage,
            VaultInfo.StorageKind.FOLDER,
            NOON,
            true);
    var none = new SyncPreview.Part(0, 0, List.of());
    preview = new SyncPreview(none, none, none, none, none, none);
    view = new ProviderView(NOON, storage, 0, 0, List.of(), List.of(), List.of());
    devices =
        List.of(
            new DeviceInfo(
                "d1", "Laptop", true, NOON, Optional.empty(), "a b c d e f", Optional.empty()));
  }

  static Status status(State state, Issue... issues) {
    return new Status(
        state,
        12_408,
        184_000_000_000L,
        412,
        0,
        0,
        Optional.of(NOON),
        Optional.of(NOON.plusSeconds(60)),
        Optional.empty(),
        Optional.empty(),
        List.of(issues));
  }

  void tell(VaultEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  private void call(String text) throws TidelockException {
    calls.add(text);
    if (bug != null) {
      throw bug;
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public VaultInfo info() {
    return info;
  }

  @Override
  public Status status() {
    if (bug != null) {
      throw bug;
    }
    return changing == null ? status : changing.get();
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

  @Override
  public SyncReport settle(String path, OpenConflict.Keep keep)
      throws TidelockException, InterruptedException {
    call("settle '" + path + "' " + keep);
    return sync();
  }

  @Override
  public List<ChangeBatch> batches(int limit) {
    return batches;
  }

  @Override
  public UndoReport previewUndo(UndoRequest request) throws TidelockException {
    call("previewUndo " + request);
    return undone;
  }

  @Override
  public UndoReport undo(UndoRequest request) throws TidelockException {
    call("undo " + request);
    return undone;
  }

  @Override
  public SyncReport answer(String hold, boolean approve)
      throws TidelockException, InterruptedException {
    call("answer '" + hold + "' " + approve);
    return sync();
  }

  @Override
  public SyncReport sync() throws TidelockException, InterruptedException {
    call("sync");
    during.run();
    return report;
  }

  @Override
  public SyncReport.Traffic moved() {
    return moved;
  }

  @Override
  public SyncPreview preview() throws TidelockException {
    call("preview");
    return preview;
  }

  @Override
  public Subscription watch() throws TidelockException {
    call("watch");
    watching.countDown();
    return () -> calls.add("watch ended");
  }

  @Override
  public BandwidthLimits bandwidth() {
    return limits;
  }

  @Override
  public void limit(BandwidthLimits now) {
    calls.add("limit " + now.send() + " " + now.receive() + " " + now.hours());
    limits = now;
  }

  @Override
  public void pause(Optional<Duration> time) {
    calls.add("pause " + time);
    status =
        new Status(
            State.PAUSED,
            status.files(),
            status.bytes(),
            status.folders(),
            0,
            0,
            status.lastChange(),
            status.lastCheck(),
            time.map(NOON::plus),
            Optional.empty(),
            List.of());
  }

  @Override
  public void resume() {
    calls.add("resume");
  }

  @Override
  public List<FileEntry> list(String path, Optional<Instant> at) throws TidelockException {
    call("list '" + path + "' " + at);
    return entries;
  }

  @Override
  public List<FileEntry> listDeleted(String path) throws TidelockException {
    call("listDeleted '" + path + "'");
    return entries;
  }

  @Override
  public List<FileEntry> search(String text, boolean history, int limit) {
    calls.add("search '" + text + "' " + history + " " + limit);
    return entries;
  }

  @Override
  public List<FileVersion> history(String path) throws TidelockException {
    call("history '" + path + "'");
    return versions;
  }

  @Override
  public RestoreReport restore(RestoreRequest request) throws TidelockException {
    call("restore " + request);
    return restored;
  }

  @Override
  public PastView past(PastQuery query) {
    throw new UnsupportedOperationException("of the window");
  }

  @Override
  public RestorePreview preview(Restoration wanted) {
    throw new UnsupportedOperationException("of the window");
  }

  @Override
  public RestoreReport restore(Restoration wanted) {
    throw new UnsupportedOperationException("of the window");
  }

  @Override
  public void useFolderAgain() throws TidelockException {
    call("useFolderAgain");
  }

  @Override
  public List<Said> why(String path) {
    calls.add("why '" + path + "'");
    return facts;
  }

  @Override
  public RepairReport repair(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException {
    call("repair " + deep);
    return repaired;
  }

  @Override
  public VerifyReport verify(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    call("verify " + deep);
    during.run();
    return verified;
  }

  @Override
  public DrillReport drill(Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    ownerSecret = org.tidelock.app.SecretText.of(unlock);
    call("drill");
    during.run();
    return drilled;
  }

  @Override
  public Optional<Instant> drilled(DrillReport.Secret by) {
    return Optional.empty();
  }

  @Override
  public Optional<String> storageIdentity() {
    return Optional.empty();
  }

  @Override
  public Optional<Setback> setback() {
    return Optional.empty();
  }

  @Override
  public Optional<Mirror> mirror() {
    return mirror;
  }

  @Override
  public MirrorReport beginMirror(
      String storage, StorageAccess access, Consumer<? super Progress> progress)
      throws TidelockException {
    call("beginMirror " + storage);
    mirrorAccess = access;
    return mirrored;
  }

  @Override
  public MirrorReport updateMirror(Consumer<? super Progress> progress) throws TidelockException {
    call("updateMirror");
    return mirrored;
  }

  @Override
  public VerifyReport verifyMirror(Consumer<? super Progress> progress) throws TidelockException {
    call("verifyMirror");
    return verified;
  }

  @Override
  public RepairReport repairMirror(Consumer<? super Progress> progress) throws TidelockException {
    call("repairMirror");
    return repaired;
  }

  @Override
  public MirrorMove useMirror(boolean losing, Consumer<? super Progress> progress)
      throws TidelockException {
    call(losing ? "useMirror losing" : "useMirror");
    return movedTo;
  }

  @Override
  public void endMirror() throws TidelockException {
    call("endMirror");
  }

  @Override
  public PruneReport previewPrune() throws TidelockException {
    call("previewPrune");
    return pruned;
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
    call("providerView");
    return view;
  }

  @Override
  public List<DeviceInfo> devices() {
    return devices;
  }

  @Override
  public int epochs() {
    return 1;
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
  public void addIgnorePattern(String pattern) throws TidelockException {
    call("add " + pattern);
    patterns.add(pattern);
  }

  @Override
  public void removeIgnorePattern(String pattern) throws TidelockException {
    call("remove " + pattern);
    patterns.remove(pattern);
  }

  @Override
  public VaultSelection selection() {
    return selection;
  }

  @Override
  public SelectionPreview previewSelection(VaultSelection wanted) throws TidelockException {
    call("preview " + wanted.mode() + " " + wanted.paths());
    return new SelectionPreview(
        new SelectionPreview.Part(3, 46_000), new SelectionPreview.Part(1, 7));
  }

  @Override
  public SyncReport select(VaultSelection wanted) throws TidelockException, InterruptedException {
    call("select " + wanted.mode() + " " + wanted.paths());
    selection = wanted;
    return sync();
  }

  @Override
  public void choose(VaultSelection wanted) throws TidelockException {
    call("choose " + wanted.mode() + " " + wanted.paths());
    selection = wanted;
  }

  @Override
  public List<FolderSize> sizes(String path) {
    return List.of();
  }

  @Override
  public List<PlacedFolder> placedFolders() {
    return placed;
  }

  @Override
  public Path place(String path) {
    return info().folder().resolve(path);
  }

  @Override
  public SyncReport placeFolder(Path folder, Optional<String> as)
      throws TidelockException, InterruptedException {
    call("place " + folder + " " + as);
    String name = as.orElse(folder.getFileName().toString());
    placed = List.of(new PlacedFolder(name, folder, PlacedFolder.State.SYNCED));
    return sync();
  }

  @Override
  public SyncReport releaseFolder(Path folder) throws TidelockException, InterruptedException {
    call("release " + folder);
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
    calls.add("ignoredBy '" + path + "'");
    return patterns.stream().findFirst();
  }

  @Override
  public List<Activity> activity(int limit, Optional<Long> before) {
    return activity;
  }

  @Override
  public List<Issue> issues() {
    return status.issues();
  }

  @Override
  public RecoveryKey newRecoveryKey(Unlock unlock, KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    owner = unlock;
    ownerSecret = org.tidelock.app.SecretText.of(unlock);
    call("newRecoveryKey");
    RecoveryKey made = RecoveryKey.random(new SecureRandom());
    newWords = made.words();
    newKey = made;
    keeper.keep(made);
    during.run();
    if (failureAfterKeeping != null) throw failureAfterKeeping;
    if (bugAfterKeeping != null) throw bugAfterKeeping;
    return made;
  }

  @Override
  public Applicant applicant(String code) throws TidelockException, InterruptedException {
    call("applicant " + code);
    return new Applicant(
        code, "Tablet", List.of("river", "stamp", "onion", "kite", "velvet", "harbor"));
  }

  @Override
  public String admit(Applicant applicant, Unlock unlock)
      throws TidelockException, InterruptedException {
    owner = unlock;
    ownerSecret = org.tidelock.app.SecretText.of(unlock);
    call("admit " + applicant.name());
    return "d9";
  }

  @Override
  public void removeDevice(String id, boolean losing, Unlock unlock)
      throws TidelockException, InterruptedException {
    owner = unlock;
    ownerSecret = org.tidelock.app.SecretText.of(unlock);
    call("removeDevice " + id + (losing ? " losing" : ""));
  }

  @Override
  public void changePassphrase(Unlock unlock, Passphrase passphrase)
      throws TidelockException, InterruptedException {
    owner = unlock;
    ownerSecret = org.tidelock.app.SecretText.of(unlock);
    newSecret = org.tidelock.app.SecretText.of(new Unlock.ByPassphrase(passphrase));
    call("changePassphrase");
  }

  @Override
  public RecoveryKey replaceSecrets(
      Unlock unlock, Passphrase passphrase, Optional<String> stolen, KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    owner = unlock;
    ownerSecret = org.tidelock.app.SecretText.of(unlock);
    newSecret = org.tidelock.app.SecretText.of(new Unlock.ByPassphrase(passphrase));
    call("replaceSecrets " + stolen.orElse("nobody"));
    RecoveryKey made = RecoveryKey.random(new SecureRandom());
    newWords = made.words();
    keeper.keep(made);
    if (failureAfterKeeping != null) throw failureAfterKeeping;
    return made;
  }

  @Override
  public void confirmRecoveryKit() {
    calls.add("confirmRecoveryKit");
  }

  @Override
  public void close() {
    calls.add("close");
  }

  @Override
  public StorageReport testStorage() {
    calls.add("testStorage");
    return java.util.Objects.requireNonNull(storageReport);
  }

  @Override
  public void signIn(StorageAccess access) throws TidelockException {
    call("signIn");
    UnknownServer met = stranger;
    if (met != null && access.agreed(met.agreement()).filter(met.key()::equals).isEmpty()) {
      throw new TidelockException(
              ErrorCode.STORAGE, "Nobody vouches.", "Nothing was sent.", "Compare.")
          .with(met);
    }
    signedIn = access;
  }
}
