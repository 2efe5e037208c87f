package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ListView;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.app.ui.issues.IssuesViewModel.Line;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Hold;
import org.tidelock.engine.RestoreReport;

/// When notifications come and go, over an engine in memory. What is worth one is `NoticeRulesTest`'s, how a desktop shows it `FreedesktopNotifierTest`'s.
@UsesWindow
final class NoticePresenterTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault);
  }

  private FakeNotifier desktop() {
    return window.notifier;
  }

  /// The window is hidden, as it is most of the time.
  private void startHidden() {
    window.start();
    Fx.run(() -> window.stage.hide());
  }

  private void startInFront() {
    window.start();
    Fx.run(window.stage::requestFocus);
    Fx.await("the focus", window.stage::isFocused);
  }

  private void hold() {
    window.become(vault, SampleWorld.held(vault, Hold.Kind.DELETE_EVERYWHERE, 1_204));
  }

  private static Activity received(long id, String path) {
    return new Activity(
        id,
        Instant.parse("2026-11-24T14:33:00Z"),
        Activity.Kind.RECEIVED,
        path,
        "Studio iMac",
        false,
        1,
        "");
  }

  @Test
  void whatWaitsForADecisionIsToldAndGoesWithIt() {
    startHidden();
    assertThat(desktop().told()).isEmpty();
    hold();
    assertThat(desktop().words())
        .singleElement()
        .asString()
        .startsWith("decision | Stopped before deleting 1,204 files | ");
    window.become(vault, SampleWorld.upToDate());
    assertThat(desktop().words()).isEmpty();
  }

  @Test
  void aClickShowsIt() {
    startHidden();
    hold();
    desktop().click("decision");
    Fx.await("the window is back", window.stage::isShowing);
    Fx.await("the page", () -> window.shell().current() == PageId.ISSUES);
    window.settle();
    var list = (ListView<?>) window.find("#issues-list");
    Fx.await(
        "it is chosen",
        () ->
            list.getSelectionModel().getSelectedItem() instanceof Line.Item(var issue, _)
                && issue.id().equals(Hold.issue("1")));
  }

  @Test
  void whatIsBeforeTheEyesIsNotTold() {
    startInFront();
    hold();
    assertThat(desktop().told()).isEmpty();
    window.page(PageId.FILES);
    window.become(vault, SampleWorld.stopped());
    assertThat(desktop().words()).singleElement().asString().startsWith("decision | The folder");
  }

  @Test
  void whatComesTooSoonIsToldLater() {
    List<Runnable> later = new ArrayList<>();
    var own = new FakeNotifier();
    window.start();
    window.page(PageId.FILES);
    Fx.run(
        () -> {
          var context = window.shell().context();
          new NoticePresenter(
                  window.ui,
                  window.controller,
                  own,
                  (time, action) -> {
                    assertThat(time).isEqualTo(Duration.ofMinutes(8));
                    later.add(action);
                  })
              .follow(context.model(), context.actions());
        });
    hold();
    window.become(vault, SampleWorld.upToDate());
    window.clock.advance(Duration.ofMinutes(2));
    hold();
    window.become(vault, SampleWorld.held(vault, Hold.Kind.DELETE_EVERYWHERE, 1_205));
    assertThat(own.told()).hasSize(1);
    assertThat(later).as("however often the status changes").hasSize(1);
    window.clock.advance(Duration.ofMinutes(8));
    later.getFirst().run();
    window.settle();
    assertThat(own.words())
        .singleElement()
        .asString()
        .startsWith("decision | Stopped before deleting 1,205 files");
  }

  @Test
  void theFirstSyncIsToldOnce() {
    window.ui.settings().awaitsFirstSync(true);
    vault.become(SampleWorld.syncing());
    startHidden();
    window.become(vault, SampleWorld.upToDate());
    assertThat(desktop().told())
        .containsExactly("completion | The first sync is complete | 12,408 files, 184.0 GB.");
    assertThat(new UiSettings(home).awaitsFirstSync()).isFalse();
  }

  @Test
  void filesThatCameAreToldIfThatIsWanted() {
    startHidden();
    vault.happen(received(900, "a.txt"));
    var recent = window.shell().context().model().recent();
    Fx.await("it has come", () -> recent.getFirst().id() == 900);
    Fx.run(() -> window.ui.settings().tells(NoticeKind.RECEIVED, true));
    vault.happen(received(901, "Documents/Budget.xlsx"));
    Fx.await("the word of it", () -> !desktop().words().isEmpty());
    assertThat(desktop().told())
        .containsExactly("received | Budget.xlsx has come from Studio iMac | ");
    desktop().click("received");
    Fx.await("the page", () -> window.shell().current() == PageId.FILES);
  }

  @Test
  void aRestoreIsToldUnlessTheWindowTellsIt() {
    startInFront();
    restore();
    assertThat(desktop().told()).isEmpty();
    Fx.run(() -> window.stage.hide());
    restore();
    assertThat(desktop().told()).containsExactly("completion | 14 files restored. | ");
    Fx.run(() -> window.ui.settings().tells(NoticeKind.COMPLETION, false));
    restore();
    assertThat(desktop().told()).hasSize(1);
  }

  private void restore() {
    Fx.run(
        () ->
            window
                .shell()
                .context()
                .actions()
                .restore(() -> new RestoreReport(14, 1, List.of()), _ -> {}, _ -> {}));
    window.settle();
  }

  @Test
  void whatIsTurnedOffGoesAtOnce() {
    startHidden();
    hold();
    Fx.run(() -> window.ui.settings().tells(NoticeKind.DECISION, false));
    assertThat(desktop().words()).isEmpty();
  }

  @Test
  void namesGoAtOnceWhenOthersMayLook() {
    startHidden();
    window.become(vault, SampleWorld.stopped());
    assertThat(desktop().words()).singleElement().asString().contains("mira");
    Fx.run(() -> window.ui.settings().discreet(true));
    assertThat(desktop().words()).isEmpty();
    window.become(vault, SampleWorld.conflict(vault, 2));
    assertThat(desktop().words())
        .containsExactly("conflict | A file was changed on two devices | Both versions are kept.");
  }

  /// The names of a locked vault are no more to be read than its files.
  @Test
  void lockedItLeavesNothingBehind() {
    startHidden();
    hold();
    Fx.run(window.controller::lock);
    Fx.await("the vault is closed", vault::closed);
    assertThat(desktop().words()).isEmpty();
  }
}
