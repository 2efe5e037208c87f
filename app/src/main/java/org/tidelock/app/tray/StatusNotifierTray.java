package org.tidelock.app.tray;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.interfaces.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.app.tray.bus.DbusMenu;
import org.tidelock.app.tray.bus.StatusNotifierItem;
import org.tidelock.app.tray.bus.StatusNotifierWatcher;

/// The tray of Linux desktops: an object on the session's bus that panels show. One thread of its own speaks to the bus, so that nobody waits for a
/// desktop that does not answer; what the desktop asks is answered on threads of the bus, from what was shown last.
///
/// The panel may come later than this program, and be started anew: the bus tells, and the icon is registered again.
public final class StatusNotifierTray implements Tray {
  private static final Logger LOG = LoggerFactory.getLogger(StatusNotifierTray.class);

  /// A second icon of the same process would have another number.
  private static final AtomicLong NUMBERS = new AtomicLong();

  /// Progress changes more often than anybody reads it.
  private static final long INTERVAL_MILLIS = 500;

  private final String name =
      "org.kde.StatusNotifierItem-"
          + ProcessHandle.current().pid()
          + "-"
          + NUMBERS.incrementAndGet();
  private final @Nullable String address;
  private final ScheduledExecutorService talking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tray").factory());
  private volatile TrayContent content;
  private volatile MenuObject.Numbered menu;
  private volatile boolean visible;

  /// Guarded by this.
  private boolean isToBeTold;

  /// What panels were told of last. Of the tray's own thread, as what follows.
  private TrayContent told;

  private @Nullable DBusConnection connected;

  /// @param address of the bus; null for the session's. Where there is none, as where nobody is signed in at a desktop, nothing is ever visible
  public StatusNotifierTray(@Nullable String address, TrayContent content) {
    this.address = address;
    this.content = content;
    this.told = content;
    this.menu = new MenuObject.Numbered(content.menu());
    talk(this::begin);
  }

  private interface Talk {
    void run() throws DBusException;
  }

  private void talk(Talk talk) {
    talk(talk, 0);
  }

  private void talk(Talk talk, long millis) {
    try {
      var _ = talking.schedule(() -> attempt(talk), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed already", e);
    }
  }

  private static void attempt(Talk talk) {
    try {
      talk.run();
    } catch (DBusException | RuntimeException e) {
      LOG.info("the desktop's tray does not take it: {}", e.toString());
    }
  }

  private void begin() throws DBusException {
    DBusConnection bus =
        (address == null
                ? DBusConnectionBuilder.forSessionBus()
                : DBusConnectionBuilder.forAddress(address))
            .withShared(false)
            .withDisconnectCallback(new Gone())
            .build();
    connected = bus;
    bus.exportObject(ItemObject.PATH, new ItemObject(() -> content));
    bus.exportObject(MenuObject.PATH, new MenuObject(() -> menu));
    bus.requestBusName(name);
    bus.addSigHandler(
        DBus.NameOwnerChanged.class,
        signal -> {
          if (!signal.name.equals(StatusNotifierWatcher.NAME)) return;
          if (signal.newOwner.isEmpty()) visible = false;
          else talk(this::register);
        });
    bus.addSigHandler(
        StatusNotifierWatcher.StatusNotifierHostRegistered.class, _ -> talk(this::look));
    bus.addSigHandler(
        StatusNotifierWatcher.StatusNotifierHostUnregistered.class, _ -> talk(this::look));
    register();
  }

  private void register() throws DBusException {
    bus()
        .getRemoteObject(
            StatusNotifierWatcher.NAME, StatusNotifierWatcher.PATH, StatusNotifierWatcher.class)
        .RegisterStatusNotifierItem(name);
    look();
  }

  /// The bus has gone, and with it the panel: whoever hides the window must not count on it.
  private final class Gone implements IDisconnectCallback {
    @Override
    public void disconnectOnError(IOException e) {
      visible = false;
      LOG.info("the desktop's bus has gone");
      talk(() -> connected = null);
    }
  }

  private void look() throws DBusException {
    visible = false;
    Boolean shown =
        bus()
            .getRemoteObject(
                StatusNotifierWatcher.NAME, StatusNotifierWatcher.PATH, Properties.class)
            .Get(StatusNotifierWatcher.NAME, StatusNotifierWatcher.HAS_HOST);
    visible = Boolean.TRUE.equals(shown);
    LOG.info(visible ? "the desktop shows the tray" : "the desktop has no panel with a tray");
  }

  /// What panels ask from now on is answered by it, as names that were shown may have been locked away; they are told a little later.
  @Override
  public synchronized void show(TrayContent next) {
    content = next;
    menu = menu.after(next.menu());
    if (!isToBeTold) talk(this::tell, INTERVAL_MILLIS);
    isToBeTold = true;
  }

  private synchronized TrayContent toBeTold() {
    isToBeTold = false;
    return content;
  }

  private void tell() throws DBusException {
    TrayContent next = toBeTold();
    TrayContent before = told;
    told = next;
    DBusConnection bus = connected;
    if (bus == null) return;
    if (!before.icon().equals(next.icon()))
      bus.sendMessage(new StatusNotifierItem.NewIcon(ItemObject.PATH));
    if (!before.sentence().equals(next.sentence()))
      bus.sendMessage(new StatusNotifierItem.NewToolTip(ItemObject.PATH));
    bus.sendMessage(new DbusMenu.LayoutUpdated(MenuObject.PATH, menu.revision(), 0));
  }

  private DBusConnection bus() throws DBusException {
    DBusConnection bus = connected;
    if (bus == null) throw new DBusException("there is no bus");
    return bus;
  }

  @Override
  public boolean isVisible() {
    return visible;
  }

  @Override
  public void close() {
    talk(
        () -> {
          visible = false;
          if (connected != null) connected.disconnect();
          connected = null;
        });
    talking.shutdown();
  }
}
