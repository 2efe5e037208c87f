package org.tidelock.engine.core;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Members;
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
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.conflict.OpenConflicts;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.guard.Waiting;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Listing;
import org.tidelock.engine.listing.Matches;
import org.tidelock.engine.listing.PastTrees;
import org.tidelock.engine.listing.Sizes;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.profile.Rules;
import org.tidelock.engine.profile.SharedRules;
import org.tidelock.engine.selection.Selection;
import org.tidelock.engine.status.LastFailure;
import org.tidelock.engine.status.ProviderSight;
import org.tidelock.engine.status.StatusBoard;
import org.tidelock.engine.status.Why;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeyReplacement;
import org.tidelock.engine.trust.SecretsChange;
import org.tidelock.engine.undo.ChangeBatches;
import org.tidelock.engine.verify.Behind;

/// One opened profile. Work on the disk and the storage holds one lock, so that rounds never overlap; listings read the index through a
/// connection of their own and never wait for a round.
final class LocalVault implements Vault {
  private static final Logger LOG = LoggerFactory.getLogger(LocalVault.class);

  private final Profile profile;
  private final ProfileSeals seals;
  private final Profile.Settings settings;
  private final Identity identity;
  private final Effects effects;
  private final Workshop shop;
  private final StorageDoor door;
  private final MirrorDoor mirror;
  private final Tables reading;
  private final About about;
  private final StatusBoard board;
  private final Selection chosen;
  private final Listing listing;
  private final PastTrees past;
  private final Listeners listeners;
  private final Work work;
  private final Pause pause;
  private final VaultRounds rounds;
  private final Restores restores;
  private final OldHistory history;
  private final Checking checking;
  private final Drilling drilling;
  private final Pruning pruning;
  private final Repairs repairs;
  private final GivingUp givingUp;
  private final Scrubbing scrubbing;
  private final Mirroring mirroring;
  private final MirrorUpkeep upkeep;

  /// Shut before anything is taken down.
  private final Gate gate = new Gate();

  private final Background background = new Background(gate);

  LocalVault(
      Profile profile,
      Profile.Settings settings,
      Identity identity,
      Effects effects,
      Workshop shop,
      StorageDoor door,
      MirrorDoor mirror,
      ProfileSeals seals,
      Tables reading) {
    this.profile = profile;
    this.seals = seals;
    this.settings = settings;
    this.identity = identity;
    this.effects = effects;
    this.shop = shop;
    this.door = door;
    this.mirror = mirror;
    this.reading = reading;
    LastFailure failure = new LastFailure(shop.tables(), effects);
    Selection chosen = new Selection(reading, shop.choices()::chosen);
    this.chosen = chosen;
    this.about = new About(identity, settings, door::storage, shop.choices(), reading);
    this.board =
        new StatusBoard(
            reading,
            effects,
            shop.meter(),
            settings,
            shop.choices(),
            failure,
            () ->
                Drilling.last(DrillReport.Secret.RECOVERY_KIT, shop.choices(), identity.members()));
    this.listeners = new Listeners(this::status, reading.activity(), gate);
    this.work = new Work(gate, board, listeners, failure, effects.clock());
    this.listing = new Listing(reading, shop.rules(), chosen);
    this.past = new PastTrees(reading, identity);
    this.pause = new Pause(gate, shop.choices(), board, listeners, effects.clock());
    this.history = new OldHistory(shop, work, pause, effects.clock());
    this.rounds = new VaultRounds(shop, work, board, failure, pause, background, history);
    this.checking = new Checking(shop, door::storage, identity, work, gate, effects.clock());
    this.drilling = new Drilling(shop, door, identity, work, gate, listeners::tellStatus, effects);
    this.pruning = new Pruning(shop, work, gate, effects.clock());
    this.repairs = new Repairs(shop, work, rounds, checking);
    this.scrubbing = new Scrubbing(shop, work, repairs, pause, effects.clock());
    this.mirroring =
        new Mirroring(shop, mirror, door, settings.folder(), work, gate, repairs, effects.clock());
    this.givingUp = new GivingUp(shop, work, rounds, repairs, history, mirroring);
    this.upkeep = new MirrorUpkeep(shop, mirroring, pause, effects.clock());
    this.restores = new Restores(settings.folder(), shop, gate, work, rounds);
  }

