package org.tidelock.app.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.Properties;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.tidelock.app.tray.bus.DbusMenu;
import org.tidelock.app.tray.bus.StatusNotifierItem;
import org.tidelock.app.tray.bus.StatusNotifierWatcher;

/// A desktop's panel: knows the icons that have registered, and asks them what panels ask.
final class Panel implements AutoCloseable {
  private final DBusConnection bus;
  private final BlockingQueue<String> registered = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

  Panel(String address) throws DBusException {
    bus = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    bus.exportObject(StatusNotifierWatcher.PATH, new Watcher());
    bus.addSigHandler(StatusNotifierItem.NewIcon.class, _ -> signals.add("icon"));
    bus.addSigHandler(StatusNotifierItem.NewToolTip.class, _ -> signals.add("sentence"));
    bus.addSigHandler(DbusMenu.LayoutUpdated.class, s -> signals.add("menu " + s.revision));
    bus.requestBusName(StatusNotifierWatcher.NAME);
  }

  private final class Watcher extends ReadProperties implements StatusNotifierWatcher {
    @Override
    public void RegisterStatusNotifierItem(String service) {
      registered.add(service);
    }

    @Override
    public String getObjectPath() {
      return PATH;
    }

    @Override
    public Map<String, Variant<?>> GetAll(String type) {
      return Map.of(HAS_HOST, new Variant<>(true));
    }
  }

  /// The next icon that registers.
  String awaitIcon() throws InterruptedException {
    String service = registered.poll(20, TimeUnit.SECONDS);
    assertThat(service).as("an icon").isNotNull();
    return service;
  }

  /// All that was told until this was.
  List<String> awaitSignal(String last) throws InterruptedException {
    List<String> told = new ArrayList<>();
    while (!told.contains(last)) {
      String signal = signals.poll(20, TimeUnit.SECONDS);
      assertThat(signal).as("after " + told).isNotNull();
      told.add(signal);
    }
    return told;
  }

  StatusNotifierItem icon(String service) throws DBusException {
    return bus.getRemoteObject(service, ItemObject.PATH, StatusNotifierItem.class);
  }

  Map<String, Variant<?>> properties(String service) throws DBusException {
    return bus.getRemoteObject(service, ItemObject.PATH, Properties.class)
        .GetAll(StatusNotifierItem.NAME);
  }

  private DbusMenu menu(String service) throws DBusException {
    return bus.getRemoteObject(service, MenuObject.PATH, DbusMenu.class);
  }

  /// As it would be drawn: one line for each item, with its number, indented by its depth.
  List<String> draw(String service) throws DBusException {
    List<String> lines = new ArrayList<>();
    draw(menu(service).GetLayout(0, -1, List.of()).second.children, "", lines);
    return lines;
  }

  /// Of what is in a variant the library makes no class of ours, but an array of its parts.
  private static void draw(List<?> children, String indent, List<String> lines) {
    for (Object child : children) {
      Object[] item = (Object[]) ((Variant<?>) child).getValue();
      Map<?, ?> properties = (Map<?, ?>) item[1];
      boolean isOff = properties.get("enabled") instanceof Variant<?> v && !(Boolean) v.getValue();
      String label = properties.get("label") instanceof Variant<?> v ? "" + v.getValue() : "---";
      lines.add(item[0] + " " + indent + label + (isOff ? " (off)" : ""));
      draw((List<?>) item[2], indent + "  ", lines);
    }
  }

  void choose(String service, int item) throws DBusException {
    menu(service).Event(item, "clicked", new Variant<>(""), new UInt32(0));
  }

  @Override
  public void close() {
    bus.disconnect();
  }
}
