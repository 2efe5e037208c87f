package org.tidelock.engine.undo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable.Version;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Living;
import org.tidelock.engine.merge.Node;

/// What becomes of files whose present version is lost: the other side of a conflict stays, or the newest earlier version that can be had takes its place;
/// a file that has none ends.
final class Losses {
  private final Tables tables;
  private final Predicate<Version> canBeHad;

  /// @param canBeHad whether the storage has a version, or this device
  Losses(Tables tables, Predicate<Version> canBeHad) {
    this.tables = tables;
    this.canBeHad = canBeHad;
  }

  /// @param lost the versions that are given up
  record Found(Reversals.Outcome outcome, Set<OpId> lost) {}

  Found find() {
    Map<NodeId, Node> nodes = new LinkedHashMap<>();
    Set<OpId> lost = new HashSet<>();
    List<Version> gone = new ArrayList<>();
    tables
        .versions()
        .each(
            version -> {
              if (!canBeHad.test(version)) gone.add(version);
            });
    for (Version version : gone)
      for (Node node : Living.holders(tables.merged(), version.facts())) {
        if (!node.visible()) continue;
        lost.add(version.id());
        nodes.put(node.id(), node);
      }
    List<Reversal> reversals = nodes.values().stream().map(node -> reversal(node, lost)).toList();
    return new Found(new Reversals.Outcome(reversals, List.of()), lost);
  }

  private Reversal reversal(Node node, Set<OpId> lost) {
    Optional<ContentVersion> instead =
        node.versions().stream()
            .filter(v -> !lost.contains(v.id()))
            .findFirst()
            .or(() -> earlier(node, lost));
    return instead
        .map(
            version ->
                new Reversal(
                    node,
                    Reversal.Life.STAYS,
                    Optional.empty(),
                    instead,
                    Optional.of(version.attributes())))
        .orElseGet(() -> Reversal.end(node));
  }

  private Optional<ContentVersion> earlier(Node node, Set<OpId> lost) {
    ContentVersion now = node.versions().getFirst();
    return tables.versions().of(now.node()).stream()
        .filter(v -> !lost.contains(v.id()))
        .filter(v -> v.facts().order().compareTo(now.order()) < 0)
        .filter(canBeHad)
        .map(Version::facts)
        .max(Comparator.comparing(ContentVersion::order));
  }
}
