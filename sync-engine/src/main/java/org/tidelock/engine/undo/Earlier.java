package org.tidelock.engine.undo;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.history.OpOrder;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.KeptCommits;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.MoveRecord;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.Place;
import org.tidelock.engine.undo.Deeds.Deed;

/// What nodes were without the commits of a selection.
final class Earlier {
  private final Tables tables;
  private final Selection selection;
  private final Deeds deeds;
  private final KeptCommits commits;

  Earlier(Tables tables, Selection selection, Deeds deeds, KeptCommits commits) {
    this.commits = commits;
    this.tables = tables;
    this.selection = selection;
    this.deeds = deeds;
  }

  boolean wasBornHere(Node node) {
    return selection.has(node.birth().order().id());
  }

  /// Whether the selection has put it where it is.
  boolean isPlaced(Node node) {
    return selection.has(node.at().order().id());
  }

  /// Whether the selection has set all that it holds.
  boolean isAllOurs(Node node) {
    return node.versions().stream().allMatch(v -> selection.has(v.id()));
  }

  /// Where a node was that is where the selection has put it.
  Optional<Place> place(Node node) {
    return isPlaced(node) ? placeBefore(node, node.at().order()) : Optional.empty();
  }

  /// Where others had put it last, before this.
  Optional<Place> placeBefore(Node node, OpOrder order) {
    Stream<Place> moves =
        tables.merged().movesOf(node.id()).stream()
            .filter(MoveRecord::effective)
            .map(m -> new Place(m.parent(), m.name(), m.order()));
    return Stream.concat(Stream.of(node.birth()), moves)
        .filter(p -> p.order().compareTo(order) < 0 && !selection.has(p.order().id()))
        .max(Comparator.comparing(Place::order));
  }

  /// What a node held of which the selection has set what it holds now, alone or beside others: then what the others have set.
  Optional<ContentVersion> version(Node node) {
    List<OpId> ours =
        node.versions().stream().map(ContentVersion::id).filter(selection::has).toList();
    if (ours.isEmpty()) return Optional.empty();
    Optional<ContentVersion> beside =
        node.versions().stream().filter(v -> !selection.has(v.id())).findFirst();
    return beside.isPresent() ? beside : newest(deeds.replacedBy(ours));
  }

  private Optional<ContentVersion> newest(Set<OpId> versions) {
    return versions.stream()
        .flatMap(id -> tables.merged().version(id).stream())
        .max(Comparator.comparing(ContentVersion::order));
  }

  /// Whether a node that is dead now would live.
  boolean wouldLive(Node node) {
    List<OpId> others = node.deletions().stream().filter(d -> !selection.has(d)).toList();
    return node.life().counts().entrySet().stream()
        .map(dot -> new OpId(dot.getKey(), dot.getValue() - 1, 0))
        .anyMatch(dot -> others.stream().noneMatch(d -> tables.merged().kills(d, dot)));
  }

  /// Whether a node that lives now would be dead: others have deleted it, and only what the selection has done brought it back.
  boolean wouldBeDead(Node node) throws TidelockException {
    List<OpId> others = node.deletions().stream().filter(d -> !selection.has(d)).toList();
    if (others.isEmpty()) return false;
    for (Map.Entry<WriterId, Long> life : node.life().counts().entrySet()) {
      OpId dot = new OpId(life.getKey(), life.getValue() - 1, 0);
      boolean killed = others.stream().anyMatch(d -> tables.merged().kills(d, dot));
      if (!killed && (!selection.has(dot) || keptAlive(node, dot, others))) return false;
    }
    return true;
  }

  /// Whether the writer of this last sign of life gave another one, unseen by who deleted the node. The merge keeps only the last.
  private boolean keptAlive(Node node, OpId dot, List<OpId> deletions) throws TidelockException {
    long seen = 0;
    for (OpId d : deletions)
      seen = Math.max(seen, tables.merged().seen(d.writer(), d.seq()).seen(dot.writer()));
    for (long seq = seen; seq < dot.seq(); seq++)
      if (!selection.has(dot.writer(), seq) && givesLife(dot.writer(), seq, node)) return true;
    return false;
  }

  private boolean givesLife(WriterId writer, long seq, Node node) throws TidelockException {
    Deeds done = new Deeds();
    done.add(commits.commit(writer, seq));
    Set<Deed> deeds = done.of(node.id());
    return deeds.stream().anyMatch(d -> d != Deed.DELETED && d != Deed.ATTRIBUTES);
  }
}
