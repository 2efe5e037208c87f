package org.tidelock.engine.transfer;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.MetaTable;
import org.tidelock.engine.index.PackTable;

/// The packs that a check has found missing or damaged in the storage. What lies in them does not count as stored: new content is sent whole and never
/// refers to them. Kept until a check finds them sound again. Thread-safe.
public final class DamagedPacks {
  private static final String KEY = "damaged-packs";
  private static final int ID = 16;

  private final MetaTable meta;
  private final PackTable packs;
  private volatile Set<PackId> damaged;

  public DamagedPacks(MetaTable meta, PackTable packs) {
    this(meta, packs, meta.get(KEY).map(DamagedPacks::ids).orElse(Set.of()));
  }

  private DamagedPacks(MetaTable meta, PackTable packs, Set<PackId> damaged) {
    this.meta = meta;
    this.packs = packs;
    this.damaged = damaged;
  }

  /// The same as of now, for whoever reads the index over a connection of its own.
  public DamagedPacks over(PackTable others) {
    return new DamagedPacks(meta, others, damaged);
  }

  private static Set<PackId> ids(byte[] bytes) {
    Set<PackId> ids = new HashSet<>();
    for (int at = 0; at + ID <= bytes.length; at += ID)
      ids.add(PackId.of(Arrays.copyOfRange(bytes, at, at + ID)));
    return Set.copyOf(ids);
  }

  /// Instead of what was found before.
  public synchronized void found(Set<PackId> now) {
    if (now.equals(damaged)) return;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    now.forEach(id -> bytes.writeBytes(id.bytes()));
    meta.put(KEY, bytes.toByteArray());
    damaged = Set.copyOf(now);
  }

  /// Beside those that were found before.
  public synchronized void add(Set<PackId> more) {
    Set<PackId> all = new HashSet<>(damaged);
    all.addAll(more);
    found(all);
  }

  /// They were found as they should be.
  public synchronized void areSound(Set<PackId> sound) {
    Set<PackId> left = new HashSet<>(damaged);
    left.removeAll(sound);
    found(left);
  }

  public Set<PackId> all() {
    return damaged;
  }

  /// Whether no part of a content is known to be missing or damaged.
  public boolean isSound(FileContent content) {
    if (damaged.isEmpty()) return true;
    for (ChunkRef ref : content.chunks())
      if (packs.chunk(ref.id()).filter(at -> !isSound(at)).isPresent()) return false;
    return true;
  }

  private boolean isSound(PackTable.Location at) {
    return at.extents().stream().noneMatch(extent -> damaged.contains(extent.pack()));
  }
}
