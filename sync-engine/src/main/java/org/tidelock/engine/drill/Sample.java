package org.tidelock.engine.drill;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.engine.DrillReport.Problem;
import org.tidelock.engine.DrillReport.Read;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.apply.WantedChunks;
import org.tidelock.engine.content.ChunkCodec;
import org.tidelock.engine.content.ChunkReader;
import org.tidelock.engine.content.ChunkSink;
import org.tidelock.engine.content.ChunkSource;
import org.tidelock.engine.content.Compression;
import org.tidelock.engine.content.ContentIds;
import org.tidelock.engine.content.DamagedPackException;
import org.tidelock.engine.content.PackException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.StoredPacks;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// Reads files of a vault back, each byte of which is checked and none of which is written anywhere: a few, so that a drill is soon over wherever the vault lies.
record Sample(
    Identity owner, Tables tables, SealedContents contents, Remote remote, Effects effects) {
  static final int MOST_FILES = 20;
  static final int MOST_BYTES = 32 << 20;

  /// Of one file: as much as the longest chunk, at least.
  private static final int MOST_OF_ONE = 16 << 20;

  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int PACKS_AT_ONCE = 2;

  Lot draw() throws InterruptedException {
    return Lot.draw(tables.view(), effects.random(), MOST_FILES);
  }

  /// A file, and which of its chunks are read.
  private record Portion(String path, FileContent content, List<ChunkRef> chunks, int bytes) {
    boolean isWhole() {
      return bytes == content.size();
    }
  }

  /// Goes on with the next file where one is damaged, until the time is up.
  void read(Lot lot, Consumer<Read> read, Consumer<Problem> problems, Steps steps)
      throws TidelockException, InterruptedException {
    List<Portion> portions = portions(lot);
    steps.toRead(portions.size(), portions.stream().mapToLong(Portion::bytes).sum());
    long end = effects.clock().nanos() + LONGEST.toNanos();
    try (ChunkCodec codec = new ChunkCodec(Compression.ZSTD)) {
      StoredPacks stored = new StoredPacks(remote, tables.packs());
      ChunkReader reader = new ChunkReader(stored, stored, codec, effects.io(), PACKS_AT_ONCE);
      for (Portion portion : portions) {
        if (Thread.interrupted()) throw new InterruptedException();
        if (effects.clock().nanos() - end >= 0) return;
        read(portion, reader, read, problems);
        steps.read(portion.bytes);
      }
    }
  }

  private void read(
      Portion portion, ChunkReader reader, Consumer<Read> read, Consumer<Problem> problems)
      throws TidelockException, InterruptedException {
    try {
      read.accept(read(portion, reader));
    } catch (PackException e) {
      problems.accept(new Problem(Optional.of(portion.path), Troubles.ofFile(portion.path, e)));
    } catch (InterruptedIOException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (IOException e) {
      throw Troubles.ofFile(portion.path, e);
    }
  }

  private Read read(Portion portion, ChunkReader reader) throws IOException {
    FileContent part =
        new FileContent(
            portion.content.id(), portion.bytes, portion.content.lineage(), portion.chunks);
    byte[] bytes = new byte[portion.bytes];
    // Called by several threads, each for other places.
    ChunkSink sink = (target, plain) -> plain.get(bytes, (int) target.offset(), plain.remaining());
    List<ChunkReader.Failure> failures =
        reader.read(
            new WantedChunks(owner, tables.packs()).of(List.of(part)), ChunkSource.NONE, sink);
    if (!failures.isEmpty()) throw failures.getFirst().cause();
    if (portion.isWhole()
        && !new ContentIds(owner.keys().contentIds()).of(bytes).equals(portion.content.id()))
      throw new DamagedPackException(List.of(), "a file's parts do not make up the file", null);
    return new Read(
        portion.path,
        portion.content.size(),
        portion.bytes,
        portion.chunks.getFirst().equals(portion.content.chunks().getFirst())
            ? Beginnings.of(bytes)
            : Optional.empty());
  }

  /// Files in the order in which they were drawn, as long as there is room: whole where they fit, else some parts of them.
  private List<Portion> portions(Lot lot) {
    List<Portion> portions = new ArrayList<>();
    int left = MOST_BYTES;
    for (Lot.Ticket ticket : lot.drawn()) {
      Optional<Portion> portion = portion(ticket, Math.min(left, MOST_OF_ONE));
      if (portion.isEmpty()) continue;
      portions.add(portion.get());
      left -= portion.get().bytes;
    }
    return portions;
  }

  private Optional<Portion> portion(Lot.Ticket ticket, int room) {
    VersionTable.Version version =
        tables
            .versions()
            .version(ticket.version())
            .orElseThrow(() -> new IllegalStateException("the index lacks a version it names"));
    if (!(contents.open(version.id(), version.content()) instanceof FileContent content))
      return Optional.empty();
    List<ChunkRef> chunks = new ArrayList<>();
    int bytes = 0;
    int from = content.size() <= room ? 0 : effects.random().nextInt(content.chunks().size());
    for (int i = 0; i < content.chunks().size(); i++) {
      ChunkRef chunk = content.chunks().get((from + i) % content.chunks().size());
      if (bytes + chunk.length() > room) break;
      chunks.add(chunk);
      bytes += chunk.length();
    }
    return chunks.isEmpty()
        ? Optional.empty()
        : Optional.of(new Portion(ticket.path(), content, chunks, bytes));
  }
}
