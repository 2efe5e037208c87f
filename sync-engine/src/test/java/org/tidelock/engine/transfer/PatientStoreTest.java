package org.tidelock.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.content.PackFormat;
import org.tidelock.engine.effects.Loop;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.effects.Turn;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.RotatingSecret;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageUrl;

final class PatientStoreTest {
  private static final ObjectName NAME = new ObjectName("heads/one");

  private final List<Duration> waits = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private final Deque<StorageException> troubles = new ArrayDeque<>();
  private final MemoryStore memory = new MemoryStore();
  private int asked;

  private final Time clock =
      new Time() {
        private long now;

        @Override
        public Instant instant() {
          return Instant.EPOCH.plusNanos(now);
        }

        @Override
        public long nanos() {
          return now;
        }

        @Override
        public void sleep(Duration time) {
          waits.add(time);
          now += time.toNanos();
          meanwhile.run();
        }

        @Override
        public Loop loop(String name, Duration first, Turn turn) {
          throw new AssertionError();
        }
      };

  private final LeftAlone leftAlone = new LeftAlone(clock);

  private final RotatingSecret secret = new RotatingSecret(Optional.of("given anew"));

  private final UploadSizes sizes = new UploadSizes(clock::nanos, StorageAccess.NONE, () -> {});

  /// Bytes that come before an answer breaks off.
  private int piece;

  private final PatientStore store =
      new PatientStore(
          new org.tidelock.engine.storage.MemoryStore() {
            @Override
            public byte[] get(ObjectName name, int most)
                throws StorageException, InterruptedException {
              asked++;
              if (!troubles.isEmpty()) throw troubles.pop();
              return memory.get(name, most);
            }

            @Override
            public void create(ObjectName name, ByteBuffer bytes)
                throws StorageException, InterruptedException {
              asked++;
              if (!troubles.isEmpty()) throw troubles.pop();
              memory.create(name, bytes);
            }

            @Override
            public int read(ObjectName name, long offset, ByteBuffer into)
                throws StorageException, InterruptedException {
              asked++;
              if (troubles.isEmpty()) return memory.read(name, offset, into);
              into.put(memory.getRange(name, offset, piece));
              throw troubles.pop();
            }
          },
          secret,
          sizes,
          leftAlone,
          clock,
          new Random(1));

  private static StorageException passing() {
    return new StorageException.Transient("away", null);
  }

  @Test
  void whatPassesIsTriedAgainAfterLongerAndLongerWaits() throws Exception {
    memory.create(NAME, new byte[] {7});
    for (int i = 0; i < 4; i++) troubles.add(passing());
    assertThat(store.get(NAME, 9)).containsExactly(7);
    assertThat(waits).hasSize(4);
    for (int i = 0; i < 4; i++)
      assertThat(waits.get(i)).isBetween(Duration.ZERO, Duration.ofMillis(500L << i));
  }

