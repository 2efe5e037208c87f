package org.tidelock.app.tray.bus;

import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;

/// One icon. The places are those of the pointer on the screen.
@DBusInterfaceName(StatusNotifierItem.NAME)
@SuppressWarnings("checkstyle:MethodName")
public interface StatusNotifierItem extends DBusInterface {
  String NAME = "org.kde.StatusNotifierItem";

  /// The first button.
  void Activate(int x, int y);

  /// The middle one.
  void SecondaryActivate(int x, int y);

  /// The other one, where the desktop draws no menu itself.
  void ContextMenu(int x, int y);

  void Scroll(int delta, String orientation);

  class NewIcon extends DBusSignal {
    public NewIcon(String path) throws DBusException {
      super(path);
    }
  }

  class NewToolTip extends DBusSignal {
    public NewToolTip(String path) throws DBusException {
      super(path);
    }
  }
}
