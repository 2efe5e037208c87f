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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.Progress;
import org.tidelock.engine.Progress.Direction;
import org.tidelock.engine.Progress.Phase;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.VaultEvent;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemPlaces;

/// What is told of work while it goes on: counts that rise up to the whole, the files on their way, and nothing more when it is over. A call that the work
/// needs waits until something was told, so that no machine is too fast to say anything.
final class ProgressTest {
  private static final int FILES = 60;
  private static final int SIZE = 2000;
  private static final int LARGE = 80 << 20;

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void countsRiseToTheWholeWhileFilesAreSentAndReceived() throws Exception {
    LocalPath last = LocalPath.of("f", String.valueOf(FILES - 1));
    HeldUp sending = new HeldUp("open", last::equals, p -> p.phase() == Phase.SENDING);
    HeldUp receiving = new HeldUp("read", HeldUp::isPack, p -> p.phase() == Phase.RECEIVING);
    try (TestDevice a = TestDevice.create(root, "devA", TestDevice.vaults(sending));
        TestDevice b = TestDevice.join(root, "devB", TestDevice.vaults(receiving))) {
      writeFiles(a);
      assertRises(sync(a, sending), Phase.SENDING);
      assertRises(sync(b, receiving), Phase.RECEIVING);
      assertThat(b.tree()).isEqualTo(a.tree());
    }
  }

  private static void writeFiles(TestDevice device) throws IOException {
    Random random = new Random(1);
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < FILES; i++) {
      random.nextBytes(bytes);
      device.write("f/" + i, bytes.clone());
    }
  }

  private static void assertRises(List<Progress> progress, Phase phase) {
    assertThat(progress).extracting(Progress::phase).containsOnly(phase);
    for (Progress p : progress) {
      assertThat(p.files()).isBetween(0L, p.totalFiles());
      assertThat(p.bytes()).isBetween(0L, p.totalBytes());
      // They are counted one by one first.
      assertThat(p.totalFiles()).isBetween(1L, (long) FILES);
      assertThat(p.totalBytes()).isBetween(1L, (long) FILES * SIZE);
    }
    assertThat(progress).extracting(Progress::totalFiles).isSorted();
    assertThat(progress).extracting(Progress::totalBytes).isSorted();
    assertThat(progress.getLast().totalFiles()).isEqualTo(FILES);
    assertThat(progress.getLast().totalBytes()).isEqualTo((long) FILES * SIZE);
    assertThat(progress).extracting(Progress::files).isSorted();
    assertThat(progress).extracting(Progress::bytes).isSorted();
  }

  /// On a slow line most of the time goes by when everything was read.
  @Test
  void whatWasReadIsNotSentUntilTheStorageHasIt() throws Exception {
    HeldUp slow = new HeldUp("create", HeldUp::isPack, p -> p.files() == FILES);
    try (TestDevice a = TestDevice.create(root, "devA", TestDevice.vaults(slow))) {
      writeFiles(a);
      Progress told = whenHeldUp(sync(a, slow), slow);
      assertThat(told.phase()).isEqualTo(Phase.SENDING);
      assertThat(told.bytes()).isLessThan(told.totalBytes());
    }
  }

  @Test
  void aLargeFileIsToldHowFarItIs() throws Exception {
    HeldUp sending = new HeldUp("create", HeldUp::isPack, p -> !p.transfers().isEmpty());
    AtomicInteger packs = new AtomicInteger();
    HeldUp receiving =
        new HeldUp(
            "read",
            name -> HeldUp.isPack(name) && packs.incrementAndGet() > 2,
            p -> !p.transfers().isEmpty());
    try (TestDevice a = TestDevice.create(root, "devA", TestDevice.vaults(sending));
        TestDevice b = TestDevice.join(root, "devB", TestDevice.vaults(receiving))) {
      byte[] bytes = new byte[LARGE];
      new Random(2).nextBytes(bytes);
      a.write("d/large", bytes);
      assertOnItsWay(whenHeldUp(sync(a, sending), sending), Direction.SENDING);
      assertOnItsWay(whenHeldUp(sync(b, receiving), receiving), Direction.RECEIVING);
      assertThat(b.tree()).isEqualTo(a.tree());
    }
  }

  private static void assertOnItsWay(Progress progress, Direction direction) {
    Progress.Transfer transfer = progress.transfers().getFirst();
    assertThat(transfer.path()).isEqualTo("d/large");
    assertThat(transfer.direction()).isEqualTo(direction);
    assertThat(transfer.done()).isBetween(1L, LARGE - 1L);
    assertThat(transfer.total()).isEqualTo(LARGE);
    assertThat(progress.bytes()).isBetween(0L, transfer.done());
    assertThat(progress.files()).isZero();
  }

  /// The first one for which the work went on.
  private static Progress whenHeldUp(List<Progress> progress, HeldUp places) {
    return progress.stream().filter(places.until).findFirst().orElseThrow();
  }

  private static List<Progress> sync(TestDevice device, HeldUp places) throws Exception {
    List<Status> told = new CopyOnWriteArrayList<>();
    try (var _ =
        device.vault.listen(
            event -> {
              if (!(event instanceof VaultEvent.StatusChanged changed)) return;
              told.add(changed.status());
              changed.status().progress().filter(places.until).ifPresent(_ -> places.goOn());
            })) {
      device.sync();
    }
    assertThat(told.getLast().progress()).isEmpty();
    assertThat(told.getLast().state()).isEqualTo(State.UP_TO_DATE);
    return told.stream().flatMap(s -> s.progress().stream()).toList();
  }

  /// Places where some calls to the disk or the storage wait until progress of a kind was told.
  private static final class HeldUp extends SystemPlaces {
    private final String call;
    private final Predicate<Object> on;
    private final Predicate<Progress> until;
    private final CountDownLatch told = new CountDownLatch(1);

    HeldUp(String call, Predicate<Object> on, Predicate<Progress> until) {
      this.call = call;
      this.on = on;
      this.until = until;
    }

    void goOn() {
      told.countDown();
    }

    static boolean isPack(Object name) {
      return name.toString().startsWith("packs/");
    }

    @Override
    public Disk disk(Path folder, Mounts mounts) throws IOException {
      return waiting(Disk.class, super.disk(folder, mounts));
    }

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random)
        throws StorageException {
      return waiting(ObjectStore.class, super.store(folder, owner, random));
    }

    private <T> T waiting(Class<T> type, T real) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (_, method, arguments) -> {
                if (method.getName().equals(call) && on.test(arguments[0]))
                  assertThat(told.await(30, TimeUnit.SECONDS)).as("progress was told").isTrue();
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }));
    }
  }
}
