package org.tidelock.app.ui;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;

/// What the wizards go on with once the storage is chosen, and what they may not leave behind.
final class WizardSteps {
  private static final String PASSPHRASE = "copper lantern drifts past quiet harbour";

  private WizardSteps() {}

  /// From a fit storage to the passphrase of a new vault, which is typed.
  static void toPassphrase(TestWindow window) {
    window.fire("#wizard-continue");
    window.fire("#wizard-continue");
    window.fill("#passphrase", PASSPHRASE);
    window.fill("#passphrase-repeat", PASSPHRASE);
  }

  /// From there to the vault, until all of its folder is stored.
  static void create(TestWindow window) {
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("Save your recovery kit");
    window.fire("#kit-later");
    window.fire("#wizard-continue");
    Fx.await("everything is stored", () -> status(window).state() == State.UP_TO_DATE);
  }

  /// From a storage with a vault to the folder of this device.
  static void toFolder(TestWindow window) {
    window.fire("#wizard-continue");
    window.fire("#join-by-passphrase");
    window.fill("#join-passphrase", PASSPHRASE);
    window.fire("#wizard-continue");
  }

  /// From there to the vault.
  static void join(TestWindow window) {
    window.tasks.oneWaits(true);
    window.fire("#wizard-continue");
    Fx.await("the devices", () -> window.stage.getScene().lookup(".word-cell") != null);
    window.tasks.oneWaits(false);
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("What should come to this computer?");
    window.fire("#wizard-continue");
    assertThat(window.words()).contains("You have joined the vault");
    window.fire("#wizard-continue");
  }

  static Status status(TestWindow window) {
    return window.shell().context().model().status();
  }

  /// Files of a profile in which this can be read.
  static List<Path> readableIn(Path home, String secret) throws IOException {
    try (var all = Files.walk(home)) {
      return all.filter(Files::isRegularFile).filter(file -> says(file, secret)).toList();
    }
  }

  private static boolean says(Path file, String secret) {
    try {
      return Files.readString(file, ISO_8859_1).contains(secret);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
