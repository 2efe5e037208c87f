package org.tidelock.engine.core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.Activity;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Progress;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.Status;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Listing;
import org.tidelock.engine.listing.PastTrees;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.merge.VaultName;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.profile.Indexes;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.status.LastFailure;
import org.tidelock.engine.status.ProviderSight;
import org.tidelock.engine.status.StatusBoard;
import org.tidelock.engine.status.Why;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Tally;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Devices;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.KeyReplacement;

/// One opened profile. Work on the disk and the storage holds one lock, so that rounds never overlap; listings read the index through a
/// connection of their own and never wait for a round.
final class LocalVault implements Vault, Watching.Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(LocalVault.class);
  private static final String OWNER = "storage-owner";

  private final Profile profile;
  private final Profile.Settings settings;
  private final Identity identity;
  private final Effects effects;
  private final Workshop shop;
  private final Tables reading;
  private final LastFailure failure;
  private final StatusBoard board;
  private final Listing listing;
  private final PastTrees past;
  private final Listeners listeners;
  private final Work work;

  /// Shut with this vault's monitor, before anything is taken down.
  private final Gate gate = new Gate();

  private final PauseEnd pauseEnd;

  /// Of the round that somebody asked for last.
  private volatile Tally tally = new Tally();

  // Written with this vault's monitor.
  private volatile @Nullable Watching watching;

  private LocalVault(
      Profile profile,
      Profile.Settings settings,
      Identity identity,
      Effects effects,
      Workshop shop,
      Tables reading) {
    this.profile = profile;
    this.settings = settings;
    this.identity = identity;
    this.effects = effects;
    this.shop = shop;
    this.reading = reading;
    this.failure = new LastFailure(shop.tables(), effects);
    this.board = new StatusBoard(reading, effects, shop.meter(), settings, failure);
    this.listeners = new Listeners(this::status, reading.activity(), gate);
    this.work = new Work(gate, board, listeners, failure, effects.clock());
    this.listing = new Listing(reading);
    this.past = new PastTrees(reading, identity);
    this.pauseEnd = new PauseEnd(effects.clock(), this::pause, listeners::tellStatus);
    if (pause().isPresent()) pauseEnd.begins();
  }

  static LocalVault open(
      Profile profile,
      Profile.Settings settings,
      ProfileKey key,
      DeviceFile device,
      Effects effects,
      Storages storages)
      throws TidelockException, InterruptedException {
    Database db = Indexes.open(profile.home());
    @Nullable Remote remote = null;
    try {
      Tables tables = Tables.over(db);
      remote = storages.remote(settings.storage(), owner(tables, effects));
      Optional<Identity> kept = KeptVault.identity(tables.meta(), device);
      Identity identity = kept.isPresent() ? kept.get() : Indexes.rebuild(tables, device, remote);
      Workshop shop = new Workshop(settings, key, identity, tables, remote, effects);
      return new LocalVault(
          profile,
          settings,
          identity,
          effects,
          shop,
          Tables.over(profile.home().index(Database.Access.READ)));
    } catch (TidelockException | InterruptedException | RuntimeException e) {
      db.close();
      if (remote != null) remote.close();
      throw e;
    }
  }

  /// An older storage would let a recovery key in again that was replaced.
  ///
  /// @throws TidelockException ROLLBACK if these members lack an entry that this device has verified
  void requireSeen(Members shown) throws TidelockException {
    identity.requireCovered(shown);
  }

  /// Tells nothing but that the same profile writes again, which the heads tell anyway.
  private static String owner(Tables tables, Effects effects) {
    return tables
        .meta()
        .text(OWNER)
        .orElseGet(
            () -> {
              String fresh = Id128.random(effects.random()).toString();
              tables.meta().putText(OWNER, fresh);
              return fresh;
            });
  }

  @Override
  public VaultInfo info() {
    return gate.pass(this::readInfo);
  }

  private VaultInfo readInfo() {
    String name =
        reading
            .merged()
            .vaultName()
            .map(VaultName::name)
            .orElse(settings.folder().getFileName().toString());
    return new VaultInfo(
        identity.header().vault().toString(),
        name,
        settings.device(),
        settings.folder(),
        settings.storage(),
        VaultInfo.StorageKind.FOLDER,
        settings.since(),
        reading.meta().number(StatusBoard.KIT_CONFIRMED).isPresent());
  }

  @Override
  public Status status() {
    return gate.pass(() -> board.status());
  }

  @Override
  public Status look() {
    work.ifIdle(this::lookNow);
    return status();
  }

  private void lookNow() throws TidelockException {
    Scan scan = shop.onFolder().ring().look();
    failure.folderIsThere();
    board.looked(scan);
    Watching now = watching;
    if (now != null && !scan.differences().isEmpty()) now.lookAtEverything();
  }

  @Override
  public Subscription listen(Consumer<? super VaultEvent> listener) {
    return listeners.add(listener);
  }

  @Override
  public SyncReport sync() throws TidelockException, InterruptedException {
    SyncReport report =
        work.round(
            () -> {
              Tally begun = new Tally();
              tally = begun;
              return everything(begun);
            });
    Watching now = watching;
    if (now != null) now.tryAgain(); // what stood in its way does not any more
    return report;
  }

  @Override
  public SyncReport.Traffic moved() {
    return tally.now();
  }

  /// One round over what a watcher has seen; everything, if it says nothing.
  @Override
  public SyncReport round(Optional<Set<LocalPath>> folders)
      throws TidelockException, InterruptedException {
    return work.round(
        () -> {
          if (folders.isEmpty()) return everything(new Tally());
          return shop.onFolder().ring().some(shop.rows(folders.get()), new Tally());
        });
  }

  private SyncReport everything(Tally counts) throws TidelockException, InterruptedException {
    SyncReport report = shop.onFolder().ring().everything(counts);
    board.looked(report);
    return report;
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
  public SyncPreview preview() throws TidelockException, InterruptedException {
    return work.asked(
        () -> {
          shop.learner().learnAll();
          Scan scan = shop.onFolder().ring().look();
          return Previews.of(scan, shop.onFolder().applier().plan(), shop.tables());
        });
  }

  @Override
  public synchronized Subscription watch() throws TidelockException {
    if (gate.isShut()) throw new VaultClosedException();
    if (watching != null) throw new IllegalStateException("the vault is watched already");
    Watching started =
        Watching.start(
            this, settings.folder(), Storages.parse(settings.storage()).folder(), effects);
    watching = started;
    return () -> {
      started.close();
      synchronized (this) {
        if (watching == started) watching = null;
      }
    };
  }

  @Override
  public void pause(Optional<Duration> time) {
    Instant until =
        time.map(effects.clock().instant()::plus).orElse(Instant.ofEpochMilli(Long.MAX_VALUE / 2));
    write(meta -> meta.putNumber(StatusBoard.PAUSED_UNTIL, until.toEpochMilli()));
    pauseEnd.begins();
    listeners.tellStatus();
  }

  @Override
  public void resume() {
    write(meta -> meta.remove(StatusBoard.PAUSED_UNTIL));
    Watching now = watching;
    if (now != null) now.tryAgain();
    listeners.tellStatus();
  }

  private void write(Consumer<MetaTable> what) {
    gate.pass(
        () -> {
          what.accept(shop.tables().meta());
          return true;
        });
  }

  @Override
  public Optional<Duration> pause() {
    return gate.pass(board::pausedUntil)
        .map(until -> Duration.between(effects.clock().instant(), until));
  }

  @Override
  public List<FileEntry> list(String path, Optional<Instant> at) throws TidelockException {
    return gate.pass(() -> at.isPresent() ? past.at(at.get()).list(path) : listing.list(path));
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

  /// What is there now is recorded before anything takes its place, and what was restored right after.
  @Override
  public RestoreReport restore(RestoreRequest request)
      throws TidelockException, InterruptedException {
    if (request.to().isPresent()) return work.asked(() -> shop.restorer().restore(request));
    if (gate.pass(this::isEmptied)) return refill(request);
    sync();
    RestoreReport report = work.asked(() -> shop.restorer().restore(request));
    try {
      sync();
    } catch (TidelockException e) {
      LOG.info("what was restored is recorded later", e); // the status tells why
    }
    return report;
  }

  private boolean isEmptied() throws TidelockException {
    try {
      return shop.onFolder().guard().isEmptied();
    } catch (IOException e) {
      throw Troubles.ofFile(settings.folder().toString(), e);
    }
  }

  /// A part alone would look as if the rest had been deleted.
  private RestoreReport refill(RestoreRequest request)
      throws TidelockException, InterruptedException {
    boolean everything =
        VaultPath.of(request.path()).isTop()
            && request.version().isEmpty()
            && request.at().isEmpty();
    if (!everything) shop.onFolder().guard().check();
    work.run(
        () -> {
          shop.forgetFolder();
          return true;
        });
    SyncReport report = sync();
    return new RestoreReport(
        report.received().files(),
        report.received().bytes(),
        List.of(settings.folder().toString()));
  }

  @Override
  public List<Said> why(String path) {
    return gate.pass(() -> new Why(reading, settings, shop.rules(), board).of(path));
  }

  @Override
  public VerifyReport verify(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return work.asked(() -> shop.verifier().verify(deep, progress));
  }

  @Override
  public ProviderView providerView() throws TidelockException, InterruptedException {
    return gate.passLong(() -> ProviderSight.of(shop.remote(), settings.storage(), effects));
  }

  @Override
  public List<DeviceInfo> devices() {
    return gate.pass(
        () ->
            identity.members().devices().stream()
                .map(d -> Devices.info(d, d.id().equals(identity.device().id()), lastSeen(d.id())))
                .sorted(Comparator.comparing(DeviceInfo::added))
                .toList());
  }

  private Optional<Instant> lastSeen(DeviceId device) {
    return reading.log().writers().stream()
        .filter(w -> w.device().equals(device))
        .map(LogTable.Writer::made)
        .max(Comparator.naturalOrder());
  }

  @Override
  public String fingerprint() {
    return gate.pass(() -> LocalVaults.fingerprint(identity.members(), reading.log().known()));
  }

  @Override
  public List<String> ignorePatterns() {
    return gate.pass(() -> shop.rules().patterns());
  }

  @Override
  public void addIgnorePattern(String pattern) throws TidelockException {
    gate.pass(
        () -> {
          shop.rules().add(pattern);
          return true;
        });
    wake();
  }

  @Override
  public void removeIgnorePattern(String pattern) throws TidelockException {
    gate.pass(
        () -> {
          shop.rules().remove(pattern);
          return true;
        });
    wake();
  }

  private void wake() {
    Watching now = watching;
    if (now != null) now.lookAtEverything();
  }

  @Override
  public Optional<String> ignoredBy(String path) {
    return gate.pass(() -> shop.rules().ruleFor(path));
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
                        shop.tables().meta().remove(StatusBoard.KIT_CONFIRMED);
                      });
          shop.kept().refresh();
          return made;
        });
  }

  @Override
  public void confirmRecoveryKit() {
    write(
        meta ->
            meta.putNumber(StatusBoard.KIT_CONFIRMED, effects.clock().instant().toEpochMilli()));
    listeners.tellStatus();
  }

  /// Waits for work and calls under way, and for a watch that is just being started.
  @Override
  public void close() {
    pauseEnd.close();
    Watching now;
    synchronized (this) {
      if (gate.isShut()) return;
      gate.shut();
      now = watching;
    }
    if (now != null) now.close();
    work.afterAll(this::takeDown);
  }

  /// In turn, the profile last, and whatever becomes of the others.
  private void takeDown() {
    try (profile;
        shop;
        Database _ = reading.db()) {
      LOG.debug("closed");
    }
  }
}
