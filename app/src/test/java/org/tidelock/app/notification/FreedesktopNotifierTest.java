package org.tidelock.app.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.notification.Notice.Weight;
import org.tidelock.app.tray.SessionBus;

/// Notifications on a bus of its own, with a desktop that shows them.
final class FreedesktopNotifierTest {
  private static final String[] USUAL = {"actions", "body", "body-markup"};

  private final BlockingQueue<String> chosen = new LinkedBlockingQueue<>();
  private SessionBus bus;
  private Notifier notifier;

  @BeforeEach
  void begin() throws Exception {
    bus = SessionBus.start();
    notifier = new FreedesktopNotifier(bus.address());
  }

  @AfterEach
  void end() throws Exception {
    if (notifier != null) notifier.close();
    if (bus != null) bus.close();
  }

  private Notice notice(String subject, String title) {
    return notice(subject, Weight.USUAL, title, "Both are kept.");
  }

  private Notice notice(String subject, Weight weight, String title, String body) {
    return new Notice(subject, weight, title, body, "Show", () -> chosen.add(title));
  }

  private static void await(BooleanSupplier what) throws InterruptedException {
    for (int i = 0; i < 2_000 && !what.getAsBoolean(); i++) Thread.sleep(10);
    assertThat(what.getAsBoolean()).isTrue();
  }

