package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.TidelockException;

/// A device that has what another one has recorded sends nothing, but only if the storage really has it: what looks stored in the index alone may
/// live on this disk only (I3).
final class AdoptionTest {
  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final byte[] large = new byte[3_000_000];
  private final byte[] small = new byte[3_000];

  {
    new Random(1).nextBytes(large);
    new Random(2).nextBytes(small);
  }

  private interface Storage {
    void harm(Path pack) throws IOException;
  }

  @Test
  void whatTheStorageHasIsNotSentAgain() throws Exception {
    try (Fleet fleet = twoThatHaveTheSame(_ -> {})) {
      assertThat(fleet.devices.get(1).sync().sent().bytes()).isZero();
      fleet.converge(new Random(1));
      fleet.check(new Ledger());
    }
  }

  @Acceptance(133)
  @Test
  void whatTheStorageHasLostIsSentAgain() throws Exception {
    sentAgain(Files::delete);
  }

  @Acceptance(132)
  @Test
  void whatTheStorageHasAlteredIsSentAgain() throws Exception {
    sentAgain(
        pack -> {
          byte[] bytes = Files.readAllBytes(pack);
          for (int i = 0; i < bytes.length; i++) bytes[i] ^= 1;
          Files.write(pack, bytes);
        });
  }

  @Test
  void whatTheStorageHasCutOffIsSentAgain() throws Exception {
    sentAgain(
        pack -> {
          byte[] bytes = Files.readAllBytes(pack);
          Files.write(pack, java.util.Arrays.copyOf(bytes, bytes.length - 1));
        });
  }

  private void sentAgain(Storage storage) throws Exception {
    try (Fleet fleet = twoThatHaveTheSame(storage)) {
      TestDevice b = fleet.devices.get(1);
      assertThat(b.sync().sent().files()).isEqualTo(3);
      b.sync();
      // Whoever comes now gets everything.
      TestDevice c = TestDevice.join(root, "devC");
      fleet.devices.add(c);
      c.sync();
      assertThat(Files.readAllBytes(c.folder.resolve("large"))).isEqualTo(large);
      assertThat(Files.readAllBytes(c.folder.resolve("sub/small"))).isEqualTo(small);
      for (TestDevice device : fleet.devices) device.sync();
      assertThat(Trees.of(fleet.devices.get(0).folder)).isEqualTo(Trees.of(c.folder)).hasSize(4);
      assertThat(Trees.of(b.folder)).isEqualTo(Trees.of(c.folder));
    }
  }

  @Test
  void aVersionThatWasLostIsSentAgainByWhoHasItByOtherWays() throws Exception {
    lostVersionIsSentAgain(small, "and more");
  }

  @Test
  void aLargeVersionThatWasLostIsSentAgainByWhoHasItByOtherWays() throws Exception {
    byte[] film = new byte[9 << 20];
    new Random(3).nextBytes(film);
    lostVersionIsSentAgain(film, "and more");
  }

  private void lostVersionIsSentAgain(byte[] before, String more) throws Exception {
    try (Fleet fleet = new Fleet(root)) {
      TestDevice a = TestDevice.create(root, "devA");
      TestDevice b = TestDevice.join(root, "devB");
      fleet.devices.addAll(List.of(a, b));
      a.write("f", before);
      a.sync();
      b.sync();
      Set<Path> first = packs();
      Files.writeString(a.folder.resolve("f"), more, StandardOpenOption.APPEND);
      byte[] edited = Files.readAllBytes(a.folder.resolve("f"));
      a.sync();
      Set<Path> lost = packs();
      lost.removeAll(first);
      assertThat(lost).isNotEmpty();
      for (Path pack : lost) Files.delete(pack);
      assertThat(catchThrowableOfType(TidelockException.class, b::sync).code())
          .isEqualTo(ErrorCode.MISSING);
      // By hand, from one device to the other.
      b.write("f", edited);
      b.sync();
      b.sync();
      TestDevice c = TestDevice.join(root, "devC");
      fleet.devices.add(c);
      c.sync();
      assertThat(Files.readAllBytes(c.folder.resolve("f"))).isEqualTo(edited);
      for (TestDevice device : fleet.devices) device.sync();
      assertThat(Trees.of(a.folder)).isEqualTo(Trees.of(c.folder)).hasSize(1);
      assertThat(Trees.of(b.folder)).isEqualTo(Trees.of(c.folder));
    }
  }

  /// A chunk that the file shares with what was lost is not relied on, either.
  @Test
  void aPieceOfWhatWasLostIsSentAgain() throws Exception {
    try (Fleet fleet = new Fleet(root)) {
      TestDevice a = TestDevice.create(root, "devA");
      TestDevice b = TestDevice.join(root, "devB");
      fleet.devices.addAll(List.of(a, b));
      byte[] start = RandomBytes.of(1 << 20, 4);
      byte[] middle = RandomBytes.of(6 << 20, 5);
      a.write("f", concat(start, new byte[1 << 20]));
      a.sync();
      b.sync();
      Set<Path> first = packs();
      a.write("f", concat(start, middle, RandomBytes.of(1 << 20, 6)));
      a.sync();
      Set<Path> lost = packs();
      lost.removeAll(first);
      for (Path pack : lost) Files.delete(pack);
      byte[] edited = concat(start, middle, RandomBytes.of(1 << 20, 7));
      b.write("f", edited);
      try {
        b.sync();
      } catch (TidelockException e) { // the other version is lost
        assertThat(e.code()).isEqualTo(ErrorCode.MISSING);
      }
      TestDevice c = TestDevice.join(root, "devC");
      fleet.devices.add(c);
      try {
        c.sync();
      } catch (TidelockException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.MISSING);
      }
      assertThat(
              Trees.of(c.folder).keySet().stream()
                  .map(path -> c.folder.resolve(path.toString()))
                  .anyMatch(path -> isEqual(path, edited)))
          .isTrue();
    }
  }

  private static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  private static boolean isEqual(Path file, byte[] bytes) {
    try {
      return java.util.Arrays.equals(Files.readAllBytes(file), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Set<Path> packs() throws IOException {
    try (Stream<Path> packs = Files.walk(root.resolve("store/packs"))) {
      return packs.filter(Files::isRegularFile).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /// One has sent it; the other has it, too, in the same places and in others, and has not looked yet.
  private Fleet twoThatHaveTheSame(Storage storage) throws Exception {
    Fleet fleet = new Fleet(root);
    TestDevice a = TestDevice.create(root, "devA");
    fleet.devices.add(a);
    fill(a);
    a.sync();
    TestDevice b = TestDevice.join(root, "devB");
    fleet.devices.add(b);
    fill(b);
    try (Stream<Path> packs = Files.walk(root.resolve("store/packs"))) {
      for (Path pack : packs.filter(Files::isRegularFile).toList()) storage.harm(pack);
    }
    return fleet;
  }

  private void fill(TestDevice device) throws IOException {
    for (String path : List.of("large", "sub/small", "small")) {
      device.write(path, path.equals("large") ? large : small);
      device.setModified(path, LONG_AGO);
    }
  }
}
