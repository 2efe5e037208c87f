package org.tidelock.engine.local;

import java.time.Instant;
import org.tidelock.engine.history.Attributes;

/// What a cheap look at something on the disk tells. Two equal fingerprints of one place mean that its bytes did not change, unless the first was
/// taken while it could still change within the clock's grain: see [BaseRow#racy]. Times in nanoseconds since 1970 (clamped); what a file system
/// does not have is 0.
///
/// @param size bytes of a file; 0 for anything else
/// @param changed change of the inode (`ctime`)
/// @param born creation time, where the file system has it: tells a reused inode from the same file
/// @param device number of the volume
/// @param file number of the file on its volume (inode)
/// @param executable by its owner
public record Fingerprint(
    Kind kind,
    long size,
    long modified,
    long changed,
    long born,
    long device,
    long file,
    boolean executable) {
  private static final Attributes NO_ATTRIBUTES = new Attributes(Instant.EPOCH, false);

  public enum Kind {
    FOLDER,
    FILE,
    LINK,
    /// Neither file nor folder nor link: sockets, pipes, devices. Never synced, never touched.
    OTHER
  }

  /// Whole microseconds, as they go into operations. Links have none of their own.
  public Attributes attributes() {
    if (kind != Kind.FILE) return NO_ATTRIBUTES;
    long micros = Math.floorDiv(modified, 1000L);
    return new Attributes(
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L),
        executable);
  }

  /// The same object on the disk, perhaps under another name: same number, and not a new one that got a used number (where creation times tell).
  public boolean isSameFile(Fingerprint other) {
    return kind == other.kind
        && file == other.file
        && device == other.device
        && file != 0
        && (born == other.born || born == 0 || other.born == 0);
  }

  /// The same bytes as far as a look can tell, wherever it lies: a rename alone changes `changed`.
  public boolean hasSameBytes(Fingerprint other) {
    boolean same =
        isWithoutNumber() && other.isWithoutNumber() ? born == other.born : isSameFile(other);
    return same && kind == other.kind && size == other.size && modified == other.modified;
  }

  /// Windows: the JDK tells no file numbers there.
  public boolean isWithoutNumber() {
    return file == 0;
  }

  /// Nothing but size and time tells this file from others, so that another one may look exactly alike.
  public boolean isWeak() {
    return isWithoutNumber() && born == 0;
  }
}
