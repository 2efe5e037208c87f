package org.tidelock.engine.transfer.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.StorageReport.Aspect;
import org.tidelock.engine.StorageReport.Finding;
import org.tidelock.engine.StorageReport.Verdict;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.phrase.Promise;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;

/// Storages that break one promise each.
final class TrialTest {
  private static List<Finding> tried(ObjectStore store) throws Exception {
    Trial trial = new Trial(store, SystemEffects.create());
    List<Finding> findings = trial.run();
    assertThat(trial.isFit())
        .isEqualTo(findings.stream().noneMatch(f -> f.verdict() == Verdict.BAD));
    trial.clear();
    return findings;
  }

  private static Finding last(ObjectStore store) throws Exception {
    return tried(store).getLast();
  }

  private static Finding bad(Aspect aspect, Promise promise) {
    return new Finding(aspect, Verdict.BAD, promise.of());
  }

  @Test
  void oneThatKeepsAllOfThemIsGoodInEachAndIsLeftAsItWas() throws Exception {
    MemoryStore store = new MemoryStore();
    assertThat(tried(store)).extracting(Finding::aspect).containsExactly(Aspect.values());
    assertThat(tried(store)).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
    assertThat(store.listAll()).isEmpty();
  }

  /// A line that broke after the object was stored says nothing against the storage.
  @Test
  void oneWhoseAnswersAreLostIsNoWorse() throws Exception {
    AtomicInteger created = new AtomicInteger();
    MemoryStore store =
        new MemoryStore() {
          @Override
          public void create(ObjectName name, byte[] bytes)
              throws StorageException, InterruptedException {
            super.create(name, bytes);
            boolean isLost = created.getAndIncrement() != 1; // the second is one of three
            if (isLost) throw new StorageException.AlreadyExists(name);
          }
        };
    Trial trial = new Trial(store, SystemEffects.create());
    assertThat(trial.run()).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
    assertThat(trial.measure().sending()).isPositive();
    assertThat(trial.clear()).isTrue();
    assertThat(store.listAll()).isEmpty();
  }

