package org.tidelock.engine.restore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.listing.Deleted;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.merge.Node;

/// Deleted things at several paths below one, put together to what is to be brought back.
final class DeletedTree {
  private final VaultPath top;
  private final Map<VaultPath, List<Node>> nodes = new HashMap<>();
  private final Map<VaultPath, SortedMap<String, VaultPath>> inside = new HashMap<>();

  /// @param top its name may be given to several things
  DeletedTree(VaultPath top) {
    this.top = top;
  }

  /// Of several things at one path the first counts: so the one deleted last is to be added first.
  void add(Deleted.Item item) {
    if (!nodes.containsKey(item.path())) addToo(item);
  }

  /// Beside what is at its path already.
  void addToo(Deleted.Item item) {
    nodes.computeIfAbsent(item.path(), _ -> new ArrayList<>()).add(item.node());
    for (VaultPath at = item.path(); !at.equals(top); at = at.parent())
      inside.computeIfAbsent(at.parent(), _ -> new TreeMap<>()).put(at.name(), at);
  }

  /// The top as a folder with all in it.
  Wish folder() {
    return folder(top);
  }

  /// What was added at the top, with all below it.
  List<Wish> wishes() {
    return wishes(top);
  }

  private List<Wish> wishes(VaultPath at) {
    List<Wish> wishes = new ArrayList<>();
    List<Node> here = nodes.getOrDefault(at, List.of());
    if (inside.containsKey(at) || here.stream().anyMatch(DeletedTree::isFolder))
      wishes.add(folder(at));
    for (Node node : here) if (!isFolder(node)) wishes.add(file(at.name(), node));
    return wishes;
  }

  private Wish folder(VaultPath at) {
    List<Wish> wishes = new ArrayList<>();
    for (VaultPath child : inside.getOrDefault(at, new TreeMap<>()).values())
      wishes.addAll(wishes(child));
    return Wish.folder(at.isTop() ? "" : at.name(), wishes);
  }

  private static boolean isFolder(Node node) {
    return node.kind() == NodeKind.FOLDER;
  }

  static Wish file(String name, Node node) {
    return Wish.file(name, node.kind(), node.versions().getFirst());
  }
}
