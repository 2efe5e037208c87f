package org.tidelock.app.ui;

import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.tidelock.engine.FileEntry;

/// The tree of what this computer keeps, driven without a mouse.
final class KeptTrees {
  private KeptTrees() {}

  /// Selects what has a name and presses Space, which ticks it or takes its tick.
  static void tick(TestWindow window, String name) {
    var tree = tree(window);
    Fx.run(
        () -> {
          tree.getSelectionModel().select(item(tree, name));
          tree.fireEvent(
              new KeyEvent(
                  KeyEvent.KEY_PRESSED, " ", "", KeyCode.SPACE, false, false, false, false));
        });
    window.settle();
  }

  static void unfold(TestWindow window, String name) {
    var tree = tree(window);
    Fx.run(() -> item(tree, name).setExpanded(true));
    window.settle();
  }

  @SuppressWarnings("unchecked")
  private static TreeView<FileEntry> tree(TestWindow window) {
    return (TreeView<FileEntry>) window.find("#kept-tree");
  }

  /// Among those that are unfolded.
  private static TreeItem<FileEntry> item(TreeView<FileEntry> tree, String name) {
    for (int i = 0; i < tree.getExpandedItemCount(); i++) {
      var item = tree.getTreeItem(i);
      if (item.getValue().name().equals(name)) {
        return item;
      }
    }
    throw new AssertionError("not in the tree: " + name);
  }
}
