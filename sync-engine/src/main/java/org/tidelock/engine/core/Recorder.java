package org.tidelock.engine.core;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.tidelock.crypto.Warmup;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.content.ChunkCodec;
import org.tidelock.engine.content.Compression;
import org.tidelock.engine.content.FileEncoder;
import org.tidelock.engine.content.PackBuffers;
import org.tidelock.engine.content.PackCipher;
import org.tidelock.engine.content.PackFormat;
import org.tidelock.engine.content.PackWriter;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.merge.Entry;

/// Turns what differs on the disk into facts. What already equals the merged tree is adopted (decisions/0004); the rest becomes operations, in
/// commits of bounded size, each made only when the storage has its packs. Files are read a few at once, and commits keep the scan's order.
final class Recorder {
  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 1L << 30;

  /// Leaves room below the 4 MiB that a segment may have.
  private static final long MOST_ENCODED = 3L << 20;

  /// So many deletions may share a commit with other changes, at about so many bytes each.
  private static final int MOST_TOGETHER = 20_000;

  private static final int ENCODED_DELETION = 40;

  private static final int AT_ONCE = 4;
  private static final int BUFFERS = 4;
  private static final int UNSTABLE_TRIES = 3;

  private final Tables tables;
  private final Disk disk;
  private final Identity identity;
  private final SealedContents contents;
  private final Committer committer;
  private final Remote remote;
  private final Effects effects;
  private final Meter meter;

  Recorder(
      Tables tables,
      Disk disk,
      Identity identity,
      SealedContents contents,
      Committer committer,
      Remote remote,
      Effects effects,
      Meter meter) {
    this.tables = tables;
    this.disk = disk;
    this.identity = identity;
    this.contents = contents;
    this.committer = committer;
    this.remote = remote;
    this.effects = effects;
    this.meter = meter;
  }

  /// @param recorded whether anything was recorded or adopted
  /// @param changing files that would not hold still; looked at again later
  /// @param unreadable files that could not be read
  record Outcome(boolean recorded, List<LocalPath> changing, List<LocalPath> unreadable) {}

  Outcome record(Scan scan) throws TidelockException, InterruptedException {
    if (scan.differences().isEmpty()) return new Outcome(false, List.of(), List.of());
    Warmup.before(bytes(scan), effects.io());
    try (ChunkCodec codec = new ChunkCodec(Compression.ZSTD)) {
      PackUploads uploads =
          new PackUploads(remote, tables.packs(), identity.keys().current().id(), effects.io());
      PackWriter packs =
          new PackWriter(
              new PackCipher(identity.keys().vault(), identity.keys().current()),
              effects.random(),
              new PackBuffers(PackFormat.PACK_SIZE, BUFFERS),
              uploads);
      FileEncoder encoder =
          new FileEncoder(
              identity.keys().contentIds(), codec, packs, tables.packs()::has, effects.io());
      Run run =
          new Run(
              scan,
              new FileReading(disk, identity, tables, contents, encoder, proofs(codec), effects),
              packs,
              uploads);
      return run.run();
    }
  }

  private PackProofs proofs(ChunkCodec codec) {
    StoredPacks stored = new StoredPacks(remote, tables.packs());
    return new PackProofs(identity, tables.packs(), stored, codec, effects);
  }

  private static long bytes(Scan scan) {
    return scan.differences().stream()
        .mapToLong(d -> d.onDisk().map(f -> f.fingerprint().size()).orElse(0L))
        .sum();
  }

  /// One scan's differences on their way.
  private final class Run {
    private final Scan scan;
    private final FileReading reading;
    private final PackWriter packs;
    private final PackUploads uploads;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final Map<Found, Batch.Place> folders = new IdentityHashMap<>();
    private final List<LocalPath> changing = new ArrayList<>();
    private final List<LocalPath> unreadable = new ArrayList<>();
    private boolean recorded;

    Run(Scan scan, FileReading reading, PackWriter packs, PackUploads uploads) {
      this.scan = scan;
      this.reading = reading;
      this.packs = packs;
      this.uploads = uploads;
    }

