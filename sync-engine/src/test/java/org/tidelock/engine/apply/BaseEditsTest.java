package org.tidelock.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.BaseTable;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.plan.BaseEntry;

final class BaseEditsTest {
  private static final NodeId OLD = id(1);
  private static final NodeId NEW = id(2);

  @TempDir Path dir;

  /// What is in a folder is read with the folder's old id as long as the renaming is not written.
  @Test
  void whatIsInARenamedFolderStaysInIt() {
    try (Database db = Database.open(dir.resolve("index.db"), Database.Access.WRITE)) {
      BaseTable base = new BaseTable(db);
      base.put(row(OLD, Nodes.ROOT, "folder", NodeKind.FOLDER));
      base.put(row(id(3), OLD, "file", NodeKind.FILE));
      base.put(row(id(4), OLD, "sub", NodeKind.FOLDER));
      BaseEdits edits = new BaseEdits(base);
      edits.rename(OLD, row(NEW, Nodes.ROOT, "folder", NodeKind.FOLDER));
      BaseRow file = edits.row(id(3)).orElseThrow();
      edits.put(file);
      BaseRow sub = edits.row(id(4)).orElseThrow();
      edits.rename(id(4), row(id(5), sub.entry().parent(), "sub", NodeKind.FOLDER));
      assertThat(edits.holdsRows(NEW)).isTrue();
      assertThat(edits.pathOf(id(5)).orElseThrow()).hasToString("folder/sub");
      edits.write();
      edits.written();
      assertThat(base.row(id(3)).orElseThrow().entry().parent()).isEqualTo(NEW);
      assertThat(base.pathOf(id(3)).orElseThrow()).hasToString("folder/file");
      assertThat(base.pathOf(id(5)).orElseThrow()).hasToString("folder/sub");
    }
  }

  private static NodeId id(long n) {
    return new NodeId(new Id128(n, n));
  }

  private static BaseRow row(NodeId id, NodeId parent, String name, NodeKind kind) {
    return new BaseRow(
        new BaseEntry(
            id,
            List.of(id),
            parent,
            name,
            kind,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new Fingerprint(
            kind == NodeKind.FILE ? Fingerprint.Kind.FILE : Fingerprint.Kind.FOLDER,
            0,
            5,
            6,
            7,
            8,
            9,
            false),
        false);
  }
}
