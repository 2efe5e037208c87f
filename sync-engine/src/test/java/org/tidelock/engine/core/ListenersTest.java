package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Activity;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.index.ActivityTable;
import org.tidelock.engine.index.Database;

/// What those who listen to a vault hear.
final class ListenersTest {
  private final Database db = Database.temporary();
  private final ActivityTable activity = new ActivityTable(db);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void allThatHappenedIsToldOnceAndInOrder() {
    happen(3); // nobody listens yet
    Listeners listeners = new Listeners(() -> status(0), activity, new Gate());
    List<Long> heard = new ArrayList<>();
    try (Vault.Subscription subscription =
        listeners.add(e -> heard.add(((VaultEvent.Happened) e).activity().id()))) {
      happen(450);
      listeners.tellNews();
      happen(1);
      listeners.tellNews();
    }
    happen(1);
    listeners.tellNews();
    assertThat(heard).isEqualTo(LongStream.rangeClosed(4, 454).boxed().toList());
  }

  @Test
  void whoeverComesLaterTakesNothingFromTheOthers() {
    Listeners listeners = new Listeners(() -> status(0), activity, new Gate());
    List<Long> heard = new ArrayList<>();
    listeners.add(e -> heard.add(((VaultEvent.Happened) e).activity().id()));
    happen(2);
    listeners.add(_ -> {});
    listeners.tellNews();
    assertThat(heard).containsExactly(1L, 2L);
  }

  /// The thread that tells while work goes on reads the status, and before it can tell it the work ends and another thread tells that.
  @Test
  void aStatusIsNeverToldAfterANewerOne() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Listeners listeners =
        new Listeners(
            () -> {
              int n = asked.incrementAndGet();
              if (n == 1) {
                read.countDown();
                Threads.await(goOn);
              }
              return status(n);
            },
            activity,
            new Gate());
    List<Long> heard = new ArrayList<>();
    listeners.add(e -> heard.add(((VaultEvent.StatusChanged) e).status().files()));
    Thread slow = Threads.start(listeners::tellStatus);
    Threads.await(read);
    Thread quick = Threads.start(listeners::tellStatus);
    Threads.awaitRest(quick);
    goOn.countDown();
    slow.join();
    quick.join();
    assertThat(heard).containsExactly(1L, 2L);
  }

  /// Whoever tells asks to be let in, which waits behind a closing; whoever begins to listen waits for the one that tells.
  @Test
  void whoeverBeginsToListenHindersNoClosing() throws Exception {
    Gate gate = new Gate();
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Listeners listeners =
        new Listeners(
            () -> {
              read.countDown();
              Threads.await(goOn);
              return gate.pass(() -> status(1));
            },
            activity,
            gate);
    listeners.add(_ -> {});
    Thread telling = Threads.start(listeners::tellStatus);
    Threads.await(read);
    Thread adding = Threads.start(() -> listeners.add(_ -> {}));
    Threads.awaitRest(adding);
    Thread closing = Threads.start(() -> gate.afterAll(() -> {}));
    Threads.awaitRest(closing);
    goOn.countDown();
    for (Thread thread : List.of(telling, adding, closing))
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void listeningBeginsOutsideTheGate() {
    Gate gate = new Gate();
    Listeners listeners = new Listeners(() -> status(1), activity, gate);
    assertThatThrownBy(() -> gate.pass(() -> listeners.add(_ -> {})))
        .isInstanceOf(IllegalStateException.class);
    gate.shut();
    assertThatThrownBy(() -> listeners.add(_ -> {})).isInstanceOf(VaultClosedException.class);
  }

  @Test
  void aListenerThatFailsHindersNobody() {
    Listeners listeners = new Listeners(() -> status(7), activity, new Gate());
    List<Long> heard = new ArrayList<>();
    listeners.add(
        _ -> {
          throw new IllegalStateException("of a test");
        });
    listeners.add(e -> heard.add(((VaultEvent.StatusChanged) e).status().files()));
    listeners.tellStatus();
    assertThat(heard).containsExactly(7L);
  }

  @Test
  void anIndexThatCannotBeReadStopsNoWork() {
    Listeners listeners = new Listeners(() -> status(0), activity, new Gate());
    List<VaultEvent> heard = new ArrayList<>();
    listeners.add(heard::add);
    db.close();
    listeners.tellNews();
    assertThat(heard).isEmpty();
  }

  private void happen(int times) {
    for (int i = 0; i < times; i++)
      activity.add(
          new Activity(0, Instant.EPOCH, Activity.Kind.SENT, "a" + i, "laptop", true, 1, ""));
  }

  /// Told apart by the number of files.
  private static Status status(long files) {
    return new Status(
        State.UP_TO_DATE,
        files,
        0,
        0,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
