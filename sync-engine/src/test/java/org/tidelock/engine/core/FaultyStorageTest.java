package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.Acceptance;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.FakeTime;
import org.tidelock.engine.storage.Fault;
import org.tidelock.engine.storage.Faults;
import org.tidelock.engine.storage.FaultyStore;
import org.tidelock.engine.storage.Lately;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;

/// Two or three devices whose users do anything at random, while the storage does what storages do: refuses, loses answers, cuts uploads off, shows
/// things late or not at all, is full, or is away. When it behaves again, all folders are equal, nothing is lost, nothing is left over, and no
/// person was needed.
///
/// `-Dtidelock.seed=N` repeats one world; `-Dtidelock.worlds.seconds=N` goes on for longer.
final class FaultyStorageTest {
  private static final int ROUNDS = 8;

  /// Of fewer worlds chance may leave most faults out. (One that is repeated by its seed is fewer.)
  private static final int ENOUGH = 5;

  @TempDir(factory = FastTempDir.class)
  Path root;

  private final Map<ErrorCode, Integer> troubles = new TreeMap<>();
  private final Map<Fault, Integer> hits = new TreeMap<>();

  @Acceptance(124)
  @Test
  void whateverTheStorageDoesNothingIsLost() throws Exception {
    int worlds = Worlds.run(20, ENOUGH, World::new);
    System.out.println(
        "FaultyStorageTest: " + worlds + " worlds; faults " + hits + "; told " + troubles);
    if (worlds >= ENOUGH)
      assertThat(hits).as("faults that hit").hasSizeGreaterThan(Fault.PASSING.size() / 2);
  }

  /// Counts a fault as a hit only where the storage answered otherwise than it would have.
  private final class Compared extends SystemPlaces {
    final FaultyStore connection;
    private final ObjectStore sound;
    private final ThreadLocal<Optional<Fault>> fault = ThreadLocal.withInitial(Optional::empty);

    Compared(ObjectStore sound, Lately lately) {
      this.sound = sound;
      this.connection = new FaultyStore(sound, Faults.none(), lately);
    }

    void faults(Faults faults) {
      connection.faults(
          call -> {
            Optional<Fault> now = faults.of(call);
            fault.set(now);
            return now;
          });
    }

    @Override
    public ObjectStore store(Path folder, String owner, SecureRandom random) {
      return (ObjectStore)
          Proxy.newProxyInstance(
              FaultyStorageTest.class.getClassLoader(),
              new Class<?>[] {ObjectStore.class},
              this::call);
    }

    private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
      // What is made of other calls: each of those comes here.
      if (method.isDefault()) return InvocationHandler.invokeDefault(proxy, method, arguments);
      fault.remove();
      try {
        Object answer = method.invoke(connection, arguments);
        if (fault.get().isPresent() && !isSame(answer, sound(method, arguments))) hit();
        return answer;
      } catch (InvocationTargetException e) {
        boolean isTrue =
            e.getCause() instanceof StorageException.AlreadyExists
                || e.getCause() instanceof StorageException.NotFound
                    && sound.stat((ObjectName) arguments[0]).isEmpty();
        if (fault.get().isPresent() && !isTrue) hit();
        throw e.getCause();
      }
    }

    /// What a storage without faults answers; nothing of what a call changes is an answer.
    private @Nullable Object sound(Method method, Object[] arguments) throws Exception {
      return method.getReturnType() == void.class ? null : method.invoke(sound, arguments);
    }

    private static boolean isSame(@Nullable Object answer, @Nullable Object other) {
      return answer instanceof byte[] bytes && other instanceof byte[] others
          ? Arrays.equals(bytes, others)
          : Objects.equals(answer, other);
    }

