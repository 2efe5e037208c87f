package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A person who works in one synced folder, at random, often in the same few places. Everything that is done goes into the ledger first, so that
/// the ledger is right even if this process is killed in between.
final class RandomUser {
  private static final String[] NAMES = {
    "a",
    "b",
    "c",
    "d",
    "e.txt",
    "E.txt",
    "Ünï.txt",
    "with space",
    "long name of a thing.tar.gz",
    "x"
  };
  private static final int DEEPEST = 5;

  private final String name;
  private final Path folder;
  private final Random random;
  private final Ledger ledger;
  private final Consumer<String> log;
  private final int largest;

  /// @param largest bytes of the largest file that is ever written
  RandomUser(
      String name, Path folder, Random random, Ledger ledger, int largest, Consumer<String> log) {
    this.name = name;
    this.folder = folder;
    this.random = random;
    this.ledger = ledger;
    this.largest = largest;
    this.log = log;
  }

  void act(int times) throws IOException {
    for (int i = 0; i < times; i++) act();
  }

  void act() throws IOException {
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3 -> create();
      case 4, 5, 6 -> edit();
      case 7 -> atomicSave();
      case 8, 9, 10 -> moveFile();
      case 11, 12 -> moveFolder();
      case 13, 14 -> delete(pick(files()));
      case 15 -> delete(pick(folders()));
      case 16 -> copyFile();
      case 17 -> copyFolder();
      case 18 -> swap();
      case 19 -> changeKind();
      case 20 -> makeFolder();
      case 21 -> makeLink();
      case 22 -> touch();
      default -> turnExecutable();
    }
  }

  // What there is.

  private List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>();
    collect(folder, all);
    return all;
  }

  private void collect(Path in, List<Path> all) throws IOException {
    try (Stream<Path> entries = Files.list(in)) {
      for (Path p : entries.sorted().toList()) {
        if (in.equals(folder) && p.getFileName().toString().equals(".tidelock")) continue;
        all.add(p);
        if (isFolder(p)) collect(p, all);
      }
    }
  }

  private List<Path> files() throws IOException {
    return all().stream().filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).toList();
  }

  private List<Path> folders() throws IOException {
    return all().stream().filter(RandomUser::isFolder).toList();
  }

  private static boolean isFolder(Path p) {
    return Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean exists(Path p) {
    return Files.exists(p, LinkOption.NOFOLLOW_LINKS);
  }

  private Path pick(List<Path> among) {
    return among.isEmpty() ? folder : among.get(random.nextInt(among.size()));
  }

  /// Some place, free or not, not too deep.
  private Path somewhere() throws IOException {
    List<Path> folders = new ArrayList<>(folders());
    folders.removeIf(f -> folder.relativize(f).getNameCount() >= DEEPEST);
    Path in = random.nextInt(3) == 0 ? folder : pick(folders);
    return in.resolve(NAMES[random.nextInt(NAMES.length)]);
  }

  private void did(String what, Path... paths) {
    StringBuilder line = new StringBuilder(name).append(' ').append(what);
    for (Path p : paths) line.append(" '").append(folder.relativize(p)).append('\'');
    log.accept(line.toString());
  }

  // What is done.

  private byte[] fresh() {
    String token = "content " + Long.toHexString(random.nextLong()) + " of " + name + "\n";
    int size =
        switch (random.nextInt(12)) {
          case 0 -> random.nextInt(largest);
          case 1 -> 70_000 + random.nextInt(1000);
          default -> random.nextInt(300);
        };
    byte[] start = token.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[Math.max(size, start.length)];
    if (size > 10_000) random.nextBytes(bytes);
    System.arraycopy(start, 0, bytes, 0, start.length);
    return bytes;
  }

  private void write(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    settle(file);
    ledger.wrote(Trees.contentOf(file), folder.relativize(file) + " by " + name);
  }

  /// Half of what is written is from long ago, as if it had been unpacked: its looks alone tell whether it changed.
  private void settle(Path file) throws IOException {
    if (random.nextBoolean())
      Files.setLastModifiedTime(
          file, FileTime.from(Instant.now().minusSeconds(3600 + random.nextInt(10_000_000))));
  }

  private void destroy(Path top) throws IOException {
    ledger.destroyed(Trees.contentsOf(top));
  }

  private void create() throws IOException {
    Path at = somewhere();
    if (exists(at)) return;
    did("creates", at);
    if (random.nextInt(20) == 0) Files.createFile(at);
    else write(at, fresh());
  }

  private void edit() throws IOException {
    Path at = pick(files());
    if (at.equals(folder)) return;
    destroy(at);
    byte[] old = Files.readAllBytes(at);
    byte[] fresh = fresh();
    switch (random.nextInt(4)) {
      case 0 -> {
        did("appends to", at);
        Files.write(at, fresh, StandardOpenOption.APPEND);
      }
      case 1 -> {
        did("overwrites a part of", at);
        try (FileChannel out = FileChannel.open(at, StandardOpenOption.WRITE)) {
          out.write(ByteBuffer.wrap(fresh), old.length == 0 ? 0 : random.nextInt(old.length));
        }
      }
      case 2 -> {
        did("edits at once, size and time kept,", at);
        FileTime time = Files.getLastModifiedTime(at);
        byte[] same = old.clone();
        for (int i = 0; i < Math.min(8, same.length); i++) same[i] = (byte) random.nextInt();
        Files.write(at, same);
        Files.setLastModifiedTime(at, time);
      }
      default -> {
        did("rewrites", at);
        Files.write(at, fresh);
        settle(at);
      }
    }
    if (Files.size(at) > 0)
      ledger.wrote(Trees.contentOf(at), folder.relativize(at) + " by " + name);
  }

  private void atomicSave() throws IOException {
    Path at = pick(files());
    if (at.equals(folder)) return;
    did("saves atomically", at);
    Path temporary = at.resolveSibling(".save-" + random.nextInt(1000));
    destroy(at);
    write(temporary, fresh());
    Files.move(temporary, at, StandardCopyOption.ATOMIC_MOVE);
  }

  private void moveFile() throws IOException {
    Path from = pick(files());
    Path to = somewhere();
    if (from.equals(folder) || from.equals(to) || isFolder(to)) return;
    did("moves", from, to);
    destroy(to);
    Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private void moveFolder() throws IOException {
    Path from = pick(folders());
    Path to = somewhere();
    if (from.equals(folder) || to.startsWith(from) || exists(to)) return;
    did("moves", from, to);
    Files.move(from, to);
  }

  private void delete(Path at) throws IOException {
    // An emptied folder stops syncing until its user says more.
    if (at.equals(folder) || all().stream().allMatch(p -> p.startsWith(at))) return;
    did("deletes", at);
    destroy(at);
    TestDevice.deleteTree(at);
  }

  private void copyFile() throws IOException {
    Path from = pick(files());
    Path to = somewhere();
    if (from.equals(folder) || exists(to)) return;
    did("copies", from, to);
    Files.copy(from, to);
  }

  private void copyFolder() throws IOException {
    Path from = pick(folders());
    Path to = somewhere();
    if (from.equals(folder) || to.startsWith(from) || exists(to)) return;
    if (Trees.of(from).size() > 15 || all().size() > 120) return;
    did("copies", from, to);
    copyTree(from, to);
  }

  static void copyTree(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String path : Trees.of(from).keySet()) {
      Path source = from.resolve(path);
      if (isFolder(source)) Files.createDirectories(to.resolve(path));
      else
        Files.copy(
            source,
            to.resolve(path),
            LinkOption.NOFOLLOW_LINKS,
            StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /// Two things, of whatever kind, exchange their places.
  private void swap() throws IOException {
    Path a = pick(all());
    Path b = pick(all());
    if (a.equals(folder) || b.equals(folder) || a.startsWith(b) || b.startsWith(a)) return;
    did("swaps", a, b);
    Path third = folder.resolve("swapping-" + random.nextInt(1000));
    Files.move(a, third);
    Files.move(b, a);
    Files.move(third, b);
  }

  private void changeKind() throws IOException {
    Path at = pick(all());
    if (at.equals(folder)) return;
    did("changes the kind of", at);
    destroy(at);
    boolean wasFolder = isFolder(at);
    TestDevice.deleteTree(at);
    if (wasFolder) write(at, fresh());
    else {
      Files.createDirectory(at);
      write(at.resolve(NAMES[random.nextInt(NAMES.length)]), fresh());
    }
  }

  private void makeFolder() throws IOException {
    Path at = somewhere();
    if (exists(at)) return;
    did("makes the folder", at);
    Files.createDirectory(at);
  }

  private void makeLink() throws IOException {
    Path at = somewhere();
    if (exists(at)) return;
    did("links", at);
    Files.createSymbolicLink(at, Path.of(NAMES[random.nextInt(NAMES.length)]));
  }

  private void touch() throws IOException {
    Path at = pick(files());
    if (at.equals(folder)) return;
    did("touches", at);
    Files.setLastModifiedTime(
        at, FileTime.from(Instant.ofEpochSecond(1_000_000_000L + random.nextInt(500_000_000))));
  }

  private void turnExecutable() throws IOException {
    Path at = pick(files());
    if (at.equals(folder)) return;
    did("turns executable or back", at);
    Files.setPosixFilePermissions(
        at, PosixFilePermissions.fromString(Files.isExecutable(at) ? "rw-r--r--" : "rwxr-xr-x"));
  }
}
