package org.tidelock.engine.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Vaults.StorageState;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.FolderUrl;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.Provider;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.storage.Terms;

/// From a storage's address to the storage.
public final class Storages {
  /// What a vault's objects begin with: empty folders that a creation has left are no reason to refuse a place.
  private static final Set<String> OURS =
      Set.of(
          "slots",
          "envelopes",
          "members",
          "packs",
          "log",
          "heads",
          "checkpoints",
          "pairing",
          ObjectStore.UNFINISHED);

  private final Effects effects;
  private final StorageAccess access;
  private final RotatingSecret secret;
  private final UploadSizes sizes;
  private final LimitedLine line;
  private final LeftAlone.Accounts accounts;

  public Storages(Effects effects) {
    this(effects, StorageAccess.NONE);
  }

  /// @param access to the storages that are opened
  public Storages(Effects effects, StorageAccess access) {
    this(
        effects, access, new LimitedLine(effects.clock()), new LeftAlone.Accounts(effects.clock()));
  }

  private Storages(
      Effects effects, StorageAccess access, LimitedLine line, LeftAlone.Accounts accounts) {
    this.effects = effects;
    this.access = access;
    this.secret = new RotatingSecret(access.secret());
    this.sizes = new UploadSizes(effects.clock()::nanos, access, secret::keep);
    this.line = line;
    this.accounts = accounts;
  }

  /// The same, with other secrets, over the same line.
  public Storages with(StorageAccess other) {
    return new Storages(effects, other, line, accounts);
  }

  /// The same, with other secrets, for a vault that has its line for itself.
  public Storages alone(StorageAccess other) {
    return new Storages(effects, other, new LimitedLine(effects.clock()), accounts);
  }

  /// For all that is opened here, or by those that [#with] gave; from now on.
  public void limit(BandwidthLimits limits) {
    line.limit(limits);
  }

  /// With the secret as it is by now, and what is known of the storage.
  public StorageAccess access() {
    return current(sizes.into(access));
  }

  /// How large objects may be that go there, as far as is known.
  public UploadSizes sizes() {
    return sizes;
  }

  private StorageAccess current(StorageAccess any) {
    return secret.now().map(any::withSecret).orElse(any);
  }

  /// Where a secret that the storage has exchanged is kept.
  public void keepBy(RotatingSecret.Keeper keeper) {
    secret.keepBy(keeper);
  }

  /// Where the access is kept once it has opened a storage.
  public void keepOnceOpenedBy(RotatingSecret.Keeper keeper) {
    secret.keepOnceOpenedBy(keeper);
  }

  /// The same, once everything is saved as it is now.
  public <E extends Exception> void keepBy(
      RotatingSecret.Keeper keeper, RotatingSecret.Saving<E> saving) throws E {
    secret.keepBy(keeper, saving);
  }

  public static StorageUrl parse(String url) throws TidelockException {
    try {
      return StorageUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw unusable(url, e);
    }
  }

  /// The folder that a storage is, if it is one.
  public static Optional<Path> folder(String url) throws TidelockException {
    return parse(url).asFolder();
  }

  private static TidelockException unusable(String url, IllegalArgumentException e) {
    return new TidelockException(
        ErrorCode.USAGE,
        Happened.NO_STORAGE_URL.of(String.valueOf(e.getMessage())),
        Safe.NOTHING_CHANGED.of(),
        Todo.STORAGE_AS_URL.of(),
        url.indexOf('@') >= 0 ? null : url, // it may have a password in it
        e);
  }

  /// What has to be given beside an address.
  public StorageNeeds needs(String url) throws TidelockException {
    return switch (parse(url)) {
      case FolderUrl _ -> StorageNeeds.NOTHING;
      case ServerUrl server -> {
        try {
          yield provider(server).needs(server);
        } catch (IllegalArgumentException e) {
          throw unusable(url, e);
        }
      }
    };
  }

