package org.tidelock.app.tray;

import java.util.List;

/// All that the tray shows at one time.
///
/// @param icon the same picture in several sizes, of which the desktop takes the one that fits
/// @param sentence what it says when it is pointed at
/// @param opens what a click on the icon does
/// @param menu from top to bottom
public record TrayContent(
    List<TrayPicture> icon, String sentence, Runnable opens, List<Item> menu) {
  public TrayContent {
    icon = List.copyOf(icon);
    menu = List.copyOf(menu);
  }

  /// A line of the menu.
  public sealed interface Item {}

  /// Only to be read.
  public record Line(String label) implements Item {}

  /// @param chosen run on any thread
  public record Choice(String label, Runnable chosen) implements Item {}

  public record Submenu(String label, List<Item> items) implements Item {
    public Submenu {
      items = List.copyOf(items);
    }
  }

  public record Separator() implements Item {}
}
