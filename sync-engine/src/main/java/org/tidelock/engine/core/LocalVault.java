package org.tidelock.engine.core;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.NewRecoveryKey;
import org.tidelock.crypto.OwnerChange;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.crypto.VaultObject;
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
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.merge.VaultName;
import org.tidelock.engine.storage.ObjectName;

/// One opened profile. Work on the disk and the storage holds one lock, so that rounds never overlap; listings read the index through a
/// connection of their own and never wait for a round.
final class LocalVault implements Vault {
  private static final Logger LOG = LoggerFactory.getLogger(LocalVault.class);
  private static final String OWNER = "storage-owner";
  static final String KIT_CONFIRMED = "kit-confirmed";
  private static final Duration KEEP_TRASH = Duration.ofDays(30);

  private final Profile profile;
  private final Profile.Settings settings;
  private final Identity identity;
  private final Effects effects;
  private final Workshop shop;
  private final Tables reading;
  private final StatusBoard board;
  private final Listing listing;
  private final PastTrees past;
  private final ReentrantLock work = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CopyOnWriteArrayList<Consumer<? super VaultEvent>> listeners =
      new CopyOnWriteArrayList<>();
  private @Nullable Watching watching;

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
    this.board = new StatusBoard(reading, effects, shop.meter(), settings);
    this.listing = new Listing(reading);
    this.past = new PastTrees(reading, identity);
  }

  static LocalVault open(
      Profile profile,
      Profile.Settings settings,
      ProfileKey key,
      DeviceFile device,
      Effects effects,
      Storages storages)
      throws TidelockException, InterruptedException {
    Database db = Indexes.open(profile.index());
    Tables tables = Tables.over(db);
    Remote remote = storages.remote(settings.storage(), owner(tables, effects));
    try {
      Optional<Identity> kept = KeptVault.identity(tables.meta(), device);
      Identity identity = kept.isPresent() ? kept.get() : Indexes.rebuild(tables, device, remote);
      Workshop shop = new Workshop(settings, key, identity, tables, remote, effects);
      return new LocalVault(
          profile,
          settings,
          identity,
          effects,
          shop,
          Tables.over(Database.open(profile.index(), Database.Access.READ)));
    } catch (TidelockException | InterruptedException | RuntimeException e) {
      db.close();
      remote.close();
      throw e;
    }
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
        "Folder",
        settings.since(),
        reading.meta().number(KIT_CONFIRMED).isPresent());
  }

  @Override
  public Status status() {
    return board.status();
  }

  @Override
  public Status look() {
    if (work.tryLock()) {
      try {
        board.looked(shop.onFolder().ring().look());
      } catch (TidelockException e) {
        board.failed(e);
      } finally {
        work.unlock();
      }
    }
    return board.status();
  }

  @Override
  public Subscription listen(Consumer<? super VaultEvent> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void tell(VaultEvent event) {
    for (Consumer<? super VaultEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.warn("a listener failed", e);
      }
    }
  }

  /// A piece of work that nothing else of this vault overlaps.
  private interface Working<T> {
    T run() throws TidelockException, InterruptedException;
  }

  private <T> T working(Working<T> task) throws TidelockException, InterruptedException {
    work.lockInterruptibly();
    try {
      if (closed.get()) throw new IllegalStateException("the vault is closed");
      board.begins();
      try (Pulse _ = Pulse.start(() -> tell(new VaultEvent.StatusChanged(board.status())))) {
        long last = lastActivity();
        try {
          T result = task.run();
          board.succeeded();
          return result;
        } catch (IndexException e) {
          TidelockException told = Troubles.ofIndex(e);
          board.failed(told);
          throw told;
        } catch (TidelockException e) {
          board.failed(e);
          if (e.code().exitCode() >= 20) shop.findings().stopped(e);
          throw e;
        } finally {
          board.ends();
          news(last);
        }
      }
    } finally {
      work.unlock();
      tell(new VaultEvent.StatusChanged(board.status()));
    }
  }

  private long lastActivity() {
    return reading.activity().newest(1, Optional.empty()).stream()
        .mapToLong(Activity::id)
        .findFirst()
        .orElse(0);
  }

  private void news(long after) {
    if (listeners.isEmpty()) return;
    List<Activity> news = new ArrayList<>(reading.activity().newest(200, Optional.empty()));
    news.removeIf(a -> a.id() <= after);
    for (Activity a : news.reversed()) tell(new VaultEvent.Happened(a));
  }

  @Override
  public SyncReport sync() throws TidelockException, InterruptedException {
    return working(
        () -> {
          SyncReport report = shop.onFolder().ring().everything();
          board.looked(report);
          shop.tidy(KEEP_TRASH);
          return report;
        });
  }

  /// One round over what a watcher has seen; everything, if it says nothing.
  SyncReport round(Optional<java.util.Set<org.tidelock.engine.local.LocalPath>> folders)
      throws TidelockException, InterruptedException {
    return working(
        () -> {
          SyncReport report =
              folders.isPresent()
                  ? shop.onFolder().ring().some(shop.rows(folders.get()))
                  : shop.onFolder().ring().everything();
          board.looked(report);
          return report;
        });
  }

  /// Takes in what the storage has, and touches nothing else.
  void learn() throws TidelockException, InterruptedException {
    working(() -> shop.learner().learn());
  }

  /// The last step of a creation.
  void payHeader() throws TidelockException, InterruptedException {
    working(
        () -> {
          shop.kept().payHeader();
          return true;
        });
  }

  @Override
  public SyncPreview preview() throws TidelockException, InterruptedException {
    return working(
        () -> {
          shop.learner().learn();
          Scan scan = shop.onFolder().ring().look();
          return Previews.of(scan, shop.onFolder().applier().plan(), shop.tables());
        });
  }

  @Override
  public synchronized Subscription watch() throws TidelockException {
    if (watching != null) throw new IllegalStateException("the vault is watched already");
    Watching started = Watching.start(this, settings.folder(), effects);
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
    shop.tables().meta().putNumber(StatusBoard.PAUSED_UNTIL, until.toEpochMilli());
    tell(new VaultEvent.StatusChanged(board.status()));
  }

  @Override
  public void resume() {
    shop.tables().meta().remove(StatusBoard.PAUSED_UNTIL);
    Watching now = watching;
    if (now != null) now.wake();
    tell(new VaultEvent.StatusChanged(board.status()));
  }

  boolean paused() {
    return board.pausedUntil().isPresent();
  }

  @Override
  public List<FileEntry> list(String path, Optional<Instant> at) throws TidelockException {
    return at.isPresent() ? past.at(at.get()).list(path) : listing.list(path);
  }

  @Override
  public List<FileEntry> listDeleted(String path) throws TidelockException {
    return listing.deleted(path);
  }

  @Override
  public List<FileEntry> search(String text, boolean history, int limit) {
    return listing.search(text, history, limit);
  }

  @Override
  public List<FileVersion> history(String path) throws TidelockException {
    return listing.history(path);
  }

  /// What is there now is recorded before anything takes its place, and what was restored right after.
  @Override
  public RestoreReport restore(RestoreRequest request)
      throws TidelockException, InterruptedException {
    if (request.to().isPresent()) return working(() -> shop.restorer().restore(request));
    if (isEmptied()) return refill(request);
    sync();
    RestoreReport report = working(() -> shop.restorer().restore(request));
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
    working(
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
  public List<String> why(String path) {
    return new Why(reading, settings, shop.rules(), board).of(path);
  }

  @Override
  public VerifyReport verify(boolean deep, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return working(() -> shop.verifier().verify(deep, progress));
  }

  @Override
  public ProviderView providerView() throws TidelockException, InterruptedException {
    return ProviderSight.of(shop.remote(), settings.storage(), effects);
  }

  @Override
  public List<DeviceInfo> devices() {
    return identity.members().devices().stream()
        .map(d -> Devices.info(d, d.id().equals(identity.device().id()), lastSeen(d.id())))
        .sorted(Comparator.comparing(DeviceInfo::added))
        .toList();
  }

  private Optional<Instant> lastSeen(DeviceId device) {
    return reading.log().writers().stream()
        .filter(w -> w.device().equals(device))
        .map(LogTable.Writer::made)
        .max(Comparator.naturalOrder());
  }

  @Override
  public String fingerprint() {
    return LocalVaults.fingerprint(identity.members(), reading.log().known());
  }

  @Override
  public List<String> ignorePatterns() {
    return shop.rules().patterns();
  }

  @Override
  public void addIgnorePattern(String pattern) throws TidelockException {
    shop.rules().add(pattern);
    wake();
  }

  @Override
  public void removeIgnorePattern(String pattern) throws TidelockException {
    shop.rules().remove(pattern);
    wake();
  }

  private void wake() {
    Watching now = watching;
    if (now != null) now.lookAtEverything();
  }

  @Override
  public Optional<String> ignoredBy(String path) {
    return shop.rules().ruleFor(path);
  }

  @Override
  public List<Activity> activity(int limit, Optional<Long> before) {
    return reading.activity().newest(limit, before);
  }

  @Override
  public List<Issue> issues() {
    return board.issues();
  }

  @Override
  public RecoveryKey newRecoveryKey(Unlock unlock) throws TidelockException, InterruptedException {
    return working(
        () -> {
          Remote remote = shop.remote();
          try (OwnerSession owner = Owners.open(remote, unlock, effects)) {
            NewRecoveryKey made = owner.newRecoveryKey();
            OwnerChange change = made.change();
            for (VaultObject object : change.write())
              remote.put(new ObjectName(object.name()), object.bytes());
            for (String old : change.delete()) remote.delete(new ObjectName(old));
            shop.kept().refresh();
            shop.tables().meta().remove(KIT_CONFIRMED);
            return made.key();
          } catch (CryptoException e) {
            throw Troubles.of(e, null);
          }
        });
  }

  @Override
  public void confirmRecoveryKit() {
    shop.tables().meta().putNumber(KIT_CONFIRMED, effects.clock().instant().toEpochMilli());
    tell(new VaultEvent.StatusChanged(board.status()));
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    Watching now = watching;
    if (now != null) now.close();
    work.lock();
    try {
      reading.db().close();
      shop.close();
      profile.close();
    } finally {
      work.unlock();
    }
  }
}
