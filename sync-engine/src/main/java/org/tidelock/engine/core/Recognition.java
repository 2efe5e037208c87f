package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.local.Scanner;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.transfer.Troubles;

/// Knows the synced folder by what is in it, once its marker is gone (decision 0090) or it was put back from a backup (decision 0140). Before it is taken for
/// the folder, the base forgets what is missing or older than what was synced: the next round then brings that back, or keeps both, instead of recording that
/// it was deleted or set back.
record Recognition(Tables tables, Scanner scanner, Path folder) {

  /// @throws TidelockException NEEDS_YOU if it does not look like the synced folder; nothing was forgotten then
  void run() throws TidelockException {
    Scan scan = look();
    requireMost(scan);
    forget(scan, Recognition::isOlder);
  }

  /// Of a folder that surely is the synced one, but as it was some time ago, and who knows with what times. However little of it is left.
  void ofBackup() throws TidelockException {
    forget(look(), Recognition::isAnother);
  }

  /// What was put back has new numbers, which may be those of something else by chance.
  private static boolean isAnother(Difference difference, BaseRow row, Difference.Found found) {
    return row.isFolder() || !looksLike(row, found);
  }

  /// Whether what is found may be something else than the row says, or in a state from before that.
  private interface Unsure {
    boolean test(Difference difference, BaseRow row, Difference.Found found);
  }

  private void forget(Scan scan, Unsure unsure) {
    tables
        .db()
        .transaction(
            () -> {
              for (Difference d : scan.differences()) forget(d, unsure);
              tables.lookAtAllFolders();
              return true;
            });
  }

  private Scan look() throws TidelockException {
    try {
      return scanner.look();
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }

  /// Only what was seen counts: a folder that cannot be read proves nothing.
  private void requireMost(Scan scan) throws TidelockException {
    long all = tables.base().files();
    long same = scan.files() - scan.differences().stream().filter(this::hasOtherLook).count();
    if (all == 0 || 2 * same > all) return;
    throw new TidelockException(
        ErrorCode.NEEDS_YOU,
        Happened.FOLDER_NOT_RECOGNISED.of(same, all, folder),
        Safe.NOTHING_DELETED.of(),
        Todo.PUT_BACK_OR_BRING_BACK.of(),
        folder.toString(),
        null);
  }

  /// A file that was counted, but is not one that was synced as it is.
  private boolean hasOtherLook(Difference difference) {
    return switch (difference) {
      case Difference.New n -> n.found().fingerprint().kind() != Fingerprint.Kind.FOLDER;
      case Difference.Changed c -> !looksLike(c.row(), c.found());
      case Difference.Moved m -> !m.row().isFolder() && !looksLike(m.row(), m.found());
      case Difference.Stranded s -> !s.row().isFolder() && !looksLike(s.row(), s.found());
      case Difference.Renumbered _, Difference.Gone _ -> false;
    };
  }

  /// Wherever it lies: a copy of the folder on another drive has other numbers.
  private static boolean looksLike(BaseRow row, Difference.Found found) {
    Fingerprint then = row.fingerprint();
    Fingerprint now = found.fingerprint();
    return then.kind() == now.kind()
        && then.size() == now.size()
        && then.modified() == now.modified();
  }

  /// An edit is newer. What is older comes from a copy of the folder, and must not take the place of what was synced since. What lies elsewhere was moved, as
  /// its number tells.
  private static boolean isOlder(Difference difference, BaseRow row, Difference.Found found) {
    return difference instanceof Difference.Changed
        && found.fingerprint().modified() < row.fingerprint().modified();
  }

  private void forget(Difference difference, Unsure unsure) {
    switch (difference) {
      // With what a rule leaves out in it, or what lies elsewhere now.
      case Difference.Gone g -> tables.base().removeAll(g.row().entry().id());
      case Difference.Changed c -> {
        if (unsure.test(c, c.row(), c.found())) tables.base().removeAll(c.row().entry().id());
      }
      case Difference.Moved m -> {
        if (unsure.test(m, m.row(), m.found())) tables.base().removeAll(m.row().entry().id());
      }
      case Difference.Stranded s -> {
        if (unsure.test(s, s.row(), s.found())) tables.base().removeAll(s.row().entry().id());
      }
      case Difference.New _, Difference.Renumbered _ -> {}
    }
  }
}
