package org.tidelock.engine.apply;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.Warmup;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Activity;
import org.tidelock.engine.content.PackException;
import org.tidelock.engine.errors.SystemError;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskWriter;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.plan.Action;
import org.tidelock.engine.plan.Action.Location;
import org.tidelock.engine.transfer.Heap;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.trust.SealedContents;

/// Brings content to the disk: assembles a group of files in the staging folder, flushes, and puts each in place.
final class Contents {
  private static final int MOST_FILES = 1_000;
  private static final long MOST_BYTES = 256L << 20;
  private static final long LEAST_BYTES = 1L << 20;
  private static final long MARGIN = 8L << 20;

  /// Bytes. What is there of a file from this size on is kept when fetching it is interrupted.
  private static final long LARGE = 8L << 20;

  private final Tables tables;
  private final Disk disk;
  private final PrivateFolder own;
  private final DiskWriter writer;
  private final FileAssembly assembly;
  private final SealedContents contents;
  private final PlanRun run;
  private final Meter meter;
  private final Executor io;
  private final Map<WriterId, String> authors = new HashMap<>();

  /// Places of large files of this run: nobody else's.
  private final Set<LocalPath> staged = ConcurrentHashMap.newKeySet();

  Contents(
      Tables tables,
      Disk disk,
      PrivateFolder own,
      DiskWriter writer,
      FileAssembly assembly,
      SealedContents contents,
      PlanRun run,
      Meter meter,
      Executor io) {
    this.tables = tables;
    this.disk = disk;
    this.own = own;
    this.writer = writer;
    this.assembly = assembly;
    this.contents = contents;
    this.run = run;
    this.meter = meter;
    this.io = io;
  }

  /// A file or link on its way to its place.
  private record Coming(Action action, Content content, LocalPath staged, Meter.Moving moving) {}

  /// Files that are read together and put in place together.
  private final class Group implements AutoCloseable {
    private final List<Coming> coming = new ArrayList<>();
    private final Map<FileAssembly.Request, Action> requests = new LinkedHashMap<>();
    private final Set<Coming> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final long bytes;
    private @Nullable Beside<Map<FileAssembly.Request, PackException>> assembling;

    Group(List<Action> actions) {
      bytes = actions.stream().mapToLong(action -> entry(action).size()).sum();
    }

    /// Writes the files into the staging folder, beside the caller. That there is no room for them is told when they are awaited, so that the
    /// group before is put in place.
    void assemble(FileAssembly.Work work) {
      List<FileAssembly.Request> wanted = List.copyOf(requests.keySet());
      assembling =
          Beside.begin(
              io,
              () -> {
                requireRoom(bytes);
                return work.assemble(wanted);
              });
    }

    void await() throws IOException, InterruptedException {
      Objects.requireNonNull(assembling).get();
    }

    void place() throws IOException, InterruptedException {
      if (Thread.interrupted()) throw new InterruptedException();
      Map<Action, IOException> failed = new HashMap<>();
      Objects.requireNonNull(assembling)
          .get()
          .forEach((r, why) -> failed.put(Objects.requireNonNull(requests.get(r)), why));
      for (Coming next : coming) forgetEarlierTries(next, failed.containsKey(next.action));
      // After this the flush knows of each of them, whatever was flushed while they were written.
      for (Coming next : coming) if (!failed.containsKey(next.action)) stage(next, failed);
      disk.flush();
      for (Coming next : coming) {
        IOException failure = failed.get(next.action);
        if (failure != null) run.fail(next.action, failure);
        else if (run.attempt(next.action, () -> Contents.this.place(next))) placed.add(next);
        next.moving.close();
      }
    }

    @Override
    public void close() throws IOException {
      if (assembling != null) assembling.close();
      for (Coming next : coming)
        if (!placed.contains(next) && !isLarge(next.content)) discard(next.staged);
    }
  }

  private static boolean isLarge(Content content) {
    return content instanceof FileContent file && file.size() >= LARGE;
  }

  private static String key(Content content) {
    return ((FileContent) content).id().toString();
  }

