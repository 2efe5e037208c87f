package org.tidelock.engine.status;

import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.Issue;
import org.tidelock.engine.SyncReport.Conflict;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.NodeSearch;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.merge.ConflictOf;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.Shown;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;

/// Conflict copies as issues, from when they appear on this disk until a person has settled them: deleted one, or given it a name. For information only:
/// both versions are there, and nothing waits.
record Conflicts(Tables tables, Effects effects) {
  private static final String ISSUE = "conflict:";
  private static final HexFormat HEX = HexFormat.of();

  void tell(Map<NodeId, Conflict> appeared) {
    List<Issue> open =
        tables.issues().all().stream().filter(i -> i.id().startsWith(ISSUE)).toList();
    if (open.isEmpty() && appeared.isEmpty()) return;
    tables
        .db()
        .transaction(
            () -> {
              appeared.forEach((copy, c) -> tables.issues().put(issue(copy, c)));
              Shown shown = new Shown(tables.merged(), tables.view());
              for (Issue issue : open) lookAgain(issue, shown);
              return true;
            });
  }

  /// All that are on this disk.
  void tellAll() {
    tables
        .db()
        .transaction(
            () -> {
              for (Node node : contested())
                for (Entry e : tables.view().showing(node))
                  conflict(e).ifPresent(c -> tables.issues().put(issue(e.id(), c)));
              return true;
            });
  }

  /// Only with several versions, or where another thing wants its name, is something shown as a copy.
  private List<Node> contested() {
    Set<NodeId> ids = new LinkedHashSet<>();
    NodeSearch search = new NodeSearch(tables.db());
    search.visible(g -> g.several() && g.kind() != NodeKind.FOLDER, (id, _) -> ids.add(id));
    search.crowded(g -> g.kind() != NodeKind.FOLDER, (id, _) -> ids.add(id));
    return ids.stream().flatMap(id -> tables.merged().node(id).stream()).toList();
  }

  private Optional<Conflict> conflict(Entry e) {
    Optional<LocalPath> place = tables.base().pathOf(e.id()).filter(p -> !p.isRoot());
    if (e.conflict().isEmpty() || place.isEmpty()) return Optional.empty();
    ConflictOf of = e.conflict().get();
    return Optional.of(
        new Conflict(
            place.get().parent().child(of.name()).toString(),
            place.get().toString(),
            tables.deviceName(of.author())));
  }

  private Issue issue(NodeId copy, Conflict conflict) {
    return new Issue(
        ISSUE + HEX.formatHex(copy.bytes()),
        Issue.Severity.INFO,
        Issue.Kind.CONFLICT,
        "SYN-01",
        Title.CHANGED_ON_TWO.of(),
        Body.BOTH_KEPT.of(conflict.path(), conflict.device()),
        Optional.of(conflict.copy()),
        effects.clock().instant());
  }

  private void lookAgain(Issue issue, Shown shown) {
    NodeId copy = NodeId.of(HEX.parseHex(issue.id().substring(ISSUE.length())));
    Optional<String> place = place(copy, shown);
    if (place.isEmpty()) tables.issues().remove(issue.id());
    else if (!place.equals(issue.path())) tables.issues().put(at(place, issue));
  }

  /// Where the copy is, if it still is one.
  private Optional<String> place(NodeId copy, Shown shown) {
    Optional<BaseRow> row = tables.base().row(copy);
    boolean open =
        row.flatMap(
                r -> shown.of(copy, r.entry().nodes().stream().findFirst(), r.entry().version()))
            .filter(e -> e.id().equals(copy) && e.conflict().isPresent())
            .isPresent();
    return open ? tables.base().pathOf(copy).map(LocalPath::toString) : Optional.empty();
  }

  private static Issue at(Optional<String> place, Issue i) {
    return new Issue(
        i.id(), i.severity(), i.kind(), i.code(), i.title(), i.body(), place, i.since());
  }
}
