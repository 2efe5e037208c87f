package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.crypto.SealedObject;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.State;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.storage.MemoryStore;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.system.SystemEffects;
import org.tidelock.engine.system.SystemPlaces;
import org.tidelock.engine.trust.Identity;

/// Devices that join, write, remove each other and replace all secrets, while the storage hides them from each other for a time. In the end, after what their person is asked for, those
/// that are left have one state and all that any of them ever had and nobody deleted; the others say that they are out.
///
/// `-Dtidelock.seed=N` repeats one world; `-Dtidelock.worlds.seconds=N` looks for new ones.
final class RandomRemovalsTest {
  private static final int EVENTS = 40;
  private static final int MOST_DEVICES = 6;
  private static final int MOST_PASSES = 12;

  @TempDir(factory = FastTempDir.class)
  Path root;

  @Test
  void whoIsLeftHasOneStateAndAllThatAnyOfThemHad() throws Exception {
    int worlds = Worlds.run(5, 1, World::new);
    System.out.println("RandomRemovalsTest: " + worlds + " worlds of " + EVENTS + " events");
  }

  /// A removal that one of them could not read; keys that a new root was not given twice over; an epoch that only an entry begins which nobody here can read.
  @ParameterizedTest
  @ValueSource(longs = {424_412_811, 864_037_968, 627_097_690})
  @Tag("heavy")
  void worldsThatOnceWentWrong(long seed) throws Exception {
    new World(seed).run();
  }

  private final class World implements Worlds.World {
    private final Random random;
    private final long seed;
    private final Path place;
    private final List<String> log = new ArrayList<>();
    private final MemoryStore shared = new MemoryStore();
    private final List<Device> devices = new ArrayList<>();

    /// Newest last.
    private final List<Unlock> kits = new ArrayList<>();

    private final Set<String> destroyed = new HashSet<>();
    private int names;
    private boolean hasLost;

    World(long seed) {
      this.seed = seed;
      random = new Random(seed);
      place = root.resolve("world-" + seed);
    }

    /// One device with its own view of the storage.
    private final class Device extends SystemPlaces {
      final ApartStore view = new ApartStore(shared);
      final String name;
      final Set<String> had = new HashSet<>();
      TestDevice device;
      boolean isOut;

      Device(int number) throws Exception {
        name = "d" + number;
        LocalVaults vaults = TestDevice.ownVaults(SystemEffects.create().in(this));
        device = TestDevice.setUp(place, place, name, vaults, number == 0);
      }

      @Override
      public ObjectStore store(Path folder, String owner, SecureRandom ignored) {
        return view;
      }

      /// @return how it ended
      String sync() throws Exception {
        try {
          State state = device.sync().state();
          notes();
          return state.name();
        } catch (TidelockException e) {
          notes();
          if (e.code() == ErrorCode.REMOVED) isOut = true;
          else if (e.code() != ErrorCode.NEEDS_YOU) throw e;
          log.add("    " + e.whatHappened());
          return e.code().name();
        }
      }

      private void notes() {
        had.addAll(tree().values());
      }

      SortedMap<String, String> tree() {
        return device.tree();
      }
    }

    @Override
    public void run() throws Exception {
      Files.createDirectories(place);
      try {
        tell();
        end();
      } catch (Exception | AssertionError e) {
        log.forEach(System.out::println);
        throw new AssertionError("seed " + seed, e);
      } finally {
        devices.forEach(d -> d.device.close());
      }
      TestDevice.deleteTree(place);
    }

    private void tell() throws Exception {
      devices.add(new Device(0));
      kits.add(TestDevice.kit(place));
      for (int i = 1; i < 3 + random.nextInt(2); i++) devices.add(new Device(i));
      for (Device d : devices) d.sync();
      for (int i = 0; i < EVENTS; i++) next(devices.get(random.nextInt(devices.size())));
    }

    private void next(Device d) throws Exception {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4 -> write(d);
        case 5 -> edit(d);
        case 6 -> delete(d);
        case 7, 8, 9, 10 -> {
          boolean apart = d.view.isApart();
          if (apart) d.view.meet();
          else d.view.part();
          log.add(d.name + (apart ? " meets the others" : " is apart"));
        }
        case 11 -> remove(d);
        case 12 -> replace(d);
        case 13 -> join();
        case 14 -> {
          log.add(d.name + " restarts");
          d.device.restart();
        }
        default -> log.add(d.name + " syncs: " + d.sync());
      }
    }

