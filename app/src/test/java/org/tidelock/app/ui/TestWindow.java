package org.tidelock.app.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;
import org.tidelock.app.ui.fake.FakeFiles;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.FakeVaults;
import org.tidelock.app.ui.fake.FixedRandom;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.fake.TestClock;
import org.tidelock.app.ui.theme.Theme;
import org.tidelock.app.ui.theme.ThemeMode;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.Status;

/// The whole window over an engine in memory. Made and driven from the test's thread.
final class TestWindow implements AutoCloseable {
  final TestClock clock = new TestClock(SampleWorld.CLOCK.instant());
  final FakeVaults vaults = new FakeVaults(SampleWorld.CLOCK, new FixedRandom(11));
  final FakeFiles files = new FakeFiles();
  final List<Path> kits = new ArrayList<>();
  final AtomicInteger ended = new AtomicInteger();
  final CountingTasks tasks = new CountingTasks();
  final UiContext ui;
  final Stage stage;
  final UiController controller;

  TestWindow(Path home) {
    this(home, Locale.ENGLISH, ThemeMode.LIGHT);
  }

  TestWindow(Path home, Locale locale, ThemeMode mode) {
    Fx.start();
    this.ui =
        Fx.get(
            () ->
                new UiContext(
                    vaults,
                    home,
                    tasks,
                    Texts.in(locale),
                    clock,
                    new Random(4),
                    new Theme(mode),
                    new UiSettings(home),
                    new Secrets(new FixedRandom(3)),
                    new Places(
                        Path.of("/home/mira/Tidelock vault"),
                        SampleWorld.FOLDER,
                        "Mira’s ThinkPad"),
                    (target, _) -> kits.add(target),
                    files));
    this.stage = Fx.get(Stage::new);
    this.controller =
        Fx.get(() -> new UiController(ui, stage, Pages.all(), ended::incrementAndGet));
  }

  /// The profile holds a vault that needs no passphrase.
  TestWindow with(FakeVault vault) {
    vaults.profile(ui.home(), vault, KeepUnlocked.FILE);
    return this;
  }

  TestWindow locked(FakeVault vault) {
    vaults.profile(ui.home(), vault, KeepUnlocked.NO);
    return this;
  }

  TestWindow start() {
    Fx.run(() -> controller.start(true));
    settle();
    return this;
  }

  /// Waits until all that was begun is done and drawn.
  void settle() {
    Fx.await("background work", tasks::idle);
    Fx.run(() -> {});
    Fx.await("background work", tasks::idle);
    Fx.run(() -> stage.getScene().getRoot().layout());
  }

  /// Lets the vault stand otherwise, and waits until the window knows.
  void become(FakeVault vault, Status status) {
    vault.become(status);
    var model = shell().context().model();
    Fx.await("the new status", () -> model.status().equals(status));
    settle();
  }

  AppShell shell() {
    return Fx.get(() -> (AppShell) stage.getScene().getRoot().lookup(".app-shell"));
  }

  Texts texts() {
    return ui.texts();
  }

  Node find(String selector) {
    return Fx.get(
        () -> {
          var found = stage.getScene().getRoot().lookup(selector);
          if (found == null) {
            throw new AssertionError("nothing matches " + selector);
          }
          return found;
        });
  }

  /// Presses a button without the mouse, which is not what is tested.
  void fire(String selector) {
    var button = (ButtonBase) find(selector);
    Fx.run(
        () -> {
          if (button.isDisabled()) {
            throw new AssertionError(selector + " is disabled");
          }
          button.fire();
        });
    settle();
  }

  void fill(String selector, String text) {
    var field = (TextInputControl) find(selector);
    Fx.run(() -> field.setText(text));
    settle();
  }

  List<Node> findAll(String selector) {
    return Fx.get(() -> List.copyOf(stage.getScene().getRoot().lookupAll(selector)));
  }

  @Override
  public void close() {
    Fx.run(
        () -> {
          stage.hide();
          controller.vault().ifPresent(org.tidelock.engine.Vault::close);
        });
  }
}
