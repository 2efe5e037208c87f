package org.tidelock.app.notification.bus;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// The part of a desktop that shows what programs have to say: <https://specifications.freedesktop.org/notification-spec/1.2/>.
@DBusInterfaceName(Notifications.NAME)
public interface Notifications extends DBusInterface {
  String NAME = "org.freedesktop.Notifications";
  String PATH = "/org/freedesktop/Notifications";

  /// What a click on the whole of it is called.
  String DEFAULT_ACTION = "default";

  /// Some of `actions`, `body`, `body-markup` and others.
  List<String> GetCapabilities();

  /// @param replaces the number of one that is to become this one; 0 for none
  /// @param actions each a key and what is written on its button
  /// @param millis until it goes by itself; 0 for never, -1 as the desktop likes
  /// @return its number, never 0
  @SuppressWarnings("TooManyParameters") // as freedesktop.org has it
  UInt32 Notify(
      String program,
      UInt32 replaces,
      String icon,
      String title,
      String body,
      List<String> actions,
      Map<String, Variant<?>> hints,
      int millis);

  void CloseNotification(UInt32 number);

  class ActionInvoked extends DBusSignal {
    public final UInt32 number;
    public final String action;

    public ActionInvoked(String path, UInt32 number, String action) throws DBusException {
      super(path, number, action);
      this.number = number;
      this.action = action;
    }
  }

  class NotificationClosed extends DBusSignal {
    public final UInt32 number;
    public final UInt32 reason;

    public NotificationClosed(String path, UInt32 number, UInt32 reason) throws DBusException {
      super(path, number, reason);
      this.number = number;
      this.reason = reason;
    }
  }
}
