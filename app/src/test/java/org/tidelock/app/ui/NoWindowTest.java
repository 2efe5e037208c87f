package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tidelock.app.cli.Problems;
import org.tidelock.engine.TidelockException;

/// What JavaFX throws, and what a person reads. `WindowIT` has the first two from JavaFX itself.
final class NoWindowTest {
  @Test
  void thereIsNoDisplay() {
    expect(
        new UnsupportedOperationException("Unable to open DISPLAY"),
        6,
        "tidelock: The window cannot be shown, as there is no display. Nothing was changed."
            + " Start it in a desktop session, or use the commands: tidelock help. [LOCAL]");
  }

  @Test
  void gtkIsMissing() {
    var sentence =
        "tidelock: The window cannot be shown, as GTK 3 is missing. Nothing was changed."
            + " Install GTK 3, on Debian libgtk-3-0 and libxtst6, or use the commands: tidelock help. [LOCAL]";
    expect(new UnsupportedOperationException("Unable to load glass GTK library."), 6, sentence);
    expect(
        new UnsatisfiedLinkError(
            "/x/libglassgtk3.so: libXtst.so.6: cannot open shared object file"),
        6,
        sentence);
  }

  @Test
  void anythingElseIsInTheLog() {
    expect(
        new RuntimeException("Error initializing QuantumRenderer: no suitable pipeline found"),
        1,
        "tidelock: The window cannot be shown. Nothing was changed."
            + " The log in the profile directory has the details; the commands need no window: tidelock help."
            + " [UNEXPECTED]");
    expect(new NoClassDefFoundError(), 1, Problems.line(NoWindow.because(new Error())));
  }

  private static void expect(Throwable thrown, int exit, String line) {
    TidelockException told = NoWindow.because(thrown);
    assertThat(Problems.line(told)).isEqualTo(line);
    assertThat(told.code().exitCode()).isEqualTo(exit);
    assertThat(told).hasCause(thrown);
  }
}
