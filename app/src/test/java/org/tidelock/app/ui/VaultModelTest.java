package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tidelock.app.ui.fake.FakeVault;
import org.tidelock.app.ui.fake.SampleWorld;
import org.tidelock.engine.Activity;

/// News of the engine become properties, gathered for a moment.
final class VaultModelTest {
  private final FakeVault vault = SampleWorld.vault();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final VaultModel model =
      new VaultModel(vault, new AtOnce(), SampleWorld.CLOCK, later::add);

  @Test
  void itBeginsWithWhatTheVaultSays() {
    assertThat(model.status()).isEqualTo(SampleWorld.upToDate());
    assertThat(model.recent()).extracting(Activity::id).startsWith(9L, 8L).hasSize(9);
  }

  /// The vault is slow to answer, and the moment for which news are gathered is over before.
  @Test
  void newsThatComeWhileItIsMadeAreShownOnceItIs() {
    vault.meanwhile(
        () -> {
          vault.become(SampleWorld.syncing());
          vault.happen(activity(10));
        });
    var slow = new VaultModel(vault, new AtOnce(), SampleWorld.CLOCK, Runnable::run);
    assertThat(slow.status()).isEqualTo(SampleWorld.syncing());
    assertThat(slow.recent()).extracting(Activity::id).startsWith(10L, 9L);
  }

  @Test
  void manyNewsAreOneChange() {
    var seen = new ArrayList<>();
    model.statusProperty().addListener((_, _, now) -> seen.add(now));
    vault.become(SampleWorld.checking());
    vault.become(SampleWorld.syncing(30));
    vault.become(SampleWorld.syncing());
    assertThat(later).as("asked for once").hasSize(1);
    assertThat(seen).isEmpty();
    runLater();
    assertThat(seen).containsExactly(SampleWorld.syncing());
    vault.become(SampleWorld.upToDate());
    runLater();
    assertThat(model.status()).isEqualTo(SampleWorld.upToDate());
  }

  @Test
  void newsComeOnTopAndNoneTwice() {
    vault.happen(activity(10));
    vault.happen(activity(11));
    runLater();
    assertThat(model.recent()).extracting(Activity::id).startsWith(11L, 10L, 9L);
    vault.happen(activity(11));
    vault.happen(activity(12));
    runLater();
    assertThat(model.recent()).extracting(Activity::id).startsWith(12L, 11L, 10L, 9L);
  }

  @Test
  void onlyTheNewestAreKept() {
    for (int id = 10; id < 200; id++) {
      vault.happen(activity(id));
    }
    runLater();
    assertThat(model.recent()).hasSize(50);
    assertThat(model.recent().getFirst().id()).isEqualTo(199);
    assertThat(model.recent().getLast().id()).isEqualTo(150);
  }

  @Test
  void speedsAreMeasuredWhileSomethingMoves() {
    vault.become(SampleWorld.syncing());
    runLater();
    var samples = model.speeds().until(SampleWorld.CLOCK.instant());
    assertThat(samples).hasSize(60).endsWith(4_920_000.0);
    assertThat(samples.getFirst()).isZero();
  }

  @Test
  void closedItHearsNothing() {
    model.close();
    assertThat(vault.listeners()).isZero();
    vault.become(SampleWorld.attention());
    assertThat(later).isEmpty();
  }

  private void runLater() {
    while (!later.isEmpty()) {
      later.remove().run();
    }
  }

  private static Activity activity(long id) {
    return new Activity(
        id, SampleWorld.CLOCK.instant(), Activity.Kind.SENT, "a" + id, "x", true, 1, "");
  }

  /// Everything happens where it is asked for.
  private static final class AtOnce implements TaskRunner {
    @Override
    public <T> Handle run(
        Work<? extends T> work, Consumer<? super T> done, Consumer<? super Exception> failed) {
      throw new AssertionError("nothing is asked in the background");
    }

    @Override
    public void onUi(Runnable action) {
      action.run();
    }
  }
}
