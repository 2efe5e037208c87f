package org.tidelock.engine.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tidelock.engine.RepairReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;

/// What the storage of a world loses for good. What devices have in their folders, and have kept, must outlive that.
final class Losses {
  private static final int MOST_PASSES = 4;

  private final SimWorld world;
  private final Set<String> damaged = new TreeSet<>();
  private final Set<String> lost = new TreeSet<>();

  /// Since the last peace.
  private boolean any;

  Losses(SimWorld world) {
    this.world = world;
  }

  boolean any() {
    return any;
  }

  /// Whether the storage ever had it otherwise than it was sent: of what only earlier versions need that stays so.
  boolean isDamaged(String object) {
    return damaged.contains(object);
  }

  /// All has come to rest.
  void rest() {
    any = false;
  }

  void lose(Event.Lose loss) throws Exception {
    List<ObjectInfo> all =
        world.storage.listAll().stream().filter(info -> canBeMended(info.name().value())).toList();
    if (all.isEmpty()) return;
    ObjectName name = all.get(loss.n() % all.size()).name();
    byte[] bytes = world.storage.get(name, Integer.MAX_VALUE);
    world.trace.add("lost " + name);
    world.storage.delete(name);
    switch (loss.damage()) {
      case GONE -> {}
      case CUT -> world.storage.create(name, Arrays.copyOf(bytes, bytes.length / 2));
      case FLIPPED -> {
        bytes[loss.n() % bytes.length] ^= 1;
        world.storage.create(name, bytes);
      }
    }
    damaged.add(name.value());
    any = true;
  }

  /// Neither that by which a vault is opened that is not open yet, which no device keeps; nor what has names that are another in each process (see [Trace]): `RepairTest` is about
  /// members and envelopes. And copies are none of the vault's.
  private static boolean canBeMended(String name) {
    return Stream.of("slots/", "members/", "envelopes/").noneMatch(name::startsWith)
        && !name.endsWith("-laptop");
  }

  /// Each device mends what it can, until nobody can any more.
  ///
  /// @return whether every file can be had again. One that cannot was thrown away by whoever had it, while another one wanted it: [Checks] says if that is not so
  boolean mend() throws InterruptedException {
    boolean more = any;
    for (int pass = 0; pass < MOST_PASSES && more; pass++) {
      more = false;
      lost.clear();
      for (SimDevice device : world.devices) if (device.isOn()) more |= mend(device);
    }
    return lost.isEmpty();
  }

  private boolean mend(SimDevice device) throws InterruptedException {
    try {
      RepairReport report = device.vault().repair(true, _ -> {});
      world.trace.add(device.number + " mends " + report);
      lost.addAll(report.lost());
      return report.objects() + report.files() > 0 || !report.lost().isEmpty();
    } catch (TidelockException e) {
      world.trace.add(device.number + " does not mend: " + e.code() + " " + e.whatHappened());
      return true;
    }
  }
}
