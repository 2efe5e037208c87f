package org.tidelock.engine.verify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.EpochEntry;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SlotEntry;
import org.tidelock.crypto.VaultObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.index.Inventory;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.OwnWriter;

/// An object that must be in the storage, because something that is verified says so.
///
/// @param length in bytes, where it is known
/// @param sha256 of the whole object, where it is known: nothing here knows that of the envelopes of other devices and of the root
/// @param kind how long it may be at most
public record Expected(ObjectName name, OptionalLong length, Optional<Hash256> sha256, Kind kind) {
  /// The sealed objects have one of these lengths, whatever is in them.
  public static final List<Long> PADDED = List.of(4096L, 16_384L, 65_536L, 262_144L, 1_048_576L);

  public enum Kind {
    WHOLE,
    /// Known by name only.
    ENVELOPE
  }

  static Expected whole(ObjectName name, byte[] bytes) {
    return new Expected(
        name, OptionalLong.of(bytes.length), Optional.of(Hash256.sha256(bytes)), Kind.WHOLE);
  }

  private static Expected whole(ObjectName name, long length, Hash256 sha256) {
    return new Expected(name, OptionalLong.of(length), Optional.of(sha256), Kind.WHOLE);
  }

  /// Everything but heads, which come and go.
  public static List<Expected> all(Identity identity, Tables tables) {
    Map<WriterId, Long> sent = sent(tables);
    List<Expected> all = new ArrayList<>();
    all.add(whole(ObjectName.header(), identity.header().bytes()));
    Members members = identity.members();
    for (SlotEntry slot : members.slots())
      all.add(
          new Expected(
              new ObjectName(slot.name()),
              OptionalLong.of(SlotEntry.BYTES),
              Optional.of(slot.hash()),
              Kind.WHOLE));
    for (VaultObject o : members.objects()) all.add(whole(new ObjectName(o.name()), o.bytes()));
    addEnvelopes(members, KeptVault.envelopes(tables.meta()), all);
    for (Inventory.StoredSegment s : new Inventory(tables.db()).segments())
      if (s.seq() < sent.getOrDefault(s.writer(), 0L)) all.add(segment(s));
    for (PackTable.Pack p : tables.packs().named())
      all.add(whole(ObjectName.pack(p.id()), p.length(), p.sha256()));
    return all;
  }

  /// How many segments of each writer the storage must have: of this device's own not those that it has not sent.
  public static Map<WriterId, Long> sent(Tables tables) {
    Map<WriterId, Long> sent = new HashMap<>();
    for (LogTable.Writer w : tables.log().writers()) sent.put(w.id(), w.count());
    OwnWriter.of(tables)
        .ifPresent(
            self -> sent.computeIfPresent(self, (_, n) -> n - tables.outbox().entries().size()));
    return sent;
  }

  /// Whether it belongs to the vault itself: the header, a key slot, an entry of the members or an envelope. These are few and short, and no device reads them
  /// again before somebody needs them.
  public boolean isOfTheVault() {
    return name.asPack().isEmpty() && name.asSegment().isEmpty();
  }

  public boolean hasRightLength(long there) {
    if (kind == Kind.ENVELOPE) return PADDED.contains(there);
    return length.isEmpty() || length.getAsLong() == there;
  }

  /// Bytes; no such object is longer.
  public int longest() {
    return Math.toIntExact(length.orElse(ObjectType.SEGMENT.maxBytes()));
  }

  public boolean isAsWritten(byte[] object) {
    return sha256.filter(Hash256.sha256(object)::equals).isPresent();
  }

  /// One that a checkpoint told of and that was not fetched yet is as long as it is: its hash is known.
  private static Expected segment(Inventory.StoredSegment s) {
    OptionalLong length = s.length() > 0 ? OptionalLong.of(s.length()) : OptionalLong.empty();
    return new Expected(
        ObjectName.segment(s.writer(), s.seq()), length, Optional.of(s.sha256()), Kind.WHOLE);
  }

  private static void addEnvelopes(
      Members members, Collection<VaultObject> own, List<Expected> all) {
    Map<ObjectName, Expected> envelopes = new HashMap<>();
    for (VaultObject o : own) {
      ObjectName name = new ObjectName(o.name());
      envelopes.put(name, whole(name, o.bytes()));
    }
    for (EpochEntry epoch : members.epochs()) {
      add(epoch.id() + "-root", envelopes);
      for (DeviceEntry device : members.devices())
        if (device.active() && isGiven(device, epoch, members))
          add(epoch.id() + "-" + device.id(), envelopes);
    }
    envelopes.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).forEach(all::add);
  }

  private static void add(String envelope, Map<ObjectName, Expected> envelopes) {
    ObjectName name = new ObjectName("envelopes/" + envelope);
    envelopes.putIfAbsent(
        name, new Expected(name, OptionalLong.empty(), Optional.empty(), Kind.ENVELOPE));
  }

  /// A device gets one envelope when it is added, with all epochs until then, and one for each later epoch.
  private static boolean isGiven(DeviceEntry device, EpochEntry epoch, Members members) {
    int first = number(device.epoch(), members);
    return epoch.id().equals(device.epoch())
        || (epoch.number() > first && epoch.recipients().contains(device.id()));
  }

  private static int number(EpochId id, Members members) {
    return members.epochs().stream()
        .filter(e -> e.id().equals(id))
        .mapToInt(EpochEntry::number)
        .findFirst()
        .orElse(0);
  }
}
