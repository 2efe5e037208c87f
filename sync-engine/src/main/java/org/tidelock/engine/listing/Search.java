package org.tidelock.engine.listing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.NodeSearch;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.merge.NodeGlance;

/// One search through all names. The best hits are those whose name is or begins with the text; only they are looked up.
final class Search {
  private final Tables tables;
  private final NodeSearch nodes;
  private final Lookup lookup;
  private final String text;
  private final int limit;
  private final Standing standing;
  private final FileEntries entries;
  private final Map<String, FileEntry> found = new LinkedHashMap<>();

  Search(Tables tables, Lookup lookup, Standing standing, String text, int limit) {
    this.tables = tables;
    this.nodes = new NodeSearch(tables.db());
    this.lookup = lookup;
    // Names in the vault are composed; what is typed may not be.
    this.text = folded(Normalizer.normalize(text.strip(), Normalizer.Form.NFC));
    this.limit = limit;
    this.standing = standing;
    this.entries = new FileEntries(tables.merged(), tables::deviceName);
  }

  private record Hit(int rank, String name, NodeId node) implements Comparable<Hit> {
    private static final Comparator<Hit> ORDER =
        Comparator.comparingInt(Hit::rank).thenComparing(Hit::name).thenComparing(Hit::node);

    @Override
    public int compareTo(Hit o) {
      return ORDER.compare(this, o);
    }
  }

  /// What is there now: by its name, or by the name that a conflict has given it.
  List<FileEntry> present() {
    if (text.isEmpty() || limit < 1) return List.of();
    PriorityQueue<Hit> best = new PriorityQueue<>(Comparator.reverseOrder());
    Set<NodeId> otherwiseNamed = new LinkedHashSet<>();
    nodes.visible(
        g -> g.several() || matches(g.name()),
        (id, g) -> {
          if (matches(g.name())) offer(new Hit(rank(g), g.name(), id), best);
          else otherwiseNamed.add(id);
        });
    nodes.crowded(
        g -> g.kind() != NodeKind.FOLDER && !matches(g.name()), (id, _) -> otherwiseNamed.add(id));
    best.stream().sorted().forEach(hit -> show(hit.node(), _ -> true));
    for (NodeId id : otherwiseNamed) show(id, this::matches);
    return cut(found.values());
  }

  private void offer(Hit hit, PriorityQueue<Hit> best) {
    if (best.size() == limit) {
      if (hit.compareTo(best.element()) >= 0) return;
      best.remove();
    }
    best.add(hit);
  }

  /// After that what had such a name before, and what was deleted.
  List<FileEntry> everything() {
    List<FileEntry> all = new ArrayList<>(present());
    if (text.isEmpty() || all.size() >= limit) return all;
    Set<NodeId> earlier = new LinkedHashSet<>();
    nodes.moves(
        (id, name) -> {
          if (matches(name)) earlier.add(id);
        });
    nodes.visible(g -> matches(g.firstName()), (id, _) -> earlier.add(id));
    for (NodeId id : earlier) {
      if (found.size() >= limit) break;
      show(id, _ -> true);
    }
    all = new ArrayList<>(found.values());
    new Deleted(tables, lookup)
            .find(
                _ -> true,
                i ->
                    matches(i.path().name())
                        || matches(i.node().birth().name())
                        || earlier.contains(i.node().id()))
            .stream()
            .map(i -> entries.of(i, standing.of(i)))
            .forEach(all::add);
    return cut(all);
  }

  private List<FileEntry> cut(Collection<FileEntry> all) {
    return all.stream().limit(limit).toList();
  }

  private int rank(NodeGlance node) {
    String name = folded(node.name());
    return name.equals(text) ? 0 : name.startsWith(text) ? 1 : 2;
  }

  private boolean matches(String name) {
    return folded(name).contains(text);
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void show(NodeId id, Predicate<String> wanted) {
    Optional<Node> node = tables.merged().node(id);
    Optional<VaultPath> folder = node.flatMap(n -> lookup.folderPath(n.parent()));
    if (node.isEmpty() || folder.isEmpty()) return;
    for (Entry e : lookup.view().showing(node.get())) {
      if (!wanted.test(e.name())) continue;
      VaultPath path = folder.get().child(e.name());
      found.computeIfAbsent(
          path.toString(),
          _ -> entries.of(path, e, standing.of(path, e, tables.base().row(e.id()))));
    }
  }
}
