package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Vault;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.system.SystemPlaces;

/// What the engine has written itself is told by the real watch as any other change: it is looked at, and found to be nothing new.
final class OwnWritesTest {
  private static final int FILES = 500;
  private static final LocalPath MANY = new LocalPath(List.of("in", "many"));

  /// Of a machine that is busy with other things.
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final AtomicInteger looks = new AtomicInteger();

  /// Counts how often the folder is listed in which everything comes.
  private final class Looking extends SystemPlaces {
    @Override
    public Disk disk(Path folder, Mounts mounts) throws IOException {
      Disk disk = super.disk(folder, mounts);
      return (Disk)
          Proxy.newProxyInstance(
              OwnWritesTest.class.getClassLoader(),
              new Class<?>[] {Disk.class},
              (_, method, arguments) -> {
                if (method.getName().equals("list") && arguments[0].equals(MANY))
                  looks.incrementAndGet();
                try {
                  return method.invoke(disk, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  @Acceptance(164)
  @Test
  void whatComesFromAnotherDeviceIsLookedAtTwiceAtMostAndNotSentBack() throws Exception {
    try (TestDevice a = TestDevice.create(root, "a");
        TestDevice b = TestDevice.join(root, "b", TestDevice.vaults(new Looking()))) {
      a.write("in/first", "1");
      a.sync();
      b.sync();
      try (Vault.Subscription _ = a.vault.watch();
          Vault.Subscription _ = b.vault.watch()) {
        a.write("here", "b's watch is awake when this has come");
        await(() -> b.has("here"));
        // Put in place at once.
        Path many = Files.createDirectories(root.resolve("many"));
        for (int i = 0; i < FILES; i++) Files.writeString(many.resolve("f" + i), "text " + i);
        Files.move(many, a.folder.resolve("in/many"));
        await(() -> count(b.folder.resolve("in/many")) == FILES);
        long stored = stored();
        for (String name : List.of("one more of b", "and one more")) {
          Path whole = root.resolve(name);
          Files.writeString(whole, name + ", sent after b has looked where it was told to");
          Files.move(whole, b.folder.resolve(name));
          await(() -> a.has(name));
        }
        assertThat(stored()).as("a pack and a segment of each").isEqualTo(stored + 4);
        assertThat(looks.get()).as("looks").isLessThanOrEqualTo(2);
      }
      assertThat(b.tree()).isEqualTo(a.tree()).hasSize(FILES + 6);
    }
  }

  private long stored() throws IOException {
    return count(root.resolve("store/packs")) + count(root.resolve("store/log"));
  }

  private static long count(Path folder) throws IOException {
    if (!Files.exists(folder)) return 0;
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    for (long start = System.nanoTime(); !condition.call(); Thread.sleep(20))
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }
}
