package org.tidelock.engine.apply;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.EpochKeys;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.content.ChunkTarget;
import org.tidelock.engine.content.FileCipher;
import org.tidelock.engine.content.WantedChunk;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.trust.Identity;

/// Where the chunks of files lie, and what opens them. For one call: of the files in it the keys are kept.
public final class WantedChunks {
  private final Identity identity;
  private final PackTable packs;
  private final Map<LineageEpoch, FileCipher> ciphers = new HashMap<>();

  public WantedChunks(Identity identity, PackTable packs) {
    this.identity = identity;
    this.packs = packs;
  }

  private record LineageEpoch(ByteBuffer lineage, EpochId epoch) {}

  /// Each chunk once, with all the places that it goes to; a file's number is its place in the list.
  public List<WantedChunk> of(List<FileContent> files) {
    Map<ChunkId, List<ChunkTarget>> targets = new LinkedHashMap<>();
    Map<ChunkId, WantedChunk> chunks = new LinkedHashMap<>();
    for (int i = 0; i < files.size(); i++) {
      FileContent content = files.get(i);
      long offset = 0;
      for (ChunkRef ref : content.chunks()) {
        targets.computeIfAbsent(ref.id(), _ -> new ArrayList<>(1)).add(new ChunkTarget(i, offset));
        offset += ref.length();
        if (!chunks.containsKey(ref.id())) chunks.put(ref.id(), of(ref, content.lineage()));
      }
    }
    List<WantedChunk> all = new ArrayList<>(chunks.size());
    chunks.forEach(
        (id, c) ->
            all.add(
                new WantedChunk(
                    c.ref(), c.extents(), c.cipher(), targets.getOrDefault(id, List.of()))));
    return all;
  }

  /// A chunk of a file, which goes nowhere. Without a known place it has no extents: it can come from a disk only, or not at all.
  public WantedChunk of(ChunkRef ref, LineageKey lineage) {
    Optional<PackTable.Location> location = packs.chunk(ref.id());
    Optional<EpochKeys> epoch = location.flatMap(l -> identity.keys().epoch(l.epoch()));
    return new WantedChunk(
        ref,
        epoch.isPresent() ? location.orElseThrow().extents() : List.of(),
        cipher(lineage, epoch.orElseGet(() -> identity.keys().current())),
        List.of());
  }

  /// Most files have a lineage of their own.
  private FileCipher cipher(LineageKey lineage, EpochKeys epoch) {
    return ciphers.computeIfAbsent(
        new LineageEpoch(ByteBuffer.wrap(lineage.secretBytes()), epoch.id()),
        _ -> new FileCipher(identity.keys(), lineage, epoch));
  }
}
