package org.tidelock.app.cli;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultEvent;

/// One line on stderr that tells how far the work is, and is gone when it is done. Silent where stderr is no terminal.
final class ProgressLine implements Consumer<Progress>, AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;
  private final Context context;
  private final boolean shown;
  private Vault.@Nullable Subscription subscription;
  private long last = System.nanoTime() - INTERVAL_NANOS;
  private int width;

  private ProgressLine(Command command) {
    this.context = command.context();
    this.shown = command.showsProgress();
  }

  static ProgressLine of(Command command) {
    return new ProgressLine(command);
  }

  static ProgressLine of(Command command, Vault vault) {
    ProgressLine line = new ProgressLine(command);
    if (line.shown) {
      line.subscription =
          vault.listen(
              event -> {
                if (event instanceof VaultEvent.StatusChanged(var status)) {
                  status.progress().ifPresent(line);
                }
              });
    }
    return line;
  }

  @Override
  public synchronized void accept(Progress progress) {
    long now = System.nanoTime();
    if (shown && now - last >= INTERVAL_NANOS) {
      last = now;
      show(text(progress));
    }
  }

  boolean isShown() {
    return shown;
  }

  /// A line that somebody else has made.
  synchronized void show(String line) {
    if (shown) {
      context
          .terminal()
          .elsewhere()
          .ifPresentOrElse(there -> there.accept(line), () -> draw(Words.shown(line)));
    }
  }

  private void draw(String text) {
    var err = context.terminal().err();
    err.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
    err.flush();
    width = text.length();
  }

  static String text(Progress progress) {
    boolean records = progress.phase() == Progress.Phase.LEARNING;
    String doing =
        switch (progress.phase()) {
          case LEARNING -> "Reading the history";
          case LOOKING -> "Looking";
          case SENDING -> "Sending";
          case RECEIVING -> "Receiving";
          case VERIFYING -> "Verifying";
        };
    StringBuilder out = new StringBuilder(doing).append(": ");
    if (progress.totalFiles() > 0) {
      out.append(String.format(java.util.Locale.ROOT, "%,d of ", progress.files()))
          .append(
              records
                  ? Words.count(progress.totalFiles(), "record", "records")
                  : Words.files(progress.totalFiles()));
    } else {
      out.append(Words.files(progress.files()));
    }
    if (progress.totalBytes() > 0) {
      out.append(", ")
          .append(Words.size(progress.bytes()))
          .append(" of ")
          .append(Words.size(progress.totalBytes()));
    }
    double speed = progress.sendBytesPerSecond() + progress.receiveBytesPerSecond();
    if (speed >= 1) {
      out.append(", ").append(Words.size((long) speed)).append("/s");
    }
    Optional<String> left =
        progress.remaining().map(d -> ", about " + Math.max(1, d.toMinutes()) + " min left");
    return out.append(left.orElse("")).toString();
  }

  @Override
  public synchronized void close() {
    if (subscription != null) {
      subscription.close();
    }
    if (width > 0) {
      draw("");
      context.terminal().err().print("\r");
      context.terminal().err().flush();
      width = 0;
    }
  }
}
