package org.tidelock.engine.listing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.Issue;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.selection.Extent;
import org.tidelock.engine.trust.OwnWriter;

/// How entries stand on this device at one moment, as far as the index knows it: an edit that no round has seen yet does not show here.
public final class Standing {
  private final LeftOut rules;
  private final Extent extent;
  private final Optional<WriterId> self;
  private final OptionalLong firstWaiting;
  private final Set<String> problems = new HashSet<>();
  private final Map<VaultPath, Boolean> leftOut = new HashMap<>();
  private final Set<NodeId> gone;
  private final Set<NodeId> stillHere;
  private final Set<NodeId> rewritten;

  public Standing(Tables tables, LeftOut rules, Extent extent) {
    this.extent = extent;
    this.rules = rules;
    self = OwnWriter.of(tables);
    firstWaiting = tables.outbox().entries().stream().mapToLong(e -> e.seq()).min();
    gone = tables.holds().waiting(Cause.GONE_HERE);
    stillHere = tables.holds().waiting(Cause.DELETED_ELSEWHERE);
    rewritten = new HashSet<>(tables.holds().waiting(Cause.REWRITTEN_HERE));
    rewritten.addAll(tables.holds().waiting(Cause.REWRITTEN_ELSEWHERE));
    for (Issue issue : tables.issues().all())
      if (isAboutAFile(issue)) issue.path().ifPresent(problems::add);
  }

  private static boolean isAboutAFile(Issue issue) {
    return switch (issue.kind()) {
      case HELD, CANNOT_SYNC -> true;
      case CONFLICT, STORAGE, SAFETY -> false; // a conflict copy is stored like any file
    };
  }

  /// @param row what this device last made equal for it
  Local of(VaultPath path, Entry entry, Optional<BaseRow> row) {
    if (problems.contains(path.toString())) return Local.PROBLEM;
    if (isLeftOut(path, entry.kind() == NodeKind.FOLDER)) return Local.LEFT_OUT;
    if (row.isEmpty() && isUnchosen(entry)) return Local.LEFT_OUT;
    if (row.filter(r -> rewritten.contains(r.entry().id())).isPresent()) return Local.HELD;
    if (row.filter(r -> isHere(r, entry)).isEmpty()) return Local.RECEIVING;
    if (gone.contains(entry.id())) return Local.HELD;
    return isWaiting(entry) ? Local.WAITING : Local.STORED;
  }

  Local of(Deleted.Item item) {
    return stillHere.contains(item.node().id()) ? Local.HELD : Local.STORED;
  }

  /// Not to be on this device, as a person has chosen.
  public boolean isUnchosen(Entry entry) {
    return extent.leavesOut(entry);
  }

  /// Rules are asked from the top down: what is in a folder that is left out is left out.
  public boolean isLeftOut(VaultPath path, boolean folder) {
    if (path.isTop()) return false;
    VaultPath parent = path.parent();
    Boolean known = leftOut.get(parent);
    boolean above = known != null ? known : isLeftOut(parent, true);
    leftOut.put(parent, above);
    return above || rules.test(path.local(), folder);
  }

  private static boolean isHere(BaseRow row, Entry entry) {
    return row.entry().kind() == entry.kind() && row.entry().content().equals(entry.content());
  }

  private boolean isWaiting(Entry entry) {
    return entry.version().filter(this::isWaiting).isPresent() || isWaiting(entry.placed().id());
  }

  /// Whether the commit with this operation is one of this device that the storage has not confirmed.
  public boolean isWaiting(OpId operation) {
    return firstWaiting.isPresent()
        && operation.seq() >= firstWaiting.getAsLong()
        && self.filter(operation.writer()::equals).isPresent();
  }
}
