package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoRequest;
import org.tidelock.engine.effects.FaultyPlaces;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;

/// Commits that are larger than what the storage takes at once.
final class LargeCommitsTest {
  private static final int MIB = 1 << 20;

  /// Links with long targets are what makes commits large with few files.
  private static final int LINKS = 400;

  private static final String TARGET = ("a".repeat(250) + "/").repeat(14);

  @TempDir(factory = FastTempDir.class)
  Path root;

  private Consumer<ObjectName> hears = _ -> {};
  private final MemoryStore store =
      new MemoryStore() {
        @Override
        public void create(ObjectName name, byte[] bytes)
            throws StorageException, InterruptedException {
          hears.accept(name);
          super.create(name, bytes);
        }
      };
  private final FaultyPlaces places = new FaultyPlaces(store);
  private TestDevice a;

  @BeforeEach
  void synced() throws Exception {
    a = TestDevice.create(root, "a", TestDevice.vaults(places));
    a.vault.confirmRecoveryKit();
    a.write("folder/note", "x");
    a.write("beside", "y");
    a.sync();
  }

  @AfterEach
  void close() {
    a.close();
  }

  private static void links(TestDevice on, String to) throws Exception {
    for (int i = 0; i < LINKS; i++) {
      Path link = on.folder.resolve("folder/" + i);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(to, TARGET));
    }
  }

  private void assertAllArrived(int largest) throws Exception {
    assertThat(a.vault.issues()).isEmpty();
    assertThat(store.list("log")).extracting(ObjectInfo::size).allMatch(size -> size <= largest);
    try (TestDevice b = TestDevice.join(root, "b", TestDevice.vaults(new FaultyPlaces(store)))) {
      assertThat(b.sync().problems()).isEmpty();
      assertThat(TestDevice.tree(b.folder)).isEqualTo(TestDevice.tree(a.folder));
      assertThat(b.vault.verify(true, _ -> {}).findings()).isEmpty();
    }
    a.write("more", "of the same");
    assertThat(a.sync().sent().files()).isEqualTo(1);
  }

  /// A limit is met first by a commit of many changes: that one is in the outbox, and was tried.
  @Test
  void oneThatWaitsIsDividedWhenTheStorageDoesNotTakeIt() throws Exception {
    places.connection.largest(MIB);
    links(a, "there");
    assertThat(a.sync().problems()).isEmpty();
    assertAllArrived(MIB);
  }

  /// The first of several that waited was stored before one was refused: it is not told twice.
  @Test
  void whatTheStorageHasOfThemStaysAsItIs() throws Exception {
    places.connection.room(0);
    Files.createSymbolicLink(a.folder.resolve("first"), Path.of("note"));
    catchThrowableOfType(TidelockException.class, a::sync);
    links(a, "there");
    catchThrowableOfType(TidelockException.class, a::sync);
    places.connection.room(Long.MAX_VALUE);
    places.connection.largest(MIB);
    assertThat(a.sync().problems()).isEmpty();
    assertThat(a.vault.batches(9)).extracting(ChangeBatch::added).containsExactly((long) LINKS, 4L);
    assertAllArrived(MIB);
  }

  @Test
  void whatIsUndoneGoesInSeveral() throws Exception {
    links(a, "there");
    a.sync();
    FaultyPlaces limited = new FaultyPlaces(store);
    try (TestDevice b = TestDevice.join(root, "b", TestDevice.vaults(limited))) {
      limited.connection.largest(MIB);
      byte[] film = new byte[3 * MIB];
      new Random(1).nextBytes(film);
      b.write("makes the limit known", film);
      b.sync();
      links(b, "elsewhere");
      b.sync();
      long before = store.list("log").size();
      b.vault.undo(new UndoRequest.Batch(b.vault.batches(1).getFirst().id()));
      assertThat(b.sync().problems()).isEmpty();
      assertThat(store.list("log").size() - before).isBetween(2L, 4L);
      a.sync();
      for (TestDevice each : List.of(a, b))
        assertThat(each.tree())
            .containsEntry("folder/9", "-> there/" + TARGET.substring(0, TARGET.length() - 1));
    }
  }

  /// A film of 9 GB in packs of 1 MiB, say; here a smaller one in smaller packs.
  @Test
  void oneFileOfVeryManyPacksIsToldInSeveral() throws Exception {
    int most = 16 << 10;
    int pack = 256 << 10;
    TestDevice.storageTakes(a.vault, pack);
    hears =
        name -> TestDevice.storageTakes(a.vault, name.value().startsWith("packs") ? most : pack);
    byte[] film = new byte[48 * MIB];
    new Random(2).nextBytes(film);
    a.write("film.mov", film);
    a.write("another note", "z");
    assertThat(a.sync().problems()).isEmpty();
    assertAllArrived(most);
    film[0]++;
    a.write("film.mov", film);
    assertThat(a.sync().sent().files()).isEqualTo(1);
    assertThat(a.vault.history("film.mov")).hasSize(2);
  }
}
