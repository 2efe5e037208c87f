package org.tidelock.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.local.Disk.Facts;
import org.tidelock.engine.local.Disk.Listed;
import org.tidelock.engine.local.Disk.NameRules;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.sim.FileSystemMode.Ability;
import org.tidelock.engine.sim.FileSystemMode.Numbers;

/// File systems differ from each other as their modes say.
class SimModesTest {
  private static final String COMPOSED = "\u00e4";
  private static final String DECOMPOSED = "a\u0308";

  private final FakeTime time = new FakeTime(Instant.parse("2026-06-03T12:00:01.987654321Z"));
  private SimVolume volume;
  private SimDisk disk;
  private SimUser user;

  private void on(FileSystemMode mode) {
    volume = new SimVolume(mode, time, 7);
    disk = new SimDisk(volume, new DiskTrouble());
    user = new SimUser(volume);
  }

  private List<String> names() throws IOException {
    return disk.list(LocalPath.ROOT).stream().map(Listed::name).toList();
  }

  private Fingerprint look(String path) throws IOException {
    return disk.look(SimUser.at(path)).orElseThrow();
  }

  private void make(String name) throws IOException {
    disk.create(LocalPath.of(name)).close();
  }

  @Test
  void withoutCaseTwoSpellingsAreOneNameAndTheFirstIsKept() throws Exception {
    for (FileSystemMode mode : FileSystemMode.ALL) {
      on(mode);
      make("Readme");
      if (mode.can(Ability.TELLS_CASE)) {
        make("README");
        assertThat(names()).containsExactly("README", "Readme");
        continue;
      }
      assertThatThrownBy(() -> make("README")).isInstanceOf(FileAlreadyExistsException.class);
      assertThat(look("rEADME")).isEqualTo(look("Readme"));
      user.write("readme", "text");
      assertThat(names()).containsExactly("Readme");
      assertThat(user.read("README")).isEqualTo("text");
    }
  }

  @Test
  void onlyTheCaseOfANameChanges() throws Exception {
    on(FileSystemMode.WINDOWS);
    user.write("readme", "1");
    user.write("folder/inner", "2");
    disk.move(SimUser.at("readme"), SimUser.at("README"));
    disk.move(SimUser.at("FOLDER"), SimUser.at("Folder"));
    make("other");
    assertThat(names()).containsExactly("Folder", "README", "other");
    assertThat(user.read("folder/INNER")).isEqualTo("2");
    for (String taken : List.of("readme", "Readme", "README"))
      assertThatThrownBy(() -> disk.move(SimUser.at("other"), SimUser.at(taken)))
          .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> disk.move(SimUser.at("README"), SimUser.at("README")))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void lettersWithoutATwinHaveNone() throws Exception {
    on(FileSystemMode.WINDOWS);
    for (String name : List.of("i", "\u0131", "s", "\u017f", "ss", "\u00df")) make(name);
    assertThat(names()).hasSize(6);
    assertThatThrownBy(() -> make("I")).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(look("S")).isEqualTo(look("s"));
  }