    Outcome run() throws TidelockException, InterruptedException {
      List<Difference> all = scan.differences();
      int end = firstGone(all);
      List<BaseRow> gone = rows(all.subList(end, all.size()));
      try {
        record(all.subList(0, end), gone);
      } finally {
        // Nothing of this run may go on behind the caller's back.
        reading.stop();
        permits.acquireUninterruptibly(AT_ONCE);
        uploads.drain();
      }
      return new Outcome(recorded, changing, unreadable);
    }

    private static int firstGone(List<Difference> all) {
      int i = 0;
      while (i < all.size() && !(all.get(i) instanceof Difference.Gone)) i++;
      return i;
    }

    private static List<BaseRow> rows(List<Difference> gone) {
      List<BaseRow> rows = new ArrayList<>(gone.size());
      for (Difference difference : gone)
        if (difference instanceof Difference.Gone g) rows.add(g.row());
      return rows;
    }

    /// What is gone is recorded before what came into its place, which else would get another name; but not before what was moved out of it,
    /// which else would keep it alive. So deletions go first into the first commit, as far as that holds all moves; only where it does not,
    /// they come at last.
    private void record(List<Difference> there, List<BaseRow> gone)
        throws TidelockException, InterruptedException {
      List<List<Deletions.Group>> deletions = Deletions.of(gone);
      int first = endOfBatch(there, 0, gone.size());
      boolean together = gone.size() <= MOST_TOGETHER && !hasMoves(there, first);
      boolean before = !together && !hasMoves(there, 0);
      if (before) delete(deletions);
      if (together) batch(there.subList(0, first), deletions);
      for (int from = together ? first : 0; from < there.size(); ) {
        int to = endOfBatch(there, from, 0);
        batch(there.subList(from, to), List.of());
        from = to;
      }
      if (!together && !before) delete(deletions);
    }

    private static boolean hasMoves(List<Difference> differences, int from) {
      return differences.subList(from, differences.size()).stream()
          .anyMatch(Difference.Moved.class::isInstance);
    }

    private void delete(List<List<Deletions.Group>> deletions)
        throws TidelockException, InterruptedException {
      for (List<Deletions.Group> groups : deletions) batch(List.of(), List.of(groups));
    }

    /// How far the differences from `from` on fit into one commit that has `deletions` already.
    private static int endOfBatch(List<Difference> differences, int from, int deletions) {
      long bytes = 0;
      long encoded = (long) deletions * ENCODED_DELETION;
      int to = from;
      while (to < differences.size()
          && (to == from
              || (to - from < MOST_FILES && bytes < MOST_BYTES && encoded < MOST_ENCODED))) {
        Difference next = differences.get(to++);
        encoded += encodedSize(next);
        if (needsReading(next)) bytes += next.onDisk().orElseThrow().fingerprint().size();
      }
      return to;
    }

    /// Records all of these in one commit.
    private void batch(List<Difference> differences, List<List<Deletions.Group>> deletions)
        throws TidelockException, InterruptedException {
      Batch batch = new Batch(tables, committer, effects, folders);
      deletions.forEach(groups -> groups.forEach(batch::gone));
      List<Reading> reads = new ArrayList<>();
      for (Difference next : differences) {
        if (needsReading(next)) reads.add(start(batch, next));
        else batch.unread(next);
      }
      for (Reading read : reads) take(batch, read);
      finish(batch);
    }

    /// About what a difference adds to a segment.
    private static long encodedSize(Difference difference) {
      Found found = difference.onDisk().orElseThrow();
      return 260 + 3L * found.name().length() + found.fingerprint().size() / (1 << 20) * 110;
    }

    private void finish(Batch batch) throws TidelockException, InterruptedException {
      List<PackEntry> directory;
      try {
        directory = packs.flush();
      } catch (java.io.IOException e) {
        uploads.await(); // says why
        throw Troubles.unexpected(e);
      }
      uploads.await();
      recorded |= batch.commit(directory);
      Heap.relieve();
    }

    private record Reading(Difference difference, CompletableFuture<FileReading.Result> result) {}

