package org.tidelock.engine.local;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.tidelock.engine.history.NodeId;

/// Compares the disk with the base, by looking only: no file is opened. Takes one listing per folder, and memory for what differs, of which what appeared may
/// come in portions.
///
/// A place that holds something of the row's kind is that row's place, whatever the file's number: editors save by replacing. Folders go by
/// their numbers first, so that one rename is one difference and not one for everything in it. What cannot be seen (no permission, another
/// volume, a name that is no text, a rule that leaves it out) is neither new nor changed nor gone.
public final class Scanner {
  private static final int ALL = Integer.MAX_VALUE;

  private final Disk disk;
  private final Base base;
  private final LeftOut leftOut;
  private final LocalNames names;
  private final MissedFiles missed;
  private final int portion;

  /// What the last whole scan had to leave where it was: that something is there a scan of other folders would not see.
  private List<LocalPath> unsyncable = List.of();

  public Scanner(Disk disk, Base base, LeftOut leftOut, LocalNames names, MissedFiles missed) {
    this(disk, base, leftOut, names, missed, ALL);
  }

  /// @param portion of what appeared or changed, a scan that is recorded tells about so many things: see [Scan#more]
  public Scanner(
      Disk disk, Base base, LeftOut leftOut, LocalNames names, MissedFiles missed, int portion) {
    this.disk = disk;
    this.base = base;
    this.leftOut = leftOut;
    this.names = names;
    this.missed = missed;
    this.portion = portion;
  }

  /// Everything. A root that is missing or was emptied has to be refused before: here it would be a deletion of everything.
  ///
  /// @throws IOException if the root cannot be listed
  public Scan scan() throws IOException {
    return scan(Suspects.NONE);
  }

  /// The same; suspects that look unchanged are reported as well, so that they are read.
  public Scan scan(Suspects suspects) throws IOException {
    return scan(run(true, portion, suspects));
  }

  /// The same, whatever memory it takes: for when nothing of a portion could be recorded, so that the next one would be the same.
  public Scan scanAtOnce(Suspects suspects) throws IOException {
    return scan(run(true, ALL, suspects));
  }

  private Scan scan(ScanRun run) throws IOException {
    Scan scan = run.everything();
    if (!scan.complete()) missed.add(run.missed());
    if (!scan.more()) unsyncable = scan.unsyncable().stream().map(Scan.Unsyncable::path).toList();
    return scan;
  }

  /// The same, for a scan that is not recorded.
  public Scan look() throws IOException {
    return run(true, ALL, Suspects.NONE).everything();
  }

  /// A complete scan of everything was recorded as far as it could be, and what could not be read is noted.
  public void recorded() {
    missed.clear();
  }

  /// These rows go, and the scans to come do not know that something is missing.
  public void forgotten(Collection<BaseRow> rows) {
    Set<MissedFiles.Look> looks = Lookalikes.looks(rows);
    if (!looks.isEmpty()) missed.add(looks);
  }

  private ScanRun run(boolean whole, int most, Suspects suspects) throws IOException {
    return new ScanRun(disk, base, leftOut, names, whole, most, missed.all(), suspects);
  }

  /// Only these folders, without the folders in them unless those are new or came from elsewhere. A file that went to a folder which is not
  /// named is gone, unless it cannot be synced there.
  ///
  /// What is left if there is more may lie deeper than these folders: a scan of everything tells it.
  ///
  /// @param folders ids of base rows, or the root; one that is not in its place any more stands for the folder it was in
  public Scan scan(Collection<NodeId> folders) throws IOException {
    ScanRun run = run(false, portion, Suspects.NONE);
    Scan scan = run.only(folders, unsyncable);
    if (!run.missed().isEmpty()) missed.add(run.missed());
    return scan;
  }
}