  @Test
  void accentsAreWrittenAsEachSystemWritesThem() throws Exception {
    on(FileSystemMode.LINUX);
    make(COMPOSED);
    make(DECOMPOSED);
    assertThat(names()).containsExactly(DECOMPOSED, COMPOSED);
    on(FileSystemMode.MAC);
    make(COMPOSED);
    assertThatThrownBy(() -> make(DECOMPOSED)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(names()).containsExactly(COMPOSED);
    on(FileSystemMode.OLD_MAC);
    make(COMPOSED);
    assertThatThrownBy(() -> make(DECOMPOSED)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(names()).containsExactly(DECOMPOSED);
    assertThat(look(COMPOSED)).isEqualTo(look(DECOMPOSED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a?", "NUL", "con.txt", "Com1", "lpt\u00b2.x", "a\\b", "..."})
  void windowsHasNoSuchNames(String name) throws Exception {
    on(FileSystemMode.WINDOWS);
    assertThatThrownBy(() -> make(name)).isInstanceOf(FileSystemException.class);
    on(FileSystemMode.LINUX);
    make(name);
    assertThat(names()).containsExactly(name);
  }

  @Test
  void windowsDropsDotsAtTheEnd() throws Exception {
    on(FileSystemMode.WINDOWS);
    make("x. .");
    assertThat(names()).containsExactly("x");
    assertThat(look("x.")).isEqualTo(look("x"));
    make("com");
    make("com10");
    make("console.txt");
  }

  @Test
  void timesHaveTheirGrain() throws Exception {
    for (FileSystemMode mode : FileSystemMode.ALL) {
      on(mode);
      user.write("file", "");
      long grain = mode.grainNanos();
      long now = Duration.between(Instant.EPOCH, time.instant()).toNanos();
      assertThat(look("file").modified()).isEqualTo(now - now % grain);
      disk.setModified(SimUser.at("file"), Instant.ofEpochSecond(1_600_000_001L, 987_654_321));
      assertThat(look("file").modified()).isEqualTo(1_600_000_001_987_654_321L / grain * grain);
      disk.setModified(SimUser.at("file"), Instant.ofEpochSecond(-1));
      assertThat(look("file").modified()).isEqualTo(-Math.max(grain, 1_000_000_000));
      assertThat(disk.facts().grainNanos()).isEqualTo(Math.max(grain, 10_000_000));
    }
  }

  @Test
  void withinOneGrainAnEditOfTheSameSizeDoesNotShow() throws Exception {
    on(FileSystemMode.LINUX.withGrain(1_000_000_000));
    user.write("file", "one");
    Fingerprint before = look("file");
    time.sleep(Duration.ofMillis(5));
    user.write("file", "two");
    assertThat(look("file")).isEqualTo(before);
    time.sleep(Duration.ofMillis(10));
    user.write("file", "six");
    assertThat(look("file")).isNotEqualTo(before);
  }

  @Test
  void numbersLastOrAreUsedAgainOrAreNotTold() throws Exception {
    on(FileSystemMode.LINUX);
    long first = numberOfADeletedFile();
    assertThat(numberOfADeletedFile()).isEqualTo(first);
    on(FileSystemMode.LINUX.withNumbers(Numbers.LASTING));
    first = numberOfADeletedFile();
    assertThat(numberOfADeletedFile()).isNotEqualTo(first);
    on(FileSystemMode.STICK);
    assertThat(numberOfADeletedFile()).isZero();
    user.write("file", "x");
    assertThat(look("file"))
        .isEqualTo(
            new Fingerprint(Fingerprint.Kind.FILE, 1, look("file").modified(), 0, 0, 0, 0, false));
  }

  private long numberOfADeletedFile() throws IOException {
    make("passing");
    long number = look("passing").file();
    disk.delete(SimUser.at("passing"));
    disk.flush(); // only then a number is free
    return number;
  }

  @Test
  void whatADiskCannotDoItRefuses() throws Exception {
    on(FileSystemMode.LINUX.without(Ability.EXCHANGES));
    user.write("a", "1");
    user.write("b", "2");
    assertThat(disk.exchange(SimUser.at("a"), SimUser.at("b"))).isFalse();
    assertThat(user.read("a")).isEqualTo("1");
    on(FileSystemMode.LINUX.without(Ability.HAS_LINKS));
    assertThatThrownBy(() -> disk.makeLink(SimUser.at("l"), "x")).isInstanceOf(IOException.class);
    on(FileSystemMode.LINUX.without(Ability.KEEPS_EXECUTABLE));
    make("file");
    disk.setExecutable(SimUser.at("file"), true);
    assertThat(look("file").executable()).isFalse();
    on(FileSystemMode.LINUX.without(Ability.KNOWS_BIRTHS));
    make("file");
    assertThat(look("file").born()).isZero();
  }

  @Test
  void theDiskSaysWhatItIs() {
    on(FileSystemMode.STICK);
    assertThat(disk.facts()).isEqualTo(new Facts(false, false, 2_000_000_000, NameRules.WINDOWS));
    on(FileSystemMode.OLD_MAC);
    assertThat(disk.facts()).isEqualTo(new Facts(false, true, 1_000_000_000, NameRules.POSIX));
  }

  @Test
  void aNameThatIsNoTextLeadsNowhere() throws Exception {
    on(FileSystemMode.LINUX);
    user.unreadableName("bad\uFFFD");
    assertThat(disk.list(LocalPath.ROOT))
        .extracting(Listed::name, Listed::readableName)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("bad\uFFFD", false));
    assertThat(disk.look(SimUser.at("bad\uFFFD"))).isEmpty();
  }

  @Test
  void severalNamesOfOneFileAreOneFile() throws Exception {
    on(FileSystemMode.LINUX);
    user.write("a", "text");
    user.hardLink("a", "b");
    assertThatThrownBy(() -> disk.move(SimUser.at("a"), SimUser.at("b")))
        .isInstanceOf(FileAlreadyExistsException.class);
    user.rename("a", "b"); // does nothing, says POSIX
    assertThat(names()).containsExactly("a", "b");
    user.append("a", "!");
    disk.delete(SimUser.at("a"));
    assertThat(user.read("b")).isEqualTo("text!");
  }
}
