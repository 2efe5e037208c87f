package org.tidelock.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tidelock.app.Launcher.Result;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A profile and a folder, driven through the launcher as a script would.
final class Device {
  static final String PASSPHRASE = "copper lantern drifts past quiet harbour";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  final Path home;
  final Path folder;
  final Path store;
  private final Path base;
  private final String name;
  final Map<String, String> environment = new HashMap<>();

  Device(Path base, String name) {
    this.base = base;
    this.name = name;
    this.home = base.resolve(name + "-home");
    this.folder = base.resolve(name);
    this.store = base.resolve("store");
    environment.put("TIDELOCK_PASSPHRASE", PASSPHRASE);
  }

  String storage() {
    return "file://" + store;
  }

  Result run(String... words) throws IOException, InterruptedException {
    return Launcher.run(base, environment, command(words));
  }

  List<String> command(String... words) {
    List<String> command = new ArrayList<>(List.of(Launcher.SCRIPT.toString()));
    command.addAll(List.of(words));
    command.add("--home=" + home);
    return command;
  }

  /// One document, and the expected exit code.
  JsonNode json(int code, String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(words));
    line.add("--json");
    Result result = run(line.toArray(String[]::new));
    assertThat(result.code()).as(String.join(" ", words) + ": " + result).isEqualTo(code);
    assertThat(result.out()).endsWith("\n");
    return JSON.readTree(result.out());
  }

  Result create(String... more) throws IOException, InterruptedException {
    return setUp("create", more);
  }

  Result join(String... more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(more));
    words.add("--yes");
    return setUp("join", words.toArray(String[]::new));
  }

  private Result setUp(String command, String... more) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(
                command,
                "--storage",
                storage(),
                "--folder",
                folder.toString(),
                "--device",
                name,
                "--keep-unlocked=file"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  void sync() throws IOException, InterruptedException {
    Result result = run("sync");
    assertThat(result.code()).as(name + ": " + result).isZero();
  }

  Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /// Paths with what is there; without Tidelock's private folder.
  Map<String, String> tree() throws IOException {
    return treeOf(folder);
  }

  static Map<String, String> treeOf(Path top) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(top.resolve(".tidelock"))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            tree.put(top.relativize(directory).toString(), "folder");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            tree.put(top.relativize(file).toString(), contentOf(file));
            return FileVisitResult.CONTINUE;
          }
        });
    return tree;
  }

  private static String contentOf(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "-> " + Files.readSymbolicLink(file);
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return "special";
    }
    byte[] bytes = Files.readAllBytes(file);
    return bytes.length <= 64
        ? new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
        : bytes.length + " bytes " + HexFormat.of().toHexDigits(java.util.Arrays.hashCode(bytes));
  }
}
