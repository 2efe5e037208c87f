package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.Launcher.Result;
import org.tidelock.engine.Needs;

/// The real window, opened by the launcher without a command, on a real display; and what is said where there can be none.
final class WindowIT {
  private static final int PATIENCE_SECONDS = 30;
  private static final String TITLE = "Tidelock";

  @TempDir Path temp;

  private interface Fact {
    boolean holds() throws Exception;
  }

  @BeforeEach
  void launcherIsBuilt() {
    Launcher.require();
    Needs.that(
        System.getProperty("os.name").equals("Linux"), "other systems always have a display");
  }

  @Test
  void theWindowComesAndGoesWhileTheVaultGoesOn() throws Exception {
    XServer.require();
    var a = new Device(temp, "a");
    var b = new Device(temp, "b");
    a.write("first.txt", "first");
    assertThat(a.create().code()).isZero();
    a.sync();
    assertThat(b.join().code()).isZero();
    b.sync();
    var pictures = Files.createDirectories(temp.resolve("pictures"));
    var out = temp.resolve("out");
    var err = temp.resolve("err");
    try (var x = XServer.start(pictures)) {
      assertThat(x.windows(TITLE)).isEmpty();
      assertThat(x.colours()).as("the search finds nothing where nothing is").isOne();
      var app = Launcher.start(temp, x.environment(), a.command(), out, err);
      try {
        await("the window", () -> !x.windows(TITLE).isEmpty());
        arrives(a, b, "seen.txt");
        await("something in it", () -> x.colours() > 100);

        close(x, a);
        assertThat(app.isAlive()).isTrue();
        arrives(a, b, "unseen.txt");
        assertThat(x.windows(TITLE)).as("still closed").isEmpty();

        var again = Launcher.run(temp, x.environment(), a.command());
        assertThat(again).isEqualTo(new Result(0, "", ""));
        await("the window again", () -> !x.windows(TITLE).isEmpty());

        app.destroy();
        assertThat(app.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        assertThat(app.exitValue()).as(Files.readString(err)).isZero();
        assertThat(out).isEmptyFile();
        assertThat(err).isEmptyFile();
      } finally {
        app.destroyForcibly().waitFor();
      }
    }
    a.sync();
  }

  /// Ctrl+W, and the answer that has the focus: go on in the background.
  private static void close(XServer x, Device device) throws Exception {
    x.type(x.windows(TITLE).getFirst(), "ctrl+w");
    await(
        "the window to go",
        () -> {
          var there = x.windows(TITLE);
          if (!there.isEmpty()) {
            x.type(there.getFirst(), "space");
          }
          return there.isEmpty();
        });
    assertThat(device.home.resolve("window.properties")).content().contains("close=hide");
  }

  /// What is written on one device reaches the other, which syncs by hand.
  private static void arrives(Device from, Device to, String name) throws Exception {
    from.write(name, "made meanwhile");
    await(
        name,
        () -> {
          to.sync();
          return Files.exists(to.folder.resolve(name));
        });
    assertThat(to.folder.resolve(name)).hasContent("made meanwhile");
  }

  /// As on the first day: no command, no profile, an empty home.
  @Test
  void theFirstStartShowsTheWindow() throws Exception {
    XServer.require();
    var home = Files.createDirectories(temp.resolve("home"));
    var out = temp.resolve("out");
    var err = temp.resolve("err");
    try (var x = XServer.start(Files.createDirectories(temp.resolve("pictures")))) {
      var environment = new HashMap<>(x.environment());
      environment.put("HOME", home.toString());
      environment.put("XDG_DATA_HOME", home.resolve("data").toString());
      var app = Launcher.start(temp, environment, List.of(Launcher.SCRIPT.toString()), out, err);
      try {
        await("the window", () -> !x.windows(TITLE).isEmpty());
        await("something in it", () -> x.colours() > 100);
        assertThat(app.isAlive()).isTrue();
        app.destroy();
        assertThat(app.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        assertThat(app.exitValue()).as(Files.readString(err)).isZero();
        assertThat(out).isEmptyFile();
      } finally {
        app.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void withoutADisplayItSaysSo() throws Exception {
    assertThat(opened(Map.of("DISPLAY", "", "WAYLAND_DISPLAY", "")))
        .isEqualTo(
            new Result(
                6,
                "",
                "tidelock: The window cannot be shown, as there is no display. Nothing was changed."
                    + " Start it in a desktop session, or use the commands: tidelock help. [LOCAL]\n"));
  }

  /// A DISPLAY that leads nowhere, as over a connection that has ended.
  @Test
  void soItIsWithADisplayThatIsGone() throws Exception {
    var result = opened(Map.of("DISPLAY", ":54321", "WAYLAND_DISPLAY", ""));
    assertThat(result.code()).as(result.toString()).isEqualTo(6);
    assertThat(result.err())
        .startsWith("tidelock: The window cannot be shown, as there is no display.");
  }

  /// The linker takes the first library of that name, and finds that it is none.
  @Test
  void withoutGtkItSaysSo() throws Exception {
    XServer.require();
    var libraries = Files.createDirectories(temp.resolve("libraries"));
    Files.createFile(libraries.resolve("libgtk-3.so.0"));
    try (var x = XServer.start(Files.createDirectories(temp.resolve("pictures")))) {
      var environment = new HashMap<>(x.environment());
      environment.put("LD_LIBRARY_PATH", libraries.toString());
      assertThat(opened(environment))
          .isEqualTo(
              new Result(
                  6,
                  "",
                  "tidelock: The window cannot be shown, as GTK 3 is missing. Nothing was changed."
                      + " Install GTK 3, on Debian libgtk-3-0 and libxtst6, or use the commands: tidelock help."
                      + " [LOCAL]\n"));
    }
  }

  /// The launcher on a new profile. The trace is in the log, if the profile is there.
  private Result opened(Map<String, String> environment) throws Exception {
    var home = temp.resolve("home");
    var result =
        Launcher.run(
            temp, environment, List.of(Launcher.SCRIPT.toString(), "--home", home.toString()));
    assertThat(home.resolve("logs/tidelock.log")).content().contains("there is no window");
    return result;
  }

  private static void await(String what, Fact fact) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!fact.holds()) {
      assertThat(System.nanoTime()).as("waited in vain for: " + what).isLessThan(end);
      Thread.sleep(100);
    }
  }
}
