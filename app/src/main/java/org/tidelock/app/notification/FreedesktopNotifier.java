package org.tidelock.app.notification;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.app.notification.bus.Notifications;

/// The notifications of Linux desktops. One thread of its own speaks to the session's bus, so that nobody waits for a desktop that does not answer; there is neither that thread nor a
/// connection before there is something to say.
///
/// A desktop counts what it shows, and begins anew when it is started again: a number means something only together with the unique name that its program has on the bus, which no other
/// one ever gets. Else a click on what another program has said would be taken for one of ours, or what that one has said be taken away.
public final class FreedesktopNotifier implements Notifier {
  private static final Logger LOG = LoggerFactory.getLogger(FreedesktopNotifier.class);

  /// The name of its icon, and of its entry among the applications (`installer/src/linux`).
  private static final String ID = "tidelock";

  private static final String PROGRAM = "Tidelock";
  private static final UInt32 NOTHING = new UInt32(0);
  private static final long PATIENCE_SECONDS = 2;

  private final @Nullable String address;
  private final ExecutorService talking =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("notifications").factory());

  /// By their subject. Of the notifier's own thread, as what follows.
  private final Map<String, Shown> shown = new HashMap<>();

  private @Nullable DBusConnection connected;
  private @Nullable Server known;

  /// Who shows notifications, from one start of it to the next.
  ///
  /// @param owner its unique name
  private record Server(String owner, List<String> abilities) {}

  private record Shown(String owner, UInt32 number, Runnable chosen) {
    boolean is(DBusSignal signal, UInt32 which) {
      return owner.equals(signal.getSource()) && number.equals(which);
    }
  }

  /// @param address of the bus; null for the session's
  public FreedesktopNotifier(@Nullable String address) {
    this.address = address;
  }

  private interface Talk {
    void run() throws DBusException;
  }

  private void talk(Talk talk) {
    try {
      talking.execute(() -> attempt(talk));
    } catch (RejectedExecutionException e) {
      LOG.debug("closed already", e);
    }
  }

  private static void attempt(Talk talk) {
    try {
      talk.run();
    } catch (DBusException | RuntimeException e) {
      LOG.info("the desktop shows no notification: {}", e.toString());
    }
  }

  @Override
  public void show(Notice notice) {
    talk(() -> tell(notice));
  }

  private void tell(Notice notice) throws DBusException {
    DBusConnection bus = bus();
    Server server = server(bus);
    Shown before = shown.remove(notice.subject());
    UInt32 number =
        desktop(bus)
            .Notify(
                PROGRAM,
                before != null && before.owner.equals(server.owner) ? before.number : NOTHING,
                ID,
                plain(notice.title()),
                body(notice, server),
                actions(notice, server),
                hints(notice.weight()),
                notice.weight() == Notice.Weight.STAYS ? 0 : -1);
    shown.put(notice.subject(), new Shown(server.owner, number, notice.chosen()));
  }

  private static List<String> actions(Notice notice, Server server) {
    return server.abilities.contains("actions")
        ? List.of(Notifications.DEFAULT_ACTION, notice.label())
        : List.of();
  }

  private static String body(Notice notice, Server server) {
    String plain = plain(notice.body());
    return server.abilities.contains("body-markup")
        ? plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        : plain;
  }

  /// A name of a file, which may be another device's, makes neither lines of its own nor turns around what follows it.
  private static String plain(String text) {
    return text.replaceAll("\\p{Cc}", " ").replaceAll("[\\u202A-\\u202E\\u2066-\\u2069]", "");
  }

  private static Map<String, Variant<?>> hints(Notice.Weight weight) {
    Map<String, Variant<?>> hints = new HashMap<>();
    boolean passing = weight == Notice.Weight.PASSING;
    hints.put("desktop-entry", new Variant<>(ID));
    hints.put("urgency", new Variant<>((byte) (passing ? 0 : 1)));
    if (passing) hints.put("transient", new Variant<>(true));
    return hints;
  }

  @Override
  public void withdraw(String subject) {
    talk(() -> takeAway(subject));
  }

  private void takeAway(String subject) throws DBusException {
    Shown one = shown.remove(subject);
    DBusConnection bus = connected;
    if (one == null || bus == null || !one.owner.equals(owner(bus))) return;
    try {
      desktop(bus).CloseNotification(one.number);
    } catch (DBusExecutionException e) {
      LOG.debug("it has gone by itself", e);
    }
  }

  private void chosen(Notifications.ActionInvoked signal) {
    for (Shown one : shown.values()) if (one.is(signal, signal.number)) one.chosen.run();
  }

  private void closed(Notifications.NotificationClosed signal) {
    shown.values().removeIf(one -> one.is(signal, signal.number));
  }

  private DBusConnection bus() throws DBusException {
    DBusConnection there = connected;
    if (there != null) return there;
    DBusConnection bus =
        (address == null
                ? DBusConnectionBuilder.forSessionBus()
                : DBusConnectionBuilder.forAddress(address))
            .withShared(false)
            .withDisconnectCallback(new Gone())
            .build();
    connected = bus;
    bus.addSigHandler(Notifications.ActionInvoked.class, signal -> talk(() -> chosen(signal)));
    bus.addSigHandler(Notifications.NotificationClosed.class, signal -> talk(() -> closed(signal)));
    return bus;
  }

  /// The bus has gone, and with it whoever showed something. There may be another one when there is something to say again.
  private final class Gone implements IDisconnectCallback {
    @Override
    public void disconnectOnError(IOException e) {
      LOG.info("the desktop's bus has gone");
      talk(
          () -> {
            connected = null;
            known = null;
            shown.clear();
          });
    }
  }

  /// Asks what it can do, which starts it, where it is started when it is wanted.
  private Server server(DBusConnection bus) throws DBusException {
    Server server = known;
    if (server != null && server.owner.equals(owner(bus))) return server;
    List<String> abilities = desktop(bus).GetCapabilities();
    Server found = new Server(owner(bus), abilities);
    known = found;
    return found;
  }

  /// Empty if nobody has the name.
  private static String owner(DBusConnection bus) throws DBusException {
    DBus daemon = bus.getRemoteObject("org.freedesktop.DBus", "/org/freedesktop/DBus", DBus.class);
    return daemon.NameHasOwner(Notifications.NAME) ? daemon.GetNameOwner(Notifications.NAME) : "";
  }

  private static Notifications desktop(DBusConnection bus) throws DBusException {
    return bus.getRemoteObject(Notifications.NAME, Notifications.PATH, Notifications.class);
  }

  @Override
  public void close() {
    talk(
        () -> {
          for (String subject : List.copyOf(shown.keySet())) takeAway(subject);
          if (connected != null) connected.disconnect();
          connected = null;
        });
    talking.shutdown();
    try {
      if (!talking.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
        LOG.info("the desktop does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
