package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// What interrupted work has left behind: files in the making, and packs that belong to no commit. They are cleared before a round and not after it, as they
/// may be what fills the disk or the storage. Not thread-safe.
final class Leftovers {
  private static final Duration KEEP_TRASH = Duration.ofDays(30);

  private final PackTable packs;
  private final Remote remote;
  private final PrivateFolder own;
  private final Path folder;
  private boolean cleared;

  /// @param folder the synced folder, as a person is told of it
  Leftovers(PackTable packs, Remote remote, PrivateFolder own, Path folder) {
    this.packs = packs;
    this.remote = remote;
    this.own = own;
    this.folder = folder;
  }

  /// In the folder, which must be known to be the right one.
  void clearFolder() throws TidelockException {
    try {
      own.clearStaging();
      own.expireTrash(KEEP_TRASH);
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }

  void clearStorage() throws TidelockException, InterruptedException {
    if (!cleared) remote.clearLeftovers();
    cleared = true;
    for (PackTable.Pack pack : packs.staged()) {
      remote.delete(ObjectName.pack(pack.id()));
      packs.forget(pack.id());
    }
  }
}
