package org.tidelock.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a recovery drill has shown: that what was typed opens the vault from nothing but its storage, and what of its files was read so.
///
/// @param by what was typed
/// @param at when
/// @param devices how many devices are in the vault
/// @param changes how many commits of theirs were verified, or are vouched for by the checkpoint that a newcomer begins with
/// @param files how many files the vault has now
/// @param bytes of all of them
/// @param read those of a random sample that were read as far as [Read#bytes] says, and are as the vault says
/// @param problems what is not; the sample may have ended with it
/// @param signedIn whether the storage was reached with the sign-in that this computer keeps, which is part of neither the passphrase nor the kit
public record DrillReport(
    Secret by,
    Instant at,
    int devices,
    long changes,
    long files,
    long bytes,
    List<Read> read,
    List<Problem> problems,
    boolean signedIn) {
  public DrillReport {
    read = List.copyOf(read);
    problems = List.copyOf(problems);
  }

  /// What opens a vault.
  public enum Secret {
    RECOVERY_KIT,
    PASSPHRASE
  }

  /// Whether all of it was as it should be.
  public boolean isGood() {
    return problems.isEmpty();
  }

  /// A file of the vault that was read.
  ///
  /// @param bytes that were read: of a large file parts only
  /// @param beginning of a text, for people who know it again; empty for anything else
  public record Read(String path, long size, long bytes, Optional<String> beginning) {
    public boolean isWhole() {
      return bytes == size;
    }

    /// Without what the file says.
    @Override
    public String toString() {
      return "Read[" + path + ", " + bytes + " of " + size + " bytes]";
    }
  }

  /// @param path of the file it was found with; empty if it is about no file
  /// @param cause what was found
  public record Problem(Optional<String> path, TidelockException cause) {}
}
