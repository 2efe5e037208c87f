package org.tidelock.engine.core;

import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.local.PrivateFolder.Trashed;
import org.tidelock.engine.transfer.DamagedPacks;

/// Keeps the folder's trash from filling the disk (decision 0149): the oldest goes first, and only what the vault's history has as well, which is made sure of
/// by reading it. So the loser of a race, or what was rewritten and taken back, stays as long as the trash keeps anything: it is nowhere else. Nothing goes
/// that came today or yesterday. On the engine's thread.
final class TrashRoom {
  /// So much may be in it on the smallest disk.
  private static final long LEAST = 5L << 30;

  /// What a full disk is given at once.
  private static final long PORTION = 1L << 30;

  /// What a file's or link's bytes are in the history.
  interface Contents {
    ContentId of(LocalPath path, NodeKind kind) throws IOException;
  }

  private final Tables tables;
  private final Disk disk;
  private final PrivateFolder own;
  private final DamagedPacks damaged;
  private final Contents contents;
  private final InstantSource clock;

  /// What was read and is in no history: it is not read again with each look.
  private final Set<LocalPath> onlyHere = new HashSet<>();

  TrashRoom(
      Tables tables,
      Disk disk,
      PrivateFolder own,
      DamagedPacks damaged,
      Contents contents,
      InstantSource clock) {
    this.tables = tables;
    this.disk = disk;
    this.own = own;
    this.damaged = damaged;
    this.contents = contents;
    this.clock = clock;
  }

  /// How much may lie in the trash of a disk.
  ///
  /// @param disk its size in bytes; 0 if it is not known
  static long most(long disk) {
    return Math.max(LEAST, disk / 10);
  }

  /// @param most bytes; asked only if there is anything in the trash
  void keepWithin(LongSupplier most) throws IOException {
    List<Trashed> all = all();
    if (all.isEmpty()) return;
    long bytes = all.stream().mapToLong(Trashed::bytes).sum();
    free(all, bytes - most.getAsLong());
  }

  /// @return whether there is more room now
  boolean free() throws IOException {
    return free(all(), PORTION) > 0;
  }

  private List<Trashed> all() throws IOException {
    List<Trashed> all = new ArrayList<>();
    own.eachTrashed(all::add);
    return all;
  }

  /// @return bytes
  private long free(List<Trashed> all, long wanted) throws IOException {
    long freed = 0;
    for (Trashed thing : all) {
      if (freed >= wanted) break;
      if (!isOld(thing) || !isInHistory(thing)) continue;
      if (own.deleteTrashed(thing)) freed += thing.bytes();
    }
    return freed;
  }

  private boolean isOld(Trashed thing) {
    LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
    return thing.day().isBefore(today.minusDays(1));
  }

  /// And the storage has it, undamaged as far as is known.
  private boolean isInHistory(Trashed thing) {
    if (!damaged.all().isEmpty() || !tables.outbox().isEmpty()) return false;
    if (onlyHere.contains(thing.place())) return false;
    try {
      if (isAllInHistory(thing.place())) return true;
    } catch (IOException e) {
      return false; // nor could it be put back, but it may later
    }
    onlyHere.add(thing.place());
    return false;
  }

  private boolean isAllInHistory(LocalPath folder) throws IOException {
    for (Listed thing : disk.list(folder)) {
      LocalPath place = folder.child(thing.name());
      boolean in =
          thing.readableName()
              && switch (thing.fingerprint().kind()) {
                case FOLDER -> isAllInHistory(place);
                case FILE -> isKnown(place, thing.fingerprint());
                case LINK -> isVersion(place, NodeKind.LINK);
                case OTHER -> false;
              };
      if (!in) return false;
    }
    return true;
  }

  private boolean isKnown(LocalPath file, Fingerprint fingerprint) throws IOException {
    return tables.versions().anyOfSize(fingerprint.size()) && isVersion(file, NodeKind.FILE);
  }

  private boolean isVersion(LocalPath place, NodeKind kind) throws IOException {
    return tables.versions().byContent(contents.of(place, kind)).isPresent();
  }
}
