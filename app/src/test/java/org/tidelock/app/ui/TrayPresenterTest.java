package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidelock.app.tray.TrayPicture;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.State;

/// What the tray says and does, over an engine in memory. How a desktop shows it is `StatusNotifierTrayTest`'s.
@UsesWindow
final class TrayPresenterTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault);
  }

  private FakeTray tray() {
    return window.tray;
  }

  private void awaitMenu(String line) {
    Fx.await(line + " in the tray", () -> tray().menu().contains(line));
  }

  @Test
  void itSaysHowTheVaultIsAndWhatCanBeDone() {
    window.start();
    awaitMenu("(Mira’s vault: Up to date)");
    assertThat(tray().menu())
        .startsWith(
            "(Mira’s vault: Up to date)", "---", "Open Tidelock", "Open folder", "Recent changes")
        .containsSubsequence(
            "---",
            "Sync now",
            "Pause",
            "  For 30 minutes",
            "  For 2 hours",
            "  Until tomorrow, 7:00",
            "  Until I resume",
            "---",
            "Settings…",
            "Quit Tidelock");
    assertThat(tray().menu()).filteredOn(line -> line.contains(" · ")).hasSizeBetween(1, 8);
    assertThat(tray().content().sentence()).isEqualTo("Mira’s vault: Everything is up to date");
  }

  @Test
  void aPauseEndsByItselfOrIsEndedThere() {
    window.start();
    awaitMenu("Sync now");
    tray().choose("For 2 hours");
    Fx.await("the pause", () -> vault.status().state() == State.PAUSED);
    assertThat(vault.status().pausedUntil())
        .contains(SampleWorld.CLOCK.instant().plus(Duration.ofHours(2)));
    awaitMenu("Resume");
    assertThat(tray().menu()).doesNotContain("Pause", "  For 2 hours");
    tray().choose("Resume");
    awaitMenu("Pause");
  }

  @Test
  void aPauseUntilTomorrowEndsAtSeven() {
    window.start();
    awaitMenu("Sync now");
    tray().choose("Until tomorrow, 7:00");
    Fx.await("the pause", () -> vault.status().state() == State.PAUSED);
    assertThat(vault.status().pausedUntil()).contains(Instant.parse("2026-11-25T07:00:00Z"));
  }

  @Test
  void whatNeedsItsPersonIsOnePressAway() {
    window.start();
    window.become(vault, SampleWorld.attention());
    awaitMenu("See 2 things that need you…");
    Fx.run(() -> window.stage.hide());
    tray().choose("See 2 things that need you…");
    Fx.await("the window is back", window.stage::isShowing);
    Fx.await("the page", () -> window.shell().current() == PageId.ISSUES);
  }

  @Test
  void aClickBringsTheWindowBack() {
    window.start();
    Fx.run(() -> window.stage.hide());
    tray().content().opens().run();
    Fx.await("the window is back", window.stage::isShowing);
  }

  @Test
  void whenItIsQuitThereItGoes() {
    window.start();
    awaitMenu("Sync now");
    tray().choose("Quit Tidelock");
    Fx.await("the end", () -> window.ended.get() == 1);
    assertThat(tray().isVisible()).isFalse();
    assertThat(vault.closed()).isTrue();
  }

  /// The window is hidden most of the time, and this is the usual way to quit.
  @Test
  void quittingThereAsksToo() {
    window.start();
    window.become(vault, SampleWorld.paused());
    awaitMenu("Resume");
    Fx.run(() -> window.stage.hide());
    tray().choose("Quit Tidelock");
    Fx.await("the question", () -> window.words().contains("Not everything is stored yet"));
    assertThat(window.stage.isShowing()).isTrue();
    assertThat(window.ended).hasValue(0);
  }

  /// A wizard may hold secrets, and is left first.
  @Test
  void lockingLeavesAWizard() {
    window.start();
    Fx.run(window.controller::newRecoveryKit);
    window.settle();
    Fx.run(() -> window.stage.hide());
    Fx.run(window.controller::lock);
    Fx.await("the vault is closed", vault::closed);
    Fx.await("the way back in", () -> tray().menu().contains("(Locked)"));
    assertThat(window.stage.isShowing()).as("where a question would be seen").isTrue();
    // Twice in a row: the second finds nothing to lock.
    Fx.run(window.controller::lock);
    window.settle();
    assertThat(window.ended).hasValue(0);
  }

  @Test
  void beforeAVaultIsOpenItOffersLittle() {
    assertThat(tray().menu())
        .containsExactly("(Locked)", "---", "Open Tidelock", "---", "Quit Tidelock");
  }

  @Test
  void eachStateHasItsPicture() {
    window.start();
    List<List<TrayPicture>> seen = new ArrayList<>();
    for (var status :
        List.of(
            SampleWorld.upToDate(),
            SampleWorld.paused(),
            SampleWorld.offline(),
            SampleWorld.attention(),
            SampleWorld.stopped())) {
      window.become(vault, status);
      var words = Fx.get(() -> StatusSentence.of(status, window.texts(), window.ui.formats()));
      awaitMenu("(Mira’s vault: " + words.chip() + ")");
      assertThat(seen).as(status.state().name()).doesNotContain(tray().content().icon());
      seen.add(tray().content().icon());
    }
    assertThat(seen.getFirst()).extracting(TrayPicture::width).containsExactly(22, 24, 32, 48);
  }

  /// What looks for changes once a minute would flicker.
  @Test
  void workIsShownOnlyIfItLasts() {
    window.start();
    awaitMenu("Sync now");
    List<Runnable> later = new ArrayList<>();
    var own = new FakeTray();
    var presenter = Fx.get(() -> new TrayPresenter(window.ui, window.controller, own, later::add));
    Fx.run(
        () -> {
          var context = window.shell().context();
          presenter.follow(context.model(), context.actions(), false);
        });
    var still = own.content().icon();
    window.become(vault, SampleWorld.checking());
    Fx.await("the words", () -> own.content().sentence().contains("Looking for changes"));
    assertThat(own.content().icon()).as("at once").isEqualTo(still);
    window.become(vault, SampleWorld.upToDate());
    later.forEach(Runnable::run);
    window.settle();
    assertThat(own.content().icon()).as("what is over").isEqualTo(still);
    window.become(vault, SampleWorld.checking());
    Fx.await("the words", () -> own.content().sentence().contains("Looking for changes"));
    later.forEach(Runnable::run);
    Fx.await("what lasts", () -> !own.content().icon().equals(still));
  }

  @Test
  void thereIsAPictureOfEachIconInEachSize() {
    for (var icon : TrayIcon.values())
      for (int size : TrayPictures.SIZES)
        assertThat(TrayIcon.class.getResource(icon.resource(size)))
            .as(icon.resource(size))
            .isNotNull();
  }
}
