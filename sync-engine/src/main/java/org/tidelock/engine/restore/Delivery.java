package org.tidelock.engine.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.apply.FileAssembly;
import org.tidelock.engine.errors.SystemError;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.StaleException;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.trust.SealedContents;

/// Brings versions out of the vault to a disk when a person asks for them, outside of the ring: assembled in groups in the private folder, checked,
/// flushed, and put in place. What is there already is never overwritten: what has not changed since the base was written goes to the trash, beside
/// everything else the new one gets another name.
final class Delivery {
  private static final int MOST_FILES = 2_000;
  private static final long MOST_BYTES = 256L << 20;
  private static final long MARGIN = 8L << 20;
  private static final int MOST_NAMES = 1_000;

  private final Place place;
  private final VersionTable versions;
  private final SealedContents contents;
  private final Meter meter;
  private final int mostFiles;
  private final List<Failure> failures = new ArrayList<>();
  private long folders;

  /// @param portion brings no more files than this together
  Delivery(Place place, VersionTable versions, SealedContents contents, Meter meter, int portion) {
    this.place = place;
    this.versions = versions;
    this.contents = contents;
    this.meter = meter;
    this.mostFiles = Math.min(MOST_FILES, portion);
  }

  /// One file or link.
  ///
  /// @param size what it has at most, for grouping
  /// @param over what is to be replaced there, if anything
  /// @param alike files on this disk that may have parts of it
  record Item(
      LocalPath at,
      OpId version,
      Optional<Attributes> attributes,
      long size,
      Optional<BaseRow> over,
      List<LocalCopy> alike) {}

  /// A file on this disk with the version that it has.
  record LocalCopy(LocalPath path, OpId version) {}

  record Failure(LocalPath path, IOException cause) {}

  interface Arrivals {
    void arrived(Item item, LocalPath where);
  }

  /// What could not be brought is among [#failures] afterwards; a full disk ends everything, and so does an interruption, which some calls tell as an [IOException] and leave
  /// to the thread.
  void bring(List<Item> items, Arrivals arrivals) throws IOException, InterruptedException {
    for (Item item : items) meter.toPlace(item.size());
    List<Item> group = new ArrayList<>();
    long bytes = 0;
    for (Item item : items) {
      if (group.size() == mostFiles || (bytes + item.size() > MOST_BYTES && !group.isEmpty())) {
        bringGroup(group, bytes, arrivals);
        group.clear();
        bytes = 0;
      }
      group.add(item);
      bytes += item.size();
    }
    if (!group.isEmpty()) bringGroup(group, bytes, arrivals);
  }

  List<Failure> failures() {
    return failures;
  }

  /// How many [#folder] has made.
  long folders() {
    return folders;
  }

  /// An item on its way to its place.
  private static final class Coming {
    private final Item item;
    private final Content content;
    private final LocalPath staged;
    private final Meter.Moving moving;
    private @Nullable IOException failure;
    private boolean placed;

    Coming(Item item, Content content, LocalPath staged, Meter.Moving moving) {
      this.item = item;
      this.content = content;
      this.staged = staged;
      this.moving = moving;
    }
  }

  private void bringGroup(List<Item> group, long bytes, Arrivals arrivals)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) throw new InterruptedException();
    if (place.disk().freeBytes() < bytes + bytes / 20 + MARGIN) throw SystemError.diskFull();
    List<Coming> coming = new ArrayList<>();
    try {
      for (Item item : group)
        coming.add(
            new Coming(
                item,
                content(item.version),
                place.own().newStagingPlace(),
                meter.receive(item.at, item.size)));
      assemble(coming);
      if (Thread.interrupted()) throw new InterruptedException();
      for (Coming next : coming) attempt(next, () -> finish(next));
      place.disk().flush();
      for (Coming next : coming) {
        attempt(next, () -> arrivals.arrived(next.item, put(next)));
        next.placed = next.failure == null;
        if (next.failure != null) failures.add(new Failure(next.item.at, next.failure));
        next.moving.close();
      }
    } finally {
      for (Coming next : coming) if (!next.placed) discard(next.staged);
    }
    place.disk().flush();
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void attempt(Coming coming, Step step) throws IOException {
    if (coming.failure != null) return;
    try {
      step.run();
    } catch (IOException e) {
      // Of an interrupted thread many calls fail, and that says nothing of the file.
      if (SystemError.isDiskFull(e) || Thread.currentThread().isInterrupted()) throw e;
      coming.failure = e;
    }
  }

  private Content content(OpId version) {
    VersionTable.Version kept =
        versions
            .version(version)
            .orElseThrow(() -> new IllegalStateException("the index lacks a version it names"));
    return contents.open(kept.id(), kept.content());
  }

  private void discard(LocalPath staged) throws IOException {
    if (place.disk().look(staged).isPresent()) place.disk().delete(staged);
  }

  private void assemble(List<Coming> coming) throws IOException {
    Map<FileAssembly.Request, Coming> requests = new IdentityHashMap<>();
    List<FileAssembly.Request> inOrder = new ArrayList<>();
    for (Coming next : coming)
      if (next.content instanceof FileContent file) {
        FileAssembly.Request request =
            new FileAssembly.Request(file, next.staged, alike(next.item), next.moving::add);
        requests.put(request, next);
        inOrder.add(request);
      }
    if (inOrder.isEmpty()) return;
    place
        .assembly()
        .assemble(inOrder)
        .forEach(
            (request, why) -> {
              Coming failed = requests.get(request);
              if (failed != null) failed.failure = why;
            });
  }

  private List<FileAssembly.Alike> alike(Item item) {
    List<FileAssembly.Alike> alike = new ArrayList<>();
    for (LocalCopy copy : item.alike)
      if (content(copy.version) instanceof FileContent file)
        alike.add(new FileAssembly.Alike(copy.path, file));
    return alike;
  }

  private void finish(Coming coming) throws IOException {
    switch (coming.content) {
      case FileContent _ -> {
        if (coming.item.attributes.isPresent())
          place.writer().setAttributesOfStaged(coming.staged, coming.item.attributes.get());
      }
      case Content.LinkTarget link -> place.disk().makeLink(coming.staged, link.target());
    }
  }

  /// In its place, or beside what is there.
  private LocalPath put(Coming coming) throws IOException {
    LocalPath at = coming.item.at;
    try {
      if (coming.item.over.isPresent())
        place.writer().replace(coming.staged, at, coming.item.over.get());
      else place.writer().place(coming.staged, at);
      return at;
    } catch (StaleException e) {
      return putBeside(coming, e);
    }
  }

  private LocalPath putBeside(Coming coming, StaleException occupied) throws IOException {
    for (int n = 1; n <= MOST_NAMES; n++) {
      LocalPath at = RestoredNames.beside(coming.item.at, n);
      if (place.disk().look(at).isPresent()) continue;
      place.writer().place(coming.staged, at);
      return at;
    }
    throw occupied;
  }

  /// The folder at a place, made if it is not there; another one beside it if something else is there.
  ///
  /// @param fresh a folder that is there already will not do
  LocalPath folder(LocalPath at, boolean fresh) throws IOException {
    LocalPath folder = place.folder(at, fresh);
    if (place.disk().look(folder).isEmpty()) {
      place.disk().makeFolder(folder);
      folders++;
    }
    return folder;
  }
}
