package org.tidelock.engine.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.content.ChunkCodec;
import org.tidelock.engine.content.ChunkReader;
import org.tidelock.engine.content.ChunkSource;
import org.tidelock.engine.content.FileCipher;
import org.tidelock.engine.content.WantedChunk;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackId;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.transfer.StoredPacks;
import org.tidelock.engine.trust.Identity;

/// Tells whether the storage really has what others say they have stored, before this device relies on it instead of sending its own bytes: each
/// pack must be there at its length, and one chunk of it, chosen at random, must open. A pack is looked at once. Thread-safe.
final class PackProofs {
  private final Identity identity;
  private final PackTable packs;
  private final StoredPacks stored;
  private final ChunkCodec codec;
  private final Effects effects;
  private final Map<PackId, Boolean> proven = new HashMap<>();

  PackProofs(
      Identity identity, PackTable packs, StoredPacks stored, ChunkCodec codec, Effects effects) {
    this.identity = identity;
    this.packs = packs;
    this.stored = stored;
    this.codec = codec;
    this.effects = effects;
  }

  /// @throws StoredPacks.StorageTrouble if the storage does not answer
  synchronized boolean has(FileContent content) throws IOException {
    Map<PackId, List<ChunkRef>> chunks = new HashMap<>();
    for (ChunkRef ref : content.chunks()) {
      Optional<PackTable.Location> at = packs.chunk(ref.id());
      if (at.isEmpty()) return false;
      for (PackId pack : packs(at.get()))
        chunks.computeIfAbsent(pack, _ -> new ArrayList<>()).add(ref);
    }
    for (Map.Entry<PackId, List<ChunkRef>> in : chunks.entrySet()) {
      Boolean known = proven.get(in.getKey());
      if (known == null) {
        ChunkRef sample = in.getValue().get(effects.random().nextInt(in.getValue().size()));
        known = isThere(in.getKey()) && opens(sample, content.lineage());
        proven.put(in.getKey(), known);
      }
      if (!known) return false;
    }
    return true;
  }

  private static Set<PackId> packs(PackTable.Location at) {
    Set<PackId> packs = new HashSet<>();
    for (Extent extent : at.extents()) packs.add(extent.pack());
    return packs;
  }

  private boolean isThere(PackId id) throws IOException {
    Optional<PackTable.Pack> pack = packs.pack(id);
    OptionalLong length = stored.length(id);
    return pack.isPresent() && length.isPresent() && length.getAsLong() == pack.get().length();
  }

  private boolean opens(ChunkRef ref, LineageKey lineage) throws IOException {
    PackTable.Location at = packs.chunk(ref.id()).orElseThrow();
    Optional<EpochKeys> epoch = identity.keys().epoch(at.epoch());
    if (epoch.isEmpty()) return false;
    WantedChunk wanted =
        new WantedChunk(
            ref, at.extents(), new FileCipher(identity.keys(), lineage, epoch.get()), List.of());
    ChunkReader reader = new ChunkReader(stored, stored, codec, Runnable::run, 1);
    return reader.read(List.of(wanted), ChunkSource.NONE, (_, _) -> {}).isEmpty();
  }
}
