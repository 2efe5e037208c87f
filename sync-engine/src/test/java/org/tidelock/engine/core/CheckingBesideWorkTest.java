package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tidelock.crypto.Passphrase;
import org.tidelock.engine.Progress;
import org.tidelock.engine.State;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.PackTable;

/// A check of the storage may take hours: nothing waits for it, and what changes meanwhile is no finding.
@Timeout(60)
class CheckingBesideWorkTest extends TwoDevices {
  @BeforeEach
  void bothHaveSomething() throws Exception {
    for (int i = 0; i < 5; i++) {
      a.write("file " + i, RandomBytes.of(100_000, i));
      a.sync();
    }
    b.sync();
  }

  private interface Meanwhile {
    void run() throws Exception;
  }

  /// Runs it on another thread when the check has begun to read, which goes on when it is done.
  private static Consumer<Progress> once(Meanwhile task) {
    AtomicBoolean begun = new AtomicBoolean();
    return _ -> {
      if (begun.getAndSet(true)) return;
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  task.run();
                  done.complete(true);
                } catch (Throwable e) {
                  done.completeExceptionally(e);
                }
              });
      try {
        done.get(20, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError("what goes on beside the check", e);
      }
    };
  }

  @Test
  void roundsGoOnAndWhatTheyBringIsNoFinding() throws Exception {
    for (boolean deep : new boolean[] {true, false}) {
      VerifyReport report =
          a.vault.verify(
              deep,
              once(
                  () -> {
                    a.write("new " + deep, "while it is checked");
                    a.delete("file 0");
                    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
                    b.sync();
                    assertThat(b.read("new " + deep)).isEqualTo("while it is checked");
                    b.write("file 0", "again");
                    b.sync();
                    a.sync();
                  }));
      assertThat(report.findings()).isEmpty();
    }
  }

  @Test
  void aSlotThatIsReplacedMeanwhileIsNoFinding() throws Exception {
    try (TestDevice own = TestDevice.create(root.resolve("own"), "a", TestDevice.ownVaults())) {
      own.write("x", "x");
      own.sync();
      VerifyReport report =
          own.vault.verify(
              true,
              once(
                  () ->
                      own.vault.changePassphrase(
                          TestDevice.kit(root.resolve("own")),
                          Passphrase.of("another passphrase for it".toCharArray()))));
      assertThat(report.findings()).isEmpty();
      assertThat(own.vault.verify(true, _ -> {}).findings()).isEmpty();
    }
  }

  @Test
  void closingEndsItAfterTheObjectAtHand() {
    CompletableFuture<Thread> closing = new CompletableFuture<>();
    assertThatThrownBy(
            () ->
                a.vault.verify(
                    true,
                    _ -> {
                      if (closing.isDone()) return;
                      closing.complete(Thread.ofVirtual().start(a.vault::close));
                      a.awaitShut();
                    }))
        .isInstanceOf(VaultClosedException.class);
    assertThat(closing).isDone();
  }

  /// As by a download: the check may have read it before.
  @Test
  void aPackThatIsFoundDamagedMeanwhileStaysSoAndOneThatIsReadAndSoundDoesNot() throws Exception {
    Workshop shop = shop(a.vault);
    List<PackId> packs = shop.tables().packs().named().stream().map(PackTable.Pack::id).toList();
    PackId before = packs.getFirst();
    PackId meanwhile = packs.getLast();
    shop.damaged().add(Set.of(before));
    a.vault.verify(false, _ -> {});
    assertThat(shop.damaged().all()).as("it was not read").containsExactly(before);
    a.vault.verify(true, once(() -> shop.damaged().add(Set.of(meanwhile))));
    assertThat(shop.damaged().all()).containsExactly(meanwhile);
    a.vault.verify(true, _ -> {});
    assertThat(shop.damaged().all()).isEmpty();
  }

  private static Workshop shop(Vault vault) throws Exception {
    Field field = LocalVault.class.getDeclaredField("shop");
    field.setAccessible(true);
    return (Workshop) field.get(vault);
  }

  @Test
  void anotherStorageThatTakesItsPlaceMeanwhileIsNotSaidToBeWell() throws Exception {
    String copy = root.resolve("copy").toUri().toString();
    a.vault.beginMirror(copy, StorageAccess.NONE, _ -> {});
    assertThatThrownBy(() -> a.vault.verify(false, once(() -> a.vault.useMirror(false, _ -> {}))))
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> assertThat(e.whatHappened()).contains("has another storage"));
    assertThat(a.vault.verify(true, _ -> {}).findings()).isEmpty();
  }
}
