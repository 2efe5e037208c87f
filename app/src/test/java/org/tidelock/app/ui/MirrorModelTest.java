package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.MirrorModel.Kind;
import org.tidelock.app.ui.MirrorModel.Outcome;
import org.tidelock.app.ui.MirrorModel.Work;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.QueuedTasks;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.MirrorMove;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// What is known of a second copy, and what comes of what is done with it.
final class MirrorModelTest {
  private static final String PLACE = "file:///media/second";

  private final FakeVault vault = SampleWorld.vault();
  private final QueuedTasks tasks = new QueuedTasks();
  private final MirrorModel model = new MirrorModel(vault, tasks, MirrorModelTest::problem);
  private final List<String> heard = new ArrayList<>();

  private static Problem problem(Exception failure) {
    var texts = Texts.in(Locale.ENGLISH);
    return Problem.of(
        failure, texts, new Formats(texts, SampleWorld.CLOCK.withZone(ZoneOffset.UTC)));
  }

  private static TidelockException away() {
    return new TidelockException(
        ErrorCode.STORAGE,
        Happened.STORAGE_TROUBLE.of("The server does not answer."),
        Safe.SENT_LATER.of(),
        Todo.CONNECTION.of());
  }

  private void begin() {
    model.begin(
        PLACE,
        StorageAccess.NONE.withSecret("quiet-harbour"),
        () -> heard.add("taken"),
        problem -> heard.add(problem.title()));
  }

  private Optional<String> place() {
    return model.mirrorProperty().get().map(Mirror::storage);
  }

  @Test
  void itKnowsNothingBeforeItHasAsked() {
    vault.copy().become(SampleWorld.copy(Mirror.Waiting.NOTHING));
    assertThat(model.mirrorProperty().get()).isEmpty();
    model.refresh();
    tasks.runAll();
    assertThat(model.mirrorProperty().get()).isEqualTo(vault.copy().now());
  }

  @Test
  void aPlaceIsTakenAndFilled() {
    vault.copy().hold(new CountDownLatch(0), SampleWorld.copying());
    begin();
    assertThat(model.isBusy()).isTrue();
    assertThat(heard).isEmpty();
    tasks.runAll();
    assertThat(heard).containsExactly("taken");
    assertThat(place()).contains(PLACE);
    assertThat(vault.copy().accesses())
        .containsExactly(StorageAccess.NONE.withSecret("quiet-harbour"));
    assertThat(model.isBusy()).isFalse();
    assertThat(model.outcomeProperty().get()).isInstanceOf(Outcome.Updated.class);
  }

  @Test
  void aPlaceThatIsRefusedIsSaidAndNothingIsKept() {
    vault.copy().failNext(away());
    begin();
    tasks.runAll();
    assertThat(heard).containsExactly("The server does not answer.");
    assertThat(model.mirrorProperty().get()).isEmpty();
    assertThat(model.outcomeProperty().get()).isEqualTo(new Outcome.None());
  }

  /// The one before may just be ending, and somebody waits for an answer.
  @Test
  void aPlaceThatIsTakenWhileAnotherIsGivenUpComesAfterThat() {
    vault.copy().become(SampleWorld.copy(Mirror.Waiting.NOTHING));
    model.refresh();
    tasks.runAll();
    model.end();
    begin();
    assertThat(heard).isEmpty();
    tasks.runAll();
    assertThat(heard).containsExactly("taken");
    assertThat(place()).contains(PLACE);
  }

  @Test
  void aPlaceThatIsRefusedBesideAnotherOneIsNotSaidToBeTaken() {
    vault.copy().become(SampleWorld.copy(Mirror.Waiting.NOTHING));
    model.refresh();
    tasks.runAll();
    vault.copy().failNext(away());
    begin();
    tasks.runAll();
    assertThat(heard).containsExactly("The server does not answer.");
  }

  /// It was taken; what is not there yet follows.
  @Test
  void aPlaceThatWasTakenIsKeptThoughItsFillingFails() {
    vault.copy().failUpdate(away());
    begin();
    tasks.runAll();
    assertThat(heard).containsExactly("taken");
    assertThat(place()).contains(PLACE);
    assertThat(model.outcomeProperty().get()).isEqualTo(new Outcome.Failed(problem(away())));
  }

