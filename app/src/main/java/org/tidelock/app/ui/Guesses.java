package org.tidelock.app.ui;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// Counts wrong passphrases: the advice gets longer, and in the end each further try waits, so that who guesses at the keyboard gains nothing by
/// being quick.
public final class Guesses {
  /// After this many tries the advice gets longer.
  private static final int MANY = 3;

  /// After this many, each further try waits.
  private static final int FREE = 5;

  private static final Duration WAIT = Duration.ofSeconds(2);

  private final UiContext ui;
  private final Executor later;
  private final LongSupplier nanos;
  private final ReadOnlyBooleanWrapper waiting = new ReadOnlyBooleanWrapper();
  private int wrong;
  private long waitsSince;

  public Guesses(UiContext ui) {
    this(
        ui,
        CompletableFuture.delayedExecutor(WAIT.toMillis(), TimeUnit.MILLISECONDS),
        System::nanoTime);
  }

  /// @param later runs what it is given after the time that a try waits, on any thread
  /// @param nanos a time that nobody can set, unlike the clock of the computer
  public Guesses(UiContext ui, Executor later, LongSupplier nanos) {
    this.ui = ui;
    this.later = later;
    this.nanos = nanos;
  }

  /// Whether the next try has to wait.
  public ReadOnlyBooleanProperty waitingProperty() {
    return waiting.getReadOnlyProperty();
  }

  /// Another one was wrong.
  ///
  /// @return what to say of it
  public String another() {
    wrong++;
    if (wrong >= FREE) {
      waitsSince = nanos.getAsLong();
      waiting.set(true);
      lookAgain();
    }
    return ui.texts().get(advice());
  }

  private String advice() {
    if (wrong >= FREE) {
      return "unlock.wrong.wait";
    }
    return wrong < MANY ? "unlock.wrong" : "unlock.wrong.often";
  }

  /// By the time that has passed, not by the timer, which may come early.
  private void lookAgain() {
    later.execute(() -> ui.tasks().onUi(this::waited));
  }

  private void waited() {
    boolean over = nanos.getAsLong() - waitsSince >= WAIT.toNanos();
    waiting.set(!over);
    if (!over) {
      lookAgain();
    }
  }
}