  private String nextChosen() throws InterruptedException {
    return chosen.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void itIsShownAndAClickIsAnswered() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("conflict", "Budget.xlsx was changed twice"));
      int number = desktop.awaitOne();
      assertThat(desktop.seen(number))
          .isEqualTo(
              new Desktop.Seen(
                  "Tidelock",
                  "tidelock",
                  "Budget.xlsx was changed twice | Both are kept.",
                  List.of("default", "Show"),
                  "{desktop-entry=tidelock, urgency=1}",
                  -1));
      desktop.click(number);
      assertThat(nextChosen()).isEqualTo("Budget.xlsx was changed twice");
    }
  }

  /// None is called critical: those alone would come through do not disturb.
  @Test
  void whatWaitsStaysAndWhatPassesIsNotKept() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("a", Weight.STAYS, "Stopped before deleting 1,204 files", ""));
      Desktop.Seen waits = desktop.seen(desktop.awaitOne());
      assertThat(waits.millis()).as("never goes by itself").isZero();
      assertThat(waits.hints()).isEqualTo("{desktop-entry=tidelock, urgency=1}");
      notifier.show(notice("b", Weight.PASSING, "Everything is up to date", ""));
      Desktop.Seen passes = desktop.seen(desktop.awaitOne());
      assertThat(passes.millis()).isEqualTo(-1);
      assertThat(passes.hints()).isEqualTo("{desktop-entry=tidelock, transient=true, urgency=0}");
    }
  }

  @Test
  void ofOneSubjectOneIsShown() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("conflict", "one"));
      desktop.awaitOne();
      notifier.show(notice("storage", "full"));
      desktop.awaitOne();
      notifier.show(notice("conflict", "two"));
      desktop.awaitOne();
      assertThat(desktop.words()).containsExactly("two | Both are kept.", "full | Both are kept.");
    }
  }

  @Test
  void whatIsOverIsTakenAway() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("hold", "waits"));
      desktop.awaitOne();
      notifier.withdraw("never shown");
      notifier.withdraw("hold");
      await(() -> desktop.words().isEmpty());
    }
  }

  @Test
  void whatAPersonHadGoIsNoMatterAnyMore() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("hold", "waits"));
      desktop.dismiss(desktop.awaitOne());
      notifier.withdraw("hold");
      notifier.show(notice("hold", "waits again"));
      assertThat(desktop.awaitOne()).as("as a new one").isEqualTo(2);
      assertThat(chosen).isEmpty();
    }
  }

  @Test
  void aDesktopWithoutButtonsGetsNone() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), "body")) {
      notifier.show(notice("a", "one"));
      assertThat(desktop.seen(desktop.awaitOne()).actions()).isEmpty();
    }
  }

  /// A desktop that knows markup would fetch a picture, and one that does not would show what stands for a sign.
  @Test
  void aNameIsNoMarkup() throws Exception {
    Notice odd =
        notice(
            "a", Weight.USUAL, "<b>a</b>\nb", "R&D <img src=\"http://evil.example/x.png\"/>.txt");
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(odd);
      assertThat(desktop.seen(desktop.awaitOne()).words())
          .isEqualTo("<b>a</b> b | R&amp;D &lt;img src=\"http://evil.example/x.png\"/&gt;.txt");
    }
    try (Desktop desktop = new Desktop(bus.address(), "body")) {
      notifier.show(odd);
      assertThat(desktop.seen(desktop.awaitOne()).words())
          .isEqualTo("<b>a</b> b | R&D <img src=\"http://evil.example/x.png\"/>.txt");
    }
  }

  @Test
  void aNameTurnsNothingAround() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("a", "photo\u202Egpj.exe was changed\u2066 twice"));
      assertThat(desktop.seen(desktop.awaitOne()).words())
          .startsWith("photogpj.exe was changed twice |");
    }
  }

  /// Its numbers begin anew.
  @Test
  void aDesktopThatIsStartedAnewIsAnotherOne() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("hold", "waits"));
      assertThat(desktop.awaitOne()).isEqualTo(1);
    }
    try (Desktop desktop = new Desktop(bus.address(), "body")) {
      int letter = desktop.ofAnotherProgram();
      assertThat(desktop.awaitOne()).isEqualTo(letter).isEqualTo(1);
      notifier.show(notice("other", "after it"));
      int other = desktop.awaitOne();
      assertThat(desktop.seen(other).actions()).as("it is asked what it can do").isEmpty();
      desktop.click(letter);
      desktop.click(other);
      assertThat(nextChosen()).as("a click on a letter is not ours").isEqualTo("after it");
      desktop.ofAnotherProgram(1);
      desktop.awaitOne();
      notifier.show(notice("hold", "waits still"));
      int number = desktop.awaitOne();
      assertThat(desktop.words())
          .containsExactly("A letter | of somebody", "waits still | Both are kept.");
      desktop.click(number);
      assertThat(nextChosen()).isEqualTo("waits still");
    }
  }

  @Test
  void whatWasShownBeforeIsNotTakenAwayFromAnotherProgram() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("hold", "waits"));
      assertThat(desktop.awaitOne()).isEqualTo(1);
    }
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      assertThat(desktop.ofAnotherProgram()).isEqualTo(desktop.awaitOne()).isEqualTo(1);
      notifier.withdraw("hold");
      notifier.show(notice("other", "after it"));
      desktop.awaitOne();
      assertThat(desktop.words())
          .containsExactly("A letter | of somebody", "after it | Both are kept.");
    }
  }

  @Test
  void aClickOnWhatAnotherProgramSaysIsNotOurs() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      int letter = desktop.ofAnotherProgram();
      desktop.awaitOne();
      notifier.show(notice("a", "one"));
      int number = desktop.awaitOne();
      desktop.click(letter);
      desktop.click(number);
      assertThat(nextChosen()).isEqualTo("one");
      assertThat(chosen).isEmpty();
    }
  }

  @Test
  void whereNobodyShowsThemNothingIsSaidUntilSomebodyDoes() throws Exception {
    notifier.show(notice("a", "unseen"));
    notifier.withdraw("a");
    notifier.show(notice("a", "unseen, too"));
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("a", "seen"));
      await(() -> desktop.words().equals(List.of("seen | Both are kept.")));
    }
  }

  @Test
  void whereIsNoBusNothingIsSaid(@TempDir Path folder) {
    try (Notifier lonely = new FreedesktopNotifier("unix:path=" + folder.resolve("none"))) {
      lonely.show(notice("a", "unseen"));
      lonely.withdraw("a");
    }
  }

  @Test
  void aBusThatGoesTakesThemAlong() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("a", "one"));
      desktop.awaitOne();
      bus.kill();
      notifier.show(notice("a", "two"));
      notifier.withdraw("a");
    }
  }

  /// Nobody is left who would answer a click.
  @Test
  void closedItLeavesNothingBehind() throws Exception {
    try (Desktop desktop = new Desktop(bus.address(), USUAL)) {
      notifier.show(notice("a", "one"));
      notifier.show(notice("b", "two"));
      desktop.awaitOne();
      desktop.awaitOne();
      notifier.close();
      await(() -> desktop.words().isEmpty());
      notifier.show(notice("c", "three"));
      assertThat(desktop.words()).isEmpty();
    }
  }

  @Test
  void nobodyWaitsForADesktopThatDoesNotAnswer() throws Exception {
    CountDownLatch awake = new CountDownLatch(1);
    try (Desktop desktop = new Desktop(bus.address(), awake, USUAL)) {
      long began = System.nanoTime();
      for (int i = 0; i < 10; i++) notifier.show(notice("a", "one"));
      notifier.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(19));
      awake.countDown();
    }
  }
}
