package org.tidelock.engine.core;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.mirror.CopiedHeader;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Folders;
import org.tidelock.engine.profile.Profile;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.SealedMirror;
import org.tidelock.engine.trust.SealedMirror.Place;

/// How an open vault comes to its second copy. Whoever calls has the lock of [Mirroring], but for [#place].
final class MirrorDoor implements AutoCloseable {
  private final Profile profile;
  private final Profile.Settings settings;
  private final VaultHeader header;
  private final SealedMirror sealed;
  private final Storages any;
  private final String owner;
  private final Effects effects;
  private final InstantSource clock;
  private volatile Optional<Place> place;
  private @Nullable Remote opened;

  private MirrorDoor(
      Profile profile,
      Profile.Settings settings,
      VaultHeader header,
      SealedMirror sealed,
      Storages any,
      String owner,
      Effects effects,
      Optional<Place> place) {
    this.profile = profile;
    this.settings = settings;
    this.header = header;
    this.sealed = sealed;
    this.any = any;
    this.owner = owner;
    this.effects = effects;
    this.clock = effects.clock();
    this.place = place;
  }

  /// @param any from whose address any storage is opened
  /// @param owner as [Storages#remote] has it
  static MirrorDoor of(
      Profile profile,
      Profile.Settings settings,
      VaultHeader header,
      SealedMirror sealed,
      Storages any,
      String owner,
      Effects effects)
      throws TidelockException {
    try {
      Optional<byte[]> kept = profile.mirror();
      Optional<Place> place =
          kept.isPresent() ? Optional.of(sealed.open(kept.get())) : Optional.empty();
      // A move to it was cut off after its last step but one.
      if (place.isPresent() && isOneUrl(place.get().storage(), settings.storage())) {
        profile.forgetMirror();
        place = Optional.empty();
      }
      return new MirrorDoor(profile, settings, header, sealed, any, owner, effects, place);
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// Where the second copy is, if there is one.
  Optional<Place> place() {
    return place;
  }

  /// The folder that it is, if it is one.
  Optional<Path> folder() throws TidelockException {
    Optional<Place> now = place;
    return now.isPresent() ? Storages.folder(now.get().storage()) : Optional.empty();
  }

  /// Takes a place for the second copy, if it is empty or has a copy of this vault. Taking the same again keeps what is given anew to reach it.
  ///
  /// @param main the vault's own storage
  /// @param folders of this computer that are synced
  /// @param largest bytes of the largest object that the vault has, or will have
  /// @throws TidelockException USAGE or IDENTITY if it cannot be there; then nothing has changed
  void take(String storage, StorageAccess access, Remote main, List<Path> folders, long largest)
      throws TidelockException, InterruptedException {
    Optional<Place> before = place;
    boolean isSame = before.isPresent() && isOneUrl(before.get().storage(), storage);
    if (before.isPresent() && !isSame)
      throw refused(Happened.MIRROR_ALREADY.of(before.get().storage()), Todo.MIRROR_STOP.of());
    requireApart(storage, folders);
    Storages reached = any.with(isSame ? access.or(before.get().access()) : access);
    requireOurs(storage, reached, main, isSame);
    reached.needs(storage);
    reached = reached.with(reached.probe(storage));
    if (!isSame) requireTakes(reached.sizes().largest(), largest);
    Place now =
        new Place(storage, reached.access(), before.map(Place::since).orElseGet(clock::instant));
    forgetRemote();
    keep(now);
  }

  private static boolean isOneUrl(String one, String other) throws TidelockException {
    return Storages.parse(one).equals(Storages.parse(other));
  }

  private void requireApart(String storage, List<Path> folders) throws TidelockException {
    Optional<Path> there = Storages.folder(storage);
    if (isOneUrl(storage, settings.storage())) throw isMain(storage);
    if (there.isEmpty()) return;
    Folders checks = new Folders(effects.places());
    for (Path folder : folders) checks.requireApart(folder, there, profile.home().path());
    Optional<Path> main = Storages.folder(settings.storage());
    if (main.isEmpty()) return;
    Path one = effects.places().real(main.get());
    Path other = effects.places().real(there.get());
    if (one.equals(other)) throw isMain(storage);
    if (one.startsWith(other) || other.startsWith(one))
      throw refused(
          Happened.STORAGES_IN_EACH_OTHER.of(main.get(), there.get()), Todo.OTHER_PROVIDER.of());
  }

  /// @param begun whether it was taken before, so that objects without a header are a copy that is not complete yet
  private void requireOurs(String storage, Storages reached, Remote main, boolean begun)
      throws TidelockException, InterruptedException {
    switch (reached.look(storage)) {
      case EMPTY -> reached.prepare(storage);
      case FOREIGN -> {
        if (!begun) throw notEmpty();
      }
      case VAULT -> {
        try (Remote copy = reached.remote(storage)) {
          if (!new CopiedHeader(copy, header).isThere() && !begun) throw notEmpty();
          if (isOnePlace(main, copy)) throw isMain(storage);
        }
      }
    }
  }

  /// Whether what is put into one is in the other: one place may have several addresses. So both have to answer.
  private boolean isOnePlace(Remote main, Remote copy)
      throws TidelockException, InterruptedException {
    ObjectName mark = new ObjectName("pairing/" + Id128.random(effects.random()));
    copy.put(mark, new byte[] {0});
    try {
      return main.exists(mark);
    } finally {
      copy.delete(mark);
    }
  }

  /// The copy has the vault's objects as they are.
  private static void requireTakes(long most, long largest) throws TidelockException {
    if (most < largest)
      throw new TidelockException(
          ErrorCode.STORAGE,
          Happened.MIRROR_TAKES_LESS.of(new Said.Size(most), new Said.Size(largest)),
          Safe.NOTHING_CHANGED.of(),
          Todo.MIRROR_RAISE_LIMIT.of());
  }

  private static TidelockException notEmpty() {
    return refused(Happened.MIRROR_NOT_EMPTY.of(), Todo.EMPTY_PLACE.of());
  }

  private static TidelockException isMain(String storage) {
    return refused(Happened.MIRROR_IS_MAIN.of(storage), Todo.OTHER_PROVIDER.of());
  }

  private void keep(Place now) throws TidelockException {
    profile.saveMirror(sealed.seal(now));
    place = Optional.of(now);
  }

  /// The second copy, reached with the first request.
  ///
  /// @throws TidelockException USAGE if there is none
  Remote remote() throws TidelockException {
    Place now = place.orElseThrow(MirrorDoor::none);
    Remote remote = opened;
    if (remote == null) {
      Storages reached = any.with(now.access());
      reached.keepBy(_ -> keepExchanged(now.with(reached.access())));
      remote = reached.remote(now.storage(), owner);
      opened = remote;
    }
    return remote;
  }

  private void keepExchanged(Place now) throws StorageException {
    try {
      keep(now);
    } catch (TidelockException e) {
      throw new StorageException.Transient("The profile cannot be written.", e);
    }
  }

  /// Forgets the place; what lies there stays.
  ///
  /// @throws TidelockException USAGE if there is none
  void leave() throws TidelockException {
    if (place.isEmpty()) throw none();
    profile.forgetMirror();
    place = Optional.empty();
    forgetRemote();
  }

  private void forgetRemote() {
    if (opened != null) opened.close();
    opened = null;
  }

  private static TidelockException none() {
    return refused(Happened.MIRROR_NONE.of(), Todo.MIRROR_SET_UP.of());
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }

  @Override
  public void close() {
    forgetRemote();
  }
}
