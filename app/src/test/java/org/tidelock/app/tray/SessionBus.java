package org.tidelock.app.tray;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.exceptions.NotConnected;
import org.testfx.util.WaitForAsyncUtils;
import org.tidelock.engine.Needs;

/// A bus of its own, as a person has who is signed in at a desktop.
public final class SessionBus implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/dbus-daemon");

  static {
    // What a thread does not catch fails whatever test waits next in this process; that a worker of
    // a connection hears of the end of its bus is no such
    // mistake, and comes late.
    WaitForAsyncUtils.autoCheckException = false; // sets its handler
    Thread.UncaughtExceptionHandler others = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          if (!(e instanceof NotConnected)) others.uncaughtException(thread, e);
        });
  }

  /// As for a session, but for the services that this computer would start by itself: a desktop's notifications, say.
  private static final String CONFIG =
      """
      <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>session</type>
        <listen>unix:tmpdir=/tmp</listen>
        <auth>EXTERNAL</auth>
        <policy context="default">
          <allow send_destination="*" eavesdrop="true"/>
          <allow eavesdrop="true"/>
          <allow own="*"/>
        </policy>
      </busconfig>
      """;

  private final Process daemon;
  private final String address;

  private SessionBus(Process daemon, String address) {
    this.daemon = daemon;
    this.address = address;
  }

  public static SessionBus start() throws IOException {
    Needs.that(Files.isExecutable(PROGRAM), "no dbus-daemon");
    Path config = Files.createTempFile("tidelock-bus", ".conf");
    Files.writeString(config, CONFIG);
    Process daemon =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config-file=" + config,
                "--nofork",
                "--nopidfile",
                "--print-address=1")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String address = daemon.inputReader().readLine();
    Files.delete(config); // it was read before the address was said
    if (address == null) throw new IOException("the bus has not begun");
    return new SessionBus(daemon, address);
  }

  public String address() {
    return address;
  }

  /// It says nothing to anybody any more.
  public void kill() throws InterruptedException {
    daemon.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    daemon.destroy();
    if (!daemon.waitFor(5, TimeUnit.SECONDS)) daemon.destroyForcibly();
  }
}
