package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.system.SystemEffects;

/// Whatever the storage does and whenever the process ends: of the kits that a person has, one opens the vault.
final class KeyReplacementTest {
  @TempDir Path root;
  private final FaultyPlaces places = new FaultyPlaces(new MemoryStore());
  private final FaultyStore storage = places.connection;
  private final Effects effects = SystemEffects.create().in(places);
  private final List<RecoveryKey> kept = new ArrayList<>();
  private TestDevice device;
  private RecoveryKey old;

  @BeforeEach
  void aVaultWithAKit() throws Exception {
    device = TestDevice.create(root, "a", TestDevice.vaults(places));
    device.sync();
    old = device.vault.newRecoveryKey(new Unlock.ByPassphrase(TestDevice.passphrase()), kept::add);
    assertThat(kept).containsExactly(old);
    kept.clear();
  }

  @AfterEach
  void close() throws Exception {
    device.close();
  }

  @Test
  void theNewKitOpensTheVaultAndTheOldOneDoesNot() throws Exception {
    RecoveryKey made = device.vault.newRecoveryKey(new Unlock.ByRecoveryKey(old), kept::add);
    assertThat(opens(made)).isTrue();
    assertThat(opens(old)).isFalse();
    assertThat(storage.list("slots")).hasSize(2);
    device.sync();
    assertThat(device.vault.verify(true, _ -> {}).findings()).isEmpty();
  }

  /// The slot, the entry that lists it, and the entry that takes the old one off the list.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatIsStoredWrongLeavesTheOldKitWorkingAndIsSaid(int passes) throws Exception {
    storage.faults(
        new Faults.Script().add(Fault.Operation.CREATE, _ -> true, Fault.STORED_WRONG, passes, 1));
    assertThatThrownBy(() -> device.vault.newRecoveryKey(new Unlock.ByRecoveryKey(old), kept::add))
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.STORAGE);
              assertThat(e.happened().english())
                  .isEqualTo(Happened.NEW_KIT_DOES_NOT_OPEN.english());
            });
    storage.faults(Faults.none());
    assertThat(kept).hasSize(passes == 2 ? 1 : 0);
    assertThat(opens(old)).isTrue();
    for (RecoveryKey key : kept) assertThat(opens(key)).isTrue();
    device.sync();
    RecoveryKey next = device.vault.newRecoveryKey(new Unlock.ByRecoveryKey(old), kept::add);
    assertThat(opens(next)).isTrue();
    assertThat(opens(old)).isFalse();
  }

  @Test
  void aKitThatCannotBeKeptLeavesTheOldOneWorking() throws Exception {
    TidelockException full =
        new TidelockException(
            ErrorCode.LOCAL,
            Happened.DISK_FULL.of("/media/stick"),
            Safe.OLD_KIT_OPENS.of(),
            Todo.FREE_SPACE.of(),
            null,
            null);
    Vault.KeyKeeper fails =
        _ -> {
          throw full;
        };
    assertThatThrownBy(() -> device.vault.newRecoveryKey(new Unlock.ByRecoveryKey(old), fails))
        .isSameAs(full);
    assertThat(opens(old)).isTrue();
  }

  /// What was confirmed is the old kit; of the two that there are now one may be the only one.
  @Test
  void aKitThatWasConfirmedIsNotAnyMoreOnceAnotherIsKept() throws Exception {
    device.vault.confirmRecoveryKit();
    assertThat(device.vault.issues()).isEmpty();
    storage.faults(
        new Faults.Script().add(Fault.Operation.CREATE, _ -> true, Fault.STORED_WRONG, 2, 1));
    assertThatThrownBy(() -> device.vault.newRecoveryKey(new Unlock.ByRecoveryKey(old), kept::add))
        .isInstanceOf(TidelockException.class);
    assertThat(kept).hasSize(1);
    assertThat(device.vault.issues()).extracting(Issue::code).containsExactly("KEY-03");
    assertThat(device.vault.status().issues()).extracting(Issue::code).containsExactly("KEY-03");
  }

  @Test
  void aKitThatCannotBeKeptLeavesTheOldOneConfirmed() throws Exception {
    device.vault.confirmRecoveryKit();
    Vault.KeyKeeper fails =
        _ -> {
          throw new TidelockException(ErrorCode.LOCAL, "It is full.", "", "");
        };
    assertThatThrownBy(() -> device.vault.newRecoveryKey(new Unlock.ByRecoveryKey(old), fails))
        .isInstanceOf(TidelockException.class);
    assertThat(device.vault.issues()).isEmpty();
  }

  /// Killed before or after each call to the storage.
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"CRASH_BEFORE", "CRASH_AFTER"})
  void wheneverItIsKilledAKitThatSomebodyHasOpensTheVault(Fault crash) throws Exception {
    FaultyStore.Snapshot before = storage.snapshot();
    int calls = 0;
    int afterKeeping = 0;
    while (isKilledAt(calls++, crash)) {
      RecoveryKey newest = kept.isEmpty() ? old : kept.getFirst();
      assertThat(opens(newest)).as(crash + " at call " + (calls - 1)).isTrue();
      if (!kept.isEmpty()) afterKeeping++;
      kept.clear();
      storage.rollBackTo(before);
    }
    assertThat(calls).as("calls").isGreaterThan(20);
    assertThat(afterKeeping).isBetween(5, calls - 5);
    assertThat(opens(kept.getFirst())).isTrue();
    assertThat(opens(old)).isFalse();
  }

  private boolean isKilledAt(int call, Fault crash) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    storage.faults(_ -> calls.getAndIncrement() == call ? Optional.of(crash) : Optional.empty());
    try {
      new KeyReplacement(new Remote(() -> storage), effects)
          .replace(new Unlock.ByRecoveryKey(old), kept::add);
      return false;
    } catch (Fault.Crash e) {
      return true;
    } finally {
      storage.faults(Faults.none());
    }
  }

  private boolean opens(RecoveryKey key) throws Exception {
    try {
      Owners.open(new Remote(() -> storage), new Unlock.ByRecoveryKey(key), effects).close();
      return true;
    } catch (TidelockException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.AUTH);
      return false;
    }
  }
}
