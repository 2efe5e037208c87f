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
}
