package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.tidelock.crypto.WriterId;
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
import org.tidelock.engine.trust.OwnWriter;

/// What interrupted work has left behind: files in the making, and packs that belong to no commit. They are cleared before a round and not after it, as they
/// may be what fills the disk or the storage. Kept is only what a file that still looks as it did goes on with (decisions/0087). Not thread-safe.
final class Leftovers {
  private static final String MEASURED = "trash-measured";
  private static final Duration KEEP_TRASH = Duration.ofDays(30);

  /// After so long a storage shows what it has.
  private static final Duration SETTLED = Duration.ofDays(3);

  private final Tables tables;
  private final PackTable packs;
  private final UploadTable uploads;
  private final Disk disk;
  private final Remote remote;
  private final PrivateFolder own;
  private final TrashRoom trash;
  private final LongSupplier diskBytes;
  private final Path folder;
  private final InstantSource clock;
  private final DaysAtWork daysAtWork;
  private boolean cleared;

  /// @param diskBytes how large the disk is; 0 if it is not known
  /// @param folder the synced folder, as a person is told of it
  Leftovers(
      Tables tables,
      Disk disk,
      Remote remote,
      PrivateFolder own,
      TrashRoom trash,
      LongSupplier diskBytes,
      Path folder,
      InstantSource clock) {
    this.tables = tables;
    this.clock = clock;
    this.daysAtWork = new DaysAtWork(tables, clock);
    this.packs = tables.packs();
    this.uploads = tables.uploads();
    this.disk = disk;
    this.remote = remote;
    this.own = own;
    this.trash = trash;
    this.diskBytes = diskBytes;
    this.folder = folder;
  }

  /// In the folder, which must be known to be the right one.
  void clearFolder() throws TidelockException {
    try {
      own.clearStaging();
      own.expireTrash(KEEP_TRASH, daysAtWork.settled(own.trashDays()));
      // All of it is looked at, and nothing of the last days may go.
      if (daysAtWork.isFirst(MEASURED))
        trash.keepWithin(() -> TrashRoom.most(diskBytes.getAsLong()));
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }

  /// All that was to come is there.
  void clearUnfinished() throws TidelockException {
    try {
      own.clearUnfinished(Set.of());
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }

  /// Where the disk is full: from the trash goes what the history has as well.
  ///
  /// @return whether there is more room now
  boolean makeRoom() throws TidelockException {
    try {
      return trash.free();
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }

  void clearStorage() throws TidelockException, InterruptedException {
    if (!cleared) remote.clearLeftovers();
    cleared = true;
    uploads.forget(uploads(u -> !looksTheSame(u)));
    for (PackTable.LeftOver left : packs.leftOver()) {
      if (!isUnused(left)) continue;
      remote.delete(ObjectName.pack(left.pack().id()));
      packs.forget(left.pack().id());
    }
  }

  /// This index may be a copy from between the upload and the commit that names the pack, and the storage may not show that commit yet (decisions/0098).
  private boolean isUnused(PackTable.LeftOver left) {
    PackTable.Purpose purpose = left.purpose();
    return left.here()
        || isPublished(purpose.writer(), purpose.seq())
        || purpose.at().plus(SETTLED).isBefore(clock.instant());
  }

  /// The storage has taken the commit of this number from this index, or has shown it: there is no other one, and it does not name the pack.
  private boolean isPublished(WriterId writer, long seq) {
    return OwnWriter.of(tables).filter(writer::equals).isPresent()
        && tables.log().writer(writer).filter(w -> w.count() > seq).isPresent()
        && tables.outbox().entries().stream().allMatch(e -> e.seq() > seq);
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
