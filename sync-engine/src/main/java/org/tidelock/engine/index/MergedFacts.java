package org.tidelock.engine.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.merge.VaultName;

/// The single values of the merge state as one transaction sees them.
final class MergedFacts {
  private static final String APPLIED = "merge.applied";
  private static final String HASH = "merge.hash";
  private static final String NAME = "merge.name";
  private static final Hash256 NOTHING = new Hash256(0, 0, 0, 0);
  private static final int ORDER = 36;

  private final Database db;
  private final MetaTable meta;
  private @Nullable VersionVector applied;
  private @Nullable Hash256 stateHash;

  @SuppressWarnings("NullableOptional") // null: not read yet
  private @Nullable Optional<VaultName> name;

  private boolean changed;

  MergedFacts(Database db) {
    this.db = db;
    this.meta = new MetaTable(db);
  }

  VersionVector applied() {
    if (applied != null) return applied;
    VersionVector found = meta.get(APPLIED).map(Encoding::vector).orElse(VersionVector.EMPTY);
    if (db.inTransaction()) applied = found;
    return found;
  }

  void applied(VersionVector now) {
    applied = now;
    changed = true;
  }

  Hash256 stateHash() {
    if (stateHash != null) return stateHash;
    Hash256 found = meta.get(HASH).map(Hash256::of).orElse(NOTHING);
    if (db.inTransaction()) stateHash = found;
    return found;
  }

  void stateHash(Hash256 now) {
    stateHash = now;
    changed = true;
  }

  Optional<VaultName> vaultName() {
    if (name != null) return name;
    Optional<VaultName> found = meta.get(NAME).map(MergedFacts::decode);
    if (db.inTransaction()) name = found;
    return found;
  }

  void vaultName(VaultName now) {
    name = Optional.of(now);
    changed = true;
  }

  void clear() {
    discard();
    for (String key : List.of(APPLIED, HASH, NAME)) meta.remove(key);
  }

  void flush() {
    if (!changed) return;
    if (applied != null) meta.put(APPLIED, Encoding.of(applied));
    if (stateHash != null) meta.put(HASH, stateHash.bytes());
    if (name != null) name.ifPresent(n -> meta.put(NAME, encode(n)));
    discard();
  }

  void discard() {
    applied = null;
    stateHash = null;
    name = null;
    changed = false;
  }

  private static byte[] encode(VaultName name) {
    byte[] text = name.name().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(ORDER + text.length)
        .put(Encoding.of(name.order()))
        .put(text)
        .array();
  }

  private static VaultName decode(byte[] value) {
    byte[] order = new byte[ORDER];
    ByteBuffer in = ByteBuffer.wrap(value).get(order);
    byte[] text = new byte[in.remaining()];
    in.get(text);
    return new VaultName(Encoding.order(order), new String(text, StandardCharsets.UTF_8));
  }
}
