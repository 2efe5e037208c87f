package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ToggleSwitch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;
import org.tidelock.app.desktop.AtLogin;
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
import org.tidelock.engine.Vaults;

/// The whole window over an engine in memory. Made and driven from the test's thread.
final class TestWindow implements AutoCloseable {
  /// One for the whole run. Each robot remembers the window in front, and each window the robot that there was when it was made
  /// (`com.sun.glass.ui.headless.HeadlessRobot` and `HeadlessWindow`): with a robot for each window they were a chain that kept them all.
  private static final FxRobot ROBOT = new FxRobot();

  static {
    // Not in the middle of a key, which would stay pressed for all tests to come.
    WaitForAsyncUtils.autoCheckException = false;
  }

  final TestClock clock = new TestClock(SampleWorld.CLOCK.instant());
  final FakeVaults vaults = new FakeVaults(SampleWorld.CLOCK, new FixedRandom(11));
  final FakeFiles files = new FakeFiles();
  final List<Path> kits = new ArrayList<>();

  /// The last kit that was written.
  final AtomicReference<RecoveryKitWriter.@Nullable Kit> sheet = new AtomicReference<>();

  /// What the next kit is not written for.
  final AtomicReference<@Nullable IOException> kitFailure = new AtomicReference<>();

  /// What the next kit is not written for, though its place could be taken.
  final AtomicReference<@Nullable IOException> kitFull = new AtomicReference<>();

  final AtomicInteger ended = new AtomicInteger();
  private final Queue<Runnable> waits = new ConcurrentLinkedQueue<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // may begin anywhere
  final FakeTray tray = new FakeTray();
  final CountingTasks tasks = new CountingTasks();
  final FakeNotifier notifier = new FakeNotifier();
  final AtLogin atLogin;
  final UiContext ui;
  final Stage stage;
  final UiController controller;

  TestWindow(Path home) {
    this(home, Locale.ENGLISH, ThemeMode.LIGHT);
  }

  TestWindow(Path home, Locale locale, ThemeMode mode) {
    this(
        home,
        locale,
        mode,
        new Places(Path.of("/home/mira/Tidelock vault"), SampleWorld.FOLDER, "Mira’s ThinkPad"),
        Optional.empty());
  }

  /// Over the engine that people use.
  TestWindow(Path home, Vaults engine, Places places) {
    this(home, Locale.ENGLISH, ThemeMode.LIGHT, places, Optional.of(engine));
  }

  private TestWindow(
      Path home, Locale locale, ThemeMode mode, Places places, Optional<Vaults> engine) {
    Fx.start();
    this.atLogin =
        AtLogin.of(
            home,
            Path.of("/opt/tidelock/tidelock"),
            Map.of("XDG_CONFIG_HOME", home.resolve("config").toString()));
    this.ui =
        Fx.get(
            () ->
                new UiContext(
                    engine.orElse(vaults),
                    home,
                    tasks,
                    Texts.in(locale),
                    clock,
                    new Random(4),
                    new Theme(mode),
                    new UiSettings(home),
                    new Secrets(new FixedRandom(3)),
                    places,
                    engine.isPresent() ? new KitSheets(ZoneOffset.UTC) : this::kitPlace,
                    files,
                    Optional.of(atLogin),
                    Optional.of(notifier)));
    this.stage = Fx.get(Stage::new);
    this.controller =
        Fx.get(
            () ->
                new UiController(
                    ui,
                    stage,
                    Pages.all(),
                    () -> new Guesses(ui, waits::add, nanos::get),
                    ended::incrementAndGet,
                    tray));
  }

  private RecoveryKitWriter.Place kitPlace(Path target) throws IOException {
    fail(kitFailure);
    return new RecoveryKitWriter.Place() {
      @Override
      public Path file() {
        return target;
      }

      @Override
      public void fill(RecoveryKitWriter.Kit kit) throws IOException {
        fail(kitFull);
        kits.add(target);
        sheet.set(kit);
      }

      @Override
      public void close() {}
    };
  }

