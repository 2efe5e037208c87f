package org.tidelock.engine.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Said;

/// One segment of one device is damaged or missing in the storage: it is named at each sync, and what others wrote goes on, except for what rests on
/// it.
final class OneWritersDamageTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  private TestDevice a;
  private TestDevice b;
  private TestDevice c;
  private Path damaged;
  private byte[] sound;

  @BeforeEach
  void threeDevices() throws Exception {
    a = TestDevice.create(root, "a");
    b = TestDevice.join(root, "b");
    c = TestDevice.join(root, "c");
    a.write("of a", "1");
    b.write("of b", "1");
    for (int i = 0; i < 2; i++) for (TestDevice d : new TestDevice[] {a, b, c}) d.sync();
    Set<Path> before = segments();
    a.write("of a", "2, which c does not get");
    a.sync();
    Set<Path> fresh = segments();
    fresh.removeAll(before);
    damaged = fresh.iterator().next();
    sound = Files.readAllBytes(damaged);
  }

  @AfterEach
  void close() {
    for (TestDevice d : new TestDevice[] {a, b, c}) if (d != null) d.close();
  }

  private Set<Path> segments() throws Exception {
    try (var files = Files.walk(root.resolve("store/log"))) {
      return new TreeSet<>(files.filter(Files::isRegularFile).toList());
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path each : files.toList()) Files.copy(each, to.resolve(from.relativize(each)));
    }
  }

  private void damage() throws Exception {
    byte[] wrong = sound.clone();
    wrong[wrong.length / 2] ^= 1;
    Files.write(damaged, wrong);
  }

  private void heal() throws Exception {
    Files.write(damaged, sound);
  }

  private String name() {
    return root.resolve("store").relativize(damaged).toString();
  }

  private void assertNamed(TestDevice device, ErrorCode code) {
    assertThatThrownBy(device::sync)
        .isInstanceOfSatisfying(
            TidelockException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.object()).contains(name());
            });
    assertThat(device.vault.status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void whatOthersWroteGoesOn() throws Exception {
    damage();
    // Without having seen it.
    b.write("of b", "2");
    assertNamed(b, ErrorCode.INTEGRITY);
    assertNamed(c, ErrorCode.INTEGRITY);
    assertThat(c.read("of b")).isEqualTo("2");
    assertThat(c.read("of a")).isEqualTo("1");
    c.write("of c", "1");
    assertNamed(c, ErrorCode.INTEGRITY);
    assertNamed(b, ErrorCode.INTEGRITY);
    assertThat(b.read("of c")).isEqualTo("1");
    heal();
    for (int i = 0; i < 2; i++) for (TestDevice d : new TestDevice[] {b, c, a}) d.sync();
    assertThat(c.read("of a")).startsWith("2");
    assertThat(c.tree()).isEqualTo(a.tree()).isEqualTo(b.tree());
    assertThat(c.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  /// What came beside the damage was seen: a storage that goes back to what was there before is not one without news, also for a process that begins.
  @Test
  void aStorageThatIsSetBackBesideItIsFoundOutAtTheFirstLook() throws Exception {
    c.sync();
    Path earlier = root.resolve("earlier");
    copy(root.resolve("store"), earlier);
    Set<Path> before = segments();
    b.write("of b", "2");
    b.sync();
    a.write("of a", "3");
    a.sync();
    Set<Path> fresh = segments();
    fresh.removeAll(before);
    for (Path each : fresh)
      if (each.getParent().equals(damaged.getParent())) {
        byte[] wrong = Files.readAllBytes(each);
        wrong[wrong.length / 2] ^= 1;
        Files.write(each, wrong);
      }
    assertThatThrownBy(c::sync).isInstanceOf(TidelockException.class);
    assertThat(c.read("of b")).isEqualTo("2");
    TestDevice.deleteTree(root.resolve("store"));
    copy(earlier, root.resolve("store"));
    c.restart();
    assertThatThrownBy(c::sync)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ROLLBACK));
  }

  @Acceptance(140)
  @Test
  void whatRestsOnItWaits() throws Exception {
    b.sync();
    b.write("of b", "2, after it has seen 2 of a");
    b.sync();
    damage();
    assertNamed(c, ErrorCode.INTEGRITY);
    assertThat(c.read("of b")).isEqualTo("1");
    assertThat(c.read("of a")).isEqualTo("1");
    heal();
    c.sync();
    assertThat(c.tree()).isEqualTo(b.tree());
  }

  @Acceptance(140)
  @Test
  void aMissingOneIsNamedAndTheOthersGoOn() throws Exception {
    Files.delete(damaged);
    b.write("of b", "2");
    assertNamed(b, ErrorCode.MISSING);
    assertNamed(c, ErrorCode.MISSING);
    assertThat(c.read("of b")).isEqualTo("2");
    assertThat(c.read("of a")).isEqualTo("1");
  }

  /// Before anything is written: whoever joins decides on all that there is.
  @Test
  void nobodyJoinsMeanwhile() throws Exception {
    damage();
    assertThatThrownBy(() -> TestDevice.join(root, "d"))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.object()).contains(name()));
  }

  /// It was shown until the profile was made anew.
  @Test
  void thatTwoDevicesSawDifferentTreesIsForgottenWhenTheyAgreeAgain() throws Exception {
    Set<Path> before = segments();
    b.write("of b", "2");
    b.sync();
    Set<Path> ofB = segments();
    ofB.removeAll(before);
    c.sync();
    doubt(root.resolve("store").relativize(ofB.iterator().next()).toString());
    assertThat(c.vault.issues()).anyMatch(i -> i.code().equals("SYN-09"));
    for (TestDevice d : new TestDevice[] {a, c}) d.sync();
    a.write("of a", "3");
    for (TestDevice d : new TestDevice[] {a, c}) d.sync();
    assertThat(c.vault.issues()).as("a says nothing of b").anyMatch(i -> i.code().equals("SYN-09"));
    b.sync();
    b.write("of b", "3");
    for (TestDevice d : new TestDevice[] {b, c}) d.sync();
    assertThat(c.vault.issues()).noneMatch(i -> i.code().equals("SYN-09"));
  }

  private void doubt(String segment) throws Exception {
    c.vault.close();
    try (Database index = Database.open(c.home.resolve("index.db"), Database.Access.WRITE)) {
      Tables.over(index)
          .issues()
          .put(
              new Issue(
                  "doubt:" + segment,
                  Issue.Severity.ATTENTION,
                  Issue.Kind.SAFETY,
                  "SYN-09",
                  Said.plain("Two devices see different trees"),
                  Said.plain("A mistake of Tidelock."),
                  Optional.of(segment),
                  Instant.now()));
    }
    c.restart();
  }
}