  /// An older storage would let a recovery key in again that was replaced.
  ///
  /// @throws TidelockException ROLLBACK if these members lack an entry that this device has verified
  void requireSeen(Members shown) throws TidelockException {
    identity.requireCovered(shown);
  }

  @Override
  public VaultInfo info() {
    return gate.pass(about::info);
  }

  @Override
  public Optional<String> storageIdentity() {
    return gate.pass(() -> shop.remote().identity());
  }

  @Override
  public StorageReport testStorage() throws TidelockException, InterruptedException {
    return work.asked(door::test);
  }

  @Override
  public void signIn(StorageAccess access) throws TidelockException, InterruptedException {
    work.asked(
        () -> {
          door.signIn(access);
          return access;
        });
  }

  @Override
  public Status status() {
    return gate.pass(() -> board.status());
  }

  @Override
  public Status look() {
    rounds.look();
    return status();
  }

  @Override
  public Subscription listen(Consumer<? super VaultEvent> listener) {
    return listeners.add(listener);
  }

  @Override
  public SyncReport sync() throws TidelockException, InterruptedException {
    return rounds.sync();
  }

  @Override
  public SyncReport.Traffic moved() {
    return rounds.moved();
  }

  /// As a watcher brings it about.
  ///
  /// @param folders what to look at; everything if empty
  SyncReport round(Optional<Set<LocalPath>> folders)
      throws TidelockException, InterruptedException {
    return rounds.round(folders);
  }

  /// For tests: what a watch does about the past.
  OldHistory oldHistory() {
    return history;
  }

  /// For tests: how a watch looks after the storage.
  Scrubbing scrubbing() {
    return scrubbing;
  }

  /// For tests: how a watch keeps the second copy up to date.
  MirrorUpkeep upkeep() {
    return upkeep;
  }

  /// Takes in what the storage has, and touches nothing else.
  void learn() throws TidelockException, InterruptedException {
    work.asked(() -> shop.learner().learnAll());
  }

  /// The last step of a creation.
  void payHeader() throws TidelockException, InterruptedException {
    work.asked(
        () -> {
          shop.kept().payHeader();
          return true;
        });
  }

  /// The last step of a join. What does not get through now goes with the first sync.
  void announce() throws InterruptedException {
    try {
      work.run(() -> shop.publisher().publish());
    } catch (TidelockException e) {
      LOG.info("the others learn of this device later", e);
    }
  }

  @Override
  public List<Hold> holds() {
    return gate.pass(() -> new Waiting(reading).holds());
  }

  @Override
  public List<String> heldFiles(String hold, int limit) {
    return gate.pass(() -> new Waiting(reading).files(hold, limit));
  }

  @Override
  public SyncReport answer(String hold, boolean approve)
      throws TidelockException, InterruptedException {
    work.asked(
        () -> {
          rounds.lookOnce();
          Scan scan = shop.onFolder().sight().refreshHolds();
          shop.answers().answer(hold, approve, scan);
          return true;
        });
    return sync();
  }

  @Override
  public SyncPreview preview() throws TidelockException, InterruptedException {
    return rounds.preview();
  }

  @Override
  public Subscription watch() throws TidelockException {
    return background.begin(
        () -> {
          Optional<Path> storage = Storages.folder(settings.storage());
          Watching watching = Watching.start(rounds, settings.folder(), storage, effects);
          watching.goesWith(history.start());
          watching.goesWith(scrubbing.start());
          watching.goesWith(upkeep.start());
          return watching;
        });
  }

  @Override
  public void pause(Optional<Duration> time) throws TidelockException {
    pause.begin(time);
  }

  @Override
  public void resume() throws TidelockException {
    pause.end();
    background.tryAgain();
  }

