package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tidelock.engine.Needs;

/// A display of its own for a test (Xvfb), with hands (xdotool), so that no key reaches the desktop of whoever runs the tests.
final class XServer implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 20;
  private final Process server;
  private final Path pictures;
  private final String display;

  private XServer(Process server, Path pictures, String display) {
    this.server = server;
    this.pictures = pictures;
    this.display = display;
  }

  /// Skips the test where something is missing, or fails it if nothing may be skipped.
  static void require() throws IOException, InterruptedException {
    Needs.that(onPath("Xvfb"), "Xvfb is not installed");
    Needs.that(onPath("xdotool"), "xdotool is not installed");
    Needs.that(hasLibrary("libgtk-3.so.0"), "GTK 3 is not installed");
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static boolean hasLibrary(String name) throws IOException, InterruptedException {
    return Stream.of("/sbin/ldconfig", "/usr/sbin/ldconfig")
        .filter(ldconfig -> Files.isExecutable(Path.of(ldconfig)))
        .findFirst()
        .map(ldconfig -> text(new ProcessBuilder(ldconfig, "-p")).contains(name))
        .orElse(false);
  }

  private static String text(ProcessBuilder command) {
    try {
      var process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// @param pictures an empty directory in which the server keeps what the screen shows
  static XServer start(Path pictures) throws IOException {
    // The server takes a number that is free, and says it when it is ready.
    var server =
        new ProcessBuilder(
                "Xvfb",
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1280x900x24",
                "-nolisten",
                "tcp",
                "-fbdir",
                pictures.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var said =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    var number = said.readLine();
    assertThat(number).as("the display that Xvfb has made").isNotNull();
    return new XServer(server, pictures, ":" + number);
  }

  /// What a program needs to be shown here.
  Map<String, String> environment() {
    return Map.of("DISPLAY", display, "WAYLAND_DISPLAY", "", "NO_AT_BRIDGE", "1");
  }

  /// The windows with this title that can be seen.
  List<String> windows(String title) {
    return xdotool("search", "--onlyvisible", "--name", "^" + title + "$").lines().toList();
  }

  /// As if the person had clicked on the window and typed.
  void type(String window, String key) {
    xdotool("windowfocus", "--sync", window);
    xdotool("key", key);
  }

  private String xdotool(String... words) {
    var command = Stream.concat(Stream.of("timeout", "10", "xdotool"), Stream.of(words)).toList();
    var builder = new ProcessBuilder(command);
    builder.environment().put("DISPLAY", display);
    return text(builder);
  }

  /// How many different colours the screen shows: one where there is nothing to see.
  int colours() throws IOException {
    // A picture in the format of xwd(1): a header that begins with its length and has the number of
    // colour map entries (12 bytes each) at 76.
    var picture = ByteBuffer.wrap(Files.readAllBytes(pictures.resolve("Xvfb_screen0")));
    picture.position(picture.getInt(0) + 12 * picture.getInt(76));
    Set<Integer> colours = new HashSet<>();
    while (picture.remaining() >= 4) {
      colours.add(picture.getInt());
    }
    return colours.size();
  }

  @Override
  public void close() throws InterruptedException {
    server.destroy();
    if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      server.destroyForcibly().waitFor();
    }
  }
}
