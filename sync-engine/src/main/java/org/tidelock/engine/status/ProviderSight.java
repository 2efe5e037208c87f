package org.tidelock.engine.status;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Sight;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.transfer.Remote;

/// What whoever runs the storage sees: its own listing, and in sentences what it tells and what it does not (docs/vault-format.md).
public final class ProviderSight {
  private ProviderSight() {}

  public static ProviderView of(Remote remote, String storage, Effects effects)
      throws TidelockException, InterruptedException {
    List<ObjectInfo> all = remote.listAll();
    long bytes = all.stream().mapToLong(ObjectInfo::size).sum();
    return new ProviderView(
        effects.clock().instant(),
        storage,
        all.size(),
        bytes,
        all.stream()
            .map(o -> new ProviderView.StoredObject(o.name().value(), o.size(), o.modified()))
            .toList(),
        canSee(all, bytes),
        Sight.hidden());
  }

  private static List<Said> canSee(List<ObjectInfo> all, long bytes) {
    return List.of(
        Sight.A_VAULT.of(),
        Sight.OBJECTS.of(all.size(), new Said.Size(bytes)),
        Sight.PACKS.of(count(all, "packs/")),
        Sight.SEGMENTS.of(count(all, "log/")),
        Sight.TIMES.of(),
        Sight.DEVICES.of(devices(all)),
        Sight.MEMBERSHIP.of(),
        Sight.READING.of(),
        Sight.ACCOUNT.of());
  }

  private static long count(List<ObjectInfo> all, String folder) {
    return all.stream().filter(o -> o.name().value().startsWith(folder)).count();
  }

  private static int devices(List<ObjectInfo> all) {
    Set<String> devices = new TreeSet<>();
    for (ObjectInfo o : all) {
      String name = o.name().value();
      if (name.startsWith("envelopes/")) devices.add(name.substring(name.lastIndexOf('-') + 1));
    }
    devices.remove("root");
    return devices.size();
  }
}
