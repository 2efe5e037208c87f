package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.wizard.WizardView;
import org.tidelock.engine.Hold;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Mirror;

/// What was closed leaves the memory: the program runs for weeks, and the tests open hundreds of windows in one process.
@UsesWindow
final class MemoryTest {
  @TempDir Path temp;

  @Test
  void aClosedWindowIsGone() throws IOException {
    var closed = new LinkedHashMap<String, WeakReference<?>>();
    closed.put("the first", closedWindow(window -> window.with(SampleWorld.vault()).start()));
    closed.put("one that still works", closedWindow(PageShots::checking));
    closed.put("the last", closedWindow(window -> window.with(SampleWorld.vault()).start()));
    gone(closed);
  }

  private WeakReference<?> closedWindow(Consumer<TestWindow> shot) throws IOException {
    try (var window = new TestWindow(Files.createTempDirectory(temp, "home"))) {
      shot.accept(window);
      window.type(KeyCode.TAB);
      return new WeakReference<>(window.stage);
    }
  }

  @Test
  void aClosedDialogIsGone() {
    try (var window = new TestWindow(temp)) {
      var vault = SampleWorld.vault();
      vault.copy().become(SampleWorld.copy(new Mirror.Waiting(3, 4)));
      window.with(vault).start();
      for (var dialog : dialogs(window, vault).entrySet()) {
        dialog.getValue().run();
        window.settle();
        gone(Map.of(dialog.getKey(), closedDialog(window)));
      }
    }
  }

  private static Map<String, Runnable> dialogs(TestWindow window, FakeVault vault) {
    var all = new LinkedHashMap<String, Runnable>();
    all.put("the window is closed", () -> Fx.run(window.controller::closeWindow));
    all.put(
        "a conflict",
        () -> {
          window.become(vault, SampleWorld.conflict(vault, 5));
          window.page(PageId.ISSUES).fire("#issue-settle");
        });
    all.put(
        "held changes",
        () -> {
          window.become(vault, SampleWorld.held(vault, Hold.Kind.DELETE_EVERYWHERE, 1_204));
          window.page(PageId.ISSUES).fire("#issue-review");
        });
    all.put(
        "signing in",
        () -> {
          window.become(vault, SampleWorld.signInNeeded(Issue.SIGN_IN));
          window.page(PageId.ISSUES).fire("#issue-sign-in");
        });
    all.put(
        "undoing",
        () -> {
          SampleWorld.undoable(vault);
          window.page(PageId.ACTIVITY).fire("#activity-undo");
        });
    all.put("the second copy", () -> window.settings("storage").fire("#copy-use"));
    all.put("a device", () -> window.page(PageId.DEVICES).fire("#device-details-d2"));
    all.put(
        "removing a device",
        () -> {
          window.page(PageId.DEVICES).fire("#device-remove-d2");
          window.fill("#remove-passphrase", "copper lantern drifts past quiet harbour");
        });
    return all;
  }

  private static WeakReference<?> closedDialog(TestWindow window) {
    var layer = window.controller.layer();
    var dialog = Fx.get(() -> new WeakReference<>(layer.dialog().orElseThrow()));
    Fx.run(layer::close);
    window.settle();
    return dialog;
  }

  @Test
  void aWizardThatWasLeftIsGone() {
    try (var window = new TestWindow(temp)) {
      var vault = SampleWorld.vault();
      window.with(vault).start();
      window.page(PageId.SECURITY).fire("#security-passphrase");
      window.fill("#passphrase", "velvet orbit tundra basket willow ember");
      var passphrase = leftWizard(window);
      window.become(vault, SampleWorld.attention());
      window.page(PageId.ISSUES).fire("#issue-new-kit");
      var kit = leftWizard(window);
      window.settings("storage").fire("#copy-add");
      var copy = leftWizard(window);
      gone(Map.of("new passphrase", passphrase, "new kit", kit, "second copy", copy));
    }
  }

  private static WeakReference<?> leftWizard(TestWindow window) {
    var wizard = new WeakReference<>(wizardOf(window.find("#wizard-cancel")));
    window.fire("#wizard-cancel");
    if (window.shows("#wizard-leave")) {
      window.fire("#wizard-leave");
    }
    assertThat(window.shows("#wizard-cancel")).as("the wizard can be seen").isFalse();
    return wizard;
  }

  private static Node wizardOf(Node part) {
    Node at = part;
    while (!(at instanceof WizardView)) {
      at = Objects.requireNonNull(at.getParent());
    }
    return at;
  }

  /// With all that its pages knew of it.
  @Test
  void aVaultThatWasLockedIsGone() {
    try (var window = new TestWindow(temp)) {
      window.locked(SampleWorld.vault()).start();
      var pages = lockedPages(window);
      gone(Map.of("pages", pages));
    }
  }

  private static WeakReference<?> lockedPages(TestWindow window) {
    window.fill("#unlock-passphrase", "copper lantern drifts past quiet harbour");
    window.fire("#unlock-button");
    window.find(".app-shell");
    for (var page : PageId.values()) {
      window.page(page);
    }
    var pages = new WeakReference<>(window.shell());
    Fx.run(window.controller::lock);
    window.find("#unlock-passphrase");
    window.settle();
    return pages;
  }

  private static void gone(Map<String, WeakReference<?>> closed) {
    // JavaFX lets go of some with its next picture, and a toast stays for six seconds.
    closed.forEach(
        (name, one) -> {
          for (int i = 0; i < 200 && one.get() != null; i++) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
          }
          assertThat(one.get()).as("this leaves the memory: %s", name).isNull();
        });
  }
}
