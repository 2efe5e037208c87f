package org.tidelock.app.ui;

import javafx.scene.Node;

/// One page of the window: thin nodes over a view model. Built when first shown, then kept.
public interface Page {
  /// Fills the room right of the sidebar; style class `page` gives the margins of the design.
  Node view();

  /// The page comes to the front: time to ask for what may have changed.
  default void shown() {}

  /// The page or the window goes out of sight: nothing may tick or animate from here on.
  default void hidden() {}

  /// Shows what another page or a notification speaks of: a vault path, or the id of an issue.
  default void reveal(String what) {}

  /// Ctrl+F: the focus goes to the search field, if there is one.
  default void find() {}

  /// Ctrl+Shift+R: asks how what is chosen is to be brought back, where something is.
  default void restore() {}

  /// F5: asks anew for what the page shows. False on pages that keep themselves up to date; there F5 means Sync now.
  default boolean refresh() {
    return false;
  }
}
