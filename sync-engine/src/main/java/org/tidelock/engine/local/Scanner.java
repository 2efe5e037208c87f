package org.tidelock.engine.local;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
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
  private final MissedFiles missed;

  /// What the last whole scan had to leave where it was: that something is there a scan of other folders would not see.
  private List<LocalPath> unsyncable = List.of();

  public Scanner(Disk disk, Base base, LeftOut leftOut, LocalNames names, MissedFiles missed) {
    this.disk = disk;
    this.base = base;
    this.leftOut = leftOut;
    this.names = names;
    this.missed = missed;
  }

  /// Everything. A root that is missing or was emptied has to be refused before: here it would be a deletion of everything.
  ///
  /// @throws IOException if the root cannot be listed
  public Scan scan() throws IOException {
    ScanRun run = run(true);
    Scan scan = run.everything();
    if (!scan.complete()) missed.add(run.missed());
    unsyncable = scan.unsyncable().stream().map(Scan.Unsyncable::path).toList();
    return scan;
  }

  /// The same, for a scan that is not recorded.
  public Scan look() throws IOException {
    return run(true).everything();
  }

  /// A complete scan of everything was recorded as far as it could be, and what could not be read is noted.
  public void recorded() {
    missed.clear();
  }

  private ScanRun run(boolean whole) throws IOException {
    return new ScanRun(disk, base, leftOut, names, whole, missed.all());
  }

  /// Only these folders, without the folders in them unless those are new or came from elsewhere. A file that went to a folder which is not
  /// named is gone, unless it cannot be synced there.
  ///
  /// @param folders ids of base rows, or the root; one that is not in its place any more stands for the folder it was in
  public Scan scan(Collection<NodeId> folders) throws IOException {
    ScanRun run = run(false);
    Scan scan = run.only(folders, unsyncable);
    if (!run.missed().isEmpty()) missed.add(run.missed());
    return scan;
  }
}
