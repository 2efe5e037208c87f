package org.tidelock.engine.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.Hold;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;

/// What waits, as people see it.
public final class Waiting {
  private final Tables tables;

  public Waiting(Tables tables) {
    this.tables = tables;
  }

  /// Oldest first.
  public List<Hold> holds() {
    return tables.db().transaction(this::read);
  }

  private List<Hold> read() {
    return tables.holds().open().stream()
        .map(
            h ->
                new Hold(
                    String.valueOf(h.id()),
                    kind(h.cause()),
                    common(files(h.id())).toString(),
                    h.files(),
                    h.bytes(),
                    h.since()))
        .toList();
  }

  public static Hold.Kind kind(Cause cause) {
    return switch (cause) {
      case GONE_HERE -> Hold.Kind.DELETE_EVERYWHERE;
      case DELETED_ELSEWHERE -> Hold.Kind.REMOVE_HERE;
      case REWRITTEN_HERE -> Hold.Kind.REWRITE_EVERYWHERE;
      case REWRITTEN_ELSEWHERE -> Hold.Kind.REWRITE_HERE;
    };
  }

  /// The folder that all of these are in.
  private static LocalPath common(List<LocalPath> files) {
    if (files.isEmpty()) return LocalPath.ROOT;
    List<String> common = files.getFirst().parent().names();
    for (LocalPath file : files) {
      List<String> folder = file.parent().names();
      int same = 0;
      while (same < Math.min(common.size(), folder.size())
          && common.get(same).equals(folder.get(same))) same++;
      common = common.subList(0, same);
    }
    return new LocalPath(common);
  }

  /// In order; none if nothing waits under this id.
  public List<String> files(String hold, int limit) {
    return tables.db().transaction(() -> read(hold, limit));
  }

  private List<String> read(String hold, int limit) {
    return tables.holds().open().stream()
        .filter(h -> String.valueOf(h.id()).equals(hold))
        .flatMap(h -> files(h.id()).stream())
        .map(LocalPath::toString)
        .sorted()
        .limit(limit)
        .toList();
  }

  private List<LocalPath> files(long hold) {
    Set<NodeId> nodes = tables.holds().nodes(hold);
    Map<NodeId, Optional<LocalPath>> folders = new HashMap<>();
    List<LocalPath> files = new ArrayList<>();
    for (NodeId node : nodes) {
      Optional<BaseRow> row = tables.base().row(node).filter(r -> !r.isFolder());
      if (row.isEmpty()) continue;
      folders
          .computeIfAbsent(row.get().entry().parent(), tables.base()::pathOf)
          .map(folder -> folder.child(row.get().entry().localName()))
          .ifPresent(files::add);
    }
    return files;
  }
}
