package org.tidelock.engine.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Fault.Operation;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;

/// Storing an object whose name is ours alone, though the storage may have a part of it already, or may not say what it has.
final class RemoteTest {
  private static final ObjectName NAME = new ObjectName("packs/one");
  private static final byte[] BYTES = "the bytes of this object".getBytes(UTF_8);

  private final MemoryStore store = new MemoryStore();
  private final FaultyStore faulty = new FaultyStore(store, Faults.none());
  private final Remote remote = new Remote(() -> faulty);

  private byte[] stored() throws Exception {
    return store.get(NAME, 1000);
  }

  private static void assertCode(
      ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TidelockException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Acceptance(119)
  @Test
  void anAnswerThatGotLostIsMadeUpFor() throws Exception {
    faulty.faults(new Faults.Script().once(Operation.CREATE, Fault.ANSWER_LOST));
    assertCode(ErrorCode.STORAGE, () -> remote.put(NAME, BYTES));
    remote.put(NAME, BYTES);
    assertThat(stored()).isEqualTo(BYTES);
  }

  /// It was told that somebody else had written there, and that the vault be joined anew.
  @Acceptance(120)
  @Test
  void anUploadThatWasCutOffIsSentAgain() throws Exception {
    for (int length = 0; length < BYTES.length; length++) {
      store.delete(NAME);
      store.create(NAME, Arrays.copyOf(BYTES, length));
      if (length % 2 == 0) remote.put(NAME, BYTES);
      else remote.put(NAME, ByteBuffer.wrap(BYTES));
      assertThat(stored()).isEqualTo(BYTES);
    }
  }

  /// It was believed: the file was told to be safe, and nobody could read it.
  @Acceptance(120)
  @ParameterizedTest
  @EnumSource(names = {"CUT_UNNOTICED", "LOST_UNNOTICED"})
  void whatTheStorageOnlySaysThatItHasIsSentAgain(Fault fault) throws Exception {
    for (boolean large : new boolean[] {false, true}) {
      store.delete(NAME);
      faulty.faults(new Faults.Script().once(Operation.CREATE, fault));
      if (large) remote.put(NAME, ByteBuffer.wrap(BYTES));
      else remote.put(NAME, BYTES);
      assertThat(stored()).isEqualTo(BYTES);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CUT_UNNOTICED", "LOST_UNNOTICED"})
  void whatIsNeverStoredIsTold(Fault fault) {
    faulty.faults(new Faults.Script().add(Operation.CREATE, _ -> true, fault, 0, 9));
    assertCode(ErrorCode.STORAGE, () -> remote.put(NAME, BYTES));
    assertCode(ErrorCode.STORAGE, () -> remote.put(NAME, ByteBuffer.wrap(BYTES)));
  }

  /// A copy of this profile writes under the same names, and its storage may let the later one win: what it has stored is no beginning of ours.
  @Test
  void whatSomebodyElseHasPutThereMeanwhileStays() throws Exception {
    byte[] theirs = "of a copy".getBytes(UTF_8);
    ObjectStore overwriting =
        new MemoryStore() {
          @Override
          public void create(ObjectName name, byte[] bytes)
              throws StorageException, InterruptedException {
            super.create(name, theirs);
          }
        };
    Remote toIt = new Remote(() -> overwriting);
    assertCode(ErrorCode.FORK, () -> toIt.put(NAME, BYTES));
    assertThat(overwriting.get(NAME, 1000)).isEqualTo(theirs);
  }

  @Test
  void whoDoesNotSeeItYetDoesNotDeleteIt() throws Exception {
    faulty.faults(new Faults.Script().once(Operation.STAT, Fault.NOT_THERE_YET));
    remote.put(NAME, BYTES);
    assertThat(stored()).isEqualTo(BYTES);
    assertThat(faulty.count(Operation.DELETE)).isZero();
  }

  @Test
  void otherBytesUnderAnOwnNameStayAndAreTold() throws Exception {
    for (String other : new String[] {"x", "the bytes of this ObjecT", "the bytes of this obJ"}) {
      store.delete(NAME);
      store.create(NAME, other.getBytes(UTF_8));
      assertCode(ErrorCode.FORK, () -> remote.put(NAME, BYTES));
      assertThat(stored()).isEqualTo(other.getBytes(UTF_8));
    }
  }

  @Test
  void oneWrongAnswerIsNoFork() throws Exception {
    store.create(NAME, BYTES);
    faulty.faults(new Faults.Script().once(Operation.GET, Fault.READ_WRONG));
    remote.put(NAME, BYTES);
    assertThat(stored()).isEqualTo(BYTES);
  }

  @Test
  void wrongAnswersThatDifferAreTroubleThatPasses() throws Exception {
    store.create(NAME, BYTES);
    faulty.faults(new Faults.Script().add(Operation.GET, _ -> true, Fault.READ_WRONG, 0, 2));
    assertCode(ErrorCode.STORAGE, () -> remote.put(NAME, BYTES));
    remote.put(NAME, BYTES);
    assertThat(stored()).isEqualTo(BYTES);
  }

  /// A wrong answer, and then one that was cut short: what looks like an upload that was cut off may be whole.
  @Test
  void twoBadAnswersDeleteNothing() throws Exception {
    List<String> deleted = new ArrayList<>();
    byte[] wrong = "the wrong bytes".getBytes(UTF_8);
    try (Remote other = new Remote(() -> answering(deleted, wrong, Arrays.copyOf(BYTES, 5)))) {
      assertCode(ErrorCode.STORAGE, () -> other.put(NAME, BYTES));
    }
    assertThat(deleted).isEmpty();
  }

  /// It looks like an upload that was cut off, which would make way.
  @Test
  void oneAnswerThatIsCutShortDeletesNothing() throws Exception {
    List<String> deleted = new ArrayList<>();
    try (Remote other = new Remote(() -> answering(deleted, Arrays.copyOf(BYTES, 5), BYTES))) {
      other.put(NAME, BYTES);
    }
    assertThat(deleted).isEmpty();
  }

  /// A storage that has the object, and shows it so: one answer after the other.
  private static ObjectStore answering(List<String> deleted, byte[]... answers) {
    AtomicInteger calls = new AtomicInteger();
    return (ObjectStore)
        Proxy.newProxyInstance(
            RemoteTest.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, method, arguments) -> {
              if (method.getName().equals("create")) throw new StorageException.AlreadyExists(NAME);
              if (method.getName().equals("delete")) deleted.add(arguments[0].toString());
              return method.getName().equals("get") ? answers[calls.getAndIncrement()] : null;
            });
  }

  /// A front end that knows the name but has not got the bytes yet.
  @Test
  void whatCannotBeReadYetIsTroubleThatPasses() throws Exception {
    store.create(NAME, BYTES);
    faulty.faults(new Faults.Script().once(Operation.GET, Fault.NOT_THERE_YET));
    assertCode(ErrorCode.STORAGE, () -> remote.put(NAME, BYTES));
    remote.put(NAME, BYTES);
  }
}
