package org.tidelock.engine.verify;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.OwnerCopies;

/// Objects of the vault of which this device has the bytes, as they were verified: all but packs, other devices' envelopes and others' heads.
public record KeptBytes(Tables tables, Identity identity) {

  /// Those that are no segments, by name.
  public Map<ObjectName, byte[]> objects() {
    OwnerCopies copies = new OwnerCopies(tables.meta(), identity);
    Map<ObjectName, byte[]> kept = new HashMap<>();
    kept.put(ObjectName.header(), identity.header().bytes());
    Stream.of(
            identity.members().objects(),
            KeptVault.envelopes(tables.meta()),
            copies.slots(),
            copies.envelopes())
        .flatMap(List<VaultObject>::stream)
        .forEach(o -> kept.put(new ObjectName(o.name()), o.bytes()));
    return kept;
  }

  /// As it was received, or written; empty if a checkpoint told of it and it is still being fetched.
  public Optional<byte[]> segment(ObjectName name) {
    return name.asSegment()
        .flatMap(s -> tables.log().segment(s.writer(), s.seq()))
        .filter(LogTable.Segment::isFetched)
        .map(LogTable.Segment::bytes);
  }
}
