package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.event.Event;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// The window comes and goes; the vault goes on.
@UsesWindow
final class BackgroundTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault);
  }

  @Test
  void theFirstCloseAsksWhatClosingMeans() {
    window.start();
    closeWindow();
    assertThat(window.words()).contains("Keep syncing in the background?");
    assertThat(shown()).isTrue();
    assertThat(window.focus()).as("the safe answer").isEqualTo("close-keep");
    window.fire("#close-keep");
    assertThat(shown()).isFalse();
    assertThat(vault.watching()).isTrue();
    assertThat(vault.closed()).isFalse();
    assertThat(window.ended).hasValue(0);
  }

  @Test
  void theAnswerIsRemembered() {
    window.start();
    closeWindow();
    window.fire("#close-keep");
    Fx.run(window.controller::bringToFront);
    Fx.await("the window is back", window.stage::isShowing);
    assertThat(window.words()).doesNotContain("Keep syncing in the background?");
    closeWindow();
    assertThat(shown()).as("hides without a question").isFalse();
    assertThat(new UiSettings(home).closeAnswered()).isTrue();
  }

  @Test
  void whatHappenedMeanwhileIsThereWhenTheWindowComesBack() {
    window.start();
    closeWindow();
    window.fire("#close-keep");
    vault.become(SampleWorld.attention());
    Fx.run(window.controller::bringToFront);
    Fx.await("the window is back", window.stage::isShowing);
    Fx.await(
        "the new status", () -> window.shell().context().model().status().equals(vault.status()));
    window.settle();
    assertThat(window.words()).contains("2 things need you");
  }

  @Test
  void escapeTakesTheCloseBack() {
    window.start();
    closeWindow();
    window.type(KeyCode.ESCAPE);
    assertThat(window.words()).doesNotContain("Keep syncing in the background?");
    assertThat(shown()).isTrue();
    assertThat(new UiSettings(home).closeAnswered()).as("nothing was answered").isFalse();
  }

  /// It is there when she comes back; meanwhile its clock would go for nobody, and keep a window that is gone.
  @Test
  void whatIsSaidInTheCornerWaitsWhileNobodySeesTheWindow() {
    window.start();
    var layer = window.controller.layer();
    Fx.run(() -> layer.toast(Feather.INFO, Tone.NEUTRAL, "Said in the corner"));
    // A new toast lies at the left top until the next layout, where the mouse may happen to be.
    Fx.await("the time runs", layer::isCounting);
    closeWindow();
    window.fire("#close-keep");
    assertThat(Fx.get(layer::isCounting)).isFalse();
    Fx.run(() -> layer.toast(Feather.INFO, Tone.NEUTRAL, "Said to nobody"));
    assertThat(Fx.get(layer::isCounting)).isFalse();
    Fx.run(window.controller::bringToFront);
    Fx.await("the window is back", window.stage::isShowing);
    assertThat(window.words()).contains("Said to nobody");
    Fx.await("the time runs", layer::isCounting);
  }

  @Test
  void quittingInsteadEndsTheEngineInOrder() {
    window.start();
    closeWindow();
    window.fire("#close-quit");
    assertThat(window.ended).hasValue(1);
    assertThat(vault.closed()).isTrue();
    assertThat(shown()).isFalse();
  }

  @Test
  void quittingAsksWhileSomethingExistsOnlyHere() {
    window.start();
    window.become(vault, SampleWorld.paused());
    window.type(KeyCode.CONTROL, KeyCode.Q);
    assertThat(window.words())
        .contains("Not everything is stored yet", "14 changes (41 MB) exist only on this computer");
    window.type(KeyCode.ESCAPE);
    assertThat(window.ended).hasValue(0);
    window.type(KeyCode.CONTROL, KeyCode.Q);
    window.choose("Quit now");
    assertThat(window.ended).hasValue(1);
  }

  @Test
  void quittingDoesNotAskWhenAllIsStored() {
    window.start();
    window.type(KeyCode.CONTROL, KeyCode.Q);
    assertThat(window.ended).hasValue(1);
  }

  /// On a German keyboard AltGr+Q writes "@", and Windows says that Control and Alt are down.
  @Test
  void altGrIsNoShortcut() {
    window.start();
    for (var code : new KeyCode[] {KeyCode.Q, KeyCode.W, KeyCode.L, KeyCode.P}) {
      Fx.run(
          () ->
              Event.fireEvent(
                  window.stage.getScene().getFocusOwner(),
                  new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, true, true, false)));
    }
    window.settle();
    assertThat(window.ended).hasValue(0);
    assertThat(window.words()).doesNotContain("Keep syncing in the background?");
    assertThat(window.shell().context().actions().paused()).isFalse();
  }

  @Test
  void startedHiddenItStaysHidden() {
    Fx.run(() -> window.controller.start(false));
    window.settle();
    assertThat(shown()).isFalse();
    assertThat(vault.watching()).isTrue();
    Fx.run(window.controller::bringToFront);
    Fx.await("the window comes", window.stage::isShowing);
    assertThat(window.words()).contains("Everything is up to date");
  }

  @Test
  void startedHiddenItShowsItselfWhenThePersonIsNeeded() {
    window.vaults.failNext(
        new TidelockException(
            ErrorCode.LOCAL, "The profile cannot be read.", "Nothing was changed.", "Try again."));
    Fx.run(() -> window.controller.start(false));
    window.settle();
    assertThat(shown()).isTrue();
    assertThat(window.words())
        .contains("The profile cannot be read.", "Nothing was changed. Try again.");
    window.choose("Try again");
    assertThat(window.words()).contains("Everything is up to date");
  }

  @Test
  void aSignalQuitsWithoutAQuestion() {
    window.start();
    window.become(vault, SampleWorld.paused());
    window.controller.requestQuit();
    Fx.await("the end", () -> window.ended.get() == 1);
    assertThat(vault.closed()).isTrue();
  }

  private void closeWindow() {
    Fx.run(
        () ->
            window.stage.fireEvent(
                new WindowEvent(window.stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
    window.settle();
  }

  private boolean shown() {
    return Fx.get(window.stage::isShowing);
  }
}
