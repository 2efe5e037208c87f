package org.tidelock.app.ui.fake;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.SecretText;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.Vaults;

/// Storages by URL and profiles by directory, in memory.
public final class FakeVaults implements Vaults {
  /// A vault and what opens it. Passphrases cannot be compared outside the crypto package, so a test says whether one is right.
  private record Stored(FakeVault vault, RecoveryKey key) {}

  private record Profile(FakeVault vault, KeepUnlocked keep) {}

  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Stored> storages = new HashMap<>();
  private final Map<String, StorageState> places = new HashMap<>();
  private final Map<Path, Profile> profiles = new HashMap<>();
  private final Map<Path, FolderFacts> folders = new HashMap<>();
  private Consumer<FakeVault> created = _ -> {};
  private final Queue<TidelockException> failures = new ConcurrentLinkedQueue<>();
  private @Nullable RecoveryKey lastKey;

  /// With what a storage was reached last, and the last vault was made or joined.
  private volatile StorageAccess access = StorageAccess.NONE;

  private volatile StorageAccess setUp = StorageAccess.NONE;
  private StorageNeeds needs = StorageNeeds.NOTHING;
  private @Nullable UnknownServer stranger;
  private List<StorageReport.Finding> findings = List.of();

  /// What was used last, which should be wiped by then; and what it said.
  private @Nullable Unlock lastSecret;

  private String lastSaid = "";
  private boolean rightPassphrase = true;
  private CountDownLatch hold = new CountDownLatch(0);

  /// Told when a device begins to read the history.
  private Optional<Progress> reading = Optional.empty();

  private volatile CountDownLatch pageBegins = new CountDownLatch(0);
  private volatile CountDownLatch pageAgreed = new CountDownLatch(0);
  private final AtomicInteger pagesClosed = new AtomicInteger();
  private final List<String> signIns = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch trial = new CountDownLatch(0);
  private final AtomicInteger trials = new AtomicInteger();
  private volatile StorageAccess opened = StorageAccess.NONE;

  public FakeVaults(Clock clock) {
    this(clock, new SecureRandom());
  }

