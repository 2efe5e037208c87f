package org.tidelock.engine.system;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidelock.engine.effects.Handle;
import org.tidelock.engine.effects.Home;
import org.tidelock.engine.effects.Places;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.FolderWatch;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.local.RealDisk;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.Provider;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.folder.FolderStore;
import org.tidelock.engine.storage.http.Proxies;
import org.tidelock.engine.storage.onedrive.OneDriveProvider;
import org.tidelock.engine.storage.s3.S3Provider;
import org.tidelock.engine.storage.sftp.SftpProvider;
import org.tidelock.engine.storage.webdav.WebDavProvider;

/// The folders and drives of this computer. Open to be overridden, for tests that exchange one of them.
public class SystemPlaces implements Places {
  @Override
  public Disk disk(Path folder, Mounts mounts) throws IOException {
    return RealDisk.open(folder, mounts);
  }

  @Override
  public ObjectStore store(Path folder, String owner, SecureRandom random) throws StorageException {
    return FolderStore.open(folder, owner, random);
  }

  @Override
  public List<Provider> providers() {
    Proxies proxies = Proxies.of(System.getenv());
    return List.of(
        new WebDavProvider(proxies),
        new SftpProvider(userHome()),
        new S3Provider(InstantSource.system(), proxies),
        new OneDriveProvider(InstantSource.system(), oneDriveClient(), proxies));
  }

  /// The id by which a package of Tidelock is registered with Microsoft; the launcher of a package sets it.
  private static Optional<String> oneDriveClient() {
    return Optional.ofNullable(System.getProperty("tidelock.onedrive.client"))
        .filter(id -> !id.isBlank());
  }

  @Override
  public Handle watch(Path folder, FolderListener listener) throws IOException {
    return FolderWatch.start(folder, listener)::close;
  }

  @Override
  public Home home(Path folder) {
    return new SystemHome(folder);
  }

  @Override
  public Database passingIndex() {
    return Database.temporary();
  }

  @Override
  public boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isFolder(Path path) {
    return Files.isDirectory(path);
  }

  @Override
  public boolean isWritable(Path path) {
    return Files.isWritable(path);
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(e -> e.getFileName().toString()).toList();
    }
  }

  @Override
  public void makeFolders(Path folder) throws IOException {
    Files.createDirectories(folder);
  }

  @Override
  public Drive drive(Path folder) throws IOException {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) there = there.getParent();
    FileStore store = Files.getFileStore(there);
    return new Drive(store.type(), store.getUsableSpace(), store.getTotalSpace());
  }

  @Override
  public Path userHome() {
    return Path.of(System.getProperty("user.home"));
  }

  @Override
  public Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    for (Path p = absolute; p != null; p = p.getParent()) {
      try {
        return p.toRealPath().resolve(p.relativize(absolute)).normalize();
      } catch (IOException e) {
        continue; // not there: its parent may be
      }
    }
    return absolute;
  }
}