  @Test
  void stepsAreShownAsTheyCome() {
    vault.copy().become(SampleWorld.copy(new Mirror.Waiting(214, 840_000_000)));
    vault.copy().hold(new CountDownLatch(0), SampleWorld.copying());
    var seen = new ArrayList<Work>();
    model.workProperty().addListener((_, _, now) -> seen.add(now));
    model.update();
    assertThat(seen).containsExactly(new Work.Running(Kind.COPYING, Optional.empty()));
    tasks.runAll();
    assertThat(seen.getLast()).isEqualTo(new Work.None());
    assertThat(model.outcomeProperty().get())
        .isInstanceOfSatisfying(
            Outcome.Updated.class, done -> assertThat(done.report().copied()).isEqualTo(214));
    assertThat(model.mirrorProperty().get().orElseThrow().waiting())
        .contains(Mirror.Waiting.NOTHING);
  }

  @Test
  void oneThingAtATime() {
    vault.copy().become(SampleWorld.copy(Mirror.Waiting.NOTHING));
    model.update();
    model.update();
    assertThat(tasks.runAll()).isEqualTo(1);
  }

  @Test
  void whatFailedIsForgottenWithTheNextTry() {
    vault.copy().become(SampleWorld.copy(Mirror.Waiting.NOTHING));
    vault.copy().failNext(away());
    model.update();
    tasks.runAll();
    assertThat(model.outcomeProperty().get()).isEqualTo(new Outcome.Failed(problem(away())));
    model.update();
    assertThat(model.outcomeProperty().get()).isEqualTo(new Outcome.None());
    tasks.runAll();
    assertThat(model.outcomeProperty().get()).isInstanceOf(Outcome.Updated.class);
  }

  private String kept() {
    var copy = SampleWorld.copy(new Mirror.Waiting(3, 12_000_000));
    vault.copy().become(copy);
    model.refresh();
    tasks.runAll();
    return copy.storage();
  }

  private Outcome use(boolean losing) {
    model.use(losing);
    tasks.runAll();
    return model.outcomeProperty().get();
  }

  @Test
  void aMoveIsToldWithWhatItHasComeTo() {
    var place = kept();
    assertThat(use(false))
        .isEqualTo(new Outcome.Moved(place, Optional.of(new MirrorMove(place, false, 0))));
    assertThat(model.mirrorProperty().get()).isEmpty();
  }

  /// Who is told that nothing has changed must be able to believe it.
  @Test
  void aMoveThatFailsAfterItsLastStepIsAMove() {
    var place = kept();
    vault.copy().failMoved(away());
    assertThat(use(false)).isEqualTo(new Outcome.Moved(place, Optional.empty()));
  }

  @Test
  void aMoveThatFailsBeforeThatIsNone() {
    kept();
    vault.copy().failNext(away());
    assertThat(use(false)).isEqualTo(new Outcome.Failed(problem(away())));
    assertThat(model.mirrorProperty().get()).isPresent();
  }

  @Test
  void aLossIsAskedForApart() {
    var place = kept();
    vault.copy().lose(12);
    assertThat(use(false)).isInstanceOf(Outcome.WouldLose.class);
    assertThat(model.mirrorProperty().get()).isPresent();
    assertThat(use(true))
        .isEqualTo(new Outcome.Moved(place, Optional.of(new MirrorMove(place, true, 12))));
  }

  @Test
  void itIsCheckedAndGivenUp() {
    var place = kept();
    model.check();
    tasks.runAll();
    assertThat(model.outcomeProperty().get()).isInstanceOf(Outcome.Checked.class);
    model.end();
    tasks.runAll();
    assertThat(model.outcomeProperty().get()).isEqualTo(new Outcome.Ended(place));
    assertThat(model.mirrorProperty().get()).isEmpty();
  }

  /// Who is told that the vault has moved may delete the old place.
  @Test
  void aFailureIsNoMoveThoughNoCopyIsKeptAnyMore() throws Exception {
    vault.copy().become(SampleWorld.copy(Mirror.Waiting.NOTHING));
    model.refresh();
    tasks.runAll();
    vault.endMirror(); // at a terminal
    model.use(false);
    tasks.runAll();
    assertThat(model.outcomeProperty().get()).isInstanceOf(Outcome.Failed.class);
    assertThat(place()).isEmpty();
  }

  @Test
  void aMoveIsToldThoughTheVaultIsClosedRightAfterIt() {
    vault.copy().become(SampleWorld.copy(Mirror.Waiting.NOTHING));
    model.refresh();
    tasks.runAll();
    String there = place().orElseThrow();
    vault.saysNothingAfterMove();
    model.use(false);
    tasks.runAll();
    assertThat(model.outcomeProperty().get())
        .isEqualTo(new Outcome.Moved(there, Optional.of(new MirrorMove(there, false, 0))));
  }
}
