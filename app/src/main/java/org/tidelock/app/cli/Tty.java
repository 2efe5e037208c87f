package org.tidelock.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The terminal of this process where Java's own console will not do: Java has one only if stdin and stdout are terminals both, and a person
/// who types `tidelock status --json | jq` can be asked all the same.
final class Tty {
  private static final Path DEVICE = Path.of("/dev/tty");

  private Tty() {}

  static boolean exists() {
    return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
  }

  /// What is typed up to the end of the line; empty if the input ends, or if it would be shown although it is hidden.
  static char[] ask(String prompt, boolean hidden) {
    try (OutputStream out = Files.newOutputStream(DEVICE);
        InputStream in = Files.newInputStream(DEVICE)) {
      if (!hidden) {
        return line(prompt, out, in);
      }
      // Also when Ctrl+C ends the process at the prompt.
      Thread restore = new Thread(() -> stty("echo"));
      Runtime.getRuntime().addShutdownHook(restore);
      try {
        return stty("-echo") ? line(prompt, out, in) : new char[0];
      } finally {
        stty("echo");
        out.write('\n');
        Runtime.getRuntime().removeShutdownHook(restore);
      }
    } catch (IOException e) {
      return new char[0];
    }
  }

  private static char[] line(String prompt, OutputStream out, InputStream in) throws IOException {
    out.write(prompt.getBytes(StandardCharsets.UTF_8));
    Line typed = new Line();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      typed.write(b);
    }
    return typed.takeChars();
  }

  private static boolean stty(String mode) {
    try {
      Process stty =
          new ProcessBuilder("stty", mode)
              .redirectInput(DEVICE.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return stty.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Wipes what it held.
  private static final class Line extends ByteArrayOutputStream {
    Line() {
      // Room enough that a passphrase is not copied on the way.
      super(1 << 13);
    }

    char[] takeChars() {
      CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(buf, 0, count));
      char[] chars = new char[decoded.remaining()];
      decoded.get(chars);
      Arrays.fill(decoded.array(), '\0');
      Arrays.fill(buf, (byte) 0);
      return chars;
    }
  }
}