  /// Somebody may have signed in anew: another store is in its place.
  @Test
  void whoWaitsWhileItIsClosedDoesNotComeAgain() {
    troubles.add(passing());
    meanwhile = store::close;
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.Transient.class);
    assertThat(asked).isEqualTo(1);
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.Transient.class);
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void norWhoWaitsForAStorageThatIsToBeLeftAlone() {
    troubles.add(new StorageException.Throttled("slow", Duration.ofSeconds(20)));
    meanwhile = store::close;
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.Transient.class);
    assertThat(asked).isEqualTo(1);
  }

  /// A second vault, or a second copy, of the same account.
  @Test
  void othersOfTheAccountLeaveItAloneToo() throws Exception {
    LeftAlone.Accounts accounts = new LeftAlone.Accounts(clock);
    ServerUrl one = (ServerUrl) StorageUrl.parse("webdav+https://u@nas.example/one");
    ServerUrl two = (ServerUrl) StorageUrl.parse("webdav+https://u@nas.example/two");
    ServerUrl other = (ServerUrl) StorageUrl.parse("webdav+https://v@nas.example/one");
    accounts.of(one, StorageAccess.NONE).atLeast(Duration.ofMinutes(5));
    memory.create(NAME, new byte[] {7});
    assertThatThrownBy(() -> of(accounts.of(two, StorageAccess.NONE)).get(NAME, 9))
        .isInstanceOfSatisfying(
            StorageException.Throttled.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofMinutes(5)));
    assertThat(of(accounts.of(other, StorageAccess.NONE)).get(NAME, 9)).containsExactly(7);
    clock.sleep(Duration.ofMinutes(6));
    assertThat(of(accounts.of(two, StorageAccess.NONE)).get(NAME, 9)).containsExactly(7);
  }

  private void upload(int length, int breaks) throws Exception {
    troubles.clear();
    for (int i = 0; i < breaks; i++)
      troubles.add(
          new StorageException.Transient(
              StorageException.Transient.Reason.BROKEN, "it broke", null));
    asked = 0;
    ObjectName name = new ObjectName("packs/" + memory.listAll().size());
    try (UploadSizes.Divisible _ = sizes.divisible(name)) {
      store.create(name, ByteBuffer.allocate(length));
    }
  }

  /// Objects of a second copy, and packs that are written anew, have the size that they have.
  @Test
  void whatCannotBeSmallerIsNotGivenUpSooner() throws Exception {
    assertThatThrownBy(() -> upload(PackFormat.PACK_SIZE, 2))
        .isInstanceOf(StorageException.Transient.class);
    assertThat(sizes.pack()).isEqualTo(PackFormat.SMALL_PACK_SIZE);
    asked = 0;
    for (int i = 0; i < 4; i++)
      troubles.add(
          new StorageException.Transient(
              StorageException.Transient.Reason.BROKEN, "it broke", null));
    store.create(NAME, ByteBuffer.allocate(PackFormat.PACK_SIZE));
    assertThat(asked).isEqualTo(5);
  }

  @Test
  void whereTheLineBreaksUnderLargeUploadsTheyAreGivenUpSoonAndPacksAreSmallerForAnHour()
      throws Exception {
    upload(PackFormat.SMALL_PACK_SIZE, 4);
    assertThat(asked).as("a small one gets all tries").isEqualTo(5);
    assertThat(sizes.pack()).isEqualTo(PackFormat.PACK_SIZE);
    upload(PackFormat.PACK_SIZE, 1);
    assertThat(sizes.pack()).as("once is no habit").isEqualTo(PackFormat.PACK_SIZE);
    assertThatThrownBy(() -> upload(PackFormat.PACK_SIZE, 9))
        .isInstanceOf(StorageException.Transient.class);
    assertThat(asked).isEqualTo(2);
    assertThat(sizes.pack()).isEqualTo(PackFormat.SMALL_PACK_SIZE);
    clock.sleep(Duration.ofMinutes(59));
    assertThat(sizes.pack()).isEqualTo(PackFormat.SMALL_PACK_SIZE);
    clock.sleep(Duration.ofMinutes(1));
    assertThat(sizes.pack()).isEqualTo(PackFormat.PACK_SIZE);
  }

  private PatientStore of(LeftAlone account) {
    return new PatientStore(memory, secret, UploadSizes.unkept(), account, clock, new Random(1));
  }

  @Test
  void butNotForEver() {
    for (int i = 0; i < 9; i++) troubles.add(passing());
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.Transient.class);
    assertThat(asked).isEqualTo(5);
  }

  @Test
  void whatIsGivenAnewIsKeptOnceItHasOpenedTheStorage() throws Exception {
    memory.create(NAME, new byte[] {7});
    List<String> kept = new ArrayList<>();
    secret.keepOnceOpenedBy(kept::add);
    troubles.add(new StorageException.SignIn("who?", null));
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.SignIn.class);
    assertThat(kept).as("refused").isEmpty();
    for (int i = 0; i < 2; i++) store.get(NAME, 9);
    assertThat(kept).containsExactly("given anew");
  }

  @Test
  void aProfileThatCannotBeWrittenIsTriedAgainWithTheNextAnswer() throws Exception {
    memory.create(NAME, new byte[] {7});
    int[] tries = {0};
    secret.keepOnceOpenedBy(
        _ -> {
          if (tries[0]++ == 0) throw passing();
        });
    for (int i = 0; i < 3; i++) assertThat(store.get(NAME, 9)).containsExactly(7);
    assertThat(tries[0]).isEqualTo(2);
    assertThat(waits).as("the storage is not asked again for it").isEmpty();
  }

  @Test
  void whatDoesNotPassIsToldAtOnce() {
    for (StorageException e :
        List.of(
            new StorageException.SignIn("who?", null),
            new StorageException.Forbidden("no", null),
            new StorageException.QuotaExceeded("full", null),
            new StorageException.Permanent("never", null),
            new StorageException.NotFound(NAME))) {
      troubles.add(e);
      asked = 0;
      assertThatThrownBy(() -> store.get(NAME, 9)).isSameAs(e);
      assertThat(asked).isEqualTo(1);
    }
    assertThat(waits).isEmpty();
  }

  @Test
  void aServerThatWantsToBeLeftAloneIsForAsLongAsItSays() throws Exception {
    memory.create(NAME, new byte[] {7});
    troubles.add(new StorageException.Throttled("slow", Duration.ofSeconds(20)));
    assertThat(store.get(NAME, 9)).containsExactly(7);
    assertThat(waits).containsExactly(Duration.ofSeconds(20));
  }

  /// What comes too early counts, and closes the storage for longer.
  @Test
  void andForTenSecondsAndLongerIfItDoesNotSay() {
    for (int i = 0; i < 9; i++) troubles.add(new StorageException.Throttled("slow", null));
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.Throttled.class);
    assertThat(waits).hasSize(2);
    assertThat(waits.get(0)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    assertThat(waits.get(1)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(21));
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void whoWouldWaitTooLongIsToldInstead() {
    troubles.add(new StorageException.Throttled("slow", Duration.ofMinutes(5)));
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.Throttled.class);
    assertThat(waits).isEmpty();
  }

  @Test
  void andNobodyElseAsksMeanwhile() throws Exception {
    memory.create(NAME, new byte[] {7});
    troubles.add(new StorageException.Throttled("slow", Duration.ofMinutes(5)));
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.Throttled.class);
    assertThatThrownBy(() -> store.get(NAME, 9))
        .isInstanceOfSatisfying(
            StorageException.Throttled.class,
            e -> assertThat(e.retryAfter()).hasValue(Duration.ofMinutes(5)));
    assertThat(asked).isEqualTo(1);
    clock.sleep(Duration.ofMinutes(4).plusSeconds(50));
    assertThat(store.get(NAME, 9)).containsExactly(7);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void anAnswerThatBreaksOffAgainAndAgainIsGoneOnWithWhereItStopped() throws Exception {
    byte[] object = new byte[20 << 16];
    new Random(1).nextBytes(object);
    memory.create(NAME, object);
    piece = 1 << 16;
    for (int i = 0; i < 19; i++) troubles.add(passing());
    ByteBuffer into = ByteBuffer.allocate(object.length + 3).position(3);
    assertThat(store.read(NAME, 0, into)).isEqualTo(object.length);
    assertThat(Arrays.copyOfRange(into.array(), 3, into.capacity())).isEqualTo(object);
    assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMillis(500)) <= 0);
  }

  @Test
  void oneOfWhichNextToNothingComesIsNotWaitedForForEver() throws Exception {
    memory.create(NAME, new byte[1 << 16]);
    piece = 1000;
    for (int i = 0; i < 9; i++) troubles.add(passing());
    ByteBuffer into = ByteBuffer.allocate(1 << 16);
    assertThatThrownBy(() -> store.read(NAME, 0, into))
        .isInstanceOf(StorageException.Transient.class);
    assertThat(asked).isEqualTo(5);
  }

  @Test
  void whatHasComeWholeIsNotAskedForAgainIfTheEndIsLost() throws Exception {
    memory.create(NAME, new byte[1000]);
    piece = 1000;
    troubles.add(passing());
    assertThat(store.read(NAME, 0, ByteBuffer.allocate(1000))).isEqualTo(1000);
    assertThat(asked).isEqualTo(1);
  }

  /// It would look like an attack, and the account would be shut for the person, too.
  @Test
  void aPasswordThatIsRefusedIsNotTriedAgainAndAgain() throws Exception {
    memory.create(NAME, new byte[] {1});
    for (int i = 0; i < 3; i++) troubles.add(new StorageException.SignIn("Who are you?", null));
    for (int i = 0; i < 10; i++)
      assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.SignIn.class);
    assertThat(asked).isEqualTo(2);
    clock.sleep(Duration.ofMinutes(16));
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.SignIn.class);
    assertThatThrownBy(() -> store.get(NAME, 9)).isInstanceOf(StorageException.SignIn.class);
    assertThat(asked).isEqualTo(3);
    clock.sleep(Duration.ofMinutes(16));
    assertThat(store.get(NAME, 9)).hasSize(1);
    assertThat(store.get(NAME, 9)).hasSize(1);
  }
}
