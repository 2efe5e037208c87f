package org.tidelock.engine.restore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Deleted;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.PastTree;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.listing.Versions;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.trust.Identity;

/// Finds out what a person wants back.
final class Wishes {
  /// A folder that is deleted file by file may be seen in the middle of it.
  private static final Duration DELETED_TOGETHER = Duration.ofMinutes(10);

  private final Tables tables;
  private final Identity identity;
  private final Lookup lookup;

  Wishes(Tables tables, Identity identity) {
    this.tables = tables;
    this.identity = identity;
    this.lookup = new Lookup(tables.merged(), tables.view());
  }

  /// @throws TidelockException USAGE if there is no such thing, in words that say what there is
  Wish of(RestoreRequest request) throws TidelockException {
    VaultPath path = VaultPath.of(request.path());
    if (request.version().isPresent() && request.at().isPresent())
      throw refused(Happened.VERSION_AND_TIME.of(), Todo.GIVE_ONE.of());
    if (request.version().isPresent() && path.isTop())
      throw refused(Happened.TOP_HAS_NO_VERSIONS.of(), Todo.GIVE_TIME.of());
    if (request.version().isPresent()) return version(path, request.version().get());
    if (request.at().isPresent())
      return past(path, new PastTree(tables, identity, request.at().get()));
    return deleted(path);
  }

  /// All of them, with the folders in which they go. What lies in another one of them is brought back with that.
  ///
  /// @throws TidelockException as [#of(RestoreRequest)], if one of them is not to be had
  List<Placed> of(Restoration wanted) throws TidelockException {
    List<Placed> wishes = new ArrayList<>();
    Optional<PastTree> past = wanted.at().map(at -> new PastTree(tables, identity, at));
    for (VaultPath path : tops(wanted.paths())) {
      Wish wish = past.isPresent() ? past(path, past.get()) : deleted(path);
      boolean top = path.isTop() || wanted.target() instanceof Restoration.Target.Into;
      wishes.add(
          new Placed(
              wanted.target() instanceof Restoration.Target.Beside(String mark)
                  ? wish.named(RestoredNames.marked(wish.name(), wish.file().isPresent(), mark))
                  : wish,
              top ? VaultPath.TOP : path.parent()));
    }
    return wishes;
  }

  private static List<VaultPath> tops(List<String> paths) {
    Set<VaultPath> all = new LinkedHashSet<>();
    for (String path : paths) all.add(VaultPath.of(path));
    List<VaultPath> tops = new ArrayList<>();
    for (VaultPath path : all) if (!isIn(path, all)) tops.add(path);
    return tops;
  }

  private static boolean isIn(VaultPath path, Set<VaultPath> others) {
    for (VaultPath at = path; !at.isTop(); ) {
      at = at.parent();
      if (others.contains(at)) return true;
    }
    return false;
  }

  private Wish version(VaultPath path, String id) throws TidelockException {
    for (Versions.Past past : new Versions(tables, lookup).at(path))
      if (past.version().id().toString().equals(id))
        return Wish.file(path.name(), past.kind(), past.version());
    throw refused(Happened.NO_SUCH_VERSION.of(id, path), Todo.SEE_VERSIONS.of(path));
  }

  private static Wish past(VaultPath path, PastTree past) throws TidelockException {
    Lookup tree = past.tree();
    Optional<NodeId> folder = tree.folder(path);
    if (folder.isPresent()) return folder(path.isTop() ? "" : path.name(), folder.get(), tree);
    return Wish.file(tree.entry(path).orElseThrow(() -> past.unknown(path)));
  }

  private static Wish folder(String name, NodeId id, Lookup tree) {
    List<Wish> inside = new ArrayList<>();
    for (Entry e : tree.view().children(id))
      inside.add(e.kind() == NodeKind.FOLDER ? folder(e.name(), e.id(), tree) : Wish.file(e));
    return Wish.folder(name, inside);
  }

  /// What is gone there and waits for an answer, or else the newest thing that was deleted there; a folder with all that went with it.
  private Wish deleted(VaultPath path) throws TidelockException {
    Optional<Wish> waiting = new WaitingWish(tables, lookup).at(path);
    if (waiting.isPresent()) return waiting.get();
    Deleted deleted = new Deleted(tables, lookup);
    List<Deleted.Item> items = deleted.at(path);
    boolean folderThere = lookup.folder(path).isPresent();
    boolean there = folderThere || lookup.entry(path).isPresent();
    if (items.isEmpty() && !there) throw path.unknown();
    boolean folder = !items.isEmpty() && items.getFirst().node().kind() == NodeKind.FOLDER;
    if (there && !(folder && folderThere))
      return stillHere(path, deleted).orElseThrow(() -> notDeleted(path));
    Deleted.Item newest = items.getFirst();
    return folder
        ? tree(path, deleted.with(newest, DELETED_TOGETHER))
        : file(path.name(), newest.node());
  }

  /// Of a folder that is there, what others have deleted in it and this device still has, as that waits for an answer.
  private Optional<Wish> stillHere(VaultPath path, Deleted deleted) {
    Set<NodeId> waiting = tables.holds().waiting(Cause.DELETED_ELSEWHERE);
    if (waiting.isEmpty()) return Optional.empty();
    List<Deleted.Item> items = new ArrayList<>(deleted.below(path));
    items.removeIf(item -> !waiting.contains(item.node().id()));
    return items.isEmpty() ? Optional.empty() : Optional.of(tree(path, items));
  }

  private static TidelockException notDeleted(VaultPath path) {
    return refused(
        path.isTop() ? Happened.TOP_NOT_DELETED.of() : Happened.NOT_DELETED.of(path),
        Todo.VERSION_OR_TIME.of());
  }

  private static Wish file(String name, Node node) {
    return Wish.file(name, node.kind(), node.versions().getFirst());
  }

  /// What was at several paths below a folder, as a tree. Of several things at one path the first counts: the one deleted last.
  private static Wish tree(VaultPath top, List<Deleted.Item> items) {
    Map<VaultPath, Node> nodes = new HashMap<>();
    Map<VaultPath, SortedMap<String, VaultPath>> inside = new HashMap<>();
    for (Deleted.Item item : items) {
      nodes.putIfAbsent(item.path(), item.node());
      for (VaultPath at = item.path(); !at.equals(top); at = at.parent())
        inside.computeIfAbsent(at.parent(), _ -> new TreeMap<>()).put(at.name(), at);
    }
    return tree(top, nodes, inside);
  }

  private static Wish tree(
      VaultPath at,
      Map<VaultPath, Node> nodes,
      Map<VaultPath, SortedMap<String, VaultPath>> inside) {
    SortedMap<String, VaultPath> children = inside.get(at);
    Node node = nodes.get(at);
    if (children == null && node != null && node.kind() != NodeKind.FOLDER)
      return file(at.name(), node);
    List<Wish> wishes = new ArrayList<>();
    if (children != null)
      for (VaultPath child : children.values()) wishes.add(tree(child, nodes, inside));
    return Wish.folder(at.isTop() ? "" : at.name(), wishes);
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
