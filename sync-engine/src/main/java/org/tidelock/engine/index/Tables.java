package org.tidelock.engine.index;

import java.util.ArrayList;
import java.util.List;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.merge.View;

/// The index over one connection: the engine has one that writes, listings have one that reads.
public record Tables(
    Database db,
    LogTable log,
    ArrivalTable arrivals,
    OutboxTable outbox,
    PackTable packs,
    UploadTable uploads,
    VersionTable versions,
    BaseTable base,
    DirtyTable dirty,
    HoldTable holds,
    PutAwayTable putAway,
    SqliteMergeState merged,
    ActivityTable activity,
    IssueTable issues,
    MetaTable meta) {
  public static Tables over(Database db) {
    return new Tables(
        db,
        new LogTable(db),
        new ArrivalTable(db),
        new OutboxTable(db),
        new PackTable(db),
        new UploadTable(db),
        new VersionTable(db),
        new BaseTable(db),
        new DirtyTable(db),
        new HoldTable(db),
        new PutAwayTable(db),
        new SqliteMergeState(db),
        new ActivityTable(db),
        new IssueTable(db),
        new MetaTable(db));
  }

  /// The visible tree as it is now.
  public View view() {
    return new View(merged, this::deviceName);
  }

  /// As the writer's first segment certified it: the same on every device.
  public String deviceName(WriterId writer) {
    return log.writer(writer).map(LogTable.Writer::name).orElse("device");
  }

  /// All folders may differ from the disk: whatever the base lacks is brought by the next plan.
  public void lookAtAllFolders() {
    List<NodeId> folders = new ArrayList<>();
    folders.add(Nodes.ROOT);
    new NodeSearch(db).visible(n -> n.kind() == NodeKind.FOLDER, (id, _) -> folders.add(id));
    dirty.add(folders);
  }
}
