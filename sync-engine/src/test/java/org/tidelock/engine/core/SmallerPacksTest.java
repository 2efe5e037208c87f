package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.FaultyPlaces;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;

/// A storage that begins to limit the size of uploads while it is in use.
final class SmallerPacksTest {
  private static final int MIB = 1 << 20;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final MemoryStore store = new MemoryStore();
  private final FaultyPlaces places = new FaultyPlaces(store);
  private TestDevice a;

  @BeforeEach
  void synced() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(places));
    a.vault.confirmRecoveryKit();
    a.sync();
  }

  @AfterEach
  void close() {
    a.close();
  }

  private void film(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    a.write("film.mov", bytes);
  }

  private long longestPack() throws Exception {
    return store.list("packs").stream().mapToLong(ObjectInfo::size).max().orElse(0);
  }

  @Test
  void packsBecomeSmallerUntilItTakesThem() throws Exception {
    places.connection.largest(3 * MIB);
    film(20 * MIB);
    for (int i = 0; i < 50; i++) a.write("notes/" + i, "note " + i);
    assertThat(a.sync().problems()).isEmpty();
    assertThat(a.vault.issues()).isEmpty();
    assertThat(longestPack()).isEqualTo(MIB);
    try (TestDevice b = TestDevice.join(root, "b", TestDevice.vaults(new FaultyPlaces(store)))) {
      b.sync();
      assertThat(TestDevice.tree(b.folder)).isEqualTo(TestDevice.tree(a.folder));
    }
  }

  @Test
  void whatIsRefusedOnceIsNotTriedAgain() throws Exception {
    places.connection.largest(5 * MIB);
    film(20 * MIB);
    a.sync();
    long before = places.connection.count(Fault.Operation.CREATE);
    film(21 * MIB);
    a.sync();
    assertThat(places.connection.count(Fault.Operation.CREATE) - before)
        .as("packs, a segment, a head")
        .isEqualTo(6 + 2);
    assertThat(longestPack()).isEqualTo(4 * MIB);
  }

  @Test
  void whatIsTooLargeAllTheSameIsToldAndGoesWhenItMay() throws Exception {
    places.connection.largest(300_000);
    film(20 * MIB);
    TidelockException told = catchThrowableOfType(TidelockException.class, a::sync);
    assertThat(told.code()).isEqualTo(ErrorCode.STORAGE);
    assertThat(told.whatToDo()).contains("client_max_body_size");
    assertThat(a.vault.issues())
        .singleElement()
        .matches(i -> i.code().equals("STO-07") && i.severity() == Issue.Severity.ATTENTION);
    places.connection.largest(Integer.MAX_VALUE);
    assertThat(a.sync().problems()).isEmpty();
    assertThat(a.vault.issues()).isEmpty();
    assertThat(Arrays.stream(new long[] {longestPack()})).containsExactly((long) MIB);
  }

  /// A server that is out of order for a moment, say.
  @Test
  void aSmallObjectThatIsRefusedSaysNothingOfPacks() throws Exception {
    places.connection.largest(300);
    a.write("note", "x");
    catchThrowableOfType(TidelockException.class, a::sync);
    places.connection.largest(Integer.MAX_VALUE);
    film(20 * MIB);
    a.sync();
    assertThat(longestPack()).isEqualTo(16 * MIB);
  }
}