  private static void fail(AtomicReference<@Nullable IOException> with) throws IOException {
    var failure = with.getAndSet(null);
    if (failure != null) {
      throw failure;
    }
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

  /// After wrong passphrases: lets this time pass, and the timers come.
  void waited(Duration time) {
    nanos.addAndGet(time.toNanos());
    int count = waits.size();
    assertThat(count).as("waits").isPositive();
    for (int i = 0; i < count; i++) {
      waits.remove().run();
    }
    settle();
  }

  /// Waits until all that was begun is done and drawn.
  void settle() {
    Fx.await("background work", tasks::idle);
    Fx.run(() -> {});
    Fx.await("background work", tasks::idle);
    Fx.run(
        () -> {
          // What is in a scroll pane or a list is there only after these.
          stage.getScene().getRoot().applyCss();
          stage.getScene().getRoot().layout();
        });
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

  TestWindow page(PageId id) {
    Fx.run(() -> shell().show(id));
    settle();
    return this;
  }

  /// A part of the settings, by the end of its id.
  TestWindow settings(String part) {
    page(PageId.SETTINGS).fire("#settings-part-" + part);
    return this;
  }

  /// All words that can be seen now, from top to bottom of the tree, a line each.
  String words() {
    return Fx.get(
        () -> {
          var found = new ArrayList<String>();
          collect(stage.getScene().getRoot(), found);
          return String.join("\n", found);
        });
  }

  private static void collect(Node node, List<String> found) {
    if (!node.isVisible() || node.getOpacity() == 0) {
      return;
    }
    String text =
        switch (node) {
          case Labeled labeled -> labeled.getText();
          case TextInputControl input -> input.getText();
          default -> "";
        };
    if (text != null && !text.isBlank()) {
      found.add(text);
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
    }
  }

  boolean enabled(String selector) {
    var node = find(selector);
    return Fx.get(() -> !node.isDisabled());
  }

  /// Whether something that matches can be seen.
  boolean shows(String selector) {
    return Fx.get(
        () ->
            stage.getScene().getRoot().lookupAll(selector).stream().anyMatch(TestWindow::visible));
  }

  private static boolean visible(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  /// Presses the button that says this.
  void choose(String words) {
    var button =
        Fx.get(
            () ->
                stage.getScene().getRoot().lookupAll("*").stream()
                    .filter(node -> node instanceof ButtonBase && visible(node))
                    .map(ButtonBase.class::cast)
                    .filter(one -> words.equals(one.getText()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no button says " + words)));
    Fx.run(button::fire);
    settle();
  }

  /// Types with a robot, into whatever has the focus. Keys go to the window in front, so that must be this one first.
  void type(KeyCode... keys) {
    focused();
    ROBOT.push(keys);
    notFailed();
    settle();
  }

  /// No thread of this process has thrown what nobody catches.
  private static void notFailed() {
    try {
      WaitForAsyncUtils.checkException();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// Puts a text in at once where letters would go, because a robot takes its time for each of them.
  void write(String text) {
    focused();
    Fx.run(() -> ((TextInputControl) stage.getScene().getFocusOwner()).replaceSelection(text));
    settle();
  }

  /// Goes on in a wizard, whose call of the engine does not end before the latch is counted down.
  CountDownLatch continueHeld() {
    var held = new CountDownLatch(1);
    vaults.holdNext(held);
    Fx.run(() -> ((ButtonBase) find("#wizard-continue")).fire());
    return held;
  }

  /// Several keys one after the other.
  void press(KeyCode... keys) {
    for (var key : keys) {
      type(key);
    }
  }

  private void focused() {
    Fx.run(
        () -> {
          stage.toFront();
          stage.requestFocus();
        });
    Fx.await("the window is in front", stage::isFocused);
  }

  /// The id of what has the focus, or the name of its class.
  String focus() {
    settle();
    // JavaFX gives it to the first that can take it, with the next pulse.
    Fx.await("something has the focus", () -> stage.getScene().getFocusOwner() != null);
    return Fx.get(
        () -> {
          var owner = stage.getScene().getFocusOwner();
          return owner == null
              ? "nothing"
              : owner.getId() != null ? owner.getId() : owner.getClass().getSimpleName();
        });
  }

  /// What matches, as soon as it is there: a pane makes its parts when it is drawn, which may be later than what asked for it.
  Node find(String selector) {
    Fx.await("something matches " + selector, () -> lookup(selector) != null);
    return Fx.get(() -> Objects.requireNonNull(lookup(selector)));
  }

  private @Nullable Node lookup(String selector) {
    var root = stage.getScene().getRoot();
    root.applyCss();
    root.layout();
    return root.lookup(selector);
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

  /// Turns a switch on or off.
  void flip(String selector) {
    var toggle = (ToggleSwitch) find(selector);
    Fx.run(() -> toggle.setSelected(!toggle.isSelected()));
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

  /// Closes a vault away from the JavaFX thread, as the window does, because it may wait for work that ends there.
  @Override
  public void close() {
    var open = controller.vault();
    Fx.run(
        () -> {
          stage.hide();
          // What moves by itself would keep the whole window for the rest of the run.
          if (stage.getScene().getRoot().lookup(".app-shell") instanceof AppShell shell) {
            shell.windowHidden();
          }
        });
    open.ifPresent(org.tidelock.engine.Vault::close);
    tasks.endAll();
  }
}
