package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import javafx.scene.control.ButtonBase;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.Activity;
import org.tidelock.engine.State;

/// The overview says what is true now, while it changes.
@UsesWindow
final class OverviewPageTest extends OwnWindow {
  private final FakeVault vault = SampleWorld.vault();

  @Override
  TestWindow as(TestWindow fresh) {
    return fresh.with(vault).start();
  }

  @Test
  void upToDate() {
    assertThat(window.words())
        .contains("Everything is up to date")
        .contains("12,408 files, 184.0 GB. Last change 2 minutes ago.")
        .contains("/mnt/attic/vault", "Today 14:31", "Confirmed");
    assertThat(buttons()).containsExactly("Pause", "Open folder");
  }

  @Test
  void syncingShowsProgressThatMoves() {
    window.become(vault, SampleWorld.syncing(30_000_000));
    assertThat(window.words())
        .contains("Syncing, about 3 minutes left")
        .contains("38 of 214 files. 1.1 GB of 1.7 GB at 4.9 MB/s.")
        .contains("Syncing 176 files");
    assertThat(buttons()).containsExactly("Pause", "Show transfers");
    window.choose("Show transfers");
    assertThat(window.words()).contains("Site survey 0412.mp4", "582 MB of 840 MB");
    window.clock.advance(Duration.ofSeconds(10));
    window.become(vault, SampleWorld.syncing());
    assertThat(window.words()).contains("612 MB of 840 MB", "3 MB/s");
    window.become(vault, SampleWorld.upToDate());
    assertThat(window.words()).doesNotContain("Site survey 0412.mp4");
    window.page(PageId.OVERVIEW);
    assertThat(window.words()).contains("Everything is up to date");
  }

  @Test
  void pausedAndGoingOn() {
    window.choose("Pause");
    Fx.await("paused", () -> window.shell().context().actions().paused());
    window.settle();
    assertThat(vault.status().state()).isEqualTo(State.PAUSED);
    assertThat(window.words()).contains("Paused", "Nothing is waiting on this computer.");
    assertThat(buttons()).containsExactly("Open folder", "Resume now");
    window.choose("Resume now");
    assertThat(vault.status().state()).isEqualTo(State.UP_TO_DATE);

    window.become(vault, SampleWorld.paused());
    assertThat(window.words())
        .contains("Paused until 16:00")
        .contains("14 changes are waiting on this computer. Nothing is lost while paused.");
  }

  @Test
  void somethingNeedsThePerson() {
    window.become(vault, SampleWorld.attention());
    assertThat(window.words())
        .contains("2 things need you")
        .contains("Studio/Kestrel House/Budget 2027.xlsx: No permission to read.");
    window.choose("Review");
    assertThat(window.shell().current()).isEqualTo(PageId.ISSUES);
    assertThat(window.words()).contains("The recovery kit is not confirmed");
  }

  @Test
  void stoppedBeforeDeleting() {
    window.become(vault, SampleWorld.stopped());
    assertThat(window.words())
        .contains("Sync has stopped", "The folder cannot be found: /home/mira/Tidelock.")
        .contains("Nothing was deleted anywhere.")
        .doesNotContain("Everything is up to date");
    assertThat(buttons()).containsExactly("Try again", "Review");
  }

  @Test
  void offlineSaysWhatWaits() {
    window.become(vault, SampleWorld.offline());
    assertThat(window.words())
        .contains("Working offline")
        .contains("Your files are here and usable. 3 changes wait for the storage.");
    int before = vault.syncs();
    window.choose("Try again");
    assertThat(vault.syncs()).isEqualTo(before + 1);
  }

  @Test
  void whatHappensAppearsOnTop() {
    vault.happen(
        new Activity(
            50,
            window.clock.instant(),
            Activity.Kind.RECEIVED,
            "Photos/harbour.jpg",
            "Studio iMac",
            false,
            3_000_000,
            ""));
    Fx.await("the news", () -> window.shell().context().model().recent().getFirst().id() == 50);
    window.settle();
    var lines = List.of(window.words().split("\n"));
    assertThat(lines).contains("harbour.jpg", "from Studio iMac", "Just now");
    assertThat(lines.indexOf("harbour.jpg")).isLessThan(lines.indexOf("Kestrel House plans.pdf"));
  }

  @Test
  void timesAreThoseOfNowWhenThePageIsShownAgain() {
    window.page(PageId.SETTINGS);
    window.clock.advance(Duration.ofMinutes(10));
    window.page(PageId.OVERVIEW);
    assertThat(window.words()).contains("Last change 12 minutes ago.");
  }

  @Test
  void theSidebarShowsTheSameWordsAndTheCount() {
    window.become(vault, SampleWorld.attention());
    var issues = (ButtonBase) window.find("#nav-issues");
    assertThat(Fx.get(issues::getAccessibleText)).isEqualTo("Issues, 2 need you");
    var chip = (ButtonBase) window.find("#vault-chip");
    assertThat(Fx.get(chip::getAccessibleText)).isEqualTo("Mira’s vault, 2 things need you");
  }

  @Test
  void digitsAndArrowsGoToPages() {
    window.type(KeyCode.CONTROL, KeyCode.DIGIT2);
    assertThat(window.shell().current()).isEqualTo(PageId.FILES);
    window.type(KeyCode.CONTROL, KeyCode.COMMA);
    assertThat(window.shell().current()).isEqualTo(PageId.SETTINGS);
    window.type(KeyCode.CONTROL, KeyCode.DIGIT1);
    Fx.run(() -> window.find("#nav-overview").requestFocus());
    window.type(KeyCode.DOWN);
    assertThat(window.focus()).isEqualTo("nav-files");
    assertThat(window.shell().current())
        .as("what is marked is what is shown")
        .isEqualTo(PageId.FILES);
  }

  @Test
  void f6GoesToThePageAndBack() {
    Fx.run(() -> window.find("#nav-overview").requestFocus());
    window.type(KeyCode.F6);
    assertThat(window.focus()).doesNotStartWith("nav-");
    window.type(KeyCode.F6);
    assertThat(window.focus()).isEqualTo("nav-overview");
  }

  @Test
  void theFolderOpensInTheSystem() {
    window.choose("Open folder");
    assertThat(window.files.opened()).containsExactly(SampleWorld.FOLDER);
  }

  private List<String> buttons() {
    return Fx.get(
        () ->
            window.stage.getScene().getRoot().lookupAll(".tl-card .button").stream()
                .limit(2)
                .map(node -> ((ButtonBase) node).getText())
                .toList());
  }
}
