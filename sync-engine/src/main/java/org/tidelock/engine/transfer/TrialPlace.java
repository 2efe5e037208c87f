package org.tidelock.engine.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Speed;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.storage.FolderUrl;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.transfer.trial.Trial;

/// Where a storage is tried out: below `Unfinished`, where no list of a vault looks. Everything that was made for it is removed again, down to the folders
/// on the way to the storage's own place, if that was not there. For one thread.
final class TrialPlace {
  /// Opens a storage.
  @FunctionalInterface
  interface Opening {
    ObjectStore open(StorageUrl url, StorageAccess access)
        throws StorageException, InterruptedException;
  }

  /// @param agreed the access, with what has to be known of the storage the next time
  /// @param identity as [ObjectStore#identity]
  record Outcome(
      StorageAccess agreed,
      Optional<String> identity,
      OptionalLong room,
      List<Finding> findings,
      Optional<Speed> speed,
      boolean isClean) {}

  private final StorageUrl url;
  private final Opening opening;
  private final Effects effects;

  TrialPlace(StorageUrl url, Opening opening, Effects effects) {
    this.url = url;
    this.opening = opening;
    this.effects = effects;
  }

  /// @param measured whether its speed is measured, too
  Outcome run(StorageAccess access, boolean measured)
      throws StorageException, InterruptedException {
    Deque<StorageUrl> made = new ArrayDeque<>();
    try {
      if (url instanceof FolderUrl(Path folder)) make(folder, made);
      try (ObjectStore base = opening.open(url, access)) {
        Optional<Set<String>> names = base.names();
        if (names.isEmpty()) {
          made.addAll(missing(access));
          base.prepare();
        }
        StorageUrl unfinished = below(url, ObjectStore.UNFINISHED);
        if (!isThere(unfinished, names)) made.addFirst(unfinished);
        StorageAccess agreed = agreed(base, access);
        Trying trying = new Trying(below(unfinished, "trial-" + Id128.random(effects.random())));
        OptionalLong room = measured ? base.room() : OptionalLong.empty();
        try {
          trying.run(agreed, measured);
        } finally {
          removeAll(made, agreed);
        }
        boolean clean = trying.clean && made.isEmpty();
        // What was not found out stays as it was known.
        if (trying.largest.isPresent())
          agreed = UploadSizes.agreed(agreed, trying.largest.getAsInt());
        return new Outcome(agreed, base.identity(), room, trying.findings, trying.speed, clean);
      }
    } finally {
      removeAll(made, access);
    }
  }

  private static StorageAccess agreed(ObjectStore base, StorageAccess access)
      throws StorageException, InterruptedException {
    StorageAccess agreed = access;
    for (Map.Entry<String, String> found : base.probe().entrySet())
      agreed = agreed.agreeing(found.getKey(), found.getValue());
    return agreed;
  }

  /// The place and the folders on the way to it that are not there, the deepest first.
  private List<StorageUrl> missing(StorageAccess access)
      throws StorageException, InterruptedException {
    List<StorageUrl> missing = new ArrayList<>(List.of(url));
    Optional<StorageUrl> at = above(url);
    while (at.isPresent() && !isAbove(at.get(), access)) {
      missing.add(at.get());
      at = above(at.get());
    }
    return missing;
  }

  /// What this user may not see, above her own place, is there.
  private boolean isAbove(StorageUrl place, StorageAccess access) throws InterruptedException {
    try {
      return isThere(place, access);
    } catch (StorageException e) {
      return true;
    }
  }

  private boolean isThere(StorageUrl place, StorageAccess access)
      throws StorageException, InterruptedException {
    if (place instanceof FolderUrl(Path folder)) return effects.places().exists(folder);
    try (ObjectStore store = opening.open(place, access)) {
      return store.names().isPresent();
    }
  }

  /// @param names of what lies beside it, on a server
  private boolean isThere(StorageUrl unfinished, Optional<Set<String>> names) {
    return unfinished instanceof FolderUrl(Path folder)
        ? effects.places().exists(folder)
        : names.filter(n -> n.contains(ObjectStore.UNFINISHED)).isPresent();
  }

  private void make(Path folder, Deque<StorageUrl> made) throws StorageException {
    for (Path at = folder; at != null && !effects.places().exists(at); at = at.getParent())
      made.addLast(new FolderUrl(at));
    try {
      effects.places().makeFolders(folder);
    } catch (IOException e) {
      throw new StorageException.Forbidden("The folder " + folder + " cannot be made.", e);
    }
  }

  private static Optional<StorageUrl> above(StorageUrl place) {
    return switch (place) {
      case FolderUrl(Path folder) -> Optional.ofNullable(folder.getParent()).map(FolderUrl::new);
      case ServerUrl server ->
          server.path().size() < 2
              ? Optional.empty()
              : Optional.of(at(server, server.path().subList(0, server.path().size() - 1)));
    };
  }

  private static StorageUrl below(StorageUrl place, String name) {
    return switch (place) {
      case FolderUrl(Path folder) -> new FolderUrl(folder.resolve(name));
      case ServerUrl server -> {
        List<String> path = new ArrayList<>(server.path());
        path.add(name);
        yield at(server, path);
      }
    };
  }

  private static StorageUrl at(ServerUrl server, List<String> path) {
    return new ServerUrl(
        server.scheme(), server.user(), server.host(), server.port(), path, server.options());
  }

  /// As far as it goes, from the deepest up: what cannot be removed stays in the list.
  private void removeAll(Deque<StorageUrl> made, StorageAccess access) throws InterruptedException {
    while (!made.isEmpty() && remove(made.getFirst(), access)) made.removeFirst();
  }

  /// Only if nothing at all is in it: another device may have come meanwhile, and an empty folder may be what it has begun with.
  private boolean remove(StorageUrl place, StorageAccess access) throws InterruptedException {
    if (place instanceof FolderUrl(Path folder) && !effects.places().exists(folder)) return true;
    try (ObjectStore store = opening.open(place, access)) {
      Optional<Set<String>> names = store.names();
      return names.isEmpty() || (names.get().isEmpty() && store.removePlace());
    } catch (StorageException e) {
      return false;
    }
  }

  /// One trial at a fresh place.
  private final class Trying {
    private final StorageUrl place;
    private List<Finding> findings = List.of();
    private Optional<Speed> speed = Optional.empty();
    private boolean clean;
    private OptionalInt largest = OptionalInt.empty();

    Trying(StorageUrl place) {
      this.place = place;
    }

    void run(StorageAccess access, boolean measured) throws StorageException, InterruptedException {
      if (place instanceof FolderUrl(Path folder)) make(folder, new ArrayDeque<>());
      try (ObjectStore store = opening.open(place, access)) {
        store.prepare();
        Trial trial = new Trial(store, effects);
        try {
          findings = trial.run();
          largest = trial.largest();
          if (measured && trial.isFit()) speed = Optional.of(trial.measure());
        } finally {
          clean = trial.clear();
        }
      }
    }
  }
}
