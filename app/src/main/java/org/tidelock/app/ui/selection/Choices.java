package org.tidelock.app.ui.selection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;

/// From a vault's selection to ticks and back. Asks the vault, so away from the JavaFX thread.
record Choices(Vault vault) {
  /// @param off paths without a tick
  /// @param brings whether what others add beside what is ticked comes here
  record Choice(List<String> off, boolean brings) {
    Choice {
      off = List.copyOf(off);
    }
  }

  Choice of(VaultSelection selection) throws TidelockException, InterruptedException {
    return switch (selection.mode()) {
      case ALL -> new Choice(List.of(), true);
      case EXCEPT -> new Choice(selection.paths(), true);
      case ONLY -> new Choice(beside(selection.paths()), false);
    };
  }

  /// What else is in the folders above these, and is not here: what this computer has put there itself is.
  private List<String> beside(List<String> only) throws TidelockException, InterruptedException {
    Set<String> above = new HashSet<>();
    for (var path : only) {
      for (var at = path; !at.isEmpty(); ) {
        at = Ticks.parent(at);
        above.add(at);
      }
    }
    var off = new ArrayList<String>();
    for (var folder : above) {
      for (var entry : list(folder)) {
        var path = entry.path();
        if (entry.local() == Local.LEFT_OUT && !above.contains(path) && !only.contains(path)) {
          off.add(path);
        }
      }
    }
    return off;
  }

  /// Empty if nothing is ticked that could be named.
  Optional<VaultSelection> selection(Choice choice) throws TidelockException, InterruptedException {
    if (choice.brings()) {
      return Optional.of(
          choice.off().isEmpty()
              ? VaultSelection.ALL
              : new VaultSelection(Mode.EXCEPT, choice.off()));
    }
    var on = new ArrayList<String>();
    addTicked("", new Ticks(choice.off()), on);
    return on.isEmpty() ? Optional.empty() : Optional.of(new VaultSelection(Mode.ONLY, on));
  }

  private void addTicked(String folder, Ticks ticks, List<String> on)
      throws TidelockException, InterruptedException {
    for (var entry : list(folder)) {
      switch (ticks.of(entry.path())) {
        case ON -> on.add(entry.path());
        case PARTLY -> {
          if (entry.type() == Type.FOLDER) {
            addTicked(entry.path(), ticks, on);
          }
        }
        case OFF -> {}
      }
    }
  }

  private List<FileEntry> list(String folder) throws TidelockException, InterruptedException {
    return vault.list(folder, Optional.empty());
  }
}
