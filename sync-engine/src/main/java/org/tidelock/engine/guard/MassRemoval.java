package org.tidelock.engine.guard;

import java.time.Duration;
import org.tidelock.engine.index.HoldTable.Amount;

/// When removals are so many that they may be a mistake: a script, a drive that lost its folders, another device that does what its user did not mean.
final class MassRemoval {
  /// What is removed within this time counts together.
  static final Duration WINDOW = Duration.ofMinutes(10);

  private static final long FILES = 500;
  private static final long FEW_FILES = 50;

  /// Of fewer files somebody may well want none any more.
  private static final long ALL_OF = 5;

  private static final long BYTES = 1L << 30;

  private MassRemoval() {}

  /// @param removed within the window
  /// @param all what there was before
  static boolean is(Amount removed, Amount all) {
    boolean many = removed.files() >= FEW_FILES && removed.files() * 10 >= all.files();
    boolean large = removed.bytes() >= BYTES && removed.bytes() >= all.bytes() / 4;
    return removed.files() >= FILES || many || large;
  }

  /// Whether nothing would be left. Only of what goes at once: whoever has one file at a time may delete one after the other.
  ///
  /// @param removed at once
  /// @param all what there is
  static boolean isEverything(Amount removed, Amount all) {
    return removed.files() >= ALL_OF && removed.files() >= all.files();
  }

  /// Whether a folder that still stands has lost most of what is in it, file by file.
  ///
  /// @param removed of its files, and those of folders in it that stand as well, within the window
  /// @param all of the folder, before
  static boolean isHollowed(long removed, long all) {
    return removed >= FEW_FILES && removed * 2 >= all;
  }

  /// Whether nothing is left in a folder that still stands. A single thing that was in it was deleted for itself.
  ///
  /// @param things how many files and folders in it, in folders that stand, are gone
  static boolean isEmptied(long removed, long all, long things) {
    return removed >= FEW_FILES && removed >= all && things > 1;
  }
}