  @Override
  public BandwidthLimits bandwidth() {
    return gate.pass(() -> shop.choices().bandwidth());
  }

  @Override
  public void limit(BandwidthLimits limits) throws TidelockException {
    gate.run(() -> shop.choices().limit(limits));
    door.limit(limits);
  }

  @Override
  public List<FileEntry> list(String path, Optional<Instant> at)
      throws TidelockException, InterruptedException {
    return gate.passLong(() -> at.isPresent() ? past.at(at.get()).list(path) : listing.list(path));
  }

  @Override
  public List<FolderSize> sizes(String path) throws TidelockException, InterruptedException {
    return gate.passLong(() -> Sizes.in(path, reading));
  }

  @Override
  public PastView past(PastQuery query) throws TidelockException, InterruptedException {
    return gate.passLong(() -> past.at(query.at()).compare(query));
  }

  @Override
  public List<FileEntry> listDeleted(String path) throws TidelockException {
    return gate.pass(() -> listing.deleted(path));
  }

  @Override
  public List<FileEntry> search(String text, boolean history, int limit) {
    return gate.pass(() -> listing.search(text, history, limit));
  }

  @Override
  public List<FileVersion> history(String path) throws TidelockException {
    return gate.pass(() -> listing.history(path));
  }

  @Override
  public RestoreReport restore(RestoreRequest request)
      throws TidelockException, InterruptedException {
    return restores.restore(request);
  }

  @Override
  public RestorePreview preview(Restoration wanted) throws TidelockException, InterruptedException {
    return restores.preview(wanted);
  }

  @Override
  public RestoreReport restore(Restoration wanted) throws TidelockException, InterruptedException {
    return restores.restore(wanted);
  }

  @Override
  public List<OpenConflict> conflicts() {
    return gate.pass(
        () ->
            reading
                .db()
                .transaction(() -> new OpenConflicts(reading, identity.device().id()).all()));
  }

  @Override
  public SyncReport settle(String path, OpenConflict.Keep keep)
      throws TidelockException, InterruptedException {
    rounds.sync();
    work.asked(
        () -> {
          shop.settling().settle(path, keep);
          return true;
        });
    return rounds.sync();
  }

  @Override
  public List<ChangeBatch> batches(int limit) throws TidelockException {
    return gate.pass(() -> new ChangeBatches(reading, identity).newest(limit));
  }

  @Override
  public UndoReport previewUndo(UndoRequest request)
      throws TidelockException, InterruptedException {
    return work.asked(() -> shop.undoing().preview(request));
  }

  @Override
  public UndoReport undo(UndoRequest request) throws TidelockException, InterruptedException {
    if (request instanceof UndoRequest.Lost) return givingUp.giveUp();
    rounds.sync();
    UndoReport report = work.asked(() -> shop.undoing().undo(request));
    rounds.follow("what was undone");
    return report;
  }

  @Override
  public void useFolderAgain() throws TidelockException, InterruptedException {
    rounds.useFolderAgain();
  }

  @Override
  public List<Said> why(String path) {
    return gate.pass(
        () ->
            new Why(
                    reading,
                    settings,
                    shop.rulesOfFolder(),
                    chosen,
                    board,
                    effects.places(),
                    shop.mounts())
                .of(path));
  }

  @Override
  public VerifyReport verify(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return checking.run(deep, progress);
  }

  @Override
  public RepairReport repair(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return repairs.repair(deep, progress);
  }

  @Override
  public Optional<Setback> setback() throws TidelockException, InterruptedException {
    return gate.passLong(() -> new Behind(reading, shop.remote(), identity).look());
  }

  @Override
  public Optional<Mirror> mirror() {
    return mirroring.now();
  }

  @Override
  public MirrorReport beginMirror(
      String storage, StorageAccess access, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return mirroring.begin(storage, access, progress);
  }

