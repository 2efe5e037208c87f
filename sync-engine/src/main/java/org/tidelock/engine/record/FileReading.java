package org.tidelock.engine.record;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.tidelock.crypto.LineageKey;
import org.tidelock.engine.content.ByteSource;
import org.tidelock.engine.content.ChunkClass;
import org.tidelock.engine.content.ContentIds;
import org.tidelock.engine.content.EncodedFile;
import org.tidelock.engine.content.FileCipher;
import org.tidelock.engine.content.FileEncoder;
import org.tidelock.engine.content.PackFormat;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.transfer.DamagedPacks;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// Reads one file of the folder and says what is in it. What is new goes to the packs on the way; what the vault has already, this file's
/// former content or a copy of another file, is referred to. A file that changes while it is read gives no result. Thread-safe.
final class FileReading {
  private final Disk disk;
  private final Identity identity;
  private final Tables tables;
  private final SealedContents contents;
  private final FileEncoder encoder;
  private final PackProofs proofs;
  private final DamagedPacks damaged;
  private final UnfinishedUploads unfinished;
  private final Effects effects;
  private final Stop stop;
  private final KnownSizes sizes;
  private volatile boolean stopped;

  FileReading(
      Disk disk,
      Identity identity,
      Tables tables,
      SealedContents contents,
      FileEncoder encoder,
      PackProofs proofs,
      DamagedPacks damaged,
      UnfinishedUploads unfinished,
      Effects effects,
      Stop stop) {
    this.disk = disk;
    this.identity = identity;
    this.tables = tables;
    this.contents = contents;
    this.encoder = encoder;
    this.proofs = proofs;
    this.damaged = damaged;
    this.unfinished = unfinished;
    this.effects = effects;
    this.stop = stop;
    this.sizes = new KnownSizes(tables.versions());
  }

  /// Prepares for files of these sizes.
  void expect(Collection<Long> bytes) {
    sizes.ask(bytes);
  }

  /// Ends all reading that is under way, soon.
  void stop() {
    stopped = true;
  }

  /// A file while it is read, in one or more passes.
  private final class OpenFile {
    private final LocalPath path;
    private final Disk.Opened opened;
    private final LongConsumer told;

    OpenFile(LocalPath path, Disk.Opened opened, LongConsumer told) {
      this.path = path;
      this.opened = opened;
      this.told = told;
    }

    long size() {
      return opened.found().size();
    }

    /// Its upload goes on where it stopped: smaller ones are read to their end.
    private boolean isLarge() {
      return size() >= PackFormat.SOLO;
    }

