package org.tidelock.engine.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults.StorageState;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageUrl;

/// From a storage's address to the storage.
public final class Storages {
  /// What a vault's objects begin with: empty folders that a creation has left are no reason to refuse a place.
  private static final Set<String> OURS =
      Set.of("slots", "envelopes", "members", "packs", "log", "heads", "checkpoints", "pairing");

  private final Effects effects;

  public Storages(Effects effects) {
    this.effects = effects;
  }

  public static StorageUrl parse(String url) throws TidelockException {
    try {
      return StorageUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.NO_STORAGE_URL.of(String.valueOf(e.getMessage())),
          Safe.NOTHING_CHANGED.of(),
          Todo.STORAGE_AS_URL.of(),
          url,
          e);
    }
  }

  /// A storage that exists; it is reached with the first request.
  public Remote remote(String url) throws TidelockException {
    return remote(url, "");
  }

  /// @param owner as [Places#store] says
  public Remote remote(String url, String owner) throws TidelockException {
    Path folder = parse(url).folder();
    return new Remote(() -> effects.places().store(folder, owner, effects.random()));
  }

  /// Makes the place of a new vault, if it is a folder that is not there yet.
  public void prepare(String url) throws TidelockException {
    Path folder = parse(url).folder();
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
    Path folder = parse(url).folder();
    requireWritable(folder);
    if (!effects.places().exists(folder)) return StorageState.EMPTY;
    try (Remote remote = remote(url)) {
      if (remote.exists(ObjectName.header())) return StorageState.VAULT;
      // Parts of a vault without its header: damaged, or still being made elsewhere.
      if (remote.isAnythingThere()) return StorageState.FOREIGN;
    }
    return holdsOther(folder) ? StorageState.FOREIGN : StorageState.EMPTY;
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
