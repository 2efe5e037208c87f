package org.tidelock.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What a report for whoever helps tells of a vault: sizes, counts and times. Of a kind that can hold no name of a file, folder, device, server or account.
public record Diagnostics(Index index, Queue queue, Storage storage, Rounds rounds) {
  /// What kind of storage an address is one of.
  public enum Provider {
    FOLDER,
    WEBDAV,
    SFTP,
    S3,
    ONEDRIVE,
    OTHER;

    public static Provider of(String address) {
      return switch (address.split(":", 2)[0].toLowerCase(Locale.ROOT)) {
        case "file" -> FOLDER;
        case "webdav+https", "webdav+http" -> WEBDAV;
        case "sftp" -> SFTP;
        case "s3" -> S3;
        case "onedrive" -> ONEDRIVE;
        default -> OTHER;
      };
    }
  }

  /// How much the index holds.
  ///
  /// @param format its version
  /// @param bytes of its file
  /// @param things files, folders and links that the vault shows
  /// @param hidden those that are deleted, or not shown for another reason
  /// @param packs those that a commit names
  public record Index(
      int format,
      long bytes,
      long things,
      long hidden,
      long moves,
      long versions,
      long writers,
      long segments,
      long packs,
      long packBytes,
      long chunks) {}

  /// What waits.
  ///
  /// @param segments own ones that the storage has not confirmed
  /// @param folders that may differ from the disk
  /// @param uploads large files of which a part was sent
  /// @param unnamedPacks stored, and named by no commit yet
  /// @param held what waits for an answer of a person
  public record Queue(
      long segments,
      long files,
      long bytes,
      long folders,
      long uploads,
      long unnamedPacks,
      long held) {}

  /// What was found out of the storage.
  ///
  /// @param largestObject that it is known to take, in bytes, of the sizes that are tried
  /// @param pack how large packs are made now, in bytes
  /// @param requests since the vault was opened
  /// @param habits once it was reached
  public record Storage(
      Provider provider, long largestObject, long pack, long requests, Optional<Habits> habits) {}

  /// @param refusesExisting whether it keeps what is there under a name by itself
  /// @param partsStay whether a part of an upload that was cut off stays under the object's own name
  public record Habits(boolean refusesExisting, boolean partsStay) {}

  /// The rounds since the vault was opened.
  ///
  /// @param last how long the last one took that came to its end
  public record Rounds(
      long done,
      long failed,
      Optional<Instant> ended,
      Optional<Duration> last,
      Optional<Duration> longest) {
    public static final Rounds NONE =
        new Rounds(0, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
