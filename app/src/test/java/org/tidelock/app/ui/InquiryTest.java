package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ErrorCode;

/// What is asked when: the tasks are done by hand here.
final class InquiryTest {
  private final ByHand tasks = new ByHand();
  private final ObservableList<Activity> happened = FXCollections.observableArrayList();
  private final List<String> answers = new ArrayList<>();
  private int asked;
  private final Inquiry inquiry =
      new Inquiry(
          tasks,
          happened,
          failure -> new Problem(ErrorCode.UNEXPECTED, failure.toString(), ""),
          this::ask);

  private void ask() {
    asked++;
    String question = "answer " + asked;
    inquiry.ask(0, asked == 1, () -> question, answers::add);
  }

  private void somethingHappens() {
    happened.setAll(SampleWorld.activities().getFirst());
  }

  @Test
  void hiddenItAsksNothing() {
    somethingHappens();
    assertThat(asked).isZero();
  }

  /// Else a folder that is being filled would never be shown: each file would cut the answer off.
  @Test
  void whatHappensWhileAQuestionIsOpenIsAskedAboutOnceAfterIt() throws Exception {
    inquiry.shown();
    ask();
    for (int i = 0; i < 3; i++) somethingHappens();
    assertThat(asked).isOne();
    assertThat(inquiry.loadingProperty().get()).isTrue();
    tasks.finish();
    assertThat(answers).containsExactly("answer 1");
    assertThat(asked).isEqualTo(2);
    tasks.finish();
    assertThat(answers).containsExactly("answer 1", "answer 2");
    assertThat(asked).as("nothing happened since").isEqualTo(2);
    somethingHappens();
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void theLastQuestionWins() throws Exception {
    inquiry.shown();
    ask();
    ask();
    assertThat(tasks.open).as("the first one is cancelled").hasSize(1);
    tasks.finish();
    assertThat(answers).containsExactly("answer 2");
  }

  @Test
  void aSecondPartIsWaitedForToo() throws Exception {
    inquiry.shown();
    inquiry.ask(
        0,
        true,
        () -> "names",
        names -> {
          answers.add(names);
          inquiry.askAlso(() -> "sizes", answers::add);
        });
    somethingHappens();
    tasks.finish();
    assertThat(asked).as("its second part is open").isZero();
    tasks.finish();
    assertThat(answers).containsExactly("names", "sizes");
    assertThat(asked).isOne();
  }

  @Test
  void itWaitsAsLongAsItIsToldToBeforeItAsks() throws Exception {
    inquiry.shown();
    inquiry.ask(30, false, () -> "late", answers::add);
    long start = System.nanoTime();
    tasks.finish();
    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(30);
    assertThat(answers).containsExactly("late");
  }

  @Test
  void hiddenMeanwhileItForgetsWhatItAsked() {
    inquiry.shown();
    ask();
    inquiry.hidden();
    assertThat(tasks.open).isEmpty();
  }

  @Test
  void aProblemStaysUntilTheNextAnswer() throws Exception {
    inquiry.shown();
    inquiry.ask(
        0,
        true,
        () -> {
          throw new IllegalStateException("away");
        },
        (String answer) -> answers.add(answer));
    tasks.finish();
    assertThat(inquiry.problemProperty().get()).isPresent();
    assertThat(inquiry.loadingProperty().get()).isFalse();
    somethingHappens();
    tasks.finish();
    assertThat(inquiry.problemProperty().get()).isEmpty();
  }

  /// Tasks that are open until the test finishes them, on its own thread.
  private static final class ByHand implements TaskRunner {
    private final Deque<Task<?>> open = new ArrayDeque<>();

    private record Task<T>(
        Work<? extends T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
      private void finish() {
        T result;
        try {
          result = work.call();
        } catch (Exception e) {
          failed.accept(e);
          return;
        }
        done.accept(result);
      }
    }

    @Override
    public <T> Handle run(
        Work<? extends T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
      Task<T> task = new Task<>(work, done, failed);
      open.add(task);
      return () -> open.remove(task);
    }

    @Override
    public void onUi(Runnable action) {
      action.run();
    }

    private void finish() {
      open.removeFirst().finish();
    }
  }
}
