package org.tidelock.engine.learn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.trust.Identity;

/// Whose segments count. Those of the members do, of a removed device up to its cut; and what an accepted segment rests on, as its author knew the members then: a
/// device that had not heard of a removal went on taking in what the removed one wrote, and what it made of that must not be lost.
final class Standing {
  private final Identity identity;

  /// By writer, and by the tips of whoever vouches, how many of the writer's segments are vouched for beyond those that are known.
  private final Map<WriterId, Map<Set<Hash256>, Vouched>> vouched = new HashMap<>();

  /// @param count of the writer's segments
  /// @param members as the author knew them
  private record Vouched(long count, Members members) {}

  Standing(Identity identity) {
    this.identity = identity;
  }

  /// The device as it was a member when this segment counted; empty if the segment does not count as far as is known.
  Optional<DeviceEntry> author(DeviceId device, WriterId writer, long seq, Hash256 hash) {
    Optional<DeviceEntry> now = identity.member(device).filter(d -> d.counts(writer, seq, hash));
    if (now.isPresent()) return now;
    return vouched.getOrDefault(writer, Map.of()).values().stream()
        .filter(v -> v.count > seq)
        .flatMap(v -> v.members.device(device).stream())
        .filter(d -> d.counts(writer, seq, hash))
        .findFirst();
  }

  /// Whether some segment of this number would.
  boolean mayCount(DeviceId device, WriterId writer, long seq) {
    return vouched.getOrDefault(writer, Map.of()).values().stream().anyMatch(v -> v.count > seq)
        || identity.member(device).filter(d -> d.goesOn(writer, seq)).isPresent();
  }

  /// Whether the members know the device as one that belonged to the vault once: what it writes now is nothing that anybody has to look into.
  boolean isFormer(DeviceId device) {
    return identity.member(device).filter(d -> !d.active()).isPresent()
        || identity.members().unlisted().contains(device);
  }

  /// Whether there are such devices at all: else nobody needs to be vouched for.
  boolean hasFormer() {
    return !identity.members().unlisted().isEmpty()
        || identity.members().devices().stream().anyMatch(d -> !d.active());
  }

  /// An accepted segment rests on these.
  ///
  /// @param known what of that is known here
  /// @param tips that its author knew, and the members as they were by those
  /// @return whether that is more than was known before
  boolean vouch(VersionVector seen, VersionVector known, Set<Hash256> tips, Members then) {
    boolean more = false;
    for (Map.Entry<WriterId, Long> e : seen.counts().entrySet()) {
      if (known.seen(e.getKey()) >= e.getValue()) continue;
      Map<Set<Hash256>, Vouched> by = vouched.computeIfAbsent(e.getKey(), _ -> new HashMap<>());
      Vouched before = by.get(tips);
      if (before != null && before.count >= e.getValue()) continue;
      by.put(tips, new Vouched(e.getValue(), then));
      more = true;
    }
    return more;
  }
}