  /// @param random makes the recovery keys, so that pictures may always show the same words
  public FakeVaults(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// The next call that may fail does, with this; the one after it with the next, if there is one.
  public void failNext(TidelockException failure) {
    failures.add(failure);
  }

  /// Trials end only when the latch is open.
  public void holdTrials(CountDownLatch latch) {
    trial = latch;
  }

  private void waitForTrial() {
    try {
      trial.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How often a storage was tried out.
  public int trials() {
    return trials.get();
  }

  /// With what a profile was opened last.
  public StorageAccess opened() {
    return opened;
  }

  /// The next vault is made, and the next code shown, only when the latch is open.
  public void reading(long records, long of) {
    reading =
        Optional.of(
            new Progress(
                Progress.Phase.LEARNING, records, of, 0, 0, 0, 0, Optional.empty(), List.of()));
  }

  public void holdNext(CountDownLatch latch) {
    hold = latch;
  }

  /// Whether the passphrase that comes next is the right one.
  public void passphraseIsRight(boolean right) {
    rightPassphrase = right;
  }

  /// What all storages want from now on.
  public void need(StorageNeeds what) {
    needs = what;
  }

  @Override
  public StorageNeeds needs(String storage) {
    return needs;
  }

  @Override
  public StorageNeeds needs(Path home) {
    return needs;
  }

  /// A sign-in to which the person agrees at once, or which fails.
  @Override
  public SignIn signIn(String storage, SignIn.Way way, SignIn.Extent extent) {
    signIns.add(storage + " " + way + " " + extent);
    awaitStubbornly(pageBegins);
    return new SignIn() {
      @Override
      public URI page() {
        return URI.create("https://login.example/agree");
      }

      @Override
      public Optional<String> code() {
        return Optional.empty();
      }

      @Override
      public StorageAccess await() throws TidelockException, InterruptedException {
        pageAgreed.await();
        fail();
        return StorageAccess.NONE.withSecret("a token");
      }

      @Override
      public void close() {
        pagesClosed.incrementAndGet();
      }
    };
  }

  /// As a provider that does not let itself be hurried.
  private static void awaitStubbornly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next sign-ins at a page begin, and are agreed to, only when these are open.
  public void holdPage(CountDownLatch begins, CountDownLatch agreed) {
    pageBegins = begins;
    pageAgreed = agreed;
  }

  /// How many sign-ins at a page are over.
  public int pagesClosed() {
    return pagesClosed.get();
  }

  /// Where somebody was to sign in, how, and for what.
  public List<String> signIns() {
    return List.copyOf(signIns);
  }

  public void place(String storage, StorageState state) {
    places.put(storage, state);
  }

  /// Is given each new vault.
  public void created(Consumer<FakeVault> action) {
    created = action;
  }

  public void folder(Path folder, FolderFacts facts) {
    folders.put(folder, facts);
  }

  /// A storage that holds a vault, and its recovery key.
  public RecoveryKey vaultAt(String storage, FakeVault vault) {
    var key = RecoveryKey.random(random);
    storages.put(storage, new Stored(vault, key));
    return key;
  }

  public void profile(Path home, FakeVault vault, KeepUnlocked keep) {
    profiles.put(home, new Profile(vault, keep));
  }

  public Optional<FakeVault> vaultOf(Path home) {
    return Optional.ofNullable(profiles.get(home)).map(Profile::vault);
  }

  private void note(Unlock secret) {
    lastSecret = secret;
    lastSaid = SecretText.of(secret);
  }

  /// What the last secret said when it was used.
  public String lastSaid() {
    return lastSaid;
  }

  /// What the last secret says now.
  public String lastSecret() {
    return lastSecret == null ? "" : SecretText.of(lastSecret);
  }

  public Optional<RecoveryKey> lastKey() {
    return Optional.ofNullable(lastKey);
  }

  @Override
  public CreatedVault create(CreateRequest request) throws TidelockException, InterruptedException {
    return create(request, StorageAccess.NONE);
  }

  private synchronized CreatedVault create(CreateRequest request, StorageAccess given)
      throws TidelockException, InterruptedException {
    setUp = given;
    note(new Unlock.ByPassphrase(request.passphrase()));
    hold.await();
    fail();
    if (storages.containsKey(request.storage())) {
      throw new TidelockException(
          ErrorCode.USAGE,
          "There is already a vault here.",
          "Nothing was changed.",
          "Choose another folder.");
    }
    var info =
        new VaultInfo(
            "9f2c",
            request.name(),
            request.device(),
            request.folder(),
            request.storage(),
            VaultInfo.StorageKind.FOLDER,
            clock.instant(),
            false);
    var vault = FakeVault.empty(info, clock);
    created.accept(vault);
    var key = RecoveryKey.random(random);
    lastKey = key;
    storages.put(request.storage(), new Stored(vault, key));
    profiles.put(request.home(), new Profile(vault, request.keepUnlocked()));
    return new CreatedVault(vault, key);
  }

  @Override
  public Vault join(JoinRequest request, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return join(request, StorageAccess.NONE, progress);
  }

  private Vault join(JoinRequest request, StorageAccess given, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    setUp = given;
    note(request.unlock());
    fail();
    var stored = storages.get(request.storage());
    if (stored == null) {
      throw new TidelockException(
          ErrorCode.NOT_SET_UP,
          "There is no vault here.",
          "Nothing was changed.",
          "Choose another folder.");
    }
    check(request.unlock(), stored);
    var preview =
        new JoinRequest.VaultPreview(
            "9f2c", stored.vault().fingerprint(), stored.vault().devices());
    if (!request.confirmation().isRight(preview)) {
      throw new TidelockException(
          ErrorCode.USAGE,
          "The vault was not joined.",
          "Nothing was changed.",
          "Check the storage and try again.");
    }
    reading.ifPresent(progress);
    hold.await();
    var joined = stored.vault().joinedBy(request.device(), request.folder(), request.storage());
    profiles.put(request.home(), new Profile(joined, request.keepUnlocked()));
    return joined;
  }

  @Override
  public Vault pair(PairRequest request, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    return pair(request, StorageAccess.NONE, progress);
  }

  /// Waits until the vault has let it in ([FakeVault#admit]), or the thread is interrupted.
  private Vault pair(PairRequest request, StorageAccess given, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    setUp = given;
    fail();
    var stored = storages.get(request.storage());
    if (stored == null) {
      throw new TidelockException(
          ErrorCode.NOT_SET_UP,
          "There is no vault here.",
          "Nothing was changed.",
          "Choose another folder.");
    }
    hold.await();
    stored.vault().admissions().await(request, clock);
    reading.ifPresent(progress);
    hold.await();
    var joined = stored.vault().joinedBy(request.device(), request.folder(), request.storage());
    profiles.put(request.home(), new Profile(joined, request.keepUnlocked()));
    return joined;
  }

  private Stored stored(FakeVault vault) {
    return storages.values().stream()
        .filter(s -> s.vault().equals(vault))
        .findFirst()
        .orElseGet(() -> new Stored(vault, RecoveryKey.random(random)));
  }

  private void check(Unlock unlock, Stored stored) throws TidelockException {
    boolean right =
        switch (unlock) {
          case Unlock.ByPassphrase(Passphrase _) -> rightPassphrase;
          case Unlock.ByRecoveryKey(var key) -> key.words().equals(stored.key().words());
        };
    if (!right) {
      throw new TidelockException(
          ErrorCode.AUTH, "This does not open the vault.", "Nothing was changed.", "Try again.");
    }
  }

  @Override
  public Vault open(Path home, Optional<Unlock> unlock) throws TidelockException {
    return open(home, unlock, StorageAccess.NONE);
  }

  private Vault open(Path home, Optional<Unlock> unlock, StorageAccess given)
      throws TidelockException {
    opened = given;
    unlock.ifPresent(this::note);
    fail();
    var profile = profiles.get(home);
    if (profile == null) {
      throw new TidelockException(
          ErrorCode.NOT_SET_UP,
          "There is no vault in this profile.",
          "Nothing was changed.",
          "Create or join one.");
    }
    if (profile.keep() == KeepUnlocked.NO && unlock.isEmpty()) {
      throw new TidelockException(
          ErrorCode.LOCKED, "The vault is locked.", "Nothing was changed.", "Unlock it.");
    }
    if (unlock.isPresent()) {
      check(unlock.get(), stored(profile.vault()));
    }
    return profile.vault();
  }

  @Override
  public ProfileState state(Path home) {
    var profile = profiles.get(home);
    if (profile == null) {
      return ProfileState.EMPTY;
    }
    return profile.keep() == KeepUnlocked.NO ? ProfileState.LOCKED : ProfileState.READY;
  }

  @Override
  public StorageState look(String storage) throws TidelockException {
    fail();
    return storages.containsKey(storage)
        ? StorageState.VAULT
        : places.getOrDefault(storage, StorageState.EMPTY);
  }

  /// With what a storage was tried out last.
  public StorageAccess access() {
    return access;
  }

  /// With what the last vault was made or joined.
  public StorageAccess setUp() {
    return setUp;
  }

  @Override
  public StorageAccess reaching() {
    return StorageAccess.NONE;
  }

  @Override
  public Vaults with(StorageAccess given) {
    return new Reaching(given);
  }

  /// These, with what a storage is reached.
  private final class Reaching implements Vaults {
    private final StorageAccess given;

    Reaching(StorageAccess given) {
      this.given = given;
    }

    @Override
    public CreatedVault create(CreateRequest request)
        throws TidelockException, InterruptedException {
      return FakeVaults.this.create(request, given);
    }

    @Override
    public Vault join(JoinRequest request, Consumer<? super Progress> progress)
        throws TidelockException, InterruptedException {
      return FakeVaults.this.join(request, given, progress);
    }

    @Override
    public Vault pair(PairRequest request, Consumer<? super Progress> progress)
        throws TidelockException, InterruptedException {
      return FakeVaults.this.pair(request, given, progress);
    }

    @Override
    public StorageReport test(String storage) throws TidelockException {
      return FakeVaults.this.test(storage, given);
    }

    @Override
    public Optional<UnknownServer> meet(String storage) {
      return FakeVaults.this.meet(storage);
    }

    @Override
    public String storage(Path home) {
      return FakeVaults.this.storage(home);
    }

    @Override
    public StorageAccess reaching() {
      return given;
    }

    @Override
    public Vaults with(StorageAccess other) {
      return FakeVaults.this.with(other);
    }

    @Override
    public StorageNeeds needs(String storage) {
      return FakeVaults.this.needs(storage);
    }

    @Override
    public StorageNeeds needs(Path home) {
      return FakeVaults.this.needs(home);
    }

    @Override
    public SignIn signIn(String storage, SignIn.Way way, SignIn.Extent extent) {
      return FakeVaults.this.signIn(storage, way, extent);
    }

    @Override
    public Vault open(Path home, Optional<Unlock> unlock) throws TidelockException {
      return FakeVaults.this.open(home, unlock, given);
    }

    @Override
    public ProfileState state(Path home) {
      return FakeVaults.this.state(home);
    }

    @Override
    public StorageState look(String storage) throws TidelockException {
      return FakeVaults.this.look(storage);
    }

    @Override
    public RestoreReport export(
        String storage, Unlock unlock, Path to, Consumer<? super Progress> progress) {
      return FakeVaults.this.export(storage, unlock, to, progress);
    }

    @Override
    public FolderFacts inspectFolder(Path folder, String storage) throws TidelockException {
      return FakeVaults.this.inspectFolder(folder, storage);
    }
  }

  /// Who cannot show that it is the right one, until it is trusted.
  public void stranger(UnknownServer server) {
    stranger = server;
  }

  /// What the next servers are found to be.
  public void findings(List<StorageReport.Finding> found) {
    findings = found;
  }

  @Override
  public StorageReport test(String storage) throws TidelockException {
    return test(storage, StorageAccess.NONE);
  }

  @Override
  public Optional<UnknownServer> meet(String storage) {
    return Optional.empty();
  }

  @Override
  public String storage(Path home) {
    throw new AssertionError("the window does not ask for it");
  }

  private StorageReport test(String storage, StorageAccess given) throws TidelockException {
    access = given;
    trials.incrementAndGet();
    waitForTrial();
    fail();
    var unknown = stranger;
    if (unknown != null
        && given.agreed(unknown.agreement()).filter(unknown.key()::equals).isEmpty()) {
      throw new TidelockException(
              ErrorCode.STORAGE,
              "The server’s certificate is not known.",
              "Nothing was sent there.",
              "Compare its fingerprint.")
          .with(unknown);
    }
    return new StorageReport(
        look(storage),
        findings,
        OptionalLong.of(812_000_000_000L),
        Optional.of(
            new StorageReport.Speed(java.time.Duration.ofMillis(23), 3_400_000, 11_000_000)),
        Optional.empty(),
        true);
  }

  @Override
  public FolderFacts inspectFolder(Path folder, String storage) throws TidelockException {
    fail();
    return folders.getOrDefault(folder, new FolderFacts(false, 0, 0, 0, 0, List.of()));
  }

  @Override
  public RestoreReport export(
      String storage, Unlock unlock, Path to, Consumer<? super Progress> progress) {
    return new RestoreReport(0, 0, List.of());
  }

  private void fail() throws TidelockException {
    var failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }
}