    private void write(Device d) throws Exception {
      String name = "f" + ++names;
      log.add(d.name + " writes " + name);
      d.device.write(name, name + " by " + d.name);
    }

    private Optional<String> some(Device d) {
      List<String> all = List.copyOf(d.tree().keySet());
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private void edit(Device d) throws Exception {
      Optional<String> path = some(d);
      if (path.isEmpty()) return;
      destroyed.add(d.tree().get(path.get()));
      log.add(d.name + " edits " + path.get());
      d.device.write(path.get(), "e" + ++names + " by " + d.name);
    }

    private void delete(Device d) throws Exception {
      Optional<String> path = some(d);
      if (path.isEmpty() || d.tree().size() < 3) return;
      destroyed.add(d.tree().get(path.get()));
      log.add(d.name + " deletes " + path.get());
      d.device.delete(path.get());
    }

    private interface Owned {
      void by(Unlock kit) throws Exception;
    }

    /// With the kit that opens what this device sees: its person knows all of them.
    ///
    /// @return whether it was done
    private boolean asOwner(Device d, String what, Owned task) throws Exception {
      for (Unlock kit : kits.reversed()) {
        try {
          task.by(kit);
          log.add(d.name + " " + what);
          return true;
        } catch (TidelockException e) {
          if (e.code() == ErrorCode.AUTH) continue;
          if (e.code() == ErrorCode.REMOVED) d.isOut = true;
          else if (e.code() != ErrorCode.USAGE && e.code() != ErrorCode.NEEDS_YOU) throw e;
          log.add(d.name + " does not: " + what + ": " + e.whatHappened());
          return false;
        }
      }
      throw new AssertionError("no kit opens what " + d.name + " sees");
    }

    private void remove(Device d) throws Exception {
      List<DeviceInfo> all = d.device.vault.devices();
      DeviceInfo other = all.get(random.nextInt(all.size()));
      asOwner(d, "removes " + other.name(), kit -> d.device.vault.removeDevice(other.id(), kit));
    }

    /// Only one device, which sees what it did before: twice at once is a fork.
    private void replace(Device d) throws Exception {
      if (d != devices.getFirst()) return;
      List<DeviceInfo> all = d.device.vault.devices();
      DeviceInfo other = all.get(random.nextInt(all.size()));
      Optional<String> stolen =
          random.nextBoolean() && !other.thisDevice() && !other.removed()
              ? Optional.of(other.id())
              : Optional.empty();
      Passphrase next = Passphrase.of(("a passphrase of many words " + ++names).toCharArray());
      asOwner(
          d,
          "replaces the secrets" + stolen.map(_ -> ", without " + other.name()).orElse(""),
          kit -> {
            RecoveryKey made = d.device.vault.replaceSecrets(kit, next, stolen, _ -> {});
            kits.add(new Unlock.ByRecoveryKey(made));
          });
    }

    private void join() throws Exception {
      if (devices.size() == MOST_DEVICES) return;
      for (Unlock kit : kits.reversed()) {
        try {
          TestDevice.kitWasReplaced(place, ((Unlock.ByRecoveryKey) kit).key());
          devices.add(new Device(devices.size()));
          log.add(devices.getLast().name + " joins");
          return;
        } catch (TidelockException e) {
          if (e.code() != ErrorCode.AUTH) throw e;
        }
      }
      throw new AssertionError("no kit opens the vault");
    }

    /// All meet, and their person does what they ask for.
    private void end() throws Exception {
      log.add("the end");
      for (Device d : devices) if (d.view.isApart()) d.view.meet();
      for (int pass = 0; !isAtRest(); pass++) {
        assertThat(pass).as("passes until all is at rest").isLessThan(MOST_PASSES);
        for (Device d : left()) {
          log.add(d.name + " syncs: " + d.sync());
          beginKey(d, pass > MOST_PASSES / 2);
        }
      }
      check();
    }

    /// A device that somebody added by secrets while these were replaced cannot read that they were: it waits for a key that nobody gives to it, and the others are told that it is not one
    /// of them.
    private void putOut() throws Exception {
      for (Device d : left())
        if (d.sync().equals("NEEDS_YOU") && left().stream().anyMatch(o -> isKnownAsOut(o, d)))
          d.isOut = true;
    }

    private boolean isKnownAsOut(Device by, Device other) {
      return by.device.vault.issues().stream()
          .anyMatch(
              i ->
                  i.code().equals("DEV-06")
                      && i.title().english().contains("device " + other.name + " does"));
    }

    private List<Device> left() {
      return devices.stream().filter(d -> !d.isOut).toList();
    }

    /// As `devices remove`, once more for one that is out already.
    ///
    /// @param losing where no device is left that has all keys
    private void beginKey(Device d, boolean losing) throws Exception {
      if (d.isOut || !"NEEDS_YOU".equals(d.sync())) return;
      List<DeviceInfo> removed =
          d.device.vault.devices().stream().filter(DeviceInfo::removed).toList();
      if (removed.isEmpty()) return;
      asOwner(
          d,
          "begins a key",
          kit -> d.device.vault.removeDevice(removed.getFirst().id(), losing, kit));
      hasLost |= losing;
    }

    private boolean isAtRest() throws Exception {
      putOut();
      if (left().isEmpty()) return true;
      SortedMap<String, String> tree = left().getFirst().tree();
      for (Device d : left())
        if (!d.sync().equals("UP_TO_DATE") || !d.tree().equals(tree)) return hasLost;
      return true;
    }

    private void check() throws Exception {
      if (left().isEmpty() || hasLost) return; // nobody has all
      Device first = left().getFirst();
      SortedMap<String, Boolean> members = members(first);
      Set<String> there = new HashSet<>(first.tree().values());
      for (Device d : left()) {
        assertThat(members(d)).as("members of " + d.name).isEqualTo(members);
        assertThat(members.get(d.name)).as("whether " + d.name + " is out").isFalse();
        Set<String> missing = new HashSet<>(d.had);
        missing.removeAll(there);
        missing.removeAll(destroyed);
        missing.remove("folder");
        assertThat(missing).as("missing of what " + d.name + " had").isEmpty();
      }
      requireSealedFrom(devices.stream().filter(d -> d.isOut).toList(), first);
      for (Device d : devices)
        if (d.isOut) assertThat(members.getOrDefault(d.name, true)).as(d.name + " is out").isTrue();
      join();
      Device newcomer = devices.getLast();
      assertThat(newcomer.isOut || newcomer.sync().equals("UP_TO_DATE")).isTrue();
      if (devices.size() < MOST_DEVICES)
        assertThat(newcomer.tree()).as("what a newcomer gets").isEqualTo(first.tree());
      assertThat(first.device.vault.verify(true, _ -> {}).findings()).isEmpty();
    }

    /// What is written from now on lies under no key that any of them was given, by whomever.
    private void requireSealedFrom(List<Device> out, Device by) throws Exception {
      Set<ObjectName> before = names();
      by.device.write("after", "after all");
      assertThat(by.sync()).isEqualTo("UP_TO_DATE");
      for (Device d : out) {
        d.sync(); // it takes what it is given
        Set<EpochId> theirs = new HashSet<>();
        for (EpochKeys keys : identity(d).keys().epochs()) theirs.add(keys.id());
        for (ObjectName name : names()) {
          if (before.contains(name) || name.value().startsWith("envelopes/")) continue;
          EpochId epoch = SealedObject.parse(shared.get(name, 1 << 26)).allegedEpoch();
          assertThat(theirs).as(name + " for " + d.name).doesNotContain(epoch);
        }
      }
    }

    private Set<ObjectName> names() {
      Set<ObjectName> names = new HashSet<>();
      shared.listAll().forEach(o -> names.add(o.name()));
      return names;
    }

    private static Identity identity(Device d) throws Exception {
      Field field = LocalVault.class.getDeclaredField("identity");
      field.setAccessible(true);
      return (Identity) field.get(d.device.vault);
    }

    private static SortedMap<String, Boolean> members(Device d) {
      SortedMap<String, Boolean> members = new TreeMap<>();
      for (DeviceInfo info : d.device.vault.devices()) members.put(info.name(), info.removed());
      return members;
    }
  }
}
