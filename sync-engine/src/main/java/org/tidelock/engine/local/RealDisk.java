package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.local.Mounts.Mount;

/// The file system of this computer.
public final class RealDisk implements Disk {
  private static final Set<? extends OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final FileAttribute<?>[] PRIVATE =
      FileLook.UNIX
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];

  /// What a name reads like whose bytes are not text.
  private static final char REPLACEMENT = '\uFFFD';

  private final Mounts mounts;
  private final NoFollow paths;
  private final FileLook look;
  private final Unflushed unflushed = new Unflushed(() -> calls().canSyncVolume());
  private final Probe probe;
  private @Nullable SystemCalls calls;

  private RealDisk(Path root, Mounts mounts) throws IOException {
    this.mounts = mounts;
    paths = new NoFollow(root, mounts);
    probe = new Probe(root);
    look = new FileLook(root);
  }

  /// @param root a folder that exists; it may be reached by links, which are followed once, now
  /// @throws NoSuchFileException if it is not there: an unmounted drive must not look like an empty folder
  public static RealDisk open(Path root) throws IOException {
    return open(root, new Mounts());
  }

  /// The same, with folders at its top that lie elsewhere on its volume: they, and what is in them, are used like all others. Such a folder itself cannot be
  /// made, nor replaced; when it is moved it gets another name at the top only, and when it is deleted nothing lies elsewhere under its name any more, and the
  /// folder stays where it is.
  public static RealDisk open(Path root, Mounts mounts) throws IOException {
    Path real = root.toRealPath();
    if (!Files.isDirectory(real)) throw new NotDirectoryException(real.toString());
    return new RealDisk(real, mounts);
  }

  /// Without links in it.
  public Path root() {
    return paths.root();
  }

  @Override
  public List<Listed> list(LocalPath folder) throws IOException {
    Path path = paths.folder(folder);
    List<Listed> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) listed(path, entry).ifPresent(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    paths.folder(folder);
    if (folder.isRoot() && !mounts.isEmpty()) showMounts(found);
    if (mounts.isMount(folder)) found.removeIf(listed -> same(listed.name(), PrivateFolder.NAME));
    found.sort(Comparator.comparing(Listed::name));
    return found;
  }

  /// Each in the place of what has its name in the root itself. One that is away is not shown; whoever concludes anything from that has to know.
  ///
  /// @throws IOException if one is gone though nobody has noticed: nothing may be said of the root then
  private void showMounts(List<Listed> found) throws IOException {
    for (Map.Entry<String, Mount> mount : mounts.all().entrySet()) {
      String name = mount.getKey();
      found.removeIf(listed -> same(listed.name(), name));
      if (mount.getValue().away()) continue;
      Path folder = paths.folder(LocalPath.of(name));
      found.add(new Listed(name, look.at(folder), true));
    }
  }

  private boolean same(String one, String other) {
    return one.equals(other)
        || (!facts().caseSensitive() && CaseFold.fold(one).equals(CaseFold.fold(other)));
  }

  private Optional<Listed> listed(Path folder, Path entry) throws IOException {
    String name = String.valueOf(entry.getFileName());
    boolean readable = name.indexOf(REPLACEMENT) < 0 || isWritten(folder.relativize(entry), name);
    try {
      return Optional.of(new Listed(name, look.at(entry), readable));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /// Somebody may have used the replacement character itself.
  private static boolean isWritten(Path path, String text) {
    try {
      return path.getFileSystem().getPath(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public Optional<Fingerprint> look(LocalPath path) throws IOException {
    try {
      return Optional.of(look.at(paths.path(path)));
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Without its root, nothing can be said about what was in it.
      if (!path.isRoot()) paths.folder(top(path));
      return Optional.empty();
    }
  }

  /// The folder by which what is in it stands and falls.
  private LocalPath top(LocalPath path) {
    LocalPath top = LocalPath.of(path.names().getFirst());
    return mounts.isMount(top) ? top : LocalPath.ROOT;
  }

  /// The path of something that may be made, changed or replaced.
  private Path changeable(LocalPath path) throws IOException {
    if (mounts.isMount(path)) throw new FileAlreadyExistsException(path.toString());
    return paths.path(path);
  }

  @Override
  public SeekableByteChannel read(LocalPath file) throws IOException {
    paths.path(file);
    Opened opened =
        open(file)
            .orElseThrow(() -> new FileSystemException(root() + "/" + file, null, "not a file"));
    try {
      paths.path(file);
      return opened.bytes();
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public Optional<Opened> open(LocalPath file) throws IOException {
    Path path = paths.unchecked(file);
    Fingerprint found = look.at(path);
    // Opening a pipe would wait for its other end.
    return found.kind() == Kind.FILE
        ? Optional.of(new Opened(found, Files.newByteChannel(path, READ)))
        : Optional.empty();
  }

  @Override
  public String readLink(LocalPath link) throws IOException {
    Path target = Files.readSymbolicLink(paths.path(link));
    String text = target.toString();
    if (text.indexOf(REPLACEMENT) < 0 || isWritten(target, text)) return text;
    throw new CharacterCodingException();
  }

  @Override
  public SeekableByteChannel create(LocalPath file) throws IOException {
    Path path = changeable(file);
    SeekableByteChannel channel = Files.newByteChannel(path, NEW, PRIVATE);
    unflushed.changed(path);
    return channel;
  }

  @Override
  public void makeFolder(LocalPath folder) throws IOException {
    Path path = changeable(folder);
    Files.createDirectory(path);
    unflushed.renamed(path);
  }

  @Override
  public void makeLink(LocalPath link, String target) throws IOException {
    Path path = changeable(link);
    try {
      Files.createSymbolicLink(path, Path.of(target));
    } catch (InvalidPathException | UnsupportedOperationException e) {
      throw new IOException("This system cannot have the link " + path + " to " + target, e);
    }
    unflushed.renamed(path);
  }

  @Override
  public void move(LocalPath from, LocalPath to) throws IOException {
    if (mounts.isMount(from)) {
      moveMount(from, to);
      return;
    }
    Path source = paths.path(from);
    Path goal = changeable(to);
    new Renaming(calls(), look).move(source, goal);
    unflushed.moved(source, goal);
  }

  private void moveMount(LocalPath from, LocalPath to) throws IOException {
    if (to.names().size() != 1)
      throw new FileSystemException(
          from.toString(), to.toString(), "lies elsewhere, and has its place at the top only");
    boolean respelled = same(from.name(), to.name());
    Path inRoot = root().resolve(changeable(to).getFileName());
    if (!respelled && Files.exists(inRoot, LinkOption.NOFOLLOW_LINKS))
      throw new FileAlreadyExistsException(to.toString());
    mounts.rename(from.name(), to.name());
  }

  @Override
  public boolean exchange(LocalPath a, LocalPath b) throws IOException {
    Path one = changeable(a);
    Path other = changeable(b);
    boolean done = calls().exchange(one, other);
    if (done) unflushed.exchanged(one, other);
    return done;
  }

  private synchronized SystemCalls calls() {
    if (calls == null) calls = SystemCalls.here();
    return calls;
  }

  @Override
  public void setModified(LocalPath path, Instant modified) throws IOException {
    Path at = paths.path(path);
    // Even if it fails: a flush that came while the file was being written does not count for it.
    unflushed.changed(at);
    Files.getFileAttributeView(at, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(storable(modified)), null, null);
  }

  /// The JDK sets fractions of a second before 1970 to 1970, so they are cut off.
  private static Instant storable(Instant time) {
    return time.isBefore(Instant.EPOCH) ? Instant.ofEpochSecond(time.getEpochSecond()) : time;
  }

  @Override
  public void setExecutable(LocalPath file, boolean executable) throws IOException {
    Path path = paths.path(file);
    unflushed.changed(path);
    Permissions.setExecutable(path, executable);
  }

  @Override
  public void sharePermissions(LocalPath file) throws IOException {
    Path path = paths.path(file);
    unflushed.changed(path);
    Permissions.set(path, probe.permissionsOfNewFiles());
  }

  @Override
  public void inherit(LocalPath like, LocalPath file) throws IOException {
    Path source = paths.path(like);
    Path path = paths.path(file);
    unflushed.changed(path);
    if (Permissions.copy(source, path)) ExtendedAttributes.copy(source, path);
  }

  @Override
  public void makePrivateFolder(LocalPath folder) throws IOException {
    Path path = changeable(folder);
    Permissions.makePrivateFolder(path);
    unflushed.renamed(path);
  }

  @Override
  public void delete(LocalPath path) throws IOException {
    if (mounts.isMount(path)) {
      if (!list(path).isEmpty()) throw new DirectoryNotEmptyException(path.toString());
      mounts.remove(path.name());
      return;
    }
    Path at = paths.path(path);
    Files.delete(at);
    unflushed.renamed(at);
  }

  /// For tests: nothing else tells what a flush will force out.
  Unflushed unflushed() {
    return unflushed;
  }

  @Override
  public void flush() throws IOException {
    Unflushed.Batch batch = unflushed.take();
    try {
      force(batch);
    } catch (IOException e) {
      unflushed.putBack(batch);
      throw e;
    }
  }

  @Override
  public void secure(Collection<LocalPath> places) throws IOException {
    Unflushed theirs = new Unflushed(() -> calls().canSyncVolume());
    for (LocalPath place : places) theirs.changed(paths.unchecked(place));
    force(theirs.take());
  }

  private void force(Unflushed.Batch batch) throws IOException {
    if (batch.isEmpty()) return;
    if ((batch.many() || !batch.force(root())) && calls().canSyncVolume())
      calls().syncVolume(root());
  }

  @Override
  public long freeBytes() throws IOException {
    return Files.getFileStore(root()).getUsableSpace();
  }

  @Override
  public Facts facts() {
    return probe.facts();
  }
}
