package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.storage.CountingStore;
import org.tidelock.engine.storage.CountingStore.Cost;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.system.SystemPlaces;

/// What a change costs at the storage: the limits of docs/benchmarks.md that can be counted, on one vault of 10,000 small files and a large one.
/// Each test changes things of its own, in any order.
@TestInstance(Lifecycle.PER_CLASS)
final class CostTest {
  private static final int FILES = 10_000;
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final int BIG = 64 * MIB;
  private static final String LARGE = "large";

  /// The header, read whenever a new head is.
  private static final String VAULT = "vault";

  private static final class Counted extends SystemPlaces {
    final CountingStore store;

    Counted(ObjectStore shared) {
      store = new CountingStore(shared);
    }

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random) {
      return store;
    }
  }

  @TempDir(factory = FastTempDir.class)
  static Path root;

  private final MemoryStore shared = new MemoryStore();
  private final Counted atA = new Counted(shared);
  private final Counted atB = new Counted(shared);
  private TestDevice a;
  private TestDevice b;
  private Cost ofTinyFiles;

  @BeforeAll
  void twoDevicesHaveAllFiles() throws Exception {
    a = TestDevice.create(root, "devA", TestDevice.vaults(atA));
    b = TestDevice.join(root, "devB", TestDevice.vaults(atB));
    for (int i = 0; i < FILES; i++) a.write("tiny/" + i / 100 + "/" + i, "file " + i);
    atA.store.take();
    a.sync();
    ofTinyFiles = atA.store.take();
    a.write(LARGE, bytes(1, BIG));
    settle();
  }

  @AfterAll
  void closeAll() {
    a.close();
    b.close();
  }

  @Test
  void tenThousandTinyFilesAreAFewObjects() {
    print("10,000 tiny files", ofTinyFiles);
    assertThat(ofTinyFiles.written()).isBetween(2L, 20L);
  }

  @Acceptance(14)
  @Test
  void aByteInFrontOfALargeFileCostsItsNeighbourhood() throws Exception {
    byte[] before = Files.readAllBytes(a.folder.resolve(LARGE));
    byte[] bytes = new byte[before.length + 1];
    System.arraycopy(before, 0, bytes, 1, before.length);
    a.write(LARGE, bytes);
    assertCostsItsNeighbourhood("a byte in front");
  }

  /// A matter of chance, as the lineage is: one in a thousand would cost more, so the middle one of three counts.
  @Acceptance(14)
  @Test
  void aMiBOverwrittenCostsItsNeighbourhood() throws Exception {
    byte[] bytes = Files.readAllBytes(a.folder.resolve(LARGE));
    long[] written = new long[3];
    long[] read = new long[3];
    for (int i = 0; i < written.length; i++) {
      System.arraycopy(bytes(10 + i, MIB), 0, bytes, (10 + 16 * i) * MIB, MIB);
      a.write(LARGE, bytes);
      Cost up = up("a MiB overwritten");
      assertThat(up.readBytes()).isLessThan(64 * KIB);
      written[i] = up.writtenBytes();
      read[i] = down("a MiB overwritten").readBytes();
    }
    assertThat(median(written)).isBetween((long) MIB, 8L * MIB);
    assertThat(median(read)).isBetween((long) MIB, 8L * MIB);
    settle();
    assertSame(LARGE);
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private void assertCostsItsNeighbourhood(String what) throws Exception {
    Cost up = up(what);
    assertThat(up.writtenBytes()).isBetween(1L, 8L * MIB);
    assertThat(up.readBytes()).isLessThan(64 * KIB);
    Cost down = down(what);
    assertThat(down.readFrom()).contains("packs");
    assertThat(down.readBytes()).isLessThanOrEqualTo(8L * MIB);
    assertSame(LARGE);
  }

  private void assertSame(String path) throws Exception {
    assertThat(Files.mismatch(a.folder.resolve(path), b.folder.resolve(path))).isEqualTo(-1);
  }

  @Acceptance(9)
  @Test
  void aFolderOfTenThousandFilesIsRenamedWithoutItsContents() throws Exception {
    Map<String, Object> before = files(b, "tiny");
    a.move("tiny", "renamed");
    Cost up = up("10,000 files renamed");
    assertThat(up.written()).isBetween(1L, 3L);
    assertThat(up.writtenBytes()).isLessThanOrEqualTo(MIB);

    SyncReport.Moved received = b.sync().received();
    Cost down = atB.store.take();
    print("  on the other device", down);
    assertThat(received.files()).isZero();
    assertThat(down.readFrom()).containsExactly("heads", "log", VAULT);
    assertThat(files(b, "renamed")).hasSize(FILES).isEqualTo(before);
    assertThat(b.has("tiny")).isFalse();
    a.move("renamed", "tiny");
    settle();
  }

  @Test
  void nothingChangedIsALookAtTheHeads() throws Exception {
    Cost none = up("nothing changed");
    assertThat(none.written()).isZero();
    assertThat(none.readFrom()).isSubsetOf("heads", VAULT);
    assertThat(none.calls()).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void aCopyOfALargeFileIsARecord() throws Exception {
    Files.copy(a.folder.resolve(LARGE), a.folder.resolve("copy"));
    Cost up = up("a copy of a large file");
    assertThat(up.writtenBytes()).isBetween(1L, (long) MIB);
    Cost down = down("a copy of a large file");
    assertThat(down.readFrom()).doesNotContain("packs");
    assertSame("copy");
  }

  @Test
  void aSmallChangeOfALargeVaultCostsWhatItCostsInASmallOne() throws Exception {
    a.write("small", "a line");
    Cost up = up("one small file");
    assertThat(up.written()).isBetween(2L, 3L);
    long pack = 64 * KIB; // the shortest one
    assertThat(up.writtenBytes()).isLessThan(pack + 64 * KIB);
    assertThat(up.readFrom()).isSubsetOf("heads", VAULT);
    Cost down = down("one small file");
    assertThat(down.readBytes()).isLessThan(pack + 64 * KIB);
    assertThat(b.read("small")).isEqualTo("a line");
  }

  private Cost up(String what) throws Exception {
    a.sync();
    Cost cost = atA.store.take();
    print(what, cost);
    return cost;
  }

  private Cost down(String what) throws Exception {
    b.sync();
    Cost cost = atB.store.take();
    print("  " + what + ", on the other device", cost);
    return cost;
  }

  private void settle() throws Exception {
    for (int i = 0; i < 2; i++) {
      a.sync();
      b.sync();
    }
    atA.store.take();
    atB.store.take();
  }

  private static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  /// What the system knows each file by, however it is called.
  private static Map<String, Object> files(TestDevice device, String top) throws Exception {
    Path folder = device.folder.resolve(top);
    Map<String, Object> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        BasicFileAttributes look = Files.readAttributes(file, BasicFileAttributes.class);
        files.put(
            folder.relativize(file).toString(),
            Arrays.asList(look.fileKey(), look.lastModifiedTime()));
      }
    }
    return files;
  }

  private static void print(String what, Cost cost) {
    System.out.println("CostTest, " + what + ": " + cost);
  }
}