  private List<LocalPath> earlierTries(Content content) throws IOException {
    return own.unfinished(key(content)).stream().filter(tried -> !staged.contains(tried)).toList();
  }

  /// It is all there now, or what is there of it is of no use.
  private void forgetEarlierTries(Coming coming, boolean failed) throws IOException {
    if (!isLarge(coming.content)) return;
    for (LocalPath tried : earlierTries(coming.content)) discard(tried);
    if (failed) discard(coming.staged);
  }

  void run(List<Action> actions) throws IOException, InterruptedException {
    for (Action action : actions) meter.toPlace(entry(action).size());
    Warmup.before(actions.stream().mapToLong(action -> entry(action).size()).sum(), io);
    run.flush();
    Deque<List<Action>> groups = groups(actions);
    if (!groups.isEmpty())
      try (FileAssembly.Work work = assembly.begin()) {
        run(groups, work);
      }
  }

  private void run(Deque<List<Action>> groups, FileAssembly.Work work)
      throws IOException, InterruptedException {
    // While one group is put in place, the next one is read.
    Group group = prepare(groups.remove());
    try {
      group.assemble(work);
      while (!groups.isEmpty()) {
        Group next = prepare(groups.remove());
        try (Group done = group) {
          done.await();
          group = next;
          next.assemble(work);
          done.place();
        }
        written();
      }
      group.place();
    } finally {
      group.close();
    }
    written();
  }

  private void written() throws IOException {
    run.flush();
    Heap.relieve();
  }

  /// As they were recorded, since what was recorded together lies in the same packs: groups that are of one pack follow each other, so that nothing comes over the line for several of them again and again. But what is
  /// large for the room that is left comes last, the largest alone: what has room must not wait for what has none.
  private Deque<List<Action>> groups(List<Action> actions) throws IOException {
    long most = Math.clamp((disk.freeBytes() - MARGIN) / 4, LEAST_BYTES, MOST_BYTES);
    List<Action> ordered = new ArrayList<>(actions);
    ordered.sort(
        Comparator.comparingLong((Action action) -> Math.max(most, entry(action).size()))
            .thenComparing(action -> entry(action).version().orElseThrow()));
    Deque<List<Action>> groups = new ArrayDeque<>();
    long bytes = 0;
    for (Action action : ordered) {
      long size = entry(action).size();
      if (groups.isEmpty() || groups.getLast().size() == MOST_FILES || bytes + size > most) {
        groups.add(new ArrayList<>());
        bytes = 0;
      }
      groups.getLast().add(action);
      bytes += size;
    }
    return groups;
  }

  private void discard(LocalPath staged) throws IOException {
    if (disk.look(staged).isPresent()) disk.delete(staged);
  }

  /// What arrives needs room beside what it replaces.
  private void requireRoom(long bytes) throws IOException {
    long needed = bytes + bytes / 20 + MARGIN;
    if (disk.freeBytes() < needed) own.clearUnfinished(staged);
    if (disk.freeBytes() < needed) throw SystemError.diskFull();
  }

  private Group prepare(List<Action> actions) throws IOException {
    Group group = new Group(actions);
    for (Action action : actions) {
      Optional<Content> content =
          entry(action)
              .version()
              .flatMap(tables.versions()::version)
              .map((VersionTable.Version v) -> contents.open(v.id(), v.content()));
      if (content.isEmpty()) throw new IllegalStateException("the index lacks a version it shows");
      Coming next =
          new Coming(action, content.get(), newPlace(content.get()), moving(action, content.get()));
      group.coming.add(next);
      if (next.content instanceof FileContent file)
        group.requests.put(
            new FileAssembly.Request(file, next.staged, alike(action, file), next.moving::add),
            action);
    }
    return group;
  }

  private LocalPath newPlace(Content content) throws IOException {
    if (!isLarge(content)) return own.newStagingPlace();
    LocalPath place = own.newStagingPlace(key(content));
    staged.add(place);
    return place;
  }

