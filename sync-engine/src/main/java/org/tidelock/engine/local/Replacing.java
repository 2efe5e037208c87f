package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// One replacement: swap, then inspect what came out, so that an edit in the last moment is never overwritten. The new one waits where the old one shall
/// go, in the trash: so, at whatever point a crash comes, what was at `at` is either there or in the trash.
final class Replacing {
  private final DiskWriter writer;
  private final Disk disk;
  private final PrivateFolder folder;
  private final LocalPath at;
  private final BaseRow expected;
  private final Fingerprint seen;
  private final Fingerprint ours;

  /// @param seen what is at `at`, a moment ago
  /// @param ours the staged one
  Replacing(DiskWriter writer, LocalPath at, BaseRow expected, Fingerprint seen, Fingerprint ours) {
    this.writer = writer;
    disk = writer.disk();
    folder = writer.folder();
    this.at = at;
    this.expected = expected;
    this.seen = seen;
    this.ours = ours;
  }

  /// A failed replacement leaves the staged one in its place, unless somebody took ours away from `at` meanwhile.
  void with(LocalPath staged) throws IOException {
    LocalPath trash = folder.newTrashPlace(at.name());
    try {
      disk.move(staged, trash);
      try {
        swapOrStep(trash);
      } catch (IOException e) {
        if (isOurs(trash)) disk.move(trash, staged);
        throw e;
      }
    } catch (IOException e) {
      folder.giveUp(trash);
      throw e;
    }
  }

  private void swapOrStep(LocalPath trash) throws IOException {
    try {
      if (!disk.exchange(trash, at)) {
        inSteps(trash);
        return;
      }
    } catch (NoSuchFileException e) {
      throw new StaleException(at + " is gone", e);
    }
    try {
      inspect(trash);
    } catch (IOException e) {
      undo(trash);
      throw e;
    }
  }

  private void inspect(LocalPath old) throws IOException {
    Optional<Fingerprint> out = disk.look(old);
    if (out.filter(f -> Sameness.of(f, seen)).isEmpty() || !writer.isKnown(old, expected))
      throw new StaleException(at + " changed in the moment of its replacement");
  }

  /// Puts back what came out unexpectedly, unless somebody has changed `at` again by now: then that is the newest, and what came out stays in the
  /// trash.
  private void undo(LocalPath trash) throws IOException {
    if (disk.look(at).isEmpty()) {
      putBack(trash);
      return;
    }
    if (!isOurs(at)) return;
    disk.exchange(trash, at);
    // RACE: `at` was replaced between this look and that exchange, so the newest came out. Back
    // once more; the one before it stays in the trash.
    if (!isOurs(trash)) disk.exchange(trash, at);
  }

  /// Without an exchange.
  ///
  /// RACE: in between nothing is at `at`. Worst outcome: a crash there; the old one is in the trash, and the next scan sees it gone, but a row that
  /// lags behind the merge is not recorded as a deletion (decision 0003), so the new one comes again.
  private void inSteps(LocalPath staged) throws IOException {
    LocalPath old = folder.toTrash(at);
    try {
      inspect(old);
      disk.move(staged, at);
      folder.giveUp(staged);
    } catch (FileAlreadyExistsException e) {
      throw new StaleException(at + " appeared in the moment of its replacement", e);
    } catch (IOException e) {
      putBack(old);
      throw e;
    }
  }

  private void putBack(LocalPath trash) throws IOException {
    try {
      disk.move(trash, at);
      folder.giveUp(trash);
    } catch (FileAlreadyExistsException e) {
      return; // newer than what we took out, which stays in the trash
    }
  }

  private boolean isOurs(LocalPath place) throws IOException {
    return disk.look(place).filter(f -> Sameness.of(f, ours)).isPresent();
  }
}