  @Test
  void oneObjectThatCannotBeDeletedKeepsNoOther() throws Exception {
    AtomicInteger deleted = new AtomicInteger();
    MemoryStore memory = new MemoryStore();
    ObjectStore store =
        (ObjectStore)
            Proxy.newProxyInstance(
                TrialTest.class.getClassLoader(),
                new Class<?>[] {ObjectStore.class},
                (_, method, arguments) -> {
                  // Two are of the trial itself.
                  if (method.getName().equals("delete") && deleted.incrementAndGet() == 3)
                    throw new StorageException.Forbidden("not this one", null);
                  try {
                    return method.invoke(memory, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    Trial trial = new Trial(store, SystemEffects.create());
    trial.run();
    trial.measure();
    assertThat(memory.listAll()).hasSizeGreaterThan(1);
    int before = memory.listAll().size();
    assertThat(trial.clear()).isFalse();
    assertThat(memory.listAll().size()).isLessThan(before);
  }

  @Test
  void oneThatAltersABitIsSeen() throws Exception {
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public byte[] get(ObjectName name, int maxLength)
                      throws StorageException, InterruptedException {
                    byte[] bytes = super.get(name, maxLength);
                    bytes[bytes.length / 2] ^= 1;
                    return bytes;
                  }
                }))
        .isEqualTo(bad(Aspect.CONTENT, Promise.ALTERED));
  }

  private static ObjectStore taking(int most) {
    FaultyStore store = new FaultyStore(new MemoryStore(), Faults.none());
    store.largest(most);
    return store;
  }

  @Test
  void oneThatLimitsWhatIsSentAtOnceGetsLess() throws Exception {
    assertThat(last(new MemoryStore()))
        .isEqualTo(
            new Finding(Aspect.SIZE, Verdict.GOOD, Promise.TAKES_FULL.of(new Said.Size(16 << 20))));
    for (int most : new int[] {4 << 20, 1 << 20})
      assertThat(last(taking(most)))
          .isEqualTo(
              new Finding(Aspect.SIZE, Verdict.WEAK, Promise.TAKES_LESS.of(new Said.Size(most))));
    assertThat(last(taking((1 << 20) - 1)))
        .isEqualTo(
            new Finding(
                Aspect.SIZE, Verdict.BAD, Promise.TAKES_TOO_LITTLE.of(new Said.Size(1 << 20))));
  }

  /// Full packs are not sent for the trial; that the server has the limit that most have, is found out all the same.
  @Test
  void onASlowLineOnlyTheCommonLimitIsSeen() throws Exception {
    Trial unlimited = onASlowLine(Integer.MAX_VALUE);
    assertThat(unlimited.run().getLast())
        .isEqualTo(
            new Finding(Aspect.SIZE, Verdict.GOOD, Promise.TAKES_SOME.of(new Said.Size(1 << 20))));
    assertThat(unlimited.largest()).isEmpty();
    Trial limited = onASlowLine(1 << 20);
    assertThat(limited.run().getLast())
        .isEqualTo(
            new Finding(Aspect.SIZE, Verdict.WEAK, Promise.TAKES_LESS.of(new Said.Size(1 << 20))));
    assertThat(limited.largest()).hasValue(1 << 20);
  }

  private static Trial onASlowLine(int most) {
    FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
    MemoryStore store =
        new MemoryStore() {
          @Override
          public void create(ObjectName name, byte[] bytes)
              throws StorageException, InterruptedException {
            time.sleep(Duration.ofNanos(bytes.length * 1_000L));
            super.create(name, bytes);
          }
        };
    FaultyStore limited = new FaultyStore(store, Faults.none());
    limited.largest(most);
    return new Trial(limited, SystemEffects.create().at(time));
  }

  @Test
  void oneThatStoresNothingIsSeen() throws Exception {
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public void create(ObjectName name, byte[] bytes) {}
                }))
        .isEqualTo(bad(Aspect.CONTENT, Promise.LOST));
  }

  @Test
  void oneThatGivesTheBeginningForEachRangeIsSeen() throws Exception {
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public byte[] getRange(ObjectName name, long offset, int length)
                      throws StorageException, InterruptedException {
                    return super.getRange(name, 0, length);
                  }
                }))
        .isEqualTo(bad(Aspect.RANGES, Promise.WRONG_RANGES));
  }

  @Test
  void oneThatIsWrongOnlyAtTheEndIsSeen() throws Exception {
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public byte[] getRange(ObjectName name, long offset, int length)
                      throws StorageException, InterruptedException {
                    byte[] part = super.getRange(name, offset, length);
                    long size = stat(name).orElseThrow().size();
                    return offset + length == size ? new byte[length] : part;
                  }
                }))
        .isEqualTo(bad(Aspect.RANGES, Promise.WRONG_RANGES));
  }

  @Test
  void oneThatOverwritesIsSeen() throws Exception {
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public void create(ObjectName name, byte[] bytes)
                      throws StorageException, InterruptedException {
                    delete(name);
                    super.create(name, bytes);
                  }
                }))
        .isEqualTo(bad(Aspect.EXISTING, Promise.OVERWRITES));
  }

  @Test
  void oneThatRefusesAndOverwritesAllTheSameIsSeen() throws Exception {
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public void create(ObjectName name, byte[] bytes)
                      throws StorageException, InterruptedException {
                    boolean exists = stat(name).isPresent();
                    delete(name);
                    super.create(name, bytes);
                    if (exists) throw new StorageException.AlreadyExists(name);
                  }
                }))
        .isEqualTo(bad(Aspect.EXISTING, Promise.OVERWRITES));
  }

  /// The first and the second object have names of their own; the third is the one that several want.
  @Test
  void oneThatMixesWhatComesTogetherIsSeen() throws Exception {
    AtomicInteger names = new AtomicInteger();
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public void create(ObjectName name, byte[] bytes)
                      throws StorageException, InterruptedException {
                    byte[] stored = bytes.clone();
                    if (names.getAndIncrement() > 1) stored[0] ^= 1;
                    super.create(name, stored);
                  }
                }))
        .isEqualTo(bad(Aspect.SAME_MOMENT, Promise.MIXED));
  }

  @Test
  void oneThatTellsEachThatItHasWonIsWeakerAndNoMore() throws Exception {
    AtomicInteger names = new AtomicInteger();
    List<Finding> findings =
        tried(
            new MemoryStore() {
              @Override
              public void create(ObjectName name, byte[] bytes)
                  throws StorageException, InterruptedException {
                if (names.getAndIncrement() > 1) delete(name);
                super.create(name, bytes);
              }
            });
    assertThat(findings)
        .contains(new Finding(Aspect.SAME_MOMENT, Verdict.WEAK, Promise.SEVERAL_WIN.of()))
        .hasSize(Aspect.values().length);
  }

  @Test
  void listsThatComeLateAreWeakerAndThoseThatNeverComeAreBad() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            tried(
                new MemoryStore() {
                  @Override
                  public List<ObjectInfo> list(String folder) {
                    return asked.getAndIncrement() == 0 ? List.of() : super.list(folder);
                  }
                }))
        .contains(new Finding(Aspect.LISTS, Verdict.WEAK, Promise.LISTS_LATE.of()));
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public List<ObjectInfo> list(String folder) {
                    return new ArrayList<>();
                  }
                }))
        .isEqualTo(bad(Aspect.LISTS, Promise.LISTS_NOT));
  }

  @Test
  void oneThatKeepsWhatIsDeletedIsSeenAndAlsoWhereItDeniesThat() throws Exception {
    assertThat(
            last(
                new MemoryStore() {
                  @Override
                  public void delete(ObjectName name) {}
                }))
        .isEqualTo(bad(Aspect.DELETING, Promise.KEEPS_DELETED));
    assertThat(
            last(
                new MemoryStore() {
                  private boolean deleted;

                  @Override
                  public void delete(ObjectName name) {
                    deleted = true;
                  }

                  @Override
                  public Optional<ObjectInfo> stat(ObjectName name) {
                    return deleted ? Optional.empty() : super.stat(name);
                  }
                }))
        .isEqualTo(bad(Aspect.DELETING, Promise.KEEPS_DELETED));
  }
}
