package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Issue;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.system.SystemEffects;

/// A second copy while a vault is watched: it follows by itself, and its trouble stops nothing. The loop's turns are taken by hand, on a clock of the test.
final class MirrorUpkeepTest {
  private static final Instant START = Instant.parse("2026-06-03T12:00:00Z");

  @TempDir(factory = FastTempDir.class)
  static Path temp;

  private static Path root;

  private final FakeTime time = new FakeTime(START);
  private TestDevice a;

  @BeforeAll
  static void make() throws Exception {
    root = Files.createDirectories(temp.resolve("live"));
    LocalVaults vaults = TestDevice.vaults(SystemEffects.create().at(new FakeTime(START)));
    try (TestDevice first = TestDevice.create(root, "a", vaults)) {
      first.write("kept", "kept");
      first.sync();
      first.vault.beginMirror(second().toUri().toString(), StorageAccess.NONE, _ -> {});
    }
    HostileScene.copy(root, temp.resolve("made"));
  }

  @BeforeEach
  void open() throws Exception {
    HostileScene.replace(root, temp.resolve("made"));
    a = TestDevice.open(root, "a", TestDevice.vaults(SystemEffects.create().at(time)));
  }

  @AfterEach
  void close() {
    a.close();
  }

  private static Path second() {
    return root.resolve("second");
  }

  private static SortedSet<String> names(String store) throws Exception {
    return HostileScene.names(root.resolve(store));
  }

  /// As the loop does.
  private void watchFor(Duration span) throws Exception {
    Instant end = time.instant().plus(span);
    while (time.instant().isBefore(end)) time.advance(((LocalVault) a.vault).upkeep().turn());
  }

  private List<Issue> told(String code) {
    return a.vault.issues().stream().filter(i -> i.code().equals(code)).toList();
  }

  private void secondIsAway(boolean away) throws Exception {
    Path aside = root.resolve("aside");
    if (away) Files.move(second(), aside);
    else Files.move(aside, second());
  }

  @Test
  void whatWasSyncedIsCopiedWithinAQuarterOfAnHour() throws Exception {
    a.write("more", "more");
    a.sync();
    watchFor(Duration.ofMinutes(16));
    assertThat(names("second")).isEqualTo(names("store"));
    a.write("more", "and more");
    a.sync();
    watchFor(Duration.ofMinutes(16));
    assertThat(names("second")).isEqualTo(names("store"));
    assertThat(told("MIR-01")).isEmpty();
  }

  @Test
  void whereNothingWasSyncedItIsAskedOnceADay() throws Exception {
    Path pack =
        second()
            .resolve(
                names("second").stream()
                    .filter(n -> n.startsWith("packs/"))
                    .findFirst()
                    .orElseThrow());
    Files.delete(pack);
    watchFor(Duration.ofHours(20));
    assertThat(pack).doesNotExist();
    watchFor(Duration.ofHours(5));
    assertThat(pack).exists();
  }

  @Test
  void aPauseHoldsIt() throws Exception {
    a.write("more", "more");
    a.sync();
    a.vault.pause(Optional.of(Duration.ofHours(5)));
    watchFor(Duration.ofHours(4));
    assertThat(names("second")).isNotEqualTo(names("store"));
    watchFor(Duration.ofHours(2));
    assertThat(names("second")).isEqualTo(names("store"));
  }

  @Test
  void aCopyThatIsAwayIsAnIssueOfItsOwnAndStopsNothing() throws Exception {
    secondIsAway(true);
    a.write("more", "more");
    a.sync();
    watchFor(Duration.ofMinutes(30));
    assertThat(told("MIR-01")).as("a little late is nothing").isEmpty();
    watchFor(Duration.ofHours(4));
    assertThat(told("MIR-01")).extracting(Issue::severity).containsExactly(Issue.Severity.INFO);
    assertThat(told("MIR-01").getFirst().body().english()).contains("since 2026-06-03");
    assertThat(a.sync().problems()).isEmpty();
    watchFor(Duration.ofDays(8));
    assertThat(told("MIR-01"))
        .extracting(Issue::severity)
        .containsExactly(Issue.Severity.ATTENTION);
    secondIsAway(false);
    watchFor(Duration.ofHours(17));
    assertThat(told("MIR-01")).isEmpty();
    assertThat(names("second")).isEqualTo(names("store"));
  }

  @Test
  void aCopyThatKnowsMoreThanTheStorageIsTold() throws Exception {
    HostileScene.copy(root.resolve("home-a"), root.resolve("older/home-a"));
    HostileScene.copy(root.resolve("store"), root.resolve("older/store"));
    a.write("more", "more");
    a.sync();
    watchFor(Duration.ofMinutes(16));
    a.close();
    // As a device that has seen nothing of it, before a storage that was set back.
    for (String part : List.of("home-a", "store"))
      HostileScene.replace(root.resolve(part), root.resolve("older").resolve(part));
    a = TestDevice.open(root, "a", TestDevice.vaults(SystemEffects.create().at(time)));
    watchFor(Duration.ofDays(2));
    assertThat(told("MIR-02")).hasSize(1);
    assertThat(told("MIR-02").getFirst().body().english()).contains("set back");
    a.vault.endMirror();
    watchFor(Duration.ofMinutes(5));
    assertThat(told("MIR-02")).isEmpty();
  }
}