    /// All of its bytes, from the first on.
    ByteSource bytes() throws IOException {
      ByteSource rest = ByteSource.of(opened.bytes().position(0));
      return new ByteSource() {
        private long at;

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          if (stopped || (isLarge() && stop.isAsked()))
            throw new InterruptedIOException("reading was stopped");
          told.accept(at);
          int n = rest.read(into, offset, length);
          at += n;
          return n;
        }
      };
    }
  }

  /// What became of reading a file.
  sealed interface Result {
    /// @param shown which of the versions that the vault shows there it is, if the storage has that
    /// @param racy a change within the clock's grain could have gone unnoticed: to be read again
    record Read(Content content, Optional<OpId> shown, Fingerprint fingerprint, boolean racy)
        implements Result {}

    /// It changed while it was read; it is looked at again later.
    record Changing() implements Result {}

    record Vanished() implements Result {}

    record Failed(IOException cause) implements Result {}

    /// Not begun, as all was to end early.
    record NotBegun() implements Result {}
  }

  /// A content, with the shown version that it is.
  private record Seen(Content content, Optional<OpId> shown) {
    static Seen unshown(Content content) {
      return new Seen(content, Optional.empty());
    }
  }

  /// What was read, and the look that was taken before.
  private record Looked(Fingerprint before, Seen seen) {}

  private interface Reader {
    /// Empty if something of another kind is there.
    Optional<Looked> read() throws IOException;
  }

  /// @param former the content that the file had, if it is a known one: its lineage and cuts are kept
  /// @param shown what the vault shows at this place; if the file has just that, nothing new is made
  /// @param told how many bytes are done with, before each further piece is read; from 0 again if it is read once more
  Result file(LocalPath path, Optional<Former> former, List<Shown> shown, LongConsumer told) {
    return stable(
        path,
        () -> {
          Optional<Disk.Opened> opened = disk.open(path);
          if (opened.isEmpty()) return Optional.empty();
          try (Disk.Opened file = opened.get()) {
            return Optional.of(
                new Looked(file.found(), content(new OpenFile(path, file, told), former, shown)));
          }
        });
  }

  /// What a file had before, and which one it is.
  record Former(NodeId node, FileContent content) {
    boolean is(ContentId id) {
      return content.id().equals(id);
    }
  }

  /// A version that the vault shows.
  record Shown(OpId version, long size, Content content) {}

  private Seen content(OpenFile file, Optional<Former> former, List<Shown> shown)
      throws IOException {
    Optional<Former> sound = former.filter(f -> damaged.isSound(f.content()));
    if (mayBeElsewhere(file.size(), sound, shown)) {
      Optional<Seen> same = known(file, former, shown);
      if (same.isPresent()) return same.get();
    }
    return Seen.unshown(encode(file, sound.map(Former::content)));
  }

  /// Whether it pays to learn the content id before anything is sent. What a file is edited to, or touched, or set back to, is found without that: it is cut
  /// under its own lineage, all of whose chunks are known.
  private boolean mayBeElsewhere(long size, Optional<Former> former, List<Shown> shown) {
    if (shown.stream().anyMatch(s -> s.size() == size && !isFormer(former, s))) return true;
    return size > 0
        && sizes.any(size)
        && (former.isEmpty() || tables.versions().anyOtherOfSize(size, former.get().node()));
  }

  private static boolean isFormer(Optional<Former> former, Shown shown) {
    return former.filter(f -> f.is(shown.content().id())).isPresent();
  }

  /// A content that the vault has, if the file is equal to it.
  private Optional<Seen> known(OpenFile file, Optional<Former> former, List<Shown> shown)
      throws IOException {
    ContentId id = encoder.contentIdOf(file.bytes(), file.size());
    if (former.filter(f -> f.is(id)).isPresent()) return former.map(f -> Seen.unshown(f.content()));
    for (Shown s : shown)
      if (s.content().id().equals(id) && isStored(s.content()))
        return Optional.of(new Seen(s.content(), Optional.of(s.version())));
    Optional<VersionTable.Version> version = tables.versions().byContent(id);
    if (version.isEmpty()) return Optional.empty();
    Content content = contents.open(version.get().id(), version.get().content());
    if (!(content instanceof FileContent candidate)) return Optional.empty();
    boolean usable =
        damaged.isSound(candidate)
            && (version.get().own() || (isCutFrom(file, candidate) && proofs.has(candidate)));
    return usable ? Optional.of(Seen.unshown(candidate)) : Optional.empty();
  }

  private boolean isStored(Content content) throws IOException {
    return !(content instanceof FileContent file) || (damaged.isSound(file) && proofs.has(file));
  }

  /// Another device's content id is only a candidate: the local bytes are cut under its lineage and the chunk ids compared.
  private boolean isCutFrom(OpenFile file, FileContent candidate) throws IOException {
    ChunkClass limits = ChunkClass.of(candidate.chunks(), candidate.size());
    EncodedFile local = encoder.describe(request(file, candidate.lineage(), limits), file.bytes());
    return local.content().chunks().equals(candidate.chunks());
  }

  /// Keeps the lineage of the former content, and with it all chunks that did not change.
  ///
  /// @param previous none if a part of it is known to be damaged
  private Content encode(OpenFile file, Optional<FileContent> previous) throws IOException {
    ChunkClass limits =
        ChunkClass.next(previous.map(p -> ChunkClass.of(p.chunks(), p.size())), file.size());
    if (previous.isPresent()
        && !restsOnDamage(file, request(file, previous.get().lineage(), limits))) {
      Optional<Content> same = encodeUnder(file, previous.get(), limits);
      if (same.isPresent()) return same.get();
    }
    if (file.isLarge()) return encodeLarge(file, Optional.empty(), limits, _ -> {});
    LineageKey fresh = LineageKey.random(effects.random());
    return encoder.encodeNew(request(file, fresh, limits), file.bytes()).content();
  }

  /// Whether a chunk would have the name of one that is known to be damaged, of an earlier version: the others would look for it in the damaged pack.
  private boolean restsOnDamage(OpenFile file, FileEncoder.Request request) throws IOException {
    return !damaged.all().isEmpty()
        && !damaged.isSound(encoder.describe(request, file.bytes()).content());
  }

  /// Empty if a chunk would have the name of one of another version, and the storage turns out not to have that: the others would look for it there.
  private Optional<Content> encodeUnder(OpenFile file, FileContent previous, ChunkClass limits)
      throws IOException {
    Set<ChunkId> had = ConcurrentHashMap.newKeySet();
    FileContent content =
        file.isLarge()
            ? encodeLarge(file, Optional.of(previous.lineage()), limits, had::add)
            : encoder
                .encode(request(file, previous.lineage(), limits), file.bytes(), had::add)
                .content();
    previous.chunks().forEach(chunk -> had.remove(chunk.id()));
    List<ChunkRef> others = content.chunks().stream().filter(c -> had.contains(c.id())).toList();
    if (others.isEmpty()) return Optional.of(content);
    FileContent relied = new FileContent(content.id(), content.size(), content.lineage(), others);
    return proofs.has(relied) ? Optional.of(content) : Optional.empty();
  }

  /// Goes on where an interrupted upload stopped.
  ///
  /// @param relied told of each chunk of it that lies in the pack of a commit
  private FileContent encodeLarge(
      OpenFile file, Optional<LineageKey> known, ChunkClass limits, Consumer<ChunkId> relied)
      throws IOException {
    UnfinishedUpload upload = unfinished.at(file.path, file.opened.found(), known);
    // Nothing but that can be stored under a lineage that was made for it.
    Predicate<ChunkId> have =
        known.isEmpty() ? upload::has : id -> upload.has(id) || isCommitted(id, relied);
    return encoder
        .encode(request(file, upload.lineage(), limits), file.bytes(), have, upload.run())
        .content();
  }

  private boolean isCommitted(ChunkId id, Consumer<ChunkId> relied) {
    boolean committed = tables.packs().has(id);
    if (committed) relied.accept(id);
    return committed;
  }

  private FileEncoder.Request request(OpenFile file, LineageKey lineage, ChunkClass limits) {
    return new FileEncoder.Request(lineage, cipher(lineage), limits, file.size());
  }

  private FileCipher cipher(LineageKey lineage) {
    return new FileCipher(identity.keys(), lineage, identity.keys().current());
  }

  Result link(LocalPath path, List<Shown> shown) {
    return stable(
        path,
        () -> {
          Optional<Fingerprint> before = disk.look(path);
          if (before.isEmpty()) throw new NoSuchFileException(path.toString());
          if (before.get().kind() != Fingerprint.Kind.LINK) return Optional.empty();
          return Optional.of(new Looked(before.get(), target(disk.readLink(path), shown)));
        });
  }

  private Seen target(String target, List<Shown> shown) {
    Content link = link(target);
    return new Seen(
        link,
        shown.stream()
            .filter(s -> s.content().id().equals(link.id()))
            .map(Shown::version)
            .findFirst());
  }

  private Content link(String target) {
    return new Content.LinkTarget(new ContentIds(identity.keys().contentIds()).of(target), target);
  }

  private Result stable(LocalPath path, Reader reader) {
    try {
      Instant started = effects.clock().instant();
      Optional<Looked> read = reader.read();
      if (read.isEmpty()) return new Result.Changing();
      Fingerprint before = read.get().before();
      Seen seen = read.get().seen();
      Optional<Fingerprint> after = disk.look(path);
      return after.isPresent() && after.get().equals(before)
          ? new Result.Read(seen.content(), seen.shown(), before, isRacy(before, started))
          : new Result.Changing();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new Result.Vanished();
    } catch (IOException e) {
      return new Result.Failed(e);
    }
  }

  /// Git's "racily clean": what was changed so shortly before it was read can change again without a trace; also if its time of modification is an old
  /// one, which a program has set, as it may do that again.
  private boolean isRacy(Fingerprint file, Instant started) {
    long start = started.getEpochSecond() * 1_000_000_000L + started.getNano();
    return file.kind() == Fingerprint.Kind.FILE
        && Math.max(file.modified(), file.changed()) >= start - disk.facts().grainNanos();
  }
}