  /// A file of one piece is never seen half done, so that its path is not asked for.
  private Meter.Moving moving(Action action, Content content) {
    boolean pieces = content instanceof FileContent file && file.chunks().size() > 1;
    Optional<LocalPath> path = pieces ? run.path(at(action)) : Optional.empty();
    return meter.receive(path.orElseGet(() -> LocalPath.of(at(action).name())), content.size());
  }

  /// Files here that hold the same bytes or an older version of them, and what is there of it from a try before.
  private List<FileAssembly.Alike> alike(Action action, FileContent wanted) throws IOException {
    List<FileAssembly.Alike> alike = new ArrayList<>();
    if (action instanceof Action.Replace replace)
      run.edits().row(replace.base().id()).ifPresent(row -> addAlike(row, alike));
    for (NodeId node : tables.versions().nodesWith(wanted.id()))
      run.edits()
          .row(node)
          .filter(row -> row.entry().content().filter(wanted.id()::equals).isPresent())
          .ifPresent(row -> addAlike(row, alike));
    if (isLarge(wanted))
      for (LocalPath tried : earlierTries(wanted)) alike.add(new FileAssembly.Alike(tried, wanted));
    return alike;
  }

  private void addAlike(BaseRow row, List<FileAssembly.Alike> alike) {
    Optional<Content> content =
        row.entry()
            .version()
            .flatMap(tables.versions()::version)
            .map((VersionTable.Version v) -> contents.open(v.id(), v.content()));
    Optional<LocalPath> path = run.edits().pathOf(row.entry().id());
    if (path.isPresent() && content.orElse(null) instanceof FileContent file)
      alike.add(new FileAssembly.Alike(path.get(), file));
  }

  private void stage(Coming coming, Map<Action, IOException> failed) {
    try {
      switch (coming.content) {
        case FileContent _ ->
            writer.setAttributesOfStaged(coming.staged, attributes(coming).orElseThrow());
        case Content.LinkTarget link -> disk.makeLink(coming.staged, link.target());
      }
    } catch (IOException e) {
      failed.put(coming.action, e);
    }
  }

  private void place(Coming coming) throws IOException {
    Entry entry = entry(coming.action);
    Location at = at(coming.action);
    LocalPath path = run.require(at);
    Fingerprint now =
        switch (coming.action) {
          case Action.Replace replace when replace.kept().isPresent() ->
              placeBeside(coming.staged, path, replace, replace.kept().get());
          case Action.Replace replace -> {
            BaseRow row = run.row(replace.base().id());
            Fingerprint after = writer.replace(coming.staged, path, row);
            if (!row.entry().id().equals(entry.id())) run.edits().remove(row.entry().id());
            yield after;
          }
          default -> writer.place(coming.staged, path);
        };
    run.put(entry, at, now, attributes(coming));
    run.conflict(entry.id());
    run.applied().received(coming.content.size());
    run.tell(
        Activity.Kind.RECEIVED,
        path.toString(),
        entry
            .version()
            .map(v -> authors.computeIfAbsent(v.writer(), tables::deviceName))
            .orElse(""),
        coming.content.size(),
        "");
  }

  /// What is there goes where it is wanted, and the new one takes its place.
  private Fingerprint placeBeside(
      LocalPath staged, LocalPath path, Action.Replace replace, Action.Replace.Kept kept)
      throws IOException {
    BaseRow row = run.row(replace.base().id());
    LocalPath to = run.require(kept.at());
    run.keep(row, kept, writer.move(path, to, row));
    return writer.placeLike(staged, path, to);
  }

  private static Optional<Attributes> attributes(Coming coming) {
    return entry(coming.action).attributes();
  }

  private static Entry entry(Action action) {
    return switch (action) {
      case Action.Place place -> place.entry();
      case Action.Replace replace -> replace.entry();
      default -> throw new IllegalArgumentException("not about content");
    };
  }

  private static Location at(Action action) {
    return switch (action) {
      case Action.Place place -> place.at();
      case Action.Replace replace -> replace.at();
      default -> throw new IllegalArgumentException("not about content");
    };
  }
}
