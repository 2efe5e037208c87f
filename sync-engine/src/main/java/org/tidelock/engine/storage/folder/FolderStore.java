package org.tidelock.engine.storage.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.errors.SystemError;
import org.tidelock.engine.storage.Guarantees;
import org.tidelock.engine.storage.Guarantees.CutUpload;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.AlreadyExists;
import org.tidelock.engine.storage.StorageException.Forbidden;
import org.tidelock.engine.storage.StorageException.NotFound;
import org.tidelock.engine.storage.StorageException.OutOfBounds;
import org.tidelock.engine.storage.StorageException.QuotaExceeded;
import org.tidelock.engine.storage.StorageException.Transient;

/// Objects as files below one folder. A new object is written to a temporary file, forced to disk, and linked to its name, which fails if the name
/// exists and shows nobody a part of it. Symbolic links on the way are not followed. Names outside the grammar (another program's conflict copies,
/// half-copied files) are not seen.
public final class FolderStore implements ObjectStore {
  private static final String TEMPORARY = ".tmp";

  /// The JDK copies what it reads and writes through a native buffer of the same size, and keeps that.
  private static final int SLICE = 256 << 10;

  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  /// No create takes so long.
  private static final Duration ABANDONED = Duration.ofDays(1);

  /// Segments of a name.
  private static final int DEPTH = 3;

  private final Path root;
  private final String owner;
  private final SecureRandom random;
  private final DurableNames names;

  /// Whether the last object got its name by a link, which refuses one that exists.
  private volatile boolean links = true;

  FolderStore(Path root, String owner, SecureRandom random, DurableNames names) {
    this.root = root;
    this.owner = owner;
    this.random = random;
    this.names = names;
  }

  /// Opens a folder that exists.
  ///
  /// @throws StorageException if there is none: an unmounted drive must not look like an empty storage
  public static FolderStore open(Path root, SecureRandom random) throws StorageException {
    return open(root, "", random);
  }

  /// @param owner begins the names of temporary files, so that the same owner finds those of its earlier, interrupted runs: letters and digits,
  ///     or empty
  public static FolderStore open(Path root, String owner, SecureRandom random)
      throws StorageException {
    if (!Files.isDirectory(root))
      throw new Transient("The folder " + root + " is not there. Is its drive connected?", null);
    return new FolderStore(
        root.toAbsolutePath().normalize(), owner, random, DurableNames.ofSystem());
  }

  private String temporaryName() {
    return owner.isEmpty() ? Id128.random(random).toString() : owner + "-" + Id128.random(random);
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    create(name, ByteBuffer.wrap(bytes));
  }

