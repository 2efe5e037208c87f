package org.tidelock.engine.sim;

import java.util.List;
import java.util.Map;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.profile.SharedRules;

/// What persons have left out in a world, until the next peace: by then nothing is left out any more, and all that was must be there.
final class Ignoring {
  private final SimWorld world;

  /// Since the last peace.
  private boolean any;

  private boolean ever;

  Ignoring(SimWorld world) {
    this.world = world;
  }

  boolean any() {
    return any;
  }

  boolean ever() {
    return ever;
  }

  /// All has come to rest.
  void rest() {
    any = false;
  }

  /// Whether it is the file with the patterns for all, or a copy of it, which no person writes.
  static boolean isRuleFile(String path) {
    return path.startsWith(SharedRules.FILE);
  }

  void change(Event.Ignore change) throws Exception {
    SimDevice device = world.devices.get(change.device());
    if (device.isWorking() || !world.isOn(device)) return;
    begin();
    Vault vault = device.vault();
    if (vault.ignorePatterns().contains(change.pattern()))
      vault.removeIgnorePattern(change.pattern());
    else vault.addIgnorePattern(change.pattern());
  }

  void change(Event.IgnoreEverywhere change) throws Exception {
    SimDevice device = world.devices.get(change.device());
    if (device.isWorking() || !world.isOn(device)) return;
    begin();
    changeForAll(
        device,
        vault ->
            vault.sharedIgnorePatterns().contains(change.pattern())
                ? vault.removeSharedIgnorePattern(change.pattern())
                : vault.addSharedIgnorePattern(change.pattern()));
  }

  private void begin() {
    any = true;
    ever = true;
  }

  private void changeForAll(SimDevice device, SimDevice.Work<?> change) throws Exception {
    world.contents.begins(device.number);
    try {
      world.trace.add(device.number + " " + device.does(change, Map.of()));
    } catch (TidelockException e) {
      world.refused(device, e);
    }
    world.checks().afterSync(device);
  }

  /// Nothing is in the way, and all devices have what the others have.
  void end() throws Exception {
    if (!ever) return;
    for (SimDevice device : world.devices)
      for (String pattern : device.vault().ignorePatterns())
        device.vault().removeIgnorePattern(pattern);
    for (SimDevice device : world.devices)
      for (String pattern : List.copyOf(device.vault().sharedIgnorePatterns())) {
        device.vault().sync();
        if (device.vault().sharedIgnorePatterns().contains(pattern))
          device.vault().removeSharedIgnorePattern(pattern);
      }
  }
}
