package org.tidelock.engine.storage.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidelock.crypto.Id128;
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
  private final Path root;
  private final SecureRandom random;

  private FolderStore(Path root, SecureRandom random) {
    this.root = root;
    this.random = random;
  }

  /// Opens a folder that exists.
  ///
  /// @throws StorageException if there is none: an unmounted drive must not look like an empty storage
  public static FolderStore open(Path root, SecureRandom random) throws StorageException {
    if (!Files.isDirectory(root))
      throw new Transient("The folder " + root + " is not there. Is its drive connected?", null);
    return new FolderStore(root.toAbsolutePath().normalize(), random);
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException {
    create(name, ByteBuffer.wrap(bytes));
  }

  @Override
  public void create(ObjectName name, ByteBuffer bytes) throws StorageException {
    Path target = path(name);
    Path temporary = root.resolve(TEMPORARY).resolve(Id128.random(random).toString());
    try {
      makeFolder(root.resolve(TEMPORARY));
      makeFolders(parent(target));
      try {
        write(temporary, bytes);
        place(temporary, target, name);
      } finally {
        Files.deleteIfExists(temporary);
      }
      force(parent(target));
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

  private static void place(Path temporary, Path target, ObjectName name)
      throws IOException, AlreadyExists {
    try {
      Files.createLink(target, temporary);
    } catch (FileAlreadyExistsException e) {
      throw new AlreadyExists(name);
    } catch (UnsupportedOperationException | FileSystemException e) {
      // RACE: file systems without hard links (exFAT, some SMB) check, then rename. Worst case: of
      // two writers of one name the later one stays;
      // names are unique, so nobody else writes this one.
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) throw new AlreadyExists(name);
      Files.move(temporary, target);
    }
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException {
    try (SeekableByteChannel in = openForReading(name)) {
      long size = in.size();
      if (size > maxLength) throw new OutOfBounds(name, size);
      return readFully(in, (int) size, name);
    } catch (IOException e) {
      throw translate(name, e);
    }
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length) throws StorageException {
    try (SeekableByteChannel in = openForReading(name)) {
      if (offset < 0 || length < 0 || offset > in.size() - length)
        throw new OutOfBounds(name, in.size());
      in.position(offset);
      return readFully(in, length, name);
    } catch (IOException e) {
      throw translate(name, e);
    }
  }

  private SeekableByteChannel openForReading(ObjectName name) throws IOException, StorageException {
    Path path = path(name);
    checkFolders(parent(path));
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
  public int read(ObjectName name, long offset, ByteBuffer into) throws StorageException {
    try (SeekableByteChannel in = openForReading(name)) {
      in.position(offset);
      return fill(in, into);
    } catch (IOException e) {
      throw translate(name, e);
    }
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException {
    try {
      Path path = path(name);
      checkFolders(parent(path));
      BasicFileAttributes a =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return a.isRegularFile() ? Optional.of(info(name, a)) : Optional.empty();
    } catch (NoSuchFileException e) {
      requireRoot();
      return Optional.empty();
    } catch (IOException e) {
      throw translate(name, e);
    }
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException {
    if (!ObjectName.isValid(folder) || folder.indexOf('/') >= 0)
      throw new IllegalArgumentException("not a folder of the storage: " + folder);
    return walk(root.resolve(folder));
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException {
    return walk(root);
  }

  private List<ObjectInfo> walk(Path start) throws StorageException {
    requireRoot();
    List<ObjectInfo> result = new ArrayList<>();
    if (!Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) return result;
    try (Stream<Path> files = Files.walk(start, 3)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name =
            root.relativize(file).toString().replace(root.getFileSystem().getSeparator(), "/");
        if (!ObjectName.isValid(name)) continue;
        try {
          BasicFileAttributes a =
              Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (a.isRegularFile()) result.add(info(new ObjectName(name), a));
        } catch (NoSuchFileException e) {
          continue; // deleted meanwhile
        }
      }
      return result;
    } catch (UncheckedIOException e) {
      throw translate(ObjectName.header(), new IOException(e.getCause()));
    } catch (IOException e) {
      throw translate(ObjectName.header(), e);
    }
  }

  @Override
  public void delete(ObjectName name) throws StorageException {
    try {
      Path path = path(name);
      checkFolders(parent(path));
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw translate(name, e);
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
      force(parent(folder));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
        throw new Forbidden("In the storage, " + folder.getFileName() + " is not a folder.", e);
    }
  }

  /// Refuses to go through a symbolic link: it could lead anywhere.
  private void checkFolders(Path folder) throws StorageException {
    for (Path p = folder; !p.equals(root); p = parent(p))
      if (Files.isSymbolicLink(p))
        throw new Forbidden(
            "In the storage, " + p.getFileName() + " is a link; links are not followed.", null);
  }

  private void requireRoot() throws Transient {
    if (!Files.isDirectory(root))
      throw new Transient("The folder " + root + " is gone. Is its drive connected?", null);
  }

  /// Makes the entry itself durable. Windows cannot open folders, and needs no such call.
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }

  private StorageException translate(ObjectName name, IOException e) throws Transient {
    if (e instanceof NoSuchFileException) {
      requireRoot();
      return new NotFound(name);
    }
    if (e instanceof AccessDeniedException)
      return new Forbidden("The storage does not let this user read or write " + name + ".", e);
    String reason = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    if (reason.contains("no space left")
        || reason.contains("quota")
        || reason.contains("not enough space")) return new QuotaExceeded("The storage is full.", e);
    if (reason.contains("too many levels of symbolic links"))
      return new Forbidden("In the storage, " + name + " is a link; links are not followed.", e);
    return new Transient("The storage could not read or write " + name + ".", e);
  }
}