  @Override
  public MirrorReport updateMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return mirroring.update(progress);
  }

  @Override
  public VerifyReport verifyMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return mirroring.verify(progress);
  }

  @Override
  public RepairReport repairMirror(Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return mirroring.repair(progress);
  }

  @Override
  public MirrorMove useMirror(boolean losing, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return mirroring.use(losing, progress);
  }

  @Override
  public void endMirror() throws TidelockException, InterruptedException {
    mirroring.end();
  }

  @Override
  public DrillReport drill(Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return drilling.run(unlock, progress);
  }

  @Override
  public Optional<Instant> drilled(DrillReport.Secret by) {
    return gate.pass(() -> drilling.last(by));
  }

  @Override
  public PruneReport previewPrune() throws TidelockException, InterruptedException {
    return pruning.preview();
  }

  @Override
  public ProviderView providerView() throws TidelockException, InterruptedException {
    return gate.passLong(() -> ProviderSight.of(shop.remote(), settings.storage(), effects));
  }

  @Override
  public Diagnostics diagnostics() {
    return gate.pass(() -> new Reporting(reading, shop.remote(), door::storage, work).now());
  }

  @Override
  public boolean knowsName(Predicate<String> isOne) {
    return gate.pass(() -> new KnownNames(reading, about, board).any(isOne));
  }

  @Override
  public List<DeviceInfo> devices() {
    return gate.pass(about::devices);
  }

  @Override
  public String fingerprint() {
    return gate.pass(about::fingerprint);
  }

  @Override
  public int epochs() {
    return gate.pass(about::epochs);
  }

  @Override
  public List<String> ignorePatterns() {
    return gate.pass(() -> shop.rules().patterns());
  }

  @Override
  public void addIgnorePattern(String pattern) throws TidelockException {
    gate.run(() -> shop.rules().add(pattern));
    background.lookAtEverything();
  }

  @Override
  public void removeIgnorePattern(String pattern) throws TidelockException {
    gate.run(() -> shop.rules().remove(pattern));
    background.lookAtEverything();
  }

  @Override
  public VaultSelection selection() {
    return gate.pass(() -> new Choosing(reading, shop.choices()).now());
  }

  @Override
  public SelectionPreview previewSelection(VaultSelection selection)
      throws TidelockException, InterruptedException {
    // A round that is under way may take hours, and learns as much.
    work.beside(
        () -> {
          rounds.learn();
          return true;
        });
    return gate.passLong(() -> new Choosing(reading, shop.choices()).preview(selection));
  }

  @Override
  public SyncReport select(VaultSelection selection)
      throws TidelockException, InterruptedException {
    choose(selection);
    return rounds.sync();
  }

  @Override
  public void choose(VaultSelection selection) throws TidelockException, InterruptedException {
    work.asked(
        () -> {
          rounds.learn();
          shop.onFolder().sight().forgetWhatWasPutAway();
          choosing().choose(selection);
          return true;
        });
  }

  @Override
  public List<PlacedFolder> placedFolders() {
    return gate.pass(
        () -> Placements.told(shop.choices(), reading, shop.placedGuard(reading, chosen)));
  }

  @Override
  public Path place(String path) {
    return gate.pass(
        () -> Placements.place(shop.choices(), reading, settings.folder(), VaultPath.of(path)));
  }

  @Override
  public SyncReport placeFolder(Path folder, Optional<String> as)
      throws TidelockException, InterruptedException {
    return placing().add(folder, as);
  }

  @Override
  public SyncReport releaseFolder(Path folder) throws TidelockException, InterruptedException {
    return placing().remove(folder);
  }

  private Placing placing() {
    return new Placing(shop, work, rounds, settings, effects);
  }

  private Choosing choosing() {
    return new Choosing(shop.tables(), shop.choices());
  }

  @Override
  public List<String> sharedIgnorePatterns() {
    return gate.pass(() -> shop.rules().shared());
  }

  @Override
  public SyncReport addSharedIgnorePattern(String pattern)
      throws TidelockException, InterruptedException {
    return changeShared(rules -> rules.add(pattern));
  }

  @Override
  public SyncReport removeSharedIgnorePattern(String pattern)
      throws TidelockException, InterruptedException {
    return changeShared(rules -> rules.remove(pattern));
  }

  private interface Change {
    void run(SharedRules rules) throws TidelockException;
  }

  private SyncReport changeShared(Change change) throws TidelockException, InterruptedException {
    work.asked(
        () -> {
          shop.onFolder().guard().check();
          change.run(shop.onFolder().sharedRules());
          return true;
        });
    return rounds.sync();
  }

  @Override
  public IgnorePreview previewIgnore(String pattern, boolean everywhere) throws TidelockException {
    return gate.pass(
        () -> {
          Rules rules = shop.rulesOfFolder();
          return Matches.of(reading, rules, rules.with(pattern, everywhere));
        });
  }

  @Override
  public Optional<String> ignoredBy(String path) {
    return gate.pass(() -> shop.rulesOfFolder().ruleFor(path));
  }

  @Override
  public List<Activity> activity(int limit, Optional<Long> before) {
    return gate.pass(() -> reading.activity().newest(limit, before));
  }

  @Override
  public List<Issue> issues() {
    return gate.pass(() -> board.issues());
  }

  @Override
  public RecoveryKey newRecoveryKey(Unlock unlock, KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    return work.asked(
        () -> {
          RecoveryKey made =
              new KeyReplacement(shop.remote(), effects)
                  .replace(
                      unlock,
                      key -> {
                        keeper.keep(key);
                        // From here on the old kit may be gone, however this ends.
                        shop.choices().replaceKit();
                      });
          shop.kept().refresh();
          return made;
        });
  }

  @Override
  public Applicant applicant(String code) throws TidelockException, InterruptedException {
    return work.asked(() -> shop.admission().find(code));
  }

  @Override
  public String admit(Applicant applicant, Unlock unlock)
      throws TidelockException, InterruptedException {
    return work.asked(() -> new Admitting(shop).run(applicant, unlock).toString());
  }

  @Override
  public void removeDevice(String id, boolean losing, Unlock unlock)
      throws TidelockException, InterruptedException {
    work.asked(
        () -> {
          new Removing(shop).run(id, losing, unlock);
          return true;
        });
    rounds.follow("that a device was removed");
  }

  @Override
  public void changePassphrase(Unlock unlock, Passphrase passphrase)
      throws TidelockException, InterruptedException {
    work.asked(
        () -> {
          secrets().passphrase(unlock, passphrase, _ -> seals.under(passphrase));
          new Removing(shop).goBy(Safe.NEW_PASSPHRASE_OPENS);
          return true;
        });
  }

  @Override
  public RecoveryKey replaceSecrets(
      Unlock unlock, Passphrase passphrase, Optional<String> stolen, KeyKeeper keeper)
      throws TidelockException, InterruptedException {
    RecoveryKey made =
        work.asked(
            () ->
                new Removing(shop)
                    .run(
                        stolen,
                        unlock,
                        passphrase,
                        secrets(),
                        kit -> {
                          keeper.keep(kit);
                          shop.choices().replaceKit();
                        },
                        owner -> {
                          seals.under(owner);
                          seals.under(passphrase);
                        }));
    rounds.follow("that there are new secrets");
    return made;
  }

  private SecretsChange secrets() {
    return new SecretsChange(shop.remote(), identity, effects, seals.cost());
  }

  @Override
  public void confirmRecoveryKit() throws TidelockException {
    gate.run(() -> shop.choices().confirmKit(effects.clock().instant()));
    listeners.tellStatus();
  }

  /// Waits for work and calls under way, and for a watch that is just being started.
  @Override
  public void close() {
    door.limit(BandwidthLimits.NONE); // what is under way is waited for
    pause.close();
    restores.close();
    if (background.end()) work.afterAll(this::takeDown);
  }

  /// In turn, the profile last, and whatever becomes of the others.
  private void takeDown() {
    try (profile;
        shop;
        mirror;
        Database _ = reading.db()) {
      LOG.debug("closed");
    }
  }
}
