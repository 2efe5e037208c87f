package org.tidelock.engine.local;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.tidelock.engine.history.NodeId;

/// Compares the disk with the base, by looking only: no file is opened. Takes one listing per folder, and memory for what differs.
///
/// A place that holds something of the row's kind is that row's place, whatever the file's number: editors save by replacing. Folders go by
/// their numbers first, so that one rename is one difference and not one for everything in it. What cannot be seen (no permission, another
/// volume, a name that is no text, a rule that leaves it out) is neither new nor changed nor gone.
public final class Scanner {
  private final Disk disk;
  private final Base base;
  private final LeftOut leftOut;
  private final LocalNames names;
  private final Set<Lookalikes.Look> missed = new HashSet<>();

  public Scanner(Disk disk, Base base, LeftOut leftOut, LocalNames names) {
    this.disk = disk;
    this.base = base;
    this.leftOut = leftOut;
    this.names = names;
  }

  /// Everything. A root that is missing or was emptied has to be refused before: here it would be a deletion of everything.
  ///
  /// @throws IOException if the root cannot be listed
  public Scan scan() throws IOException {
    Scan scan = look();
    missed.clear();
    return scan;
  }

  /// The same, for a scan that is not recorded.
  public Scan look() throws IOException {
    return new ScanRun(disk, base, leftOut, names, true, new HashSet<>(missed)).everything();
  }

  /// Only these folders, without the folders in them unless those are new or came from elsewhere. A file that went to a folder which is not
  /// named is gone.
  ///
  /// @param folders ids of base rows, or the root; one that is not in its place any more stands for the folder it was in
  public Scan scan(Collection<NodeId> folders) throws IOException {
    return new ScanRun(disk, base, leftOut, names, false, missed).only(folders);
  }
}