    /// Begins to read what a difference is about.
    private Reading start(Batch batch, Difference difference) throws InterruptedException {
      Found found = difference.onDisk().orElseThrow();
      Optional<FileContent> previous = row(difference).flatMap(this::content);
      List<FileReading.Shown> shown =
          batch.shownAt(difference).stream().flatMap(e -> shown(e).stream()).toList();
      permits.acquire();
      CompletableFuture<FileReading.Result> result =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return read(found, previous, shown);
                } finally {
                  permits.release();
                }
              },
              effects.workers());
      return new Reading(difference, result);
    }

    private FileReading.Result read(
        Found found, Optional<FileContent> previous, List<FileReading.Shown> shown) {
      FileReading.Result result =
          found.fingerprint().kind() == Fingerprint.Kind.LINK
              ? reading.link(found.path(), shown)
              : stable(found.path(), previous, shown);
      meter.read(found.fingerprint().size());
      return result;
    }

    private FileReading.Result stable(
        LocalPath path, Optional<FileContent> previous, List<FileReading.Shown> shown) {
      FileReading.Result result = reading.file(path, previous, shown);
      for (int i = 1; i < UNSTABLE_TRIES && result instanceof FileReading.Result.Changing; i++)
        result = reading.file(path, previous, shown);
      return result;
    }

    private static boolean needsReading(Difference difference) {
      return switch (difference) {
        case Difference.New n -> n.found().fingerprint().kind() != Fingerprint.Kind.FOLDER;
        case Difference.Changed c -> c.found().fingerprint().kind() != Fingerprint.Kind.FOLDER;
        case Difference.Moved m -> mayHaveChanged(m.row(), m.found());
        case Difference.Stranded s -> mayHaveChanged(s.row(), s.found());
        case Difference.Renumbered _, Difference.Gone _ -> false;
      };
    }

    /// Where renaming sets the time of the last change of state, nothing tells a renamed file from one that was edited before, its size and
    /// time kept: only its bytes do.
    private static boolean mayHaveChanged(BaseRow row, Found found) {
      return found.fingerprint().kind() != Fingerprint.Kind.FOLDER
          && (row.racy() || !found.fingerprint().equals(row.fingerprint()));
    }

    private static Optional<BaseRow> row(Difference difference) {
      return switch (difference) {
        case Difference.New _ -> Optional.empty();
        case Difference.Changed c -> Optional.of(c.row());
        case Difference.Moved m -> Optional.of(m.row());
        case Difference.Renumbered r -> Optional.of(r.row());
        case Difference.Stranded s -> Optional.of(s.row());
        case Difference.Gone g -> Optional.of(g.row());
      };
    }

    private Optional<FileContent> content(BaseRow row) {
      return row.entry()
          .version()
          .flatMap(tables.versions()::version)
          .map(v -> contents.open(v.id(), v.content()))
          .flatMap(c -> c instanceof FileContent file ? Optional.of(file) : Optional.empty());
    }

    private Optional<FileReading.Shown> shown(Entry entry) {
      return entry
          .version()
          .flatMap(tables.versions()::version)
          .map(
              (VersionTable.Version v) ->
                  new FileReading.Shown(v.id(), entry.size(), contents.open(v.id(), v.content())));
    }

    private void take(Batch batch, Reading reading) throws TidelockException, InterruptedException {
      LocalPath path = reading.difference.onDisk().orElseThrow().path();
      switch (await(reading)) {
        case FileReading.Result.Read read -> batch.read(reading.difference, read);
        case FileReading.Result.Changing _ -> {
          batch.notRead(reading.difference);
          changing.add(path);
        }
        case FileReading.Result.Vanished _ -> changing.add(path);
        case FileReading.Result.Failed failed -> {
          uploads.await(); // trouble with the storage is told as such
          if (failed.cause() instanceof StoredPacks.StorageTrouble trouble)
            throw Troubles.of(trouble.trouble());
          batch.notRead(reading.difference);
          unreadable.add(path);
        }
      }
    }

    private static FileReading.Result await(Reading reading) throws InterruptedException {
      try {
        return reading.result.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException r) throw r;
        if (e.getCause() instanceof Error r) throw r;
        throw new IllegalStateException(e.getCause());
      }
    }
  }
}
