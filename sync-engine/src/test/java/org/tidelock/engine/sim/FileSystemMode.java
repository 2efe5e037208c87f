package org.tidelock.engine.sim;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tidelock.engine.local.Disk.NameRules;

/// The habits of a file system.
///
/// @param grainNanos the step of its times
/// @param abilities in a set that has an order
public record FileSystemMode(
    Spelling spelling, Numbers numbers, long grainNanos, NameRules names, Set<Ability> abilities) {
  private static final long SECOND = 1_000_000_000;

  /// What becomes of a name with accents.
  public enum Spelling {
    /// Composed and decomposed ones are two names.
    AS_GIVEN,
    /// They are one name, which is kept as it was given (APFS).
    ONE_NAME,
    /// They are one name, and decomposed when listed (HFS+).
    DECOMPOSED
  }

  /// What is told of a file's number and of the change of its metadata.
  public enum Numbers {
    /// Never used again.
    LASTING,
    /// A new file gets the number of the last one that was deleted (ext4).
    USED_AGAIN,
    /// Nothing is told, as on Windows by the JDK.
    NONE
  }

  public enum Ability {
    /// `A` and `a` are two names.
    TELLS_CASE,
    /// Swaps two things in one step.
    EXCHANGES,
    HAS_LINKS,
    KEEPS_EXECUTABLE,
    KNOWS_BIRTHS
  }

  public FileSystemMode {
    EnumSet<Ability> own = EnumSet.noneOf(Ability.class);
    own.addAll(abilities);
    abilities = Collections.unmodifiableSet(own);
  }

  /// ext4, XFS, Btrfs, tmpfs.
  public static final FileSystemMode LINUX =
      new FileSystemMode(
          Spelling.AS_GIVEN, Numbers.USED_AGAIN, 1, NameRules.POSIX, EnumSet.allOf(Ability.class));

  /// APFS as it comes.
  public static final FileSystemMode MAC =
      new FileSystemMode(
              Spelling.ONE_NAME, Numbers.LASTING, 1, NameRules.POSIX, EnumSet.allOf(Ability.class))
          .without(Ability.TELLS_CASE);

  /// HFS+.
  public static final FileSystemMode OLD_MAC =
      new FileSystemMode(
              Spelling.DECOMPOSED,
              Numbers.USED_AGAIN,
              SECOND,
              NameRules.POSIX,
              EnumSet.allOf(Ability.class))
          .without(Ability.TELLS_CASE);

  /// NTFS, without the right to make links.
  public static final FileSystemMode WINDOWS =
      new FileSystemMode(
          Spelling.AS_GIVEN,
          Numbers.NONE,
          100,
          NameRules.WINDOWS,
          EnumSet.of(Ability.KNOWS_BIRTHS));

  /// A FAT stick under Linux: numbers that do not last are left out.
  public static final FileSystemMode STICK =
      new FileSystemMode(
          Spelling.AS_GIVEN,
          Numbers.NONE,
          2 * SECOND,
          NameRules.WINDOWS,
          EnumSet.noneOf(Ability.class));

  /// In one order.
  public static final List<FileSystemMode> ALL = List.of(LINUX, MAC, OLD_MAC, WINDOWS, STICK);

  public boolean can(Ability ability) {
    return abilities.contains(ability);
  }

  public FileSystemMode without(Ability ability) {
    EnumSet<Ability> fewer = EnumSet.noneOf(Ability.class);
    fewer.addAll(abilities);
    fewer.remove(ability);
    return new FileSystemMode(spelling, numbers, grainNanos, names, fewer);
  }

  public FileSystemMode withGrain(long nanos) {
    return new FileSystemMode(spelling, numbers, nanos, names, abilities);
  }

  public FileSystemMode withNumbers(Numbers other) {
    return new FileSystemMode(spelling, other, grainNanos, names, abilities);
  }
}
