package org.tidelock.engine.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.EpochEntry;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Members;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.crypto.SlotEntry;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;

/// What only an owner reads, the key slots that count and the root's envelopes, kept in the index as it was stored: sealed. No device needs it to go on; but where the storage has
/// lost it nobody can join any more, and neither passphrase nor recovery kit opens the vault. With this any device can put it back.
///
/// A slot's hash is in the members. What a root's envelope should be nobody here can tell, so that it is put back where nothing is, and never over something else.
public final class OwnerCopies {
  private static final String KEY = "owner-copies";

  private final MetaTable meta;
  private final Identity identity;

  public OwnerCopies(MetaTable meta, Identity identity) {
    this.meta = meta;
    this.identity = identity;
  }

  /// The slots that count.
  public List<VaultObject> slots() {
    return kept(slots(identity.members()).keySet());
  }

  /// The root's envelopes.
  public List<VaultObject> envelopes() {
    return kept(envelopes(identity.members()));
  }

  private List<VaultObject> kept(Collection<String> names) {
    return all().stream().filter(o -> names.contains(o.name())).toList();
  }

  private List<VaultObject> all() {
    return meta.get(KEY).map(KeptVault::read).orElse(List.of());
  }

  /// Fetches what is not kept yet, as far as it is there and right, and forgets slots that do not count any more.
  void complete(Remote remote) throws TidelockException, InterruptedException {
    List<VaultObject> before = all();
    Map<String, VaultObject> had = new LinkedHashMap<>();
    before.forEach(o -> had.put(o.name(), o));
    List<VaultObject> now = new ArrayList<>();
    for (Map.Entry<String, Hash256> slot : slots(identity.members()).entrySet())
      copy(slot.getKey(), Optional.of(slot.getValue()), had, remote).ifPresent(now::add);
    for (String envelope : envelopes(identity.members()))
      copy(envelope, Optional.empty(), had, remote).ifPresent(now::add);
    if (!now.equals(before)) meta.put(KEY, KeptVault.write(now));
  }

  private static Map<String, Hash256> slots(Members members) {
    Map<String, Hash256> slots = new LinkedHashMap<>();
    for (SlotEntry slot : members.slots()) slots.put(slot.name(), slot.hash());
    return slots;
  }

  private static List<String> envelopes(Members members) {
    return members.epochs().stream()
        .map(EpochEntry::id)
        .map(epoch -> "envelopes/" + epoch + "-root")
        .toList();
  }

  private static Optional<VaultObject> copy(
      String name, Optional<Hash256> hash, Map<String, VaultObject> had, Remote remote)
      throws TidelockException, InterruptedException {
    VaultObject known = had.get(name);
    if (known != null) return Optional.of(known);
    return remote
        .find(new ObjectName(name), ObjectType.ENVELOPE.maxBytes())
        .filter(bytes -> hash.map(Hash256.sha256(bytes)::equals).orElseGet(() -> isSealed(bytes)))
        .map(bytes -> new VaultObject(name, bytes));
  }

  private static boolean isSealed(byte[] bytes) {
    try {
      return SealedObject.parse(bytes).allegedType() == ObjectType.ENVELOPE;
    } catch (CryptoException damaged) {
      return false;
    }
  }
}
