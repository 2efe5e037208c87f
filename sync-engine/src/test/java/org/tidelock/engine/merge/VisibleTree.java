package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;

/// A whole visible tree at one moment: by path, and what each folder node shows.
public record VisibleTree(TreeMap<String, Row> rows, Map<NodeId, List<Entry>> listings) {
  /// An entry at its path (`/a/b`), and the id of the folder entry that it is in.
  public record Row(String path, NodeId parent, Entry entry) {
    public boolean isFolder() {
      return entry.kind() == NodeKind.FOLDER;
    }

    public String name() {
      return entry.name();
    }
  }

  public static VisibleTree of(View view) {
    VisibleTree tree = new VisibleTree(new TreeMap<>(), new HashMap<>());
    List<Entry> top = view.children(Nodes.ROOT);
    tree.listings.put(Nodes.ROOT, top);
    tree.add(view, Nodes.ROOT, top, "");
    return tree;
  }

  private void add(View view, NodeId folder, List<Entry> entries, String path) {
    for (Entry entry : entries) {
      String at = path + "/" + entry.name();
      if (rows.put(at, new Row(at, folder, entry)) != null)
        throw new AssertionError("two entries at " + at);
      if (entry.kind() != NodeKind.FOLDER) continue;
      List<Entry> children = view.children(entry);
      for (NodeId node : entry.nodes()) listings.put(node, children);
      add(view, entry.id(), children, at);
    }
  }

  public SortedMap<String, Row> below(String path) {
    return rows.subMap(path + "/", path + "0"); // '0' follows '/'
  }

  /// The paths of all folders; the root's is empty.
  List<String> folders() {
    List<String> folders = new ArrayList<>(List.of(""));
    rows.values().stream().filter(Row::isFolder).forEach(r -> folders.add(r.path));
    return folders;
  }

  NodeId folderId(String path) {
    return path.isEmpty() ? Nodes.ROOT : rows.get(path).entry.id();
  }

  /// `a/` for folders, `a/b=3` for files of content 3, `a/c->3` for links.
  public List<String> look() {
    return rows.values().stream()
        .map(
            row ->
                row.path.substring(1)
                    + switch (row.entry.kind()) {
                      case FOLDER -> "/";
                      case FILE -> "=" + row.entry.content().get().value().d();
                      case LINK -> "->" + row.entry.content().get().value().d();
                    })
        .toList();
  }
}
