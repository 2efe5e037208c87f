package org.tidelock.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every provider must do, on every server it is meant for. The numbers are those of the providers' study.
public abstract class ObjectStoreContract {
  protected abstract ObjectStore store() throws Exception;

  private static final Random RANDOM = new Random(42);

  protected static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static ObjectName name(String value) {
    return new ObjectName(value);
  }

  @Test
  void t01ObjectsOfAnySizeComeBack() throws Exception {
    for (int size :
        new int[] {1, 1024, (4 << 20) - 1, 4 << 20, 10 << 20, (10 << 20) + 1, 32 << 20}) {
      byte[] body = bytes(size);
      ObjectName name = name("packs/ab/size-" + size);
      store().create(name, body);
      assertThat(Arrays.equals(store().get(name, size), body)).as("size " + size).isTrue();
      assertThat(store().stat(name))
          .hasValueSatisfying(info -> assertThat(info.size()).isEqualTo(size));
      store().delete(name);
      assertThat(store().stat(name)).isEmpty();
    }
  }

  @Test
  void t02AbsentObjectsAreNotFound() throws Exception {
    assertThatThrownBy(() -> store().get(name("packs/ab/none"), 10))
        .isInstanceOf(StorageException.NotFound.class);
    assertThatThrownBy(() -> store().getRange(name("none"), 0, 1))
        .isInstanceOf(StorageException.NotFound.class);
    assertThat(store().stat(name("heads/none"))).isEmpty();
  }

  @Test
  void t03DeletingTwiceOrNothingIsFine() throws Exception {
    store().create(name("heads/x"), bytes(3));
    store().delete(name("heads/x"));
    store().delete(name("heads/x"));
    store().delete(name("never/was"));
  }

  @Test
  void t04RangesAreExact() throws Exception {
    byte[] body = bytes(700_000);
    store().create(name("packs/00/r"), body);
    for (int[] range :
        new int[][] {{0, 1}, {0, 700_000}, {699_999, 1}, {327_670, 20}, {5, 0}, {123_456, 400_000}})
      assertThat(store().getRange(name("packs/00/r"), range[0], range[1]))
          .isEqualTo(Arrays.copyOfRange(body, range[0], range[0] + range[1]));
    assertThatThrownBy(() -> store().getRange(name("packs/00/r"), 700_000, 1))
        .isInstanceOf(StorageException.OutOfBounds.class);
    assertThatThrownBy(() -> store().getRange(name("packs/00/r"), -1, 1))
        .isInstanceOf(StorageException.OutOfBounds.class);
  }

  @Test
  void t05AnExistingNameIsRefusedAndKeepsItsBytes() throws Exception {
    byte[] first = bytes(100);
    store().create(name("log/a/0"), first);
    assertThatThrownBy(() -> store().create(name("log/a/0"), bytes(100)))
        .isInstanceOf(StorageException.AlreadyExists.class);
    assertThat(store().get(name("log/a/0"), 100)).isEqualTo(first);
  }

  @Test
  void t06AListingIsOfOneFolderExactly() throws Exception {
    for (int i = 0; i < 2501; i++) store().create(name("many/" + i), new byte[] {1});
    store().create(name("many2/x"), new byte[] {1});
    store().create(name("many/sub/y"), new byte[] {1});
    assertThat(store().list("many").stream().map(info -> info.name().value()).distinct())
        .hasSize(2502)
        .contains("many/sub/y", "many/2500");
    assertThat(store().list("man")).isEmpty();
    assertThat(store().listAll())
        .extracting(info -> info.name().value())
        .contains("many2/x", "many/0");
  }

  @Test
  void t07EveryNameOfTheGrammarWorks() throws Exception {
    String longest = "z".repeat(64);
    for (String value :
        new String[] {
          "vault",
          "abcdefghijklmnopqrstuvwxyz-0123456789_",
          longest + "/" + longest + "/" + longest,
          "-/_/-"
        }) {
      store().create(name(value), new byte[] {7});
      assertThat(store().get(name(value), 1)).containsExactly(7);
    }
  }

  @Test
  void t08ParentsAppearByThemselvesForManyWritersAtOnce() throws Exception {
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ObjectName name = name("fresh/deep/" + i);
      writers.add(() -> succeeds(() -> store().create(name, bytes(10))));
    }
    assertThat(together(writers)).doesNotContain(false);
  }

  @Test
  void t10OfEightWritersOfOneNameOneWinsWithItsWholeBody() throws Exception {
    for (int round = 0; round < 20; round++) {
      ObjectName name = name("race/r" + round);
      List<byte[]> bodies = new ArrayList<>();
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte[] body = bytes(50_000);
        bodies.add(body);
        writers.add(() -> succeeds(() -> store().create(name, body)));
      }
      assertThat(together(writers).stream().filter(won -> won)).hasSize(1);
      byte[] stored = store().get(name, 50_000);
      assertThat(bodies).anySatisfy(body -> assertThat(body).isEqualTo(stored));
    }
  }

  @Test
  void t11ReadersNeverSeeAPart() throws Exception {
    ObjectStore store = store();
    int size = 2 << 20;
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ObjectName name = name("parts/" + i);
      work.add(() -> succeeds(() -> store.create(name, bytes(size))));
      work.add(
          () -> {
            for (int k = 0; k < 200; k++) {
              if (store.stat(name).map(info -> info.size() != size).orElse(false)) return false;
            }
            return true;
          });
    }
    assertThat(together(work)).doesNotContain(false);
  }

  @Test
  void moreThanTheCallerAllowsIsNotRead() throws Exception {
    store().create(name("big/one"), bytes(1001));
    assertThatThrownBy(() -> store().get(name("big/one"), 1000))
        .isInstanceOf(StorageException.OutOfBounds.class);
  }

  private interface Action {
    void run() throws Exception;
  }

  private static boolean succeeds(Action action) throws Exception {
    try {
      action.run();
      return true;
    } catch (StorageException.AlreadyExists e) {
      return false;
    }
  }

  private static List<Boolean> together(List<Callable<Boolean>> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> f : threads.invokeAll(work)) results.add(f.get());
      return results;
    }
  }
}
