package org.tidelock.engine.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.content.PackWriter;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.PackEntry;
import org.tidelock.engine.local.Difference;
import org.tidelock.engine.local.Difference.Found;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.transfer.StoredPacks;
import org.tidelock.engine.transfer.Troubles;

/// Reads the files of one commit, each on a worker, into packs of this commit's own. One thread uses it; closing it ends all reading and sending that is
/// under way, so that nothing goes on behind the caller's back.
final class FileReads implements AutoCloseable {
  private static final int UNSTABLE_TRIES = 3;

  private final FileReading reading;
  private final PackWriter packs;
  private final PackUploads uploads;
  private final UnfinishedUploads unfinished;
  private final Executor workers;
  private final Meter meter;
  private final Stop stop;
  private final LongSupplier waiting;
  private final Map<Difference, CompletableFuture<FileReading.Result>> results =
      new IdentityHashMap<>();
  private final List<CompletableFuture<FileReading.Result>> begun = new ArrayList<>();

  FileReads(
      FileReading reading,
      PackWriter packs,
      PackUploads uploads,
      UnfinishedUploads unfinished,
      Executor workers,
      Meter meter,
      Stop stop) {
    this.reading = reading;
    this.packs = packs;
    this.uploads = uploads;
    this.unfinished = unfinished;
    this.workers = workers;
    this.meter = meter;
    this.stop = stop;
    this.waiting = () -> packs.waitingBytes() + uploads.bytesUnderWay();
    meter.watch(waiting);
  }

  /// Prepares to [#begin] these.
  void expect(List<Difference> differences) {
    reading.expect(
        differences.stream().map(d -> d.onDisk().orElseThrow().fingerprint().size()).toList());
  }

  /// Begins to read what a difference is about; once more, if it was begun before it was known what the vault shows there.
  void begin(
      Difference difference, Optional<FileReading.Former> former, List<FileReading.Shown> shown) {
    Found found = difference.onDisk().orElseThrow();
    CompletableFuture<FileReading.Result> result =
        CompletableFuture.supplyAsync(() -> read(found, former, shown), workers);
    begun.add(result);
    results.put(difference, result);
  }

  boolean isBegun(Difference difference) {
    return results.containsKey(difference);
  }

  /// What became of it. Trouble with the storage is told as such.
  FileReading.Result await(Difference difference) throws TidelockException, InterruptedException {
    CompletableFuture<FileReading.Result> begun = results.remove(difference);
    if (begun == null) throw new IllegalStateException("not begun: " + difference);
    FileReading.Result result = value(begun);
    if (result instanceof FileReading.Result.Failed failed) {
      uploads.await();
      if (failed.cause() instanceof StoredPacks.StorageTrouble trouble)
        throw Troubles.of(trouble.trouble());
    }
    if (result instanceof FileReading.Result.Read read
        && read.content() instanceof FileContent file)
      unfinished.finish(difference.onDisk().orElseThrow().path(), file);
    return result;
  }

  private FileReading.Result read(
      Found found, Optional<FileReading.Former> former, List<FileReading.Shown> shown) {
    if (stop.isAsked()) return new FileReading.Result.NotBegun();
    try (Meter.Moving sent = meter.send(found.path(), found.fingerprint().size())) {
      return found.fingerprint().kind() == Fingerprint.Kind.LINK
          ? reading.link(found.path(), shown)
          : stable(found.path(), former, shown, sent::to);
    }
  }

  private FileReading.Result stable(
      LocalPath path,
      Optional<FileReading.Former> former,
      List<FileReading.Shown> shown,
      LongConsumer at) {
    FileReading.Result result = reading.file(path, former, shown, at);
    for (int i = 1; i < UNSTABLE_TRIES && result instanceof FileReading.Result.Changing; i++)
      result = reading.file(path, former, shown, at);
    return result;
  }

  /// Returns when the storage has all packs of this commit, with their directory, those of interrupted uploads included.
  List<PackEntry> store() throws TidelockException, InterruptedException {
    for (CompletableFuture<FileReading.Result> each : begun) value(each);
    List<PackEntry> directory;
    try {
      directory = packs.flush();
    } catch (IOException e) {
      uploads.await(); // says why
      throw Troubles.unexpected(e);
    }
    uploads.await();
    return Stream.concat(directory.stream(), unfinished.reused().stream()).toList();
  }

  /// Where large files are of which the index tells as of unfinished uploads.
  Collection<LocalPath> begunUploads() {
    return unfinished.places();
  }

  private static FileReading.Result value(CompletableFuture<FileReading.Result> of)
      throws InterruptedException {
    try {
      return of.get();
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof RuntimeException r) throw r;
      if (e.getCause() instanceof Error r) throw r;
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    reading.stop();
    for (CompletableFuture<FileReading.Result> each : begun) {
      try {
        each.join();
      } catch (CompletionException e) {
        // Told when it was awaited, or of no matter any more.
        continue;
      }
    }
    uploads.drain();
    meter.unwatch(waiting);
  }
}
