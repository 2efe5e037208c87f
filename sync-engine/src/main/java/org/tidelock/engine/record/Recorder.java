package org.tidelock.engine.record;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Warmup;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.content.ChunkCodec;
import org.tidelock.engine.content.Compression;
import org.tidelock.engine.content.FileEncoder;
import org.tidelock.engine.content.PackBuffers;
import org.tidelock.engine.content.PackCipher;
import org.tidelock.engine.content.PackWriter;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.Operation;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Scan;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.transfer.DamagedPacks;
import org.tidelock.engine.transfer.Heap;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.StoredPacks;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// Turns what differs on the disk into facts. What already equals the merged tree is adopted (decisions/0004); the rest becomes operations, in
/// commits of bounded size, each made only when the storage has its packs. Files are read a few at once, and commits keep the scan's order.
public final class Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

  private static final int BUFFERS = 4;

  private final Tables tables;
  private final Disk disk;
  private final Identity identity;
  private final SealedContents contents;
  private final Committer committer;
  private final Remote remote;
  private final DamagedPacks damaged;
  private final Effects effects;
  private final Meter meter;

  public Recorder(
      Tables tables,
      Disk disk,
      Identity identity,
      SealedContents contents,
      Committer committer,
      Remote remote,
      DamagedPacks damaged,
      Effects effects,
      Meter meter) {
    this.tables = tables;
    this.disk = disk;
    this.identity = identity;
    this.contents = contents;
    this.committer = committer;
    this.remote = remote;
    this.damaged = damaged;
    this.effects = effects;
    this.meter = meter;
  }

  /// @param recorded whether anything was recorded or adopted
  /// @param changing files that would not hold still; looked at again later
  /// @param unreadable files that could not be read, and why
  public record Outcome(
      boolean recorded, List<LocalPath> changing, Map<LocalPath, IOException> unreadable) {}

  /// @throws StoppedException when `stop` asked for it: what was read by then is recorded, unless a large file is among it
  public Outcome record(Scan scan, Stop stop) throws TidelockException, InterruptedException {
    if (scan.differences().isEmpty()) return new Outcome(false, List.of(), Map.of());
    identity.requireWriting();
    doubt(scan.differences());
    Warmup.before(bytes(scan), effects.io());
    if (scan.differences().size() <= CommitSizes.MOST_FILES) return record(scan, stop, tables);
    try (Database reader = tables.db().reader()) {
      return record(scan, stop, Tables.over(reader));
    }
  }

  /// What looks as before and is to be read all the same is read later if it cannot be now: what speaks for it may not be seen again.
  private void doubt(List<Difference> differences) {
    List<BaseRow> suspects = new ArrayList<>();
    for (Difference difference : differences)
      if (difference instanceof Difference.Changed c
          && !c.row().racy()
          && c.found().fingerprint().equals(c.row().fingerprint())) suspects.add(c.row());
    if (suspects.isEmpty()) return;
    tables
        .db()
        .transaction(
            () -> {
              for (BaseRow row : suspects)
                tables.base().put(new BaseRow(row.entry(), row.fingerprint(), true));
              return true;
            });
  }

  private Outcome record(Scan scan, Stop stop, Tables looking)
      throws TidelockException, InterruptedException {
    try (ChunkCodec codec = new ChunkCodec(Compression.ZSTD)) {
      return new Run(scan, stop, codec, looking).run();
    }
  }

  private static long bytes(Scan scan) {
    return scan.differences().stream()
        .mapToLong(d -> d.onDisk().map(f -> f.fingerprint().size()).orElse(0L))
        .sum();
  }

  /// One scan's differences on their way.
  private final class Run {
    private final Scan scan;
    private final Stop stop;
    private final ChunkCodec codec;
    private final Tables looking;
    private PackBuffers buffers = new PackBuffers(remote.sizes().pack(), BUFFERS);
    private final FolderPlaces folders = new FolderPlaces();
    private final List<LocalPath> changing = new ArrayList<>();
    private final Map<LocalPath, IOException> unreadable = new LinkedHashMap<>();
    private FileReads reads;
    private boolean recorded;

    /// @param looking the index as workers read it: over a connection of its own where one commit is written while the files of the next are read
    Run(Scan scan, Stop stop, ChunkCodec codec, Tables looking) {
      this.scan = scan;
      this.stop = stop;
      this.codec = codec;
      this.looking = looking;
      this.reads = newReads(committer.nextSeq());
    }

    /// @param seq of the commit that it is for
    private FileReads newReads(long seq) {
      WriterId writer = committer.writer();
      PackUploads uploads =
          new PackUploads(
              remote,
              tables.packs(),
              identity.keys().current().id(),
              () -> new PackTable.Purpose(writer, seq, effects.clock().instant()),
              effects.io());
      PackWriter packs =
          new PackWriter(
              new PackCipher(identity.keys().vault(), identity.keys().current()),
              effects.random(),
              buffers,
              uploads);
      DamagedPacks known = damaged.over(looking.packs());
      FileEncoder encoder =
          new FileEncoder(
              identity.keys().contentIds(), codec, packs, looking.packs()::has, effects.io());
      StoredPacks stored = new StoredPacks(remote, looking.packs());
      UnfinishedUploads unfinished =
          new UnfinishedUploads(
              looking.uploads(), tables.uploads(), contents, uploads, stored, identity, effects);
      PackProofs proofs = new PackProofs(identity, looking.packs(), stored, codec, effects);
      FileReading reading =
          new FileReading(
              disk, identity, looking, contents, encoder, proofs, known, unfinished, effects, stop);
      return new FileReads(reading, packs, uploads, unfinished, effects.workers(), meter, stop);
    }

    Outcome run() throws TidelockException, InterruptedException {
      try {
        List<Difference> all = scan.differences();
        int end = firstGone(all);
        for (Difference difference : all.subList(0, end))
          if (Differences.needReading(difference)) meter.toSend(Differences.bytes(difference));
        record(Nesting.of(all.subList(0, end)), rows(all.subList(end, all.size())));
      } finally {
        reads.close();
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
      List<Operation> salvage = Salvage.of(tables, there, gone);
      if (!salvage.isEmpty()) committer.commitAll(salvage, () -> {});
      recorded |= !salvage.isEmpty();
      List<List<Deletions.Group>> deletions = Deletions.of(gone, sizes().mostDeleted());
      int first = sizes().end(there, 0, gone.size());
      boolean together =
          gone.size() <= CommitSizes.MOST_DELETED_TOGETHER
              && !Differences.haveMoves(there.subList(first, there.size()));
      boolean before = !together && !Differences.haveMoves(there);
      if (before) delete(deletions);
      if (there.isEmpty() && together) batch(new Portion(List.of(), all(deletions)), List.of());
      for (int from = 0, to; from < there.size(); from = to) {
        boolean deletes = together && from == 0;
        to = sizes().end(there, from, deletes ? gone.size() : 0);
        List<Difference> next = there.subList(to, sizes().end(there, to, 0));
        List<Deletions.Group> goes = deletes ? all(deletions) : List.of();
        batch(new Portion(there.subList(from, to), goes), next);
      }
      if (!together && !before) delete(deletions);
    }

    /// As the storage is known by now: that it takes no more may be found out by any commit.
    private CommitSizes sizes() {
      return new CommitSizes(remote.sizes().largest());
    }

    private static List<Deletions.Group> all(List<List<Deletions.Group>> deletions) {
      return deletions.stream().flatMap(List::stream).toList();
    }

    private void delete(List<List<Deletions.Group>> deletions)
        throws TidelockException, InterruptedException {
      for (List<Deletions.Group> groups : deletions)
        batch(new Portion(List.of(), groups), List.of());
    }

    /// With smaller packs, if those of now were too large for the storage, or for the line to it. What was read is read again; the packs that were stored are left
    /// over.
    private void batch(Portion portion, List<Difference> next)
        throws TidelockException, InterruptedException {
      int changingBefore = changing.size();
      boolean fits;
      try {
        fits = whole(portion, next);
      } catch (TidelockException e) {
        int smaller = remote.sizes().pack();
        if (e.code() != ErrorCode.STORAGE || smaller >= buffers.packSize()) throw e;
        LOG.info("packs have {} bytes from now on", smaller, e);
        reads.close();
        buffers = new PackBuffers(smaller, BUFFERS);
        reads = newReads(committer.nextSeq());
        changing.subList(changingBefore, changing.size()).clear();
        batch(portion, next);
        return;
      }
      if (!fits) inHalves(portion);
      Heap.relieve();
      if (stop.isAsked()) throw new StoppedException();
    }

    /// Records all of these in one commit, and begins to read those of the next one while it is sent and written.
    ///
    /// @return false if they do not fit into one commit, and there may be two
    private boolean whole(Portion portion, List<Difference> next)
        throws TidelockException, InterruptedException {
      Batch batch = new Batch(tables, committer, effects, folders);
      portion.gone().forEach(batch::gone);
      List<Difference> differences = portion.there();
      List<Difference> read = differences.stream().filter(Differences::needReading).toList();
      reads.expect(read);
      for (Difference difference : differences) {
        if (Differences.needReading(difference)) begin(batch, difference);
        else batch.unread(difference);
      }
      for (Difference difference : read) take(batch, difference);
      try (FileReads done = reads) {
        reads = newReads(committer.nextSeq() + 1);
        beginAhead(batch, next);
        List<PackEntry> stored = done.store();
        secure(portion);
        return commit(batch, stored, done.begunUploads(), portion);
      }
    }

    /// @return false if it does not fit into one commit, and there may be two
    private boolean commit(
        Batch batch, List<PackEntry> stored, Collection<LocalPath> uploads, Portion portion)
        throws TidelockException {
      try {
        recorded |= batch.commit(stored, uploads);
        return true;
      } catch (TidelockException e) {
        if (e.code() != ErrorCode.LIMIT) throw e;
        LOG.info("what was found does not fit into one commit and goes into several", e);
        if (portion.isDivisible()) return false;
        recorded |= batch.commitAfterPacks(stored, uploads);
        return true;
      }
    }

    /// What was read for it, and ahead of it, is read again; the packs that were stored are left over.
    private void inHalves(Portion portion) throws TidelockException, InterruptedException {
      reads.close();
      reads = newReads(committer.nextSeq());
      for (Portion half : portion.halves()) batch(half, List.of());
    }

    private void secure(Portion portion) throws InterruptedException {
      Securing securing = new Securing(tables.base()::pathOf, effects.clock().instant());
      portion.there().forEach(securing::add);
      portion.gone().forEach(group -> securing.gone(group.top()));
      securing.secureOn(disk);
    }

    private void begin(Batch batch, Difference difference) {
      List<FileReading.Shown> shown =
          batch.shownAt(difference).stream().flatMap(e -> shown(e).stream()).toList();
      if (!reads.isBegun(difference) || !shown.isEmpty())
        reads.begin(difference, Differences.row(difference).flatMap(this::former), shown);
    }

    /// What is new at a place where the vault shows nothing needs nothing that the commit before it may still change.
    private void beginAhead(Batch before, List<Difference> next) {
      List<Difference> ready =
          next.stream()
              .filter(Difference.New.class::isInstance)
              .filter(Differences::needReading)
              .filter(d -> before.isBare(d.onDisk().orElseThrow()))
              .toList();
      reads.expect(ready);
      for (Difference difference : ready) reads.begin(difference, Optional.empty(), List.of());
    }

    private Optional<FileReading.Former> former(BaseRow row) {
      return row.entry().version().flatMap(tables.versions()::version).flatMap(this::former);
    }

    private Optional<FileReading.Former> former(VersionTable.Version version) {
      return contents.open(version.id(), version.content()) instanceof FileContent file
          ? Optional.of(new FileReading.Former(version.facts().node(), file))
          : Optional.empty();
    }

    private Optional<FileReading.Shown> shown(Entry entry) {
      return entry
          .version()
          .flatMap(tables.versions()::version)
          .map(
              (VersionTable.Version v) ->
                  new FileReading.Shown(v.id(), entry.size(), contents.open(v.id(), v.content())));
    }

    private void take(Batch batch, Difference difference)
        throws TidelockException, InterruptedException {
      LocalPath path = difference.onDisk().orElseThrow().path();
      switch (reads.await(difference)) {
        case FileReading.Result.Read read -> batch.read(difference, read);
        case FileReading.Result.Changing _ -> {
          batch.notRead(difference);
          changing.add(path);
        }
        case FileReading.Result.Vanished _ -> changing.add(path);
        case FileReading.Result.NotBegun _ -> batch.notRead(difference);
        case FileReading.Result.Failed failed -> {
          // What it has sent is noted, and must not be part of a commit without it.
          if (stop.isAsked() && failed.cause() instanceof InterruptedIOException)
            throw new StoppedException();
          batch.notRead(difference);
          unreadable.put(path, failed.cause());
        }
      }
    }
  }
}
