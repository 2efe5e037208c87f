package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.UploadTable;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// What interrupted work has left behind: files in the making, and packs that belong to no commit. They are cleared before a round and not after it, as they
/// may be what fills the disk or the storage. Kept is only what a file that still looks as it did goes on with (decisions/0087). Not thread-safe.
final class Leftovers {
  private static final Duration KEEP_TRASH = Duration.ofDays(30);

  private final PackTable packs;
  private final UploadTable uploads;
  private final Disk disk;
  private final Remote remote;
  private final PrivateFolder own;
  private final Path folder;
  private boolean cleared;

  /// @param folder the synced folder, as a person is told of it
  Leftovers(Tables tables, Disk disk, Remote remote, PrivateFolder own, Path folder) {
    this.packs = tables.packs();
    this.uploads = tables.uploads();
    this.disk = disk;
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
    uploads.forget(uploads(u -> !looksTheSame(u)));
    for (PackTable.Pack pack : packs.leftOver()) {
      remote.delete(ObjectName.pack(pack.id()));
      packs.forget(pack.id());
    }
  }

  /// Nothing will go on with what was sent until now: it is cleared before the next round.
  void abandonUploads() {
    uploads.forget(uploads(_ -> true));
  }

  private List<LocalPath> uploads(Predicate<UploadTable.Upload> which) {
    return uploads.all().stream().filter(which).map(UploadTable.Upload::place).toList();
  }

  private boolean looksTheSame(UploadTable.Upload upload) {
    try {
      return disk.look(upload.place())
          .filter(f -> f.kind() == Fingerprint.Kind.FILE)
          .filter(f -> f.size() == upload.size() && f.modified() == upload.modified())
          .isPresent();
    } catch (IOException e) {
      return false; // nor could it be read
    }
  }
}
