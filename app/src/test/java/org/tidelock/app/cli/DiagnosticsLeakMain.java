package org.tidelock.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.tidelock.engine.Vault;
import org.tidelock.engine.core.TestDevice;

/// A life with a vault, told by what `given` names everything, in a process of its own so that its log is all its own. Leaves `reports` and the `codes` of all trouble.
final class DiagnosticsLeakMain {
  private static final Pattern CODE = Pattern.compile("\\[([A-Z_]+)]\\s*$", Pattern.MULTILINE);

  private final Path base;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private int reports;

  private DiagnosticsLeakMain(Path base) throws IOException {
    this.base = base;
    for (String line : Files.readAllLines(base.resolve("given"), StandardCharsets.UTF_8)) {
      String[] pair = line.split("=", 2);
      names.put(pair[0], pair[1]);
    }
    environment.put("TIDELOCK_PASSPHRASE", names.get("passphrase"));
    environment.put("TIDELOCK_NEW_PASSPHRASE", names.get("passphrase"));
    environment.put("TIDELOCK_STORAGE_SECRET", names.get("token"));
    environment.put("USER", names.get("user"));
    environment.put("HOSTNAME", names.get("deviceA"));
  }

  public static void main(String[] arguments) throws Exception {
    new DiagnosticsLeakMain(Path.of(arguments[0])).live();
    System.exit(0);
  }

  private Path at(String key) {
    return base.resolve(key.startsWith("home") ? "homes" : "places").resolve(names.get(key));
  }

  private Path in(String folder, String key) {
    return at(folder).resolve(names.get("dir")).resolve(names.get(key));
  }

  private int run(String home, String... words) throws IOException {
    ScriptedTerminal terminal = ScriptedTerminal.none();
    List<String> line = new ArrayList<>(List.of(words));
    line.add("--home=" + at(home));
    int exit =
        new Cli(new Context(terminal, environment, base, TestDevice::ownVaults, Clock.systemUTC()))
            .run(line);
    String codes =
        CODE.matcher(terminal.complained())
            .results()
            .map(found -> found.group(1) + "\n")
            .collect(Collectors.joining());
    keep("codes", codes);
    System.out.println(words[0] + " -> " + exit + " " + codes.strip());
    return exit;
  }

