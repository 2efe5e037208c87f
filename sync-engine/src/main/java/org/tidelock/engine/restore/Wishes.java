package org.tidelock.engine.restore;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  Wish of(RestoreRequest request) throws TidelockException, InterruptedException {
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

  /// All of them, with the folders in which they go.
  ///
  /// @throws TidelockException as [#of(RestoreRequest)], if one of them is not to be had
  List<Placed> of(Restoration wanted) throws TidelockException, InterruptedException {
    List<Placed> wishes = new ArrayList<>();
    for (Placed placed : whereTheyWere(wanted.what()))
      wishes.add(
          switch (wanted.target()) {
            case Restoration.Target.InPlace _ -> placed;
            case Restoration.Target.Beside(String mark) ->
                new Placed(marked(placed.wish(), mark), placed.folder());
            case Restoration.Target.Into _ -> new Placed(placed.wish(), VaultPath.TOP);
          });
    return wishes;
  }

  private static Wish marked(Wish wish, String mark) {
    return wish.named(RestoredNames.marked(wish.name(), wish.file().isPresent(), mark));
  }

  private List<Placed> whereTheyWere(Restoration.What what)
      throws TidelockException, InterruptedException {
    return switch (what) {
      case Restoration.What.Then(List<String> paths, Instant at) -> then(paths, at);
      case Restoration.What.Deleted(List<String> ids) -> deleted(ids);
    };
  }

  private List<Placed> then(List<String> paths, Instant at)
      throws TidelockException, InterruptedException {
    PastTree past = new PastTree(tables, identity, at);
    List<Placed> wishes = new ArrayList<>();
    for (VaultPath path : tops(paths))
      wishes.add(new Placed(past(path, past), path.isTop() ? path : path.parent()));
    return wishes;
  }

  /// What lies in a chosen folder comes with that.
  private List<Placed> deleted(List<String> ids) throws TidelockException {
    Set<NodeId> chosen = new HashSet<>();
    for (String id : ids) chosen.add(NodeId.parse(id));
    List<Deleted.Item> items = new Deleted(tables, lookup).with(chosen, DELETED_TOGETHER);
    if (items.isEmpty()) throw refused(Happened.NOT_DELETED_ANY_MORE.of(), Todo.SEE_DELETED.of());
    Set<VaultPath> folders = new HashSet<>();
    for (Deleted.Item item : items)
      if (item.node().kind() == NodeKind.FOLDER && chosen.contains(item.node().id()))
        folders.add(item.path());
    Map<VaultPath, DeletedTree> trees = new LinkedHashMap<>();
    for (Deleted.Item item : items) {
      DeletedTree tree = trees.computeIfAbsent(top(item.path(), folders), DeletedTree::new);
      if (chosen.contains(item.node().id())) tree.addToo(item);
      else tree.add(item);
    }
    List<Placed> wishes = new ArrayList<>();
    trees.forEach(
        (top, tree) -> tree.wishes().forEach(w -> wishes.add(new Placed(w, top.parent()))));
    return wishes;
  }

  /// The highest of these folders that it is in, or else it itself.
  private static VaultPath top(VaultPath path, Set<VaultPath> folders) {
    VaultPath top = path;
    for (VaultPath at = path.parent(); !at.isTop(); at = at.parent())
      if (folders.contains(at)) top = at;
    return top;
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

  private static Wish past(VaultPath path, PastTree past)
      throws TidelockException, InterruptedException {
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
        : DeletedTree.file(path.name(), newest.node());
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

  private static Wish tree(VaultPath top, List<Deleted.Item> items) {
    DeletedTree tree = new DeletedTree(top);
    items.forEach(tree::add);
    return tree.folder();
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
