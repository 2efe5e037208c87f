package org.tidelock.engine.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.SelectionPreview;
import org.tidelock.engine.SelectionPreview.Part;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Choices;
import org.tidelock.engine.selection.Chosen;
import org.tidelock.engine.selection.Extent;
import org.tidelock.engine.selection.Selection;

/// A choice of a person, by paths, and what is kept of it: nodes.
final class Choosing {
  private final Tables tables;
  private final Choices choices;

  Choosing(Tables tables, Choices choices) {
    this.tables = tables;
    this.choices = choices;
  }

  /// What is chosen, as it is called now.
  VaultSelection now() {
    Chosen chosen = choices.chosen();
    if (chosen.isAll()) return VaultSelection.ALL;
    Mode mode = chosen.only().isEmpty() ? Mode.EXCEPT : Mode.ONLY;
    return tables
        .db()
        .transaction(
            () ->
                new VaultSelection(
                    mode, paths(mode == Mode.ONLY ? chosen.only() : chosen.except())));
  }

  private List<String> paths(Collection<NodeId> nodes) {
    return nodes.stream()
        .flatMap(id -> tables.view().path(id).stream())
        .map(names -> new VaultPath(names).toString())
        .distinct()
        .sorted()
        .toList();
  }

  /// On the engine's thread. All folders are to be compared anew before it is in force.
  void choose(VaultSelection selection) throws TidelockException {
    Chosen chosen = chosen(selection);
    tables
        .db()
        .transaction(
            () -> {
              tables.lookAtAllFolders();
              return true;
            });
    choices.choose(chosen);
  }

  SelectionPreview preview(VaultSelection selection) throws TidelockException {
    Chosen chosen = chosen(selection);
    return tables
        .db()
        .transaction(
            () -> {
              Count count = new Count(new Selection(tables, () -> chosen).now());
              count.folder(Nodes.ROOT);
              return new SelectionPreview(count.goes(), count.comes());
            });
  }

  private Chosen chosen(VaultSelection selection) throws TidelockException {
    if (selection.mode() == Mode.ALL) return Chosen.ALL;
    Lookup lookup = new Lookup(tables.merged(), tables.view());
    Set<NodeId> named = new HashSet<>();
    List<VaultPath> paths = new ArrayList<>();
    for (String path : selection.paths()) {
      VaultPath at = VaultPath.of(path);
      if (at.isTop()) throw top();
      Entry entry = lookup.entry(at).orElseThrow(at::unknown);
      named.addAll(entry.nodes());
      paths.add(at);
    }
    if (selection.mode() == Mode.EXCEPT) return new Chosen(Set.of(), named);
    // What is named with a folder that it is in says nothing more.
    List<VaultPath> tops =
        paths.stream().filter(p -> paths.stream().noneMatch(p::isBelow)).toList();
    return new Chosen(named, beside(tops, named, lookup));
  }

  private static TidelockException top() {
    return new TidelockException(
        ErrorCode.USAGE,
        Happened.TOP_NOT_CHOSEN.of(),
        Safe.NOTHING_CHANGED.of(),
        Todo.CHOOSE_INSIDE.of());
  }

  /// What else is in the folders above these.
  private Set<NodeId> beside(List<VaultPath> paths, Set<NodeId> named, Lookup lookup) {
    Set<VaultPath> above = new HashSet<>();
    for (VaultPath path : paths)
      for (VaultPath at = path; !at.isTop(); at = at.parent()) above.add(at.parent());
    Set<NodeId> beside = new HashSet<>();
    for (VaultPath folder : above) {
      Optional<NodeId> id = folder.isTop() ? Optional.of(Nodes.ROOT) : lookup.folder(folder);
      for (Entry entry : id.map(tables.view()::children).orElse(List.of()))
        if (!above.contains(folder.child(entry.name()))
            && entry.nodes().stream().noneMatch(named::contains)) beside.addAll(entry.nodes());
    }
    return beside;
  }

  /// What differs between the folder and a choice.
  private final class Count {
    private final Extent wanted;
    private long goingFiles;
    private long goingBytes;
    private long comingFiles;
    private long comingBytes;

    Count(Extent wanted) {
      this.wanted = wanted;
    }

    Part goes() {
      return new Part(goingFiles, goingBytes);
    }

    Part comes() {
      return new Part(comingFiles, comingBytes);
    }

    void folder(NodeId top) {
      Deque<NodeId> folders = new ArrayDeque<>(List.of(top));
      while (!folders.isEmpty()) {
        NodeId folder = folders.pop();
        for (Entry entry : tables.view().children(folder)) {
          Optional<BaseRow> row = tables.base().row(entry.id());
          boolean out = wanted.leavesOut(folder, entry);
          if (entry.kind() == NodeKind.FOLDER) folders.push(entry.id());
          else if (out && row.isPresent()) going(row.get());
          else if (!out && row.isEmpty()) coming(entry);
        }
      }
    }

    private void going(BaseRow row) {
      goingFiles++;
      goingBytes += row.fingerprint().size();
    }

    private void coming(Entry entry) {
      comingFiles++;
      comingBytes += entry.size();
    }
  }
}
