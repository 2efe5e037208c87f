package org.tidelock.engine.listing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.PastEntry.Since;
import org.tidelock.engine.PastQuery;
import org.tidelock.engine.PastQuery.Scope;
import org.tidelock.engine.PastView;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.Node;

/// A past tree beside the present one, place by place, as a restore would go through it. Costs the folders that it goes through, of both trees; keeps only
/// what it gives. Ends early if its thread is interrupted.
final class Comparison {
  private final Lookup then;
  private final FileEntries entriesThen;
  private final Tables tables;
  private final Lookup now;
  private final FileEntries entriesNow;
  private final PastQuery query;
  private final String text;
  private final List<PastEntry> found = new ArrayList<>();
  private final long[] counts = new long[Since.values().length];
  private long bytes;

  /// @param tables of one moment
  Comparison(Lookup then, Tables tables, PastQuery query) {
    this.then = then;
    this.entriesThen = new FileEntries(then.state(), tables::deviceName);
    this.tables = tables;
    this.now = new Lookup(tables.merged(), tables.view());
    this.entriesNow = new FileEntries(tables.merged(), tables::deviceName);
    this.query = query;
    // Names in the vault are composed; what is typed may not be.
    this.text = folded(Normalizer.normalize(query.text().strip(), Normalizer.Form.NFC));
  }

  /// Empty if there is no such folder, neither then nor now.
  Optional<PastView> view() {
    VaultPath top = VaultPath.of(query.folder());
    Optional<NodeId> was = then.folder(top);
    Optional<NodeId> is = now.folder(top);
    if (was.isEmpty() && is.isEmpty()) return Optional.empty();
    folder(
        top,
        was.map(id -> then.view().children(id)).orElse(List.of()),
        is.map(id -> now.view().children(id)).orElse(List.of()));
    if (query.scope() == Scope.CHILDREN)
      found.sort(Comparator.comparing(PastEntry::entry, FileEntries.FOLDERS_FIRST));
    return Optional.of(new PastView(found, summary()));
  }

  private PastView.Counts summary() {
    return new PastView.Counts(
        counts[Since.SAME.ordinal()],
        counts[Since.CHANGED.ordinal()],
        counts[Since.MOVED.ordinal()],
        counts[Since.GONE.ordinal()],
        counts[Since.LATER.ordinal()],
        bytes);
  }

  private static final class Pair {
    private @Nullable Entry then;
    private @Nullable Entry now;
  }

  private void folder(VaultPath path, List<Entry> was, List<Entry> is) {
    SortedMap<String, Pair> places = new TreeMap<>();
    for (Entry e : was) places.computeIfAbsent(e.name(), _ -> new Pair()).then = e;
    for (Entry e : is) places.computeIfAbsent(e.name(), _ -> new Pair()).now = e;
    for (Map.Entry<String, Pair> place : places.entrySet()) {
      if (Thread.currentThread().isInterrupted()) return;
      VaultPath at = path.child(place.getKey());
      Optional<Entry> before = Optional.ofNullable(place.getValue().then);
      Optional<Entry> present = Optional.ofNullable(place.getValue().now);
      place(at, before, present);
      if (query.scope() != Scope.CHILDREN)
        below(at, before.filter(Comparison::isFolder), present.filter(Comparison::isFolder));
    }
  }

  private void below(VaultPath at, Optional<Entry> was, Optional<Entry> is) {
    if (was.isEmpty() && is.isEmpty()) return;
    folder(
        at,
        was.map(e -> then.view().children(e)).orElse(List.of()),
        is.map(e -> now.view().children(e)).orElse(List.of()));
  }

  private static boolean isFolder(Entry e) {
    return e.kind() == NodeKind.FOLDER;
  }

  private void place(VaultPath at, Optional<Entry> was, Optional<Entry> is) {
    if (!text.isEmpty() && !folded(at.name()).contains(text)) return;
    if (was.isEmpty()) {
      is.ifPresent(e -> add(Since.LATER, e, () -> later(at, e)));
      return;
    }
    Entry before = was.get();
    Optional<Node> elsewhere = is.isPresent() ? Optional.empty() : elsewhere(before);
    Since since =
        is.map(e -> isSame(before, e) ? Since.SAME : Since.CHANGED)
            .orElse(elsewhere.isPresent() ? Since.MOVED : Since.GONE);
    add(
        since,
        before,
        () ->
            new PastEntry(
                entriesThen.of(at, before, Local.STORED),
                since,
                is.map(e -> entriesNow.of(at, e, Local.STORED))
                    .or(() -> elsewhere.flatMap(this::moved))));
  }

  private PastEntry later(VaultPath at, Entry e) {
    FileEntry entry = entriesNow.of(at, e, Local.STORED);
    return new PastEntry(entry, Since.LATER, Optional.of(entry));
  }

  /// A copy of a conflict that is not made real has no node of its own.
  private Optional<Node> elsewhere(Entry before) {
    return before.virtual()
        ? Optional.empty()
        : tables.merged().node(before.id()).filter(Node::visible);
  }

  private Optional<FileEntry> moved(Node node) {
    return now.place(node).map(path -> entriesNow.of(path, node));
  }

  private interface Making {
    PastEntry make();
  }

  private void add(Since since, Entry shown, Making entry) {
    boolean folder = isFolder(shown);
    if (query.scope() == Scope.DIFFERING && since == Since.SAME && folder) return;
    if (!folder) {
      counts[since.ordinal()]++;
      if (since != Since.SAME && since != Since.LATER) bytes += shown.size();
    }
    if (query.scope() == Scope.DIFFERING && since == Since.SAME) return;
    if (found.size() < query.limit()) found.add(entry.make());
  }

  private static boolean isSame(Entry was, Entry is) {
    return was.kind() == is.kind()
        && (isFolder(was)
            || (was.content().equals(is.content())
                && (was.kind() == NodeKind.LINK || was.attributes().equals(is.attributes()))));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
