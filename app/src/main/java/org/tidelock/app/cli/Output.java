package org.tidelock.app.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where an answer goes. A [java.io.PrintStream] over it swallows what goes wrong; this remembers it, so that an answer that was lost is not taken for
/// one that was given. Thread-safe.
final class Output extends OutputStream {
  private final OutputStream target;
  private @Nullable IOException loss;
  private boolean begun;
  private boolean ended;

  Output(OutputStream target) {
    this.target = new BufferedOutputStream(target, 1 << 13);
  }

  static Output to(FileDescriptor descriptor) {
    return new Output(new FileOutputStream(descriptor));
  }

  /// Why something that was printed did not arrive, if so.
  synchronized Optional<IOException> loss() {
    return Optional.ofNullable(loss);
  }

  /// Whether somebody who listened has gone, as in `tidelock ls | head -1`: they have what they wanted. Nothing else can happen to a pipe; where the
  /// system does not tell what it is, its words for the failure do, of which many languages have kept this one.
  ///
  /// @param what is written to, as in `/proc`
  static boolean isClosedPipe(IOException loss, Optional<String> what) {
    return what.map(name -> name.startsWith("pipe:") || name.startsWith("socket:"))
        .orElseGet(
            () -> String.valueOf(loss.getMessage()).toLowerCase(Locale.ROOT).contains("pipe"));
  }

  /// What standard output is, where the system tells.
  static Optional<String> standard() {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString());
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /// The last that is printed, unless an answer has begun; nothing comes after it.
  synchronized void end(byte[] unlessBegun) {
    if (!begun && !ended) {
      write(unlessBegun, 0, unlessBegun.length);
    }
    flush();
    ended = true;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) {
    if (ended) {
      return;
    }
    begun |= length > 0;
    attempt(() -> target.write(bytes, from, length));
  }

  @Override
  public synchronized void flush() {
    attempt(target::flush);
  }

  private interface Writing {
    void run() throws IOException;
  }

  /// What follows a gap is not printed: half a document could be taken for another one.
  private void attempt(Writing writing) {
    if (loss != null) {
      return;
    }
    try {
      writing.run();
    } catch (IOException e) {
      loss = e;
    }
  }
}
