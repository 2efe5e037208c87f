package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.local.RealDisk;
import org.tidelock.engine.system.SystemPlaces;

/// How often a file is read to record it. What a large file costs is mostly that: it is read twice only where the first time can save sending it.
final class ReadingPassesTest {
  private static final int SIZE = 3 << 20;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Map<String, Long> read = new ConcurrentHashMap<>();
  private TestDevice device;

  @BeforeEach
  void aVaultWithOneFile() throws Exception {
    device =
        TestDevice.create(
            root,
            "device",
            TestDevice.vaults(
                new SystemPlaces() {
                  @Override
                  public Disk disk(Path folder, Mounts mounts) throws IOException {
                    return counting(RealDisk.open(folder, mounts));
                  }
                }));
    put("file", 1);
    assertThat(passes("file")).isEqualTo(1);
  }

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void anEditThatKeepsTheSizeIsReadOnce() throws Exception {
    for (int edit = 2; edit < 5; edit++) {
      put("file", edit);
      assertThat(passes("file")).as("edit %d", edit).isEqualTo(1);
    }
  }

  @Test
  void aTouchIsReadOnceAndSendsNoBytes() throws Exception {
    long packs = packs();
    Files.setLastModifiedTime(device.folder.resolve("file"), FileTime.from(Instant.EPOCH));
    assertThat(passes("file")).isEqualTo(1);
    assertThat(packs()).isEqualTo(packs);
  }

  @Test
  void whatIsSetBackIsReadOnceAndItsBytesAreNotSentAgain() throws Exception {
    put("file", 2);
    device.sync();
    long packs = packs();
    put("file", 1);
    assertThat(passes("file")).isEqualTo(1);
    assertThat(packs()).isEqualTo(packs);
  }

  @Test
  void aCopyOverAnotherFileIsFoundBeforeItIsSent() throws Exception {
    put("other", 2);
    device.sync();
    long packs = packs();
    put("file", 2);
    assertThat(passes("file")).isEqualTo(1);
    assertThat(packs()).isEqualTo(packs);
    put("third", 3);
    device.sync();
    put("file", 4);
    assertThat(passes("file")).as("it could be one of the others").isEqualTo(2);
  }

  /// Changed long ago, so that nobody has to look again whether it was changed once more since.
  private void put(String file, int seed) throws IOException {
    byte[] bytes = new byte[SIZE];
    new Random(seed).nextBytes(bytes);
    device.write(file, bytes);
    Files.setLastModifiedTime(
        device.folder.resolve(file), FileTime.from(Instant.EPOCH.plusSeconds(seed)));
  }

  private long packs() throws IOException {
    try (Stream<Path> packs = Files.walk(root.resolve("store").resolve("packs"))) {
      return packs.filter(Files::isRegularFile).count();
    }
  }

  /// Syncs, and tells how many times over the bytes of a file were read.
  private long passes(String file) throws Exception {
    read.clear();
    device.sync();
    long bytes = read.getOrDefault(file, 0L);
    assertThat(bytes % SIZE).isZero();
    return bytes / SIZE;
  }

  private Disk counting(Disk disk) {
    return (Disk)
        Proxy.newProxyInstance(
            Disk.class.getClassLoader(),
            new Class<?>[] {Disk.class},
            (proxy, method, args) -> {
              try {
                Object result = method.invoke(disk, args);
                return method.getName().equals("open")
                    ? ((Optional<?>) result)
                        .map(o -> counting((LocalPath) args[0], (Disk.Opened) o))
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Disk.Opened counting(LocalPath path, Disk.Opened opened) {
    SeekableByteChannel channel =
        (SeekableByteChannel)
            Proxy.newProxyInstance(
                SeekableByteChannel.class.getClassLoader(),
                new Class<?>[] {SeekableByteChannel.class},
                (proxy, method, args) -> {
                  try {
                    Object result = method.invoke(opened.bytes(), args);
                    if (method.getName().equals("read") && (int) result > 0)
                      read.merge(path.toString(), (long) (int) result, Long::sum);
                    return method.getName().equals("position") && args != null ? proxy : result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Disk.Opened(opened.found(), channel);
  }
}