  @Override
  public void create(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    Path target = path(name);
    Path temporary = root.resolve(TEMPORARY).resolve(temporaryName());
    try {
      makeFolder(root.resolve(TEMPORARY));
      makeFolders(parent(target));
      try {
        write(temporary, bytes);
        place(temporary, target, name);
      } finally {
        Files.deleteIfExists(temporary);
      }
      names.force(parent(target));
    } catch (NoSuchFileException e) {
      requireRoot();
      throw new Transient("Something in the storage vanished while " + name + " was written.", e);
    } catch (IOException e) {
      throw translate(name, e);
    }
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel out = FileChannel.open(file, NEW)) {
      ByteBuffer part = bytes.duplicate();
      while (part.position() < bytes.limit()) {
        part.limit(Math.min(bytes.limit(), part.position() + SLICE));
        out.write(part);
      }
      out.force(true);
    }
  }

  private void place(Path temporary, Path target, ObjectName name)
      throws IOException, AlreadyExists {
    try {
      Files.createLink(target, temporary);
      links = true;
    } catch (FileAlreadyExistsException e) {
      throw exists(target, name);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // RACE: file systems without hard links (exFAT, some SMB) check, then rename. Worst case: of
      // two writers of one name the later one stays;
      // names are unique, so nobody else writes this one.
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) throw exists(target, name);
      links = false;
      Files.move(temporary, target);
    }
  }

  /// Who finds its own bytes there takes them for stored, though an earlier try may have ended before the name was durable.
  private AlreadyExists exists(Path target, ObjectName name) throws IOException {
    names.force(parent(target));
    return new AlreadyExists(name);
  }

  @Override
  public boolean readsAreCheap() {
    return true;
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    try (SeekableByteChannel in = openForReading(name)) {
      long size = in.size();
      if (size > maxLength) throw new OutOfBounds(name, size);
      return readFully(in, (int) size, name);
    } catch (IOException e) {
      throw translate(name, e);
    }
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    try (SeekableByteChannel in = openForReading(name)) {
      if (offset < 0 || length < 0 || offset > in.size() - length)
        throw new OutOfBounds(name, in.size());
      in.position(offset);
      return readFully(in, length, name);
    } catch (IOException e) {
      throw translate(name, e);
    }
  }

  /// Looks before it opens: to open a pipe could take for ever.
  private SeekableByteChannel openForReading(ObjectName name) throws IOException, StorageException {
    Path path = path(name);
    checkFolders(parent(path));
    BasicFileAttributes a = attributes(path);
    // A link is no object either: lists do not show it, and it is not followed.
    if (!a.isRegularFile()) throw new NotFound(name);
    return Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  private static byte[] readFully(SeekableByteChannel in, int length, ObjectName name)
      throws IOException, Transient {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    if (fill(in, buffer) < length)
      throw new Transient("The object " + name + " became shorter while it was read.", null);
    return buffer.array();
  }

  /// Reads until the buffer is full or the file ends; returns how many bytes.
  private static int fill(SeekableByteChannel in, ByteBuffer into) throws IOException {
    int start = into.position();
    int end = into.limit();
    int n = 0;
    while (n >= 0 && into.position() < end) {
      into.limit(Math.min(end, into.position() + SLICE));
      n = in.read(into);
    }
    into.limit(end);
    return into.position() - start;
  }

  @Override
  public int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    try (SeekableByteChannel in = openForReading(name)) {
      in.position(offset);
      return fill(in, into);
    } catch (IOException e) {
      throw translate(name, e);
    }
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    try {
      Path path = path(name);
      checkFolders(parent(path));
      BasicFileAttributes a = attributes(path);
      return a.isRegularFile() ? Optional.of(info(name, a)) : Optional.empty();
    } catch (IOException e) {
      if (!isAbsence(e)) throw translate(name, e);
      requireRoot();
      return Optional.empty();
    }
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    if (!ObjectName.isValid(folder) || folder.indexOf('/') >= 0)
      throw new IllegalArgumentException("not a folder of the storage: " + folder);
    return walk(root.resolve(folder), DEPTH - 1);
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    return walk(root, DEPTH);
  }

  private List<ObjectInfo> walk(Path start, int depth)
      throws StorageException, InterruptedException {
    requireRoot();
    List<ObjectInfo> found = new ArrayList<>();
    try {
      if (Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) walk(start, depth, found);
    } catch (DirectoryIteratorException e) {
      throw translate(ObjectName.header(), Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw translate(ObjectName.header(), e);
    }
    requireRoot();
    return found;
  }

  /// What is deleted meanwhile is left out, nothing else.
  private void walk(Path folder, int depth, List<ObjectInfo> found)
      throws IOException, InterruptedException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Thread.interrupted()) throw new InterruptedException();
        String name =
            root.relativize(entry).toString().replace(root.getFileSystem().getSeparator(), "/");
        if (!ObjectName.isValid(name)) continue;
        try {
          BasicFileAttributes a = attributes(entry);
          if (a.isRegularFile()) found.add(info(new ObjectName(name), a));
          else if (a.isDirectory() && depth > 1) walk(entry, depth - 1, found);
        } catch (NoSuchFileException e) {
          continue;
        }
      }
    }
  }

  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    try {
      Path path = path(name);
      checkFolders(parent(path));
      if (!attributes(path).isDirectory()) Files.deleteIfExists(path);
    } catch (IOException e) {
      if (!isAbsence(e)) throw translate(name, e);
      requireRoot();
    }
  }

  @Override
  public void clearLeftovers() throws StorageException, InterruptedException {
    Path folder = root.resolve(TEMPORARY);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      Iterator<Path> left = entries.iterator();
      if (!left.hasNext()) return;
      Path newest = root.resolve(TEMPORARY).resolve(temporaryName());
      Files.createFile(newest);
      // By the storage's own clock, which this computer's may be far from.
      Instant old = attributes(newest).lastModifiedTime().toInstant().minus(ABANDONED);
      while (left.hasNext()) {
        Path entry = left.next();
        if (isLeftover(entry, old)) Files.deleteIfExists(entry);
      }
      Files.deleteIfExists(newest);
    } catch (DirectoryIteratorException e) {
      throw translate(ObjectName.header(), Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw translate(ObjectName.header(), e);
    }
  }

  private boolean isLeftover(Path temporary, Instant old) throws IOException {
    if (!owner.isEmpty() && temporary.getFileName().toString().startsWith(owner + "-")) return true;
    try {
      return attributes(temporary).lastModifiedTime().toInstant().isBefore(old);
    } catch (NoSuchFileException e) {
      return false; // Its owner has just finished with it.
    }
  }

  @Override
  public Guarantees guarantees() {
    return Guarantees.of(links, CutUpload.LEAVES_TEMPORARY);
  }

  @Override
  public OptionalLong room() throws StorageException, InterruptedException {
    try {
      return OptionalLong.of(Files.getFileStore(root).getUsableSpace());
    } catch (IOException e) {
      throw translate(ObjectName.header(), e);
    }
  }

  @Override
  public boolean removePlace() throws StorageException, InterruptedException {
    try {
      return removeEmpty(root, DEPTH);
    } catch (DirectoryIteratorException e) {
      throw translate(ObjectName.header(), Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw translate(ObjectName.header(), e);
    }
  }

  private static boolean removeEmpty(Path folder, int depth) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries)
        if (depth > 1 && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          removeEmpty(entry, depth - 1);
    }
    try {
      return Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }

  @Override
  public String describe() {
    return root.toString();
  }

  @Override
  public void close() {}

  /// Only asked of paths below the root, which have one.
  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private Path path(ObjectName name) {
    return root.resolve(name.value());
  }

  private static ObjectInfo info(ObjectName name, BasicFileAttributes a) {
    return new ObjectInfo(name, a.size(), a.lastModifiedTime().toInstant());
  }

  private void makeFolders(Path folder) throws IOException, StorageException {
    if (folder.equals(root)) return;
    makeFolders(parent(folder));
    makeFolder(folder);
  }

  private void makeFolder(Path folder) throws IOException, StorageException {
    requireRoot();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return;
    try {
      Files.createDirectory(folder);
      names.force(parent(folder));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
        throw new Forbidden("In the storage, " + folder.getFileName() + " is not a folder.", e);
    }
  }

  /// Refuses to go through a symbolic link: it could lead anywhere.
  private void checkFolders(Path folder) throws StorageException {
    for (Path p = folder; !p.equals(root); p = parent(p))
      if (Files.isSymbolicLink(p)) throw isLink(p);
  }

  private static Forbidden isLink(Path path) {
    return new Forbidden(
        "In the storage, " + path.getFileName() + " is a link; links are not followed.", null);
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /// Nothing has this name, or what should be a folder on the way is an object.
  private static boolean isAbsence(IOException e) {
    return e instanceof NoSuchFileException || SystemError.NOT_A_FOLDER.is(e);
  }

  private void requireRoot() throws Transient {
    if (!Files.isDirectory(root))
      throw new Transient("The folder " + root + " is gone. Is its drive connected?", null);
  }

  private StorageException translate(ObjectName name, IOException e)
      throws Transient, InterruptedException {
    if (e instanceof ClosedByInterruptException) {
      Thread.interrupted();
      throw new InterruptedException();
    }
    if (isAbsence(e)) {
      requireRoot();
      return new NotFound(name);
    }
    if (e instanceof AccessDeniedException || SystemError.READ_ONLY.is(e))
      return new Forbidden("The storage does not let this user read or write " + name + ".", e);
    if (SystemError.isDiskFull(e)) return new QuotaExceeded("The storage is full.", e);
    if (SystemError.LINK_LOOP.is(e))
      return new Forbidden("In the storage, " + name + " is a link; links are not followed.", e);
    return new Transient("The storage could not read or write " + name + ".", e);
  }
}