  /// As [org.tidelock.engine.Vaults#trusted].
  public StorageAccess trusted(String url, String key) throws TidelockException {
    StorageUrl parsed = parse(url);
    try {
      if (parsed instanceof ServerUrl server) return provider(server).trusted(server, key);
      throw new IllegalArgumentException("A folder is not known by a key.");
    } catch (IllegalArgumentException e) {
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.NO_SERVER_KEY.of(String.valueOf(e.getMessage())),
          Safe.NOTHING_CHANGED.of(),
          Todo.KEY_AS_IT_IS_NAMED.of(),
          null,
          e);
    }
  }

  /// Begins a sign-in, as [org.tidelock.engine.Vaults#signIn] says.
  public SignIn signIn(String url, SignIn.Way way, SignIn.Extent extent)
      throws TidelockException, InterruptedException {
    try {
      if (!(parse(url) instanceof ServerUrl server))
        throw new IllegalArgumentException("Nobody signs in to a folder.");
      return new SigningIn(
          provider(server)
              .signIn(server, access, way, extent, effects.clock()::sleep, effects.random()));
    } catch (IllegalArgumentException e) {
      throw unusable(url, e);
    } catch (StorageException e) {
      throw SigningIn.trouble(e);
    }
  }

  private Provider provider(ServerUrl url) {
    return effects.places().providers().stream()
        .filter(p -> p.schemes().contains(url.scheme()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no " + url.scheme() + " on this system."));
  }

  /// A storage that exists; it is reached with the first request.
  public Remote remote(String url) throws TidelockException {
    return remote(url, "");
  }

  /// @param owner as [Places#store] says
  public Remote remote(String url, String owner) throws TidelockException {
    return switch (parse(url)) {
      case FolderUrl f ->
          new Remote(() -> effects.places().store(f.folder(), owner, effects.random()), sizes);
      case ServerUrl server -> {
        ObjectStore store = open(server, owner);
        yield new Remote(() -> store, sizes);
      }
    };
  }

  private ObjectStore open(ServerUrl url, String owner) throws TidelockException {
    try {
      return patient(url, access, provider(url).open(url, access, terms(owner)));
    } catch (IllegalArgumentException e) {
      throw unusable(url.toString(), e);
    }
  }

  private Terms terms(String owner) {
    return new Terms(secret, owner, effects.random(), line);
  }

  private ObjectStore patient(ServerUrl url, StorageAccess with, ObjectStore store) {
    LeftAlone leftAlone = accounts.of(url, with);
    return new PatientStore(store, secret, sizes, leftAlone, effects.clock(), effects.random());
  }

  /// Tries out what a storage on a server does, as far as it has to be known before a vault is trusted to it.
  ///
  /// @return the access, with what has to be known of it the next time
  /// @throws TidelockException STORAGE if a vault would not be safe there
  public StorageAccess probe(String url) throws TidelockException, InterruptedException {
    if (!(parse(url) instanceof ServerUrl server)) return access;
    try {
      TrialPlace.Outcome outcome = trial(server).run(access(), false);
      Optional<TidelockException> refusal = StorageReport.refusal(outcome.findings());
      if (refusal.isPresent()) throw refusal.get();
      return current(outcome.agreed());
    } catch (StorageException e) {
      throw Troubles.of(e);
    } catch (IllegalArgumentException e) {
      throw unusable(url, e);
    }
  }

  /// @param access with what has to be known of the storage the next time
  public record Tested(StorageReport report, StorageAccess access) {}

  /// Tries out all that a storage does. What cannot be reached, or does not let this user in, is told without a second try.
  public Tested tested(String url) throws TidelockException, InterruptedException {
    StorageUrl parsed = parse(url);
    try {
      if (parsed instanceof ServerUrl server) reach(server);
      StorageState there = look(url);
      TrialPlace.Outcome outcome = trial(parsed).run(access(), true);
      StorageReport report =
          new StorageReport(
              there,
              outcome.findings(),
              outcome.room(),
              outcome.speed(),
              outcome.identity(),
              outcome.isClean());
      return new Tested(report, current(outcome.agreed()));
    } catch (StorageException.Untrusted e) {
      throw Troubles.of(e);
    } catch (StorageException e) {
      throw Troubles.of(e).withSafe(Safe.NOTHING_CHANGED.of());
    } catch (IllegalArgumentException e) {
      throw unusable(url, e);
    }
  }

  private TrialPlace trial(StorageUrl url) {
    return new TrialPlace(url, this::opened, effects);
  }

  /// As [org.tidelock.engine.Vaults#meet].
  public Optional<UnknownServer> meet(String url) throws TidelockException, InterruptedException {
    if (!(parse(url) instanceof ServerUrl server)) return Optional.empty();
    try {
      if (provider(server).isGreeted(access)) reach(server);
      return Optional.empty();
    } catch (StorageException.Untrusted e) {
      return e.server();
    } catch (StorageException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw unusable(url, e);
    }
  }

  private void reach(ServerUrl url) throws StorageException, InterruptedException {
    try (ObjectStore store = provider(url).open(url, access, terms(""))) {
      store.names();
    }
  }

  private ObjectStore opened(StorageUrl url, StorageAccess with) throws StorageException {
    return switch (url) {
      case FolderUrl(Path folder) -> effects.places().store(folder, "", effects.random());
      case ServerUrl server ->
          patient(server, with, provider(server).open(server, with, terms("")));
    };
  }

  /// Makes the place of a new vault, if it is not there yet.
  public void prepare(String url) throws TidelockException, InterruptedException {
    switch (parse(url)) {
      case FolderUrl f -> prepare(f.folder());
      case ServerUrl _ -> {
        try (Remote remote = remote(url)) {
          remote.prepare();
        }
      }
    }
  }

  private void prepare(Path folder) throws TidelockException {
    try {
      effects.places().makeFolders(folder);
    } catch (IOException e) {
      throw new TidelockException(
          ErrorCode.STORAGE,
          Happened.STORAGE_NOT_MADE.of(folder),
          Safe.NOTHING_CHANGED.of(),
          Todo.DRIVE_AND_WRITING.of(),
          folder.toString(),
          e);
    }
  }

  public StorageState look(String url) throws TidelockException, InterruptedException {
    return switch (parse(url)) {
      case FolderUrl f -> look(f.folder(), url);
      case ServerUrl _ -> {
        try (Remote remote = remote(url)) {
          yield look(remote);
        }
      }
    };
  }

  private StorageState look(Path folder, String url)
      throws TidelockException, InterruptedException {
    requireWritable(folder);
    if (!effects.places().exists(folder)) return StorageState.EMPTY;
    try (Remote remote = remote(url)) {
      if (remote.exists(ObjectName.header())) return StorageState.VAULT;
      // Parts of a vault without its header: damaged, or still being made elsewhere.
      if (remote.isAnythingThere()) return StorageState.FOREIGN;
    }
    return holdsOther(folder) ? StorageState.FOREIGN : StorageState.EMPTY;
  }

  private static StorageState look(Remote remote) throws TidelockException, InterruptedException {
    Optional<Set<String>> names = remote.names();
    if (names.isEmpty()) return StorageState.EMPTY;
    if (names.get().contains(ObjectName.header().value()) && remote.exists(ObjectName.header()))
      return StorageState.VAULT;
    boolean others = names.get().stream().anyMatch(n -> !OURS.contains(n) && !n.startsWith("."));
    return others || remote.isAnythingThere() ? StorageState.FOREIGN : StorageState.EMPTY;
  }

  /// Of what does not exist yet, the folder in which it would be made.
  private void requireWritable(Path folder) throws TidelockException {
    Path there = folder;
    while (there.getParent() != null && !effects.places().exists(there)) there = there.getParent();
    if (!effects.places().isFolder(there) || !effects.places().isWritable(there))
      throw new TidelockException(
          ErrorCode.STORAGE,
          Happened.STORAGE_NOT_WRITABLE.of(folder),
          Safe.NOTHING_CHANGED.of(),
          Todo.DRIVE_AND_WRITING.of());
  }

  private boolean holdsOther(Path folder) throws TidelockException {
    try {
      return effects.places().names(folder).stream()
          .anyMatch(name -> !OURS.contains(name) && !name.startsWith("."));
    } catch (IOException e) {
      throw new TidelockException(
          ErrorCode.STORAGE,
          Happened.STORAGE_NOT_READABLE.of(folder),
          Safe.NOTHING_CHANGED.of(),
          Todo.DRIVE_AND_READING.of(),
          folder.toString(),
          e);
    }
  }
}
