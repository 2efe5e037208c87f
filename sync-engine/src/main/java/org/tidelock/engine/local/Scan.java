package org.tidelock.engine.local;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.NodeId;

/// What a scan saw.
///
/// @param differences folders before what is in them; deletions last, deepest first
/// @param unsyncable what lies there but is not synced, with the reason; never taken for absence
/// @param files how many files were seen that are synced or to be synced: all of the folder's if everything was scanned
/// @param bytes their size
/// @param listed the folders that were listed, if not all
/// @param complete false if some folder could not be read: what is below it is neither gone nor new
/// @param more whether there is more than one scan tells at once: when this is recorded, the next scan tells what is left. Nothing is said to be gone before
public record Scan(
    List<Difference> differences,
    List<Unsyncable> unsyncable,
    long files,
    long bytes,
    Optional<Set<NodeId>> listed,
    boolean complete,
    boolean more) {
  public Scan {
    differences = List.copyOf(differences);
    unsyncable = List.copyOf(unsyncable);
    listed = listed.map(Set::copyOf);
  }

  /// The same of other differences.
  public Scan with(List<Difference> others) {
    return new Scan(others, unsyncable, files, bytes, listed, complete, more);
  }

  public record Unsyncable(LocalPath path, Reason reason) {}

  /// In bytes. A version belongs into one commit, and a commit may name 4,096 packs of 16 MiB, some of them for other files.
  public static final long LARGEST_FILE = 60L << 30;

  public enum Reason {
    /// No permission to read it.
    UNREADABLE,
    /// A socket, pipe or device.
    SPECIAL,
    /// A link that is absolute or leads out of the folder, or whose target is no text: not the same on every device.
    LINK_OUTSIDE,
    /// A name that is no text, or too long for the vault.
    NAME,
    /// Two names of one folder that are one name in the vault (Unicode composition).
    NAME_CLASH,
    /// A file of more than [#LARGEST_FILE] bytes.
    TOO_LARGE,
    /// Another file system mounted inside the folder.
    OTHER_VOLUME,
    /// Under the temporary name of an interrupted move, but no row speaks of it.
    LEFTOVER
  }
}
