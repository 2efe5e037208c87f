package org.tidelock.engine.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
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
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.effects.FaultyPlaces;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.transfer.Remote;

/// Whatever the storage does and whenever the process ends: of the kits that a person has, one opens the vault.
final class KeyReplacementTest {
  @TempDir Path root;
  private final MemoryStore shared = new MemoryStore();
  private final FaultyPlaces places = new FaultyPlaces(shared);
  private final FaultyStore storage = places.connection;
  private final Effects effects =
      SystemEffects.create().in(places).at(new FakeTime(Instant.parse("2026-06-03T12:00:00Z")));
  private final List<RecoveryKey> kept = new ArrayList<>();
  private TestDevice device;
  private RecoveryKey old;

  @BeforeEach
  void aVaultWithAKit() throws Exception {
    device = TestDevice.create(root, "a", TestDevice.vaults(places));
    device.sync();
    old = device.vault.newRecoveryKey(TestDevice.kit(root), kept::add);
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

  /// The slot, the entry that lists it, and the entry that takes the old one off the list; twice, as once is put right.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void whatIsStoredWrongLeavesTheOldKitWorkingAndIsSaid(int passes) throws Exception {
    storage.faults(
        new Faults.Script().add(Fault.Operation.CREATE, _ -> true, Fault.STORED_WRONG, passes, 2));
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

  @Test
  void triesThatComeToNothingLeaveNothing() throws Exception {
    for (int i = 0; i < 34; i++) tryInVain();
    assertThat(storage.list("slots")).hasSize(2);
    assertThat(opens(old)).isTrue();
    device.sync();
    assertThat(device.vault.verify(true, _ -> {}).findings()).isEmpty();
  }

  private void tryInVain() throws Exception {
    List<RecoveryKey> seen = new ArrayList<>();
    Vault.KeyKeeper fails =
        key -> {
          seen.add(key);
          throw new TidelockException(ErrorCode.LOCAL, "It is full.", "", "");
        };
    assertThatThrownBy(() -> device.vault.newRecoveryKey(new Unlock.ByRecoveryKey(old), fails))
        .isInstanceOf(TidelockException.class);
    assertThat(seen).hasSize(1);
    assertThat(opens(seen.getFirst())).isFalse();
  }

  /// Cut off between a slot and its entry, again and again: more than 32 slots open no vault.
  @Test
  void whatTriesThatWereCutOffLeaveIsClearedAway() throws Exception {
    for (int i = 0; i < 40; i++) {
      storage.faults(
          new Faults.Script()
              .inFolder(Fault.Operation.CREATE, "members", Fault.CRASH_BEFORE, 0, 1));
      assertThatThrownBy(() -> replace(kept::add)).isInstanceOf(Fault.Crash.class);
      storage.faults(Faults.none());
    }
    assertThat(storage.list("slots")).hasSizeLessThan(20);
    RecoveryKey next = replace(kept::add);
    assertThat(opens(next)).isTrue();
    assertThat(opens(old)).isFalse();
  }

  @Test
  void aStorageThatLagsIsWaitedFor() throws Exception {
    storage.faults(hidesNewEntries(2));
    assertThat(opens(replace(kept::add))).isTrue();
  }

  /// Another device may have taken the entry in already: it would miss it for ever.
  @Test
  void anEntryThatIsNotShownIsNotDeleted() throws Exception {
    Set<ObjectName> before = members();
    storage.faults(hidesNewEntries(Integer.MAX_VALUE));
    assertThatThrownBy(() -> replace(kept::add))
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> assertThat(e.safe().english()).isEqualTo(Safe.OLD_KIT_OPENS.english()));
    storage.faults(Faults.none());
    assertThat(kept).isEmpty();
    assertThat(members()).hasSize(before.size() + 1).containsAll(before);
    assertThat(opens(old)).isTrue();
    assertThat(opens(replace(kept::add))).isTrue();
    assertThat(storage.list("slots")).hasSize(2);
  }

  /// @param times so often each of them is not there
  private Faults hidesNewEntries(int times) throws Exception {
    Set<ObjectName> before = members();
    return call -> {
      boolean fresh =
          call.operation() == Fault.Operation.GET
              && call.what().startsWith("members/")
              && !before.contains(new ObjectName(call.what()));
      return fresh && call.time() < times ? Optional.of(Fault.NOT_THERE_YET) : Optional.empty();
    };
  }

  private Set<ObjectName> members() throws Exception {
    return storage.list("members").stream().map(ObjectInfo::name).collect(Collectors.toSet());
  }

  /// The storage loses the new slot when the old one is off the list already.
  @Test
  void aKitThatStopsOpeningAtTheEndIsSaid() throws Exception {
    Set<ObjectName> before = slots();
    AtomicInteger entries = new AtomicInteger();
    storage.faults(
        call -> {
          if (call.operation() == Fault.Operation.CREATE
              && call.what().startsWith("members/")
              && entries.incrementAndGet() == 2) loseNewSlots(before);
          return Optional.empty();
        });
    assertThatThrownBy(() -> replace(kept::add))
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> assertThat(e.safe().english()).isEqualTo(Safe.PASSPHRASE_OPENS.english()));
    assertThat(opens(old)).isFalse();
    Owners.open(
            new Remote(() -> storage), new Unlock.ByPassphrase(TestDevice.passphrase()), effects)
        .close();
  }

  private void loseNewSlots(Set<ObjectName> before) {
    try {
      for (ObjectInfo slot : shared.list("slots"))
        if (!before.contains(slot.name())) shared.delete(slot.name());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Set<ObjectName> slots() throws Exception {
    return storage.list("slots").stream().map(ObjectInfo::name).collect(Collectors.toSet());
  }

  private RecoveryKey replace(Vault.KeyKeeper keeper) throws Exception {
    return new KeyReplacement(new Remote(() -> storage), effects)
        .replace(new Unlock.ByRecoveryKey(old), keeper);
  }

  /// What was confirmed is the old kit; of the two that there are now one may be the only one.
  @Test
  void aKitThatWasConfirmedIsNotAnyMoreOnceAnotherIsKept() throws Exception {
    device.vault.confirmRecoveryKit();
    assertThat(device.vault.issues()).isEmpty();
    storage.faults(
        new Faults.Script().add(Fault.Operation.CREATE, _ -> true, Fault.STORED_WRONG, 2, 2));
    assertThatThrownBy(() -> device.vault.newRecoveryKey(new Unlock.ByRecoveryKey(old), kept::add))
        .isInstanceOf(TidelockException.class);
    assertThat(kept).hasSize(1);
    assertThat(device.vault.issues()).extracting(Issue::code).containsExactly("KEY-06");
    assertThat(device.vault.status().issues()).extracting(Issue::code).containsExactly("KEY-06");
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
      replace(kept::add);
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
