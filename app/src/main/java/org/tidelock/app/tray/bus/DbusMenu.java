package org.tidelock.app.tray.bus;

import java.util.List;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// A menu that the desktop draws. Items have numbers; 0 is the menu as a whole.
@DBusInterfaceName(DbusMenu.NAME)
public interface DbusMenu extends DBusInterface {
  String NAME = "com.canonical.dbusmenu";

  /// @param depth how deep below the parent; -1 for all
  /// @param properties only these; all if it is empty
  MenuLayout<UInt32, MenuNode> GetLayout(int parent, int depth, List<String> properties);

  List<MenuProperties> GetGroupProperties(List<Integer> items, List<String> properties);

  Variant<?> GetProperty(int item, String property);

  /// @param event `clicked`, `hovered`, `opened` or `closed`
  void Event(int item, String event, Variant<?> data, UInt32 time);

  /// @return the numbers that are not known
  List<Integer> EventGroup(List<MenuEvent> events);

  /// @return whether the layout has to be asked for again
  boolean AboutToShow(int item);

  MenuLayout<List<Integer>, List<Integer>> AboutToShowGroup(List<Integer> items);

  /// Ask for the layout again.
  class LayoutUpdated extends DBusSignal {
    public final UInt32 revision;
    public final int parent;

    public LayoutUpdated(String path, UInt32 revision, int parent) throws DBusException {
      super(path, revision, parent);
      this.revision = revision;
      this.parent = parent;
    }
  }
}
