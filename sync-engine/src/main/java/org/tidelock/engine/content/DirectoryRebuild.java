package org.tidelock.engine.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tidelock.crypto.EpochId;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.history.PackEntry.Extent;
import org.tidelock.engine.history.PackEntry.Stored;
import org.tidelock.engine.history.PackId;

/// Rebuilds the directory from the packs themselves, should the log be lost. What it returns is authentic as far as the epoch key
/// goes: some member wrote it; no signature says which. Not thread-safe.
public final class DirectoryRebuild {
  private final Function<EpochId, Optional<PackCipher>> ciphers;
  private final Map<PackId, Whole> packs = new LinkedHashMap<>();

  private record Whole(int length, Hash256 sha256, EpochId epoch, PackFooter footer) {}

  private record Found(PackId pack, PackFooter.Piece piece) {}

  public DirectoryRebuild(Function<EpochId, Optional<PackCipher>> ciphers) {
    this.ciphers = ciphers;
  }

  /// Reads one whole pack.
  /// @throws DamagedPackException if its footer does not open, or no key for its epoch is at hand
  public void add(PackId id, byte[] pack) throws DamagedPackException {
    EpochId epoch = PackLayout.allegedEpoch(id, pack);
    PackCipher cipher =
        ciphers
            .apply(epoch)
            .filter(c -> c.epoch().equals(epoch))
            .orElseThrow(() -> new DamagedPackException(id, "there is no key for its epoch"));
    packs.put(
        id,
        new Whole(pack.length, Hash256.sha256(pack), epoch, PackLayout.footer(cipher, id, pack)));
  }

  /// The directory of all packs added, in that order. A chunk of which a part is missing is left out.
  public List<PackEntry> directory() {
    Map<ChunkId, List<Found>> chunks = new LinkedHashMap<>();
    packs.forEach(
        (id, w) -> {
          for (PackFooter.Piece p : w.footer().pieces())
            chunks.computeIfAbsent(p.chunk(), c -> new ArrayList<>()).add(new Found(id, p));
        });
    Map<PackId, List<Stored>> begun = new LinkedHashMap<>();
    chunks.forEach(
        (id, found) ->
            joined(id, found)
                .ifPresent(
                    s ->
                        begun
                            .computeIfAbsent(s.extents().getFirst().pack(), p -> new ArrayList<>())
                            .add(s)));
    List<PackEntry> entries = new ArrayList<>();
    packs.forEach(
        (id, w) ->
            entries.add(
                new PackEntry(
                    id,
                    w.length(),
                    w.sha256(),
                    w.epoch(),
                    sorted(begun.getOrDefault(id, List.of())))));
    return entries;
  }

  private static List<Stored> sorted(List<Stored> begun) {
    return begun.stream()
        .sorted(Comparator.comparingInt(s -> s.extents().getFirst().offset()))
        .toList();
  }

  /// The first complete copy of a chunk. Copies in other epochs or packs have their own pieces, which never fit together with these
  /// by chance alone: the chunk's seal decides when it is read.
  private static Optional<Stored> joined(ChunkId id, List<Found> found) {
    for (Found first : found) {
      if (first.piece().at() != 0) continue;
      List<Extent> extents = new ArrayList<>();
      int at = 0;
      Optional<Found> next = Optional.of(first);
      while (next.isPresent()) {
        PackFooter.Piece p = next.get().piece();
        extents.add(new Extent(next.get().pack(), p.offset(), p.length()));
        at += p.length();
        int from = at;
        next =
            found.stream()
                .filter(f -> f.piece().at() == from && f.piece().total() == first.piece().total())
                .findFirst();
      }
      if (at == first.piece().total()) return Optional.of(new Stored(id, extents));
    }
    return Optional.empty();
  }
}
