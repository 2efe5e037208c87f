package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tidelock.engine.Shell;

/// In a folder of this computer.
public record RealUser(Path root) implements FolderUser {
  private Path at(String path) {
    return root.resolve(path);
  }

  @Override
  public void write(String path, String text) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), text);
  }

  @Override
  public void append(String path, String text) throws IOException {
    Files.writeString(at(path), text, StandardOpenOption.APPEND);
  }

  @Override
  public void save(String path, String text) throws IOException {
    Path beside = Files.writeString(at(path + "~"), text);
    Files.move(beside, at(path), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void makeFolder(String path) throws IOException {
    Files.createDirectories(at(path));
  }

  @Override
  public void link(String path, String target) throws IOException {
    Files.createSymbolicLink(at(path), Path.of(target));
  }

  @Override
  public void special(String path) throws IOException {
    try {
      Shell.run(root, "mkfifo '" + path + "'");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(at(from), at(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String path) throws IOException {
    deleteAll(at(path));
  }

  private static void deleteAll(Path top) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(top)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) Files.delete(each);
  }

  @Override
  public void setExecutable(String path, boolean executable) throws IOException {
    if (!at(path).toFile().setExecutable(executable, false)) throw new IOException(path);
  }

  @Override
  public void touch(String path, Instant modified) throws IOException {
    Files.setLastModifiedTime(at(path), FileTime.from(modified));
  }

  @Override
  public String read(String path) throws IOException {
    return Files.readString(at(path));
  }

  @Override
  public Instant modified(String path) throws IOException {
    return Files.getLastModifiedTime(at(path), LinkOption.NOFOLLOW_LINKS).toInstant();
  }

  @Override
  public String permissions(String path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(at(path), LinkOption.NOFOLLOW_LINKS));
  }

  @Override
  public void setPermissions(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(at(path), PosixFilePermissions.fromString(permissions));
  }

  @Override
  public void takeAwayTheRoot() throws IOException {
    deleteAll(root);
  }
}
