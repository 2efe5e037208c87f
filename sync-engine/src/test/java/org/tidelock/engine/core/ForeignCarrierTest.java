package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// A storage that is a folder which another program fills from the one that another device uses, as rclone, Syncthing and the clients of providers do: objects come in any
/// order and grow under their names, with other programs' files among them.
final class ForeignCarrierTest {
  private static final int SMALL = 4 << 10;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final long seed = Long.getLong("tidelock.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final FakeTime time = new FakeTime(Instant.now());
  private Path from;
  private Path to;
  private TestDevice a;
  private TestDevice b;

  @BeforeEach
  void twoFolders() throws Exception {
    Path one = Files.createDirectory(root.resolve("one"));
    Path two = Files.createDirectory(root.resolve("two"));
    from = one.resolve("store");
    to = two.resolve("store");
    LocalVaults vaults = TestDevice.vaults(SystemEffects.create().at(time));
    a = TestDevice.setUp(root, one, "a", vaults, true);
    a.write("first", "1");
    a.sync();
    for (Path file : missing()) copy(file);
    b = TestDevice.setUp(root, two, "b", vaults, false);
    b.sync();
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  /// Of the first folder, by their paths below it, what the second does not have as it is.
  private List<Path> missing() throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      List<Path> missing = new ArrayList<>();
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path name = from.relativize(file);
        boolean there = Files.exists(to.resolve(name));
        if (!there || Files.size(to.resolve(name)) < Files.size(file)) missing.add(name);
      }
      Collections.sort(missing);
      return missing;
    }
  }

  private void copy(Path name) throws IOException {
    Files.createDirectories(to.resolve(name).getParent());
    Files.write(to.resolve(name), Files.readAllBytes(from.resolve(name)));
  }

  /// Some bytes more of one file. What is small comes at once, but is seen empty first.
  private void carrySome(Path name) throws IOException {
    byte[] whole = Files.readAllBytes(from.resolve(name));
    Path target = to.resolve(name);
    Files.createDirectories(target.getParent());
    int there = Files.exists(target) ? (int) Files.size(target) : -1;
    if (there < 0 && random.nextInt(3) == 0)
      Files.write(target.resolveSibling("." + target.getFileName() + ".tmp"), whole);
    int end = there < 0 ? 0 : there + 1 + random.nextInt(whole.length);
    boolean padded = name.startsWith("packs") || name.startsWith("log");
    if (there >= 0 && (end >= whole.length || !padded || whole.length <= SMALL)) end = whole.length;
    Files.write(
        target,
        Arrays.copyOfRange(whole, Math.max(0, there), end),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    if (random.nextInt(4) == 0)
      Files.write(target.resolveSibling(target.getFileName() + ".sync-conflict-20261130"), whole);
  }

  private void changeOnA() throws Exception {
    for (int i = 0; i < 5; i++) {
      byte[] bytes = new byte[200_000 * i];
      random.nextBytes(bytes);
      a.write("d" + i + "/file", bytes);
      if (i % 2 == 0) a.sync();
    }
    a.write("first", "changed");
    a.sync();
  }

  private void syncAsFarAsItGoes() throws Exception {
    try {
      b.sync();
    } catch (TidelockException e) {
      assertThat(e.code()).as("seed %s: %s", seed, e).isEqualTo(ErrorCode.STORAGE);
    }
    assertThat(b.vault.issues())
        .as("seed %s", seed)
        .allMatch(i -> i.severity() == Issue.Severity.INFO);
  }

  @Test
  void whatIsStillOnItsWayIsWaitedFor() throws Exception {
    changeOnA();
    List<Path> coming = missing();
    while (!coming.isEmpty()) {
      for (int i = 0; i < 4; i++) carrySome(coming.get(random.nextInt(coming.size())));
      coming = missing();
      time.advance(Duration.ofSeconds(5));
      syncAsFarAsItGoes();
    }
    assertThat(b.sync().problems()).isEmpty();
    assertThat(b.vault.issues()).as("seed %s", seed).allMatch(i -> i.code().equals("KEY-06"));
    assertThat(TestDevice.tree(b.folder)).as("seed %s", seed).isEqualTo(TestDevice.tree(a.folder));
  }

  private Path carryAllBut(String folder) throws Exception {
    changeOnA();
    List<Path> coming = missing();
    Path one = coming.stream().filter(p -> p.startsWith(folder)).findFirst().orElseThrow();
    for (Path name : coming) copy(name);
    byte[] whole = Files.readAllBytes(from.resolve(one));
    Files.write(to.resolve(one), Arrays.copyOf(whole, whole.length - 1));
    return one;
  }

  private void assertToldWhenItStays(String folder) throws Exception {
    Path one = carryAllBut(folder);
    syncAsFarAsItGoes();
    assertThat(b.vault.issues()).extracting(Issue::code).contains("STO-08");
    time.advance(Arriving.PATIENCE.minusSeconds(1));
    syncAsFarAsItGoes();
    time.advance(Duration.ofSeconds(2));
    TidelockException told = catchThrowableOfType(TidelockException.class, b::sync);
    assertThat(told.code()).isEqualTo(ErrorCode.INTEGRITY);
    assertThat(b.vault.issues())
        .anyMatch(i -> i.code().equals("INTEGRITY") && i.severity() == Issue.Severity.DECIDE);
    copy(one);
    assertThat(b.sync().problems()).isEmpty();
    assertThat(TestDevice.tree(b.folder)).isEqualTo(TestDevice.tree(a.folder));
  }

  @Test
  void aPackThatStaysShortIsToldAsDamaged() throws Exception {
    assertToldWhenItStays("packs");
  }

  @Test
  void soIsASegment() throws Exception {
    assertToldWhenItStays("log");
  }

  /// A program that fills the folder does not do so; who wants an alarm never to be told might.
  @Test
  void whatGrowsAndShrinksIsToldAllTheSame() throws Exception {
    Path one = carryAllBut("packs");
    byte[] nearly = Files.readAllBytes(to.resolve(one));
    syncAsFarAsItGoes();
    time.advance(Arriving.PATIENCE.dividedBy(2));
    Files.write(to.resolve(one), Arrays.copyOf(nearly, nearly.length - 1));
    syncAsFarAsItGoes();
    time.advance(Arriving.PATIENCE.dividedBy(2).minusSeconds(1));
    Files.write(to.resolve(one), nearly);
    syncAsFarAsItGoes();
    time.advance(Duration.ofSeconds(1));
    assertThat(catchThrowableOfType(TidelockException.class, b::sync).code())
        .isEqualTo(ErrorCode.INTEGRITY);
  }

  /// It has its length: nobody is still bringing it.
  @Test
  void whatIsAlteredIsToldAtOnce() throws Exception {
    Path one = carryAllBut("log");
    byte[] whole = Files.readAllBytes(from.resolve(one));
    whole[whole.length / 2] ^= 1;
    Files.write(to.resolve(one), whole);
    assertThat(catchThrowableOfType(TidelockException.class, b::sync).code())
        .isEqualTo(ErrorCode.INTEGRITY);
  }
}