    private void hit() {
      synchronized (hits) {
        hits.merge(fault.get().orElseThrow(), 1, Integer::sum);
      }
    }
  }

  private final class World implements Worlds.World {
    private final long seed;
    private final Random random;
    private final List<String> log = new ArrayList<>();
    private final Ledger ledger = new Ledger();
    private final MemoryStore store = new MemoryStore();
    private final Lately lately = new Lately();

    /// Behind the file system's: so each file that was just written is read again, as it may have changed within the same tick.
    private final FakeTime time = new FakeTime(Instant.parse("2020-06-03T12:00:00Z"));

    private final List<RandomUser> users = new ArrayList<>();
    private final List<Compared> places = new ArrayList<>();
    private final Fleet fleet;

    World(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      this.fleet = new Fleet(root.resolve("world-" + seed), this::names);
    }

    private Set<String> names() {
      Set<String> names = new TreeSet<>();
      store.listAll().forEach(info -> names.add(info.name().value()));
      return names;
    }

    @Override
    public void run() throws Exception {
      try (fleet) {
        boot();
        for (int round = 0; round < ROUNDS; round++) {
          log.add("round " + round);
          trouble();
          peace();
        }
      } catch (Exception | AssertionError e) {
        log.forEach(System.out::println);
        throw new AssertionError("seed " + seed, e);
      }
      TestDevice.deleteTree(fleet.root);
    }

    private void boot() throws Exception {
      Files.createDirectories(fleet.root);
      int count = 2 + random.nextInt(2);
      for (int i = 0; i < count; i++) {
        String name = "dev" + (char) ('A' + i);
        Compared own = new Compared(store, lately);
        places.add(own);
        LocalVaults vaults = TestDevice.vaults(SystemEffects.create().in(own).at(time));
        TestDevice device =
            i == 0
                ? TestDevice.create(fleet.root, name, vaults)
                : TestDevice.join(fleet.root, name, vaults);
        fleet.devices.add(device);
        users.add(new RandomUser(name, device.folder, random, ledger, 200_000, log::add));
      }
      users.getFirst().act(8);
      fleet.converge(random);
      fleet.check(ledger);
    }

    private void trouble() throws Exception {
      for (int i = 0; i < places.size(); i++) {
        if (random.nextInt(4) == 0) continue;
        if (random.nextInt(6) == 0) {
          log.add("no storage for " + i);
          places.get(i).connection.away(true);
        } else {
          places.get(i).faults(faults(i));
        }
      }
      for (int i = 3 + random.nextInt(8); i > 0; i--) {
        int at = random.nextInt(users.size());
        users.get(at).act(1 + random.nextInt(3));
        if (random.nextInt(3) > 0) work(fleet.devices.get(at));
        time.advance(Duration.ofMinutes(random.nextInt(120)));
      }
    }

    /// One to three kinds, some rare, some at every second call.
    private Faults faults(int device) {
      Faults.Random faults = new Faults.Random(random.nextLong());
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        Fault kind = Fault.PASSING.get(random.nextInt(Fault.PASSING.size()));
        double rate = Math.pow(random.nextDouble(), 3) * 0.6 + 0.01;
        log.add(kind + " for " + device + " at a rate of " + rate);
        faults.with(kind, rate);
      }
      return random.nextInt(4) == 0 ? faults.withBursts(0.2) : faults;
    }

    private void work(TestDevice device) throws Exception {
      if (random.nextInt(6) == 0) {
        log.add("restart of " + device.folder.getFileName());
        device.restart();
      }
      try {
        log.add("sync of " + device.folder.getFileName());
        device.sync();
      } catch (TidelockException e) {
        log.add("  " + e.code() + " " + e.whatHappened());
        troubles.merge(e.code(), 1, Integer::sum);
        assertThat(e.code()).isNotIn(ErrorCode.UNEXPECTED, ErrorCode.FORK, ErrorCode.NEEDS_YOU);
      }
    }

    private void peace() throws Exception {
      for (Compared p : places) {
        p.connection.away(false);
        p.faults(Faults.none());
      }
      log.add("peace");
      // Some find what another one's upload has left half done, until that one sends it again.
      for (TestDevice device : fleet.devices) work(device);
      log.add("rest");
      fleet.converge(random);
      fleet.check(ledger);
      for (TestDevice device : fleet.devices)
        assertThat(device.vault.status().state()).isEqualTo(State.UP_TO_DATE);
    }
  }
}
