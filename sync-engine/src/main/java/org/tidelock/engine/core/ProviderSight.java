package org.tidelock.engine.core;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.storage.ObjectInfo;

/// What whoever runs the storage sees: its own listing, and in sentences what it tells and what it does not (docs/vault-format.md).
final class ProviderSight {
  private static final List<String> CANNOT_SEE =
      List.of(
          "what is in your files: not their bytes, not their kind",
          "the names of files and folders, how long they are, and which folder holds what",
          "how many files and folders there are",
          "how large a file is: files share packs, and packs are filled up to a few sizes; only the total of one large upload shows, to about one part in a hundred",
          "when a file was changed, and by what program",
          "where in a file something was changed: changed parts come as new packs among others",
          "whether two files are equal, in this vault or in another one; when you add a copy of what the vault has, only little arrives",
          "what you renamed, moved, deleted, restored or searched for",
          "the name of the vault, and the names of your devices, of your user account on them and of your folders",
          "your passphrase, your recovery key, and any key that opens something");

  private ProviderSight() {}

  static ProviderView of(Remote remote, String storage, Effects effects)
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
        CANNOT_SEE);
  }

  private static List<String> canSee(List<ObjectInfo> all, long bytes) {
    long packs = count(all, "packs/");
    long segments = count(all, "log/");
    return List.of(
        "that this is a vault of Tidelock: the names of the objects and their first bytes say so",
        number(all.size())
            + " objects with "
            + number(bytes)
            + " bytes in all, and the length of each",
        number(packs) + " packs with parts of files, each filled up to one of a few lengths",
        number(segments)
            + " records of changes, in lengths of 4, 16, 64 or 256 KiB or more; how many changes are in one it cannot see",
        "when each object came: so when, how often and about how much you change",
        "how many devices there are (keys for "
            + devices(all)
            + " lie here) and which of them wrote each record, by random numbers that stand for them",
        "that a device was added or removed, or the passphrase or the recovery key was changed, when that happens",
        "which objects your devices fetch, and which of them together",
        "what every storage sees: your account with it, the internet address of your devices, and how they reach it");
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

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
