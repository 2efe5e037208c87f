package org.tidelock.engine.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Activity;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.core.HostileScene;
import org.tidelock.engine.core.LocalVaults;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.system.SystemEffects;

/// Whoever has the passphrase can join, but not unseen (vault-format.md, 6).
final class NewcomersTest {
  @TempDir(factory = FastTempDir.class)
  Path root;

  /// To the second: issues keep their time to the microsecond only.
  private final FakeTime now = new FakeTime(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  @Test
  void aDeviceThatJoinsAndWritesNothingIsToldOfOnce() throws Exception {
    try (TestDevice a = TestDevice.create(root, "devA")) {
      a.sync();
      try (TestDevice b = TestDevice.join(root, "devB")) {
        a.sync();
        assertThat(told(a)).containsExactly("devB");
        assertThat(a.vault.devices()).hasSize(2).allMatch(d -> d.lastSeen().isPresent());
        assertThat(a.vault.issues())
            .filteredOn(i -> i.code().equals("DEV-04"))
            .singleElement()
            .satisfies(i -> assertThat(i.title().english()).contains("devB"))
            .returns(Issue.Severity.INFO, Issue::severity);
        a.sync();
        a.restart();
        a.sync();
        a.vault.verify(false, _ -> {});
        assertThat(told(a)).containsExactly("devB");
        b.write("f", "x");
        b.sync();
        a.sync();
        assertThat(told(b)).isEmpty();
        assertThat(told(a)).containsExactly("devB");
      }
    }
  }

  @Test
  void everyOtherDeviceIsToldEvenBeforeItsFirstSync() throws Exception {
    try (TestDevice a = TestDevice.create(root, "devA");
        TestDevice b = TestDevice.join(root, "devB");
        TestDevice c = TestDevice.join(root, "devC")) {
      a.sync();
      b.sync();
      c.sync();
      assertThat(told(a)).containsExactlyInAnyOrder("devB", "devC");
      assertThat(told(b)).containsExactly("devC");
      assertThat(told(c)).isEmpty();
    }
  }

  /// Whoever wants to read in silence keeps its segment back; the entry that made it a member it cannot.
  @Test
  void aDeviceThatHidesItsFirstSegmentIsSeen() throws Exception {
    try (TestDevice a = TestDevice.create(root, "devA")) {
      a.sync();
      joinHidden("devB");
      a.restart();
      a.sync();
      assertThat(told(a)).containsExactly("devB");
    }
  }

  @Test
  void aVaultThatStaysOpenLooksEverySixHours() throws Exception {
    try (TestDevice a = TestDevice.create(root, "devA", withClock())) {
      a.sync();
      joinHidden("devB");
      pass(Duration.ofHours(5));
      a.sync();
      assertThat(told(a)).isEmpty();
      pass(Duration.ofHours(1));
      a.sync();
      assertThat(told(a)).containsExactly("devB");
      assertThat(a.sync().received().requests()).as("the listing of the heads").isEqualTo(1);
    }
  }

  @Test
  void theNewsOfADeviceEndsAfterTwoWeeks() throws Exception {
    try (TestDevice a = TestDevice.create(root, "devA", withClock())) {
      a.sync();
      TestDevice.join(root, "devB").close();
      a.sync();
      pass(Duration.ofDays(14));
      a.sync();
      assertThat(a.vault.issues()).extracting(Issue::code).contains("DEV-04");
      pass(Duration.ofSeconds(1));
      a.sync();
      assertThat(a.vault.issues()).extracting(Issue::code).doesNotContain("DEV-04");
      assertThat(told(a)).containsExactly("devB");
    }
  }

  /// A first segment has no operations; what was made knowing it must come after it all the same.
  @Test
  void segmentsStandAfterTheEmptyOnesThatTheyHaveSeen() throws Exception {
    try (TestDevice a = TestDevice.create(root, "devA")) {
      a.sync();
      for (int i = 0; i < 8; i++) {
        TestDevice.join(root, "dev" + i).close();
        a.sync();
        a.write("f" + i, "x");
        a.sync();
      }
      try (Database db = Database.open(a.home.resolve("index.db"), Database.Access.READ)) {
        LogTable log = Tables.over(db).log();
        TreeMap<WriterId, Long> before = new TreeMap<>();
        for (LogTable.SegmentKey key : log.inCausalOrder()) {
          VersionVector seen = log.seen(key.writer(), key.seq()).orElseThrow();
          assertThat(new VersionVector(before).covers(seen)).as(key.toString()).isTrue();
          before.merge(key.writer(), 1L, Long::sum);
        }
        assertThat(before).hasSize(9);
      }
    }
  }

  private void joinHidden(String name) throws Exception {
    List<String> before = objects();
    TestDevice.join(root, name).close();
    for (String object : objects())
      if (!before.contains(object) && object.matches("(log|heads)/.*"))
        TestDevice.deleteTree(root.resolve("store").resolve(object));
  }

  private List<String> objects() throws Exception {
    return new ArrayList<>(HostileScene.names(root.resolve("store")));
  }

  private LocalVaults withClock() {
    return TestDevice.vaults(SystemEffects.create().at(now));
  }

  private void pass(Duration time) throws InterruptedException {
    now.advance(time);
  }

  private static List<String> told(TestDevice device) {
    return device.vault.activity(100, Optional.empty()).stream()
        .filter(x -> x.kind() == Activity.Kind.DEVICE)
        .map(Activity::device)
        .toList();
  }
}
