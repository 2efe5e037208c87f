package org.tidelock.engine.index;

import org.tidelock.crypto.WriterId;
import org.tidelock.engine.merge.View;

/// The index over one connection: the engine has one that writes, listings have one that reads.
public record Tables(
    Database db,
    LogTable log,
    OutboxTable outbox,
    PackTable packs,
    UploadTable uploads,
    VersionTable versions,
    BaseTable base,
    DirtyTable dirty,
    HoldTable holds,
    SqliteMergeState merged,
    ActivityTable activity,
    IssueTable issues,
    MetaTable meta) {
  public static Tables over(Database db) {
    return new Tables(
        db,
        new LogTable(db),
        new OutboxTable(db),
        new PackTable(db),
        new UploadTable(db),
        new VersionTable(db),
        new BaseTable(db),
        new DirtyTable(db),
        new HoldTable(db),
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
}
