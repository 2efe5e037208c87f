package org.tidelock.app.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.tidelock.app.notification.bus.Notifications;

/// The part of a desktop that shows notifications, with its habits: numbers begin at 1 whenever it is started, of other programs it shows some, too, and what is not there any more cannot be
/// closed.
final class Desktop implements AutoCloseable {
  private final DBusConnection bus;
  private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
  private final Map<Integer, Seen> shown = new TreeMap<>();
  private final List<String> abilities;
  private final CountDownLatch awake;
  private int last;

  /// One of them, as it was handed over.
  record Seen(
      String program, String icon, String words, List<String> actions, String hints, int millis) {}

  Desktop(String address, String... abilities) throws DBusException {
    this(address, new CountDownLatch(0), abilities);
  }

  /// @param awake answers nothing before
  Desktop(String address, CountDownLatch awake, String... abilities) throws DBusException {
    this.abilities = List.of(abilities);
    this.awake = awake;
    bus = DBusConnectionBuilder.forAddress(address).withShared(false).build();
    bus.exportObject(Notifications.PATH, new Server());
    bus.requestBusName(Notifications.NAME);
  }

  private final class Server implements Notifications {
    @Override
    public List<String> GetCapabilities() {
      try {
        awake.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return abilities;
    }

    @Override
    public UInt32 Notify(
        String program,
        UInt32 replaces,
        String icon,
        String title,
        String body,
        List<String> actions,
        Map<String, Variant<?>> hints,
        int millis) {
      Map<String, Object> plain = new TreeMap<>();
      hints.forEach((name, value) -> plain.put(name, value.getValue()));
      return new UInt32(
          put(
              replaces.intValue(),
              new Seen(program, icon, title + " | " + body, actions, plain.toString(), millis)));
    }

    @Override
    public void CloseNotification(UInt32 number) {
      if (!remove(number.intValue())) throw new DBusExecutionException("");
    }

    @Override
    public String getObjectPath() {
      return PATH;
    }
  }

  private synchronized int put(int replaces, Seen seen) {
    int number = replaces == 0 ? ++last : replaces;
    shown.put(number, seen);
    told.add(number);
    return number;
  }

  private synchronized boolean remove(int number) {
    return shown.remove(number) != null;
  }

  /// What another program says.
  int ofAnotherProgram() {
    return ofAnotherProgram(0);
  }

  /// @param replaces what it said before
  int ofAnotherProgram(int replaces) {
    return put(replaces, new Seen("Mail", "", "A letter | of somebody", List.of(), "{}", -1));
  }

  /// The number of the next one that is shown.
  int awaitOne() throws InterruptedException {
    Integer number = told.poll(20, TimeUnit.SECONDS);
    assertThat(number).as("a notification").isNotNull();
    return number;
  }

  synchronized Seen seen(int number) {
    Seen seen = shown.get(number);
    assertThat(seen).as("number " + number + " of " + shown).isNotNull();
    return seen;
  }

  /// The words of all that are there now.
  synchronized List<String> words() {
    return new ArrayList<>(shown.values().stream().map(Seen::words).toList());
  }

  /// A person clicks on it, and it goes.
  void click(int number) throws DBusException {
    bus.sendMessage(
        new Notifications.ActionInvoked(
            Notifications.PATH, new UInt32(number), Notifications.DEFAULT_ACTION));
    dismiss(number);
  }

  /// A person has it go.
  void dismiss(int number) throws DBusException {
    remove(number);
    bus.sendMessage(
        new Notifications.NotificationClosed(
            Notifications.PATH, new UInt32(number), new UInt32(2)));
  }

  @Override
  public void close() {
    bus.disconnect();
  }
}
