package org.tidelock.engine.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;

/// A process that is killed while it creates objects: only whole ones are there, all that it was told of, and the next run clears the rest away.
class KilledCreatorTest {
  @TempDir Path dir;

  @Test
  void onlyWholeObjectsSurviveAKill() throws Exception {
    killSome(4);
  }

  @Test
  @Tag("heavy")
  void onlyWholeObjectsSurviveManyKills() throws Exception {
    killSome(100);
  }

  private void killSome(int runs) throws Exception {
    long seed = System.nanoTime();
    System.out.println("KilledCreatorTest seed " + seed);
    Random random = new Random(seed);
    Path store = Files.createDirectory(dir.resolve("store"));
    long created = 0;
    long leftovers = 0;
    for (int run = 0; run < runs; run++) {
      Path said = dir.resolve("said-" + run);
      kill(store, "r" + run + "-", said, random.nextInt(400));
      leftovers += temporaries(store).size();
      created += check(store, wholeLines(Files.readString(said)));
    }
    System.out.println(created + " objects after " + runs + " kills, " + leftovers + " leftovers");
    assertThat(created).isPositive();
  }

  private static void kill(Path store, String prefix, Path said, int after) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Creator.class.getName(),
                store.toString(),
                prefix)
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      for (int i = 0; i < 6000 && Files.size(said) == 0; i++) Thread.sleep(10);
      Thread.sleep(after);
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static List<String> wholeLines(String text) {
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static long check(Path folder, List<String> said) throws Exception {
    ObjectStore store = FolderStore.open(folder, "creator", new SecureRandom());
    List<ObjectInfo> all = store.listAll();
    for (ObjectInfo info : all) {
      byte[] bytes = Creator.bytesOf(info.name());
      assertThat(info.size()).isEqualTo(bytes.length);
      assertThat(store.get(info.name(), bytes.length)).isEqualTo(bytes);
    }
    for (String name : said) assertThat(store.stat(new ObjectName(name))).as(name).isPresent();
    store.clearLeftovers();
    assertThat(temporaries(folder)).isEmpty();
    assertThat(store.listAll()).hasSameSizeAs(all);
    return all.size();
  }

  private static List<Path> temporaries(Path store) throws Exception {
    try (Stream<Path> files = Files.list(store.resolve(".tmp"))) {
      return files.toList();
    }
  }
}
