package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.plan.BaseEntry;

/// A writer on a real folder, with base rows made by looking and contents that are short texts.
final class WriterFixture {
  static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  static final Instant TIME = Instant.parse("2020-02-03T04:05:06.789012Z");

  final Path root;
  final MeddlingDisk disk;
  final PrivateFolder folder;
  final DiskWriter writer;

  private final SecureRandom random = new SecureRandom();
  private final Map<NodeId, String> contents = new HashMap<>();

  WriterFixture(Path root, boolean exchanges) throws IOException {
    this.root = root;
    disk = new MeddlingDisk(RealDisk.open(root), exchanges);
    folder = new PrivateFolder(disk, random, InstantSource.fixed(NOW));
    writer =
        new DiskWriter(disk, folder, (file, entry) -> text(file).equals(contents.get(entry.id())));
  }

  static LocalPath at(String path) {
    return new LocalPath(List.of(path.split("/")));
  }

  /// What a user does, behind our back.
  void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /// As editors save: a new file over the old one.
  void save(String path, String text) throws IOException {
    Path beside = Files.writeString(root.resolve(path + "~"), text);
    Files.move(beside, root.resolve(path), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  String text(LocalPath place) throws IOException {
    if (disk.look(place).orElseThrow().kind() == Fingerprint.Kind.LINK)
      return "-> " + disk.readLink(place);
    try (SeekableByteChannel in = disk.read(place)) {
      return new String(Channels.newInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The base row of what is there now.
  BaseRow row(String path) throws IOException {
    Fingerprint seen = disk.look(at(path)).orElseThrow();
    NodeId id = NodeId.random(random);
    NodeKind kind =
        switch (seen.kind()) {
          case FOLDER -> NodeKind.FOLDER;
          case LINK -> NodeKind.LINK;
          default -> NodeKind.FILE;
        };
    if (kind != NodeKind.FOLDER) contents.put(id, text(at(path)));
    return new BaseRow(
        new BaseEntry(
            id,
            List.of(id),
            Nodes.ROOT,
            at(path).name(),
            kind,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        seen,
        false);
  }

  static BaseRow racy(BaseRow row) {
    return new BaseRow(row.entry(), row.fingerprint(), true);
  }

  LocalPath staged(String text) throws IOException {
    return staged(text, new Attributes(TIME, false));
  }

  LocalPath staged(String text, Attributes attributes) throws IOException {
    LocalPath place = folder.newStagingPlace();
    try (SeekableByteChannel out = disk.create(place)) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
    writer.setAttributesOfStaged(place, attributes);
    return place;
  }

  /// Everything that a user sees, by its path: folders end with `/`.
  Map<String, String> tree() throws IOException {
    return below(root, path -> !path.startsWith(PrivateFolder.NAME));
  }

  /// What is in the trash, by the path that it has in its own folder there.
  Map<String, String> trash() throws IOException {
    Path day = root.resolve(".tidelock/trash").resolve("2026-11-25");
    Map<String, String> all = new TreeMap<>();
    if (!Files.exists(day)) return all;
    try (Stream<Path> units = Files.list(day)) {
      for (Path unit : units.toList())
        below(unit, path -> true).forEach((path, text) -> assertThat(all.put(path, text)).isNull());
    }
    return all;
  }

  /// The contents of all files in the trash.
  List<String> trashed() throws IOException {
    Path trash = root.resolve(".tidelock/trash");
    if (!Files.exists(trash)) return List.of();
    return below(trash, path -> Files.isRegularFile(trash.resolve(path))).values().stream()
        .sorted()
        .toList();
  }

  Map<String, String> staging() throws IOException {
    Path staging = root.resolve(".tidelock/staging");
    return Files.exists(staging) ? below(staging, path -> true) : Map.of();
  }

  private static Map<String, String> below(Path top, java.util.function.Predicate<Path> wanted)
      throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(top)) {
      files
          .filter(file -> !file.equals(top) && wanted.test(top.relativize(file)))
          .forEach(file -> found.put(name(top, file), content(file)));
    }
    return found;
  }

  private static String name(Path top, Path file) {
    return top.relativize(file) + (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) ? "/" : "");
  }

  private static String content(Path file) {
    try {
      if (Files.isSymbolicLink(file)) return "-> " + Files.readSymbolicLink(file);
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
