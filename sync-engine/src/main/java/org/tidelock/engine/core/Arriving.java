package org.tidelock.engine.core;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tidelock.crypto.SealedObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.history.Padding;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// A folder may be filled by another program: rclone, Syncthing, the client of a provider, a copy over SMB. Objects come there in any order, and grow under their names.
/// So what is missing, or shorter than it must be, is on its way for a while: it is told as such, and as what it is only if it stays so. What has its length and is
/// not what was written is told at once. One thread at a time.
final class Arriving {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration KEPT = Duration.ofDays(1);

  private static final String KEY = "arriving";

  /// What a round comes to need that it has not had before. Not what says who belongs to the vault: that is hidden by nobody for a while.
  private static final Pattern NEEDED = Pattern.compile("(packs|log|heads)/.*|what .*");

  private final MetaTable meta;
  private final PackTable packs;
  private final Remote remote;
  private final Time time;

  Arriving(MetaTable meta, PackTable packs, Remote remote, Time time) {
    this.meta = meta;
    this.packs = packs;
    this.remote = remote;
    this.time = time;
  }

  /// @param length in bytes; -1 where there is nothing
  /// @param since when it was met with this length
  private record Met(long length, Instant since) {}

  /// The same, or that its object is still on its way.
  TidelockException orOnItsWay(TidelockException e) throws InterruptedException {
    boolean mayBe = e.code() == ErrorCode.MISSING || e.code() == ErrorCode.INTEGRITY;
    if (!mayBe || !NEEDED.matcher(e.object().orElse("")).matches()) return e;
    try {
      if (!remote.isCarried()) return e;
      String object = e.object().get();
      long length = length(object);
      boolean comes =
          (e.code() == ErrorCode.MISSING || isShort(object, length)) && isPatient(object, length);
      return comes ? Troubles.arriving(object, e) : e;
    } catch (TidelockException away) {
      return e;
    }
  }

  /// Whoever gives up what is lost has to be sure of it.
  ///
  /// @throws TidelockException STORAGE if one of them may still be on its way
  void requireLost(Set<ObjectName> objects) throws TidelockException, InterruptedException {
    if (!remote.isCarried()) return;
    Optional<ObjectName> coming = Optional.empty();
    // The time of each begins now.
    for (ObjectName object : objects) {
      long length = length(object.value());
      boolean comes = isShort(object.value(), length) && isPatient(object.value(), length);
      if (comes) coming = Optional.of(object);
    }
    if (coming.isPresent()) throw Troubles.notSurelyLost(coming.get());
  }

  private long length(String object) throws TidelockException, InterruptedException {
    if (!ObjectName.isValid(object)) return -1;
    return remote.length(new ObjectName(object)).orElse(-1L);
  }

  private boolean isShort(String object, long length) {
    if (length < SealedObject.OVERHEAD) return true; // no object is
    ObjectName name = new ObjectName(object);
    Optional<PackTable.Pack> pack = name.asPack().flatMap(packs::pack);
    if (pack.isPresent()) return length < pack.get().length();
    boolean padded = name.asHead().isPresent() || object.startsWith("log/");
    return padded && !Padding.isWhole(length);
  }

  private boolean isPatient(String object, long length) {
    Map<String, Met> all = met();
    Instant now = time.instant();
    Met before = all.get(object);
    // A clock that was set back begins anew. What shrinks does not, or who lets it grow and shrink
    // would never be told.
    if (before == null || length > before.length || before.since.isAfter(now)) {
      all.put(object, new Met(length, now));
      keep(all);
      return true;
    }
    return now.isBefore(before.since.plus(PATIENCE));
  }

  /// After a round that got through: what is there by now is forgotten, and what nobody has asked for in a day.
  void gotThrough() throws TidelockException, InterruptedException {
    Map<String, Met> all = met();
    if (all.isEmpty()) return;
    Map<String, Met> still = new LinkedHashMap<>();
    Instant yesterday = time.instant().minus(KEPT);
    for (Map.Entry<String, Met> e : all.entrySet())
      if (e.getValue().since.isAfter(yesterday)
          && ObjectName.isValid(e.getKey())
          && isShort(e.getKey(), length(e.getKey()))) still.put(e.getKey(), e.getValue());
    if (still.isEmpty()) meta.remove(KEY);
    else if (still.size() < all.size()) keep(still);
  }

  private Map<String, Met> met() {
    Map<String, Met> all = new LinkedHashMap<>();
    for (String line : meta.text(KEY).orElse("").lines().toList()) {
      String[] parts = line.split(" ", 3);
      Instant since = Instant.ofEpochMilli(Long.parseLong(parts[1]));
      all.put(parts[2], new Met(Long.parseLong(parts[0]), since));
    }
    return all;
  }

  private void keep(Map<String, Met> all) {
    StringBuilder lines = new StringBuilder();
    all.forEach(
        (object, met) ->
            lines
                .append(met.length)
                .append(' ')
                .append(met.since.toEpochMilli())
                .append(' ')
                .append(object)
                .append('\n'));
    meta.putText(KEY, lines.toString());
  }
}
