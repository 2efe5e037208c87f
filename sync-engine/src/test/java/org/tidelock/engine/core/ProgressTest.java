package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Progress.Phase;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// What is told of work while it goes on: counts that rise up to the whole, and nothing more when it is over. The last file that is read, or the pack that is
/// fetched, waits until something was told, so that no machine is too fast to say anything.
final class ProgressTest {
  private static final int FILES = 60;
  private static final int SIZE = 2000;

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void countsRiseToTheWholeWhileFilesAreSentAndReceived() throws Exception {
    Patient sending = new Patient();
    Patient receiving = new Patient();
    try (TestDevice a = TestDevice.create(root, "devA", TestDevice.vaults(sending));
        TestDevice b = TestDevice.join(root, "devB", TestDevice.vaults(receiving))) {
      Random random = new Random(1);
      byte[] bytes = new byte[SIZE];
      for (int i = 0; i < FILES; i++) {
        random.nextBytes(bytes);
        a.write("f/" + i, bytes.clone());
      }
      rises(a, sending, Phase.SENDING);
      rises(b, receiving, Phase.RECEIVING);
      assertThat(b.tree()).isEqualTo(a.tree());
    }
  }

  private static void rises(TestDevice device, Patient storage, Phase phase) throws Exception {
    List<Status> told = new CopyOnWriteArrayList<>();
    try (var _ =
        device.vault.listen(
            event -> {
              if (!(event instanceof VaultEvent.StatusChanged changed)) return;
              told.add(changed.status());
              if (changed.status().progress().filter(p -> p.phase() == phase).isPresent())
                storage.goOn.countDown();
            })) {
      device.sync();
    }
    List<Progress> progress =
        told.stream().flatMap(s -> s.progress().stream()).filter(p -> p.phase() == phase).toList();
    assertThat(progress).as("told while it goes on: %s", told).isNotEmpty();
    for (Progress p : progress) {
      assertThat(p.files()).isBetween(0L, p.totalFiles());
      assertThat(p.bytes()).isBetween(0L, p.totalBytes());
      assertThat(p.totalFiles()).isEqualTo(FILES);
      assertThat(p.totalBytes()).isEqualTo((long) FILES * SIZE);
    }
    assertThat(progress).extracting(Progress::files).isSorted();
    assertThat(progress).extracting(Progress::bytes).isSorted();
    assertThat(told.getLast().progress()).isEmpty();
    assertThat(told.getLast().state()).isEqualTo(State.UP_TO_DATE);
  }

  /// Opening one file, and reading any pack, waits until it may go on.
  private static final class Patient extends SystemPlaces {
    private static final LocalPath FILE = LocalPath.of("f", String.valueOf(FILES - 1));
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public Disk disk(Path folder) throws IOException {
      return waiting(Disk.class, super.disk(folder), "open", FILE::equals);
    }

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      return waiting(
          ObjectStore.class,
          super.store(folder, owner, random),
          "read",
          name -> name.toString().startsWith("packs/"));
    }

    private <T> T waiting(Class<T> type, T real, String call, Predicate<Object> on) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (_, method, arguments) -> {
                if (method.getName().equals(call) && on.test(arguments[0]))
                  assertThat(goOn.await(30, TimeUnit.SECONDS)).as("progress was told").isTrue();
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }));
    }
  }
}