  private void keep(String file, String text) throws IOException {
    Files.writeString(
        base.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /// Of a profile as it is now.
  private void report(String home) throws IOException {
    Path file = base.resolve("report-" + ++reports + ".zip");
    if (run(home, "diagnostics", file.toString()) != 0)
      throw new IllegalStateException("no report " + reports);
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      in.getNextEntry();
      keep(
          "reports",
          "== " + reports + "\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void live() throws Exception {
    begin();
    work();
    report("homeA");
    report("homeB");
    refuse();
    report("homeA");
    storageFails();
    report("homeA");
    report("homeB");
    end();
  }

  private void begin() throws IOException {
    run("homeA", "sync");
    report("homeA");
    Files.createDirectories(at("store"));
    Files.createDirectories(at("folderA"));
    Files.createDirectories(at("folderB"));
    must(
        0,
        run(
            "homeA",
            "create",
            "--storage",
            storage(),
            "--folder",
            at("folderA").toString(),
            "--name",
            names.get("vault"),
            "--device",
            names.get("deviceA"),
            "--keep-unlocked=file",
            "--allow-weak-passphrase"));
    write(in("folderA", "file"), "one");
    write(in("folderA", "other"), "two");
    write(in("folderA", "conflict"), "three");
    run("homeA", "sync");
    must(
        0,
        run(
            "homeB",
            "join",
            "--storage",
            storage(),
            "--folder",
            at("folderB").toString(),
            "--device",
            names.get("deviceB"),
            "--keep-unlocked=file",
            "--yes"));
    run("homeB", "sync");
  }

  private String storage() {
    return at("store").toUri().toString().replaceAll("/$", "");
  }

  private static void must(int expected, int exit) {
    if (exit != expected) throw new IllegalStateException("exit " + exit);
  }

  private void work() throws IOException {
    write(in("folderA", "conflict"), "of one");
    write(in("folderB", "conflict"), "of the other");
    run("homeA", "sync");
    run("homeB", "sync");
    run("homeA", "sync");
    run("homeA", "ignore", "add", names.get("pattern"));
    run("homeB", "ignore", "add", names.get("pattern"), "--everywhere");
    run("homeA", "folder", "add", Files.createDirectories(at("placed")).toString());
    Files.createSymbolicLink(in("folderA", "link"), Path.of("/nowhere").resolve(names.get("file")));
    Files.move(in("folderA", "other"), at("folderA").resolve(names.get("other")));
    run("homeA", "sync");
    run("homeB", "sync");
    run("homeB", "select", "--except", names.get("dir") + "/" + names.get("file"));
    for (int i = 0; i < 60; i++)
      write(
          at("folderA").resolve(names.get("dir")).resolve("many").resolve(names.get("other") + i),
          "many " + i);
    run("homeA", "sync");
    for (int i = 0; i < 56; i++)
      Files.delete(
          at("folderA").resolve(names.get("dir")).resolve("many").resolve(names.get("other") + i));
    run("homeA", "sync");
  }

  private void refuse() throws Exception {
    run("homeA", "ls", names.get("file") + "/../" + names.get("other"));
    run("homeA", "history", names.get("file"));
    run("homeA", names.get("file"));
    run("homeA", "diagnostics", base.resolve(names.get("file")).resolve("x.zip").toString());
    run(
        "homeA",
        "export",
        "--storage",
        storage(),
        "--to",
        base.resolve("given").resolve(names.get("dir")).toString());
    Path wrong = base.resolve("wrong");
    Files.writeString(wrong, names.get("token") + "\n");
    run(
        "homeA",
        "recovery-kit",
        base.resolve("kit.txt").toString(),
        "--passphrase-file",
        wrong.toString());
    run(
        "homeA",
        "storage",
        "test",
        "webdav+http://"
            + names.get("user").replaceAll("[^A-Za-z]", "x")
            + "@127.0.0.1:9/"
            + names.get("store"),
        "--allow-cleartext");
    run("homeA", "storage", "test", "sftp://127.0.0.1:9/" + names.get("store"));
    try (Vault _ = TestDevice.ownVaults().open(at("homeA"), Optional.empty())) {
      run("homeA", "status");
      report("homeA");
    }
  }

  private void storageFails() throws Exception {
    Path away = base.resolve("away");
    Files.move(at("store"), away);
    write(in("folderA", "file"), "four");
    run("homeA", "sync");
    Files.createDirectories(at("store"));
    run("homeA", "sync");
    Files.delete(at("store"));
    Files.move(away, at("store"));
    Path older = base.resolve("older");
    copy(at("store"), older);
    run("homeB", "sync");
    write(in("folderB", "other"), "five");
    run("homeB", "sync");
    run("homeA", "sync");
    Path newer = base.resolve("newer");
    Files.move(at("store"), newer);
    Files.move(older, at("store"));
    run("homeB", "sync");
    run("homeA", "verify");
    Files.move(at("store"), older);
    Files.move(newer, at("store"));
    run("homeB", "sync");
    for (Path pack : objects("packs")) Files.write(pack, new byte[(int) Files.size(pack)]);
    run("homeA", "verify", "--deep");
    run("homeB", "select", "--all");
    for (Path pack : objects("packs")) Files.delete(pack);
    run("homeA", "verify");
    write(in("folderB", "file"), "six");
    run("homeB", "sync");
    for (Path segment : objects("log")) {
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
    }
    run("homeA", "sync");
    report("homeA");
    report("homeB");
    deleteAll(at("store"));
    copy(older, at("store"));
    run("homeA", "sync");
    run("homeB", "sync");
  }

  private void end() throws IOException {
    Path third = base.resolve("homes").resolve("third");
    names.put("homeC", third.getFileName().toString());
    names.put("folderC", "of-third");
    Files.createDirectories(at("folderC"));
    Path other = base.resolve("other-store");
    Files.createDirectories(other);
    must(
        0,
        run(
            "homeC",
            "create",
            "--storage",
            other.toUri().toString(),
            "--folder",
            at("folderC").toString(),
            "--name",
            names.get("vault"),
            "--device",
            names.get("deviceA"),
            "--keep-unlocked=no",
            "--allow-weak-passphrase"));
    names.put("homeD", "fourth");
    names.put("folderD", "of-fourth");
    Files.createDirectories(at("folderD"));
    must(
        0,
        run(
            "homeD",
            "join",
            "--storage",
            other.toUri().toString(),
            "--folder",
            at("folderD").toString(),
            "--device",
            names.get("deviceB"),
            "--keep-unlocked=file",
            "--yes"));
    environment.remove("TIDELOCK_PASSPHRASE");
    run("homeC", "sync");
    report("homeC");
    environment.put("TIDELOCK_PASSPHRASE", names.get("token"));
    run("homeC", "sync");
    report("homeC");
    environment.put("TIDELOCK_PASSPHRASE", names.get("passphrase"));
    run("homeC", "sync");
    ScriptedTerminal terminal = ScriptedTerminal.none();
    new Cli(new Context(terminal, environment, base, TestDevice::ownVaults, Clock.systemUTC()))
        .run(List.of("devices", "--json", "--home=" + at("homeC")));
    String id =
        Pattern.compile("\"id\":\"([^\"]+)\",\"name\":\"[^\"]*\",\"thisDevice\":false")
            .matcher(terminal.printed())
            .results()
            .map(m -> m.group(1))
            .findFirst()
            .orElseThrow();
    run("homeC", "devices", "remove", id);
    run("homeD", "sync");
    report("homeD");
    Files.move(at("folderA"), base.resolve("folder-away"));
    run("homeA", "sync");
    report("homeA");
    deleteAll(at("store"));
    copy(other, at("store"));
    run("homeB", "sync");
    report("homeB");
  }

  private List<Path> objects(String folder) throws IOException {
    try (Stream<Path> all = Files.walk(at("store"))) {
      return all.filter(Files::isRegularFile)
          .filter(p -> at("store").relativize(p).toString().contains(folder))
          .toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) Files.createDirectories(target);
        else Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList())
        if (!path.equals(folder)) Files.delete(path);
    }
  }
}
