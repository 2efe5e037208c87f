package org.tidelock.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.effects.FakeTime;

/// What a power cut leaves: all that was flushed, and of the rest anything that a system may leave, so that whoever relies on more is found out.
class SimCrashTest {
  private static final int SEEDS = 300;

  private FakeTime time;
  private SimVolume volume;
  private SimDisk disk;
  private SimUser user;

  private interface Deed {
    void run() throws IOException;
  }

  @BeforeEach
  void begin() {
    time = new FakeTime(Instant.parse("2026-06-03T12:00:00Z"));
    volume = new SimVolume(FileSystemMode.LINUX, time, 7);
    disk = new SimDisk(volume, new DiskTrouble());
    user = new SimUser(volume);
  }

  /// What there was after a power cut, and how often, over many seeds.
  private SortedMap<String, Integer> outcomes(Deed deed) throws IOException {
    SortedMap<String, Integer> outcomes = new TreeMap<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      begin();
      deed.run();
      volume.crash(random(seed));
      disk = new SimDisk(volume, new DiskTrouble());
      outcomes.merge(user.tree().toString(), 1, Integer::sum);
    }
    return outcomes;
  }

  /// The first numbers of seeds that lie close together are alike.
  private static Random random(int seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L);
  }

  private void put(String path, String text) throws IOException {
    try (SeekableByteChannel out = disk.create(SimUser.at(path))) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void move(String from, String to) throws IOException {
    disk.move(SimUser.at(from), SimUser.at(to));
  }

  @Test
  void whatWasFlushedIsThere() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  disk.makeFolder(SimUser.at("folder"));
                  put("staged", "text");
                  move("staged", "folder/file");
                  disk.makeLink(SimUser.at("link"), "folder");
                  put("gone", "");
                  disk.delete(SimUser.at("gone"));
                  disk.flush();
                }))
        .isEqualTo(Map.of("{folder=/, folder/file=text, link=-> folder}", SEEDS));
  }

  @Test
  void permissionsAreFlushedAsWell() throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      begin();
      user.write("file", "text");
      volume.forceAll();
      disk.setExecutable(SimUser.at("file"), true);
      disk.flush();
      volume.crash(random(seed));
      assertThat(user.permissions("file")).isEqualTo("rwxr-xr-x");
    }
  }

  @Test
  void afterManyChangesEverybodysFilesAreFlushed() throws Exception {
    user.write("mine", "text");
    for (int i = 0; i < 40; i++) put("f" + i, "x");
    disk.flush();
    volume.crash(new Random(1));
    assertThat(user.tree()).hasSize(41).containsEntry("mine", "text");
  }

  @Test
  void afterFewChangesOnlyOurOwn() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("users/mine", "text");
                  put("ours", "ours");
                  disk.flush();
                }))
        .containsKeys("{ours=ours, users=/, users/mine=text}", "{ours=ours, users=/, users/mine=}")
        .allSatisfy((left, count) -> assertThat(left).contains("ours=ours"));
  }

  @Test
  void whatIsSecuredIsThereWhoeverWroteIt() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("gone", "x");
                  volume.forceAll();
                  user.write("folder/mine", "text");
                  user.delete("gone");
                  disk.secure(
                      Stream.of("folder", "folder/mine", "gone", "never/was")
                          .map(SimUser::at)
                          .toList());
                }))
        .isEqualTo(Map.of("{folder=/, folder/mine=text}", SEEDS));
  }

  @Test
  void afterAWhileTheSystemHasWrittenEverything() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("old", "text");
                  time.sleep(Duration.ofMinutes(1));
                  user.write("old", "TEXT");
                  user.write("new", "x");
                }))
        .containsKey("{old=text}")
        .allSatisfy((left, count) -> assertThat(left).contains("old="));
  }

  @Test
  void bytesThatWereNotFlushedAreThereWholeOrInPart() throws Exception {
    String old = "o".repeat(10_000);
    String now = "n".repeat(10_000);
    TreeSet<String> shapes = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      begin();
      user.write("file", old);
      volume.forceAll();
      user.overwrite("file", 0, now.getBytes(StandardCharsets.UTF_8));
      volume.crash(random(seed));
      shapes.add(user.read("file").replaceAll("(.)\\1*", "$1"));
    }
    assertThat(shapes).contains("o", "n", "no", "on", "non", "ono");
  }

  @Test
  void anewFileMayBeThereWithoutItsBytes() throws Exception {
    SortedMap<String, Integer> outcomes = outcomes(() -> user.write("file", "text"));
    assertThat(outcomes).containsKeys("{}", "{file=}", "{file=text}", "{file=te}");
    // Zeros, where the length was known before the bytes were.
    assertThat(outcomes).containsKey("{file=\0\0\0\0}");
  }

  @Test
  void bytesAndTimesGoTheirOwnWays() throws Exception {
    TreeSet<String> seen = new TreeSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      begin();
      user.write("file", "old");
      volume.forceAll();
      Instant before = user.modified("file");
      time.sleep(Duration.ofSeconds(1));
      user.write("file", "new");
      volume.crash(random(seed));
      seen.add(user.read("file") + (user.modified("file").equals(before) ? " then" : " now"));
    }
    assertThat(seen).contains("old then", "old now", "new then", "new now");
  }

  @Test
  void aRenameIsThereWholeOrNotAtAll() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("a/file", "text");
                  user.makeFolder("b");
                  volume.forceAll();
                  user.rename("a/file", "b/file");
                }))
        .containsOnlyKeys("{a=/, a/file=text, b=/}", "{a=/, b=/, b/file=text}");
  }

  @Test
  void anExchangeIsThereWholeOrNotAtAll() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("a/file", "1");
                  user.write("b", "2");
                  volume.forceAll();
                  disk.exchange(SimUser.at("a/file"), SimUser.at("b"));
                }))
        .containsOnlyKeys("{a=/, a/file=1, b=2}", "{a=/, a/file=2, b=1}");
  }

  @Test
  void inOneFolderThingsHappenInTheirOrder() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("a", "1");
                  volume.forceAll();
                  user.rename("a", "b");
                  user.rename("b", "c");
                }))
        .containsOnlyKeys("{a=1}", "{b=1}", "{c=1}");
  }

  @Test
  void inTwoFoldersInAnyOrder() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.makeFolder("a");
                  user.makeFolder("b");
                  volume.forceAll();
                  user.makeFolder("a/1");
                  user.makeFolder("b/2");
                }))
        .containsOnlyKeys(
            "{a=/, b=/}", "{a=/, a/1=/, b=/}", "{a=/, b=/, b/2=/}", "{a=/, a/1=/, b=/, b/2=/}");
  }

  @Test
  void aSaveNeverLosesBothNames() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("file", "old");
                  volume.forceAll();
                  put("file~", "new");
                  disk.flush();
                  user.rename("file~", "file");
                }))
        .containsOnlyKeys("{file=old, file~=new}", "{file=new}");
  }

  @Test
  void withoutAFlushASavedFileMayBeEmpty() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("file", "old");
                  volume.forceAll();
                  user.save("file", "new");
                }))
        .containsKeys("{file=old}", "{file=new}", "{file=}");
  }

  @Test
  void aFolderThatIsLostTakesNothingWithIt() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.write("file", "text");
                  volume.forceAll();
                  user.makeFolder("new/deep");
                  user.rename("file", "new/deep/file");
                }))
        .allSatisfy((left, count) -> assertThat(left).contains("file=text"));
  }

  @Test
  void flushingAFolderBringsWhatItBuildsOn() throws Exception {
    assertThat(
            outcomes(
                () -> {
                  user.makeFolder("a/b");
                  user.write("file", "text");
                  volume.forceAll();
                  user.rename("a/b", "b");
                  user.rename("a", "b/a");
                  move("file", "b/a/file");
                  disk.flush();
                }))
        .isEqualTo(Map.of("{b=/, b/a=/, b/a/file=text}", SEEDS));
  }

  @Test
  void nothingThatWasOpenedBeforeWorksAfterwards() throws Exception {
    SeekableByteChannel open = disk.create(SimUser.at("file"));
    volume.crash(new Random(1));
    assertThatThrownBy(() -> disk.look(SimUser.at("file"))).isInstanceOf(SimVolume.Off.class);
    assertThatThrownBy(() -> open.write(ByteBuffer.wrap(new byte[1])))
        .isInstanceOf(SimVolume.Off.class);
  }

  /// Whatever is done: no folder in itself, no number twice, and a second cut changes nothing.
  @Test
  void whatIsLeftIsAlwaysATree() throws Exception {
    for (int seed = 0; seed < 400; seed++) {
      begin();
      Random random = random(seed);
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 30; i++) doSomething(random);
        volume.crash(random);
        disk = new SimDisk(volume, new DiskTrouble());
        SortedMap<String, String> tree = user.tree();
        List<Long> numbers = new ArrayList<>();
        for (String path : tree.keySet())
          numbers.add(disk.look(SimUser.at(path)).orElseThrow().file());
        assertThat(numbers).as("numbers, seed " + seed).doesNotHaveDuplicates();
        assertThat(volume.freeBytes())
            .as("bytes, seed " + seed)
            .isEqualTo(
                (1L << 40)
                    - tree.values().stream()
                        .filter(s -> !s.equals("/"))
                        .mapToInt(String::length)
                        .sum());
        volume.crash(random);
        disk = new SimDisk(volume, new DiskTrouble());
        assertThat(user.tree()).as("seed " + seed).isEqualTo(tree);
      }
    }
  }

  private void doSomething(Random random) {
    String one = path(random);
    String other = path(random);
    try {
      switch (random.nextInt(8)) {
        case 0 -> put(one, "x");
        case 1 -> disk.makeFolder(SimUser.at(one));
        case 2, 3 -> move(one, other);
        case 4 -> disk.exchange(SimUser.at(one), SimUser.at(other));
        case 5 -> disk.delete(SimUser.at(one));
        case 6 -> user.rename(one, other);
        default -> {
          if (random.nextInt(3) == 0) disk.flush();
          time.sleep(Duration.ofSeconds(random.nextInt(10)));
        }
      }
    } catch (IOException e) {
      return; // what cannot be done here
    }
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    do path.append(path.isEmpty() ? "" : "/").append((char) ('a' + random.nextInt(3)));
    while (random.nextInt(2) == 0);
    return path.toString();
  }
}
