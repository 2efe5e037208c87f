package org.tidelock.engine.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.Unlock;

/// A vault at the moment at which a lie of its storage matters: device B does not know yet what device A has sent last (new files, an edit, a
/// rename, deletions, and a change of the members), has something to send itself, and a third device may join. Made once; each test gets it anew.
public final class HostileScene {
  static final String B = "devB";

  /// What B has not sent yet, as the file `mine`.
  static final String MINE = "not sent yet";

  private static final List<String> PARTS = List.of("store", "home-devB", "folder-devB");

  /// What is used of the storage, by kind: the object that a sync of B or a join comes to need.
  final Map<String, String> objects = new TreeMap<>();

  /// Another object of the same kind in the same vault, where there is one.
  final Map<String, String> siblings = new TreeMap<>();

  /// The same kinds in a vault of the same person, under the same passphrase.
  final Map<String, Path> foreign = new TreeMap<>();

  final Path root;
  final Path store;
  final Path otherStore;

  /// The storage as it was when B synced last, and before B's last sync but one.
  final Path olderStore;

  final Path oldestStore;

  /// Device A before it sent what B does not know.
  final Path backup;

  /// Where a copy of device A has gone on from [#olderStore] instead of device A.
  final Path forkedStore;

  private final Path pristine;
  private SortedMap<String, String> sent;

  private HostileScene(Path place) {
    root = place.resolve("live");
    store = root.resolve("store");
    pristine = place.resolve("pristine");
    olderStore = place.resolve("older");
    backup = place.resolve("backup");
    forkedStore = place.resolve("forked/store");
    oldestStore = place.resolve("oldest");
    otherStore = place.resolve("other/store");
  }

  static HostileScene make(Path place) throws Exception {
    HostileScene scene = new HostileScene(place);
    Files.createDirectories(scene.root);
    scene.fill();
    scene.fillOther(Files.createDirectories(place.resolve("other")));
    for (String part : PARTS) copy(scene.root.resolve(part), scene.pristine.resolve(part));
    return scene;
  }

  private void fill() throws Exception {
    try (TestDevice a = TestDevice.create(root, "devA");
        TestDevice b = TestDevice.join(root, B)) {
      a.write("docs/plan", "first plan");
      a.write("docs/gone", "to be deleted");
      a.write("goes/one", "one");
      a.write("stays", "stays");
      a.sync();
      b.sync();
      copy(store, oldestStore);
      b.write("from b", "so that B has a log, too");
      b.sync();
      a.sync();
      copy(store, olderStore);
      fork();
      backUp();
      Set<String> before = names();
      Set<String> between = new HashSet<>();
      TestDevice.kitWasReplaced(
          root,
          a.vault.newRecoveryKey(
              new Unlock.ByPassphrase(TestDevice.passphrase()), _ -> between.addAll(listed())));
      Set<String> after = names();
      a.write("new", RandomBytes.of(300_000, 7));
      a.write("docs/plan", "second plan");
      a.move("stays", "moved");
      a.delete("docs/gone");
      a.delete("goes");
      a.sync();
      sent = a.tree();
      b.write("mine", MINE);
      name(before, between, after, deviceId(b));
    }
  }

  /// A copy of device A, as from a backup, goes on by itself: it signs other segments under the same numbers.
  private void fork() throws Exception {
    Path copied = Files.createDirectories(forkedStore.getParent());
    for (String part : List.of("store", "home-devA", "folder-devA"))
      copy(root.resolve(part), copied.resolve(part));
    Path settings = copied.resolve("home-devA/profile.properties");
    Files.writeString(
        settings, Files.readString(settings).replace(root.toString(), copied.toString()));
    try (TestDevice copy = TestDevice.open(copied, "devA", TestDevice.vaults())) {
      for (String text : List.of("one", "two", "three")) {
        copy.write("forked", text);
        copy.sync();
      }
    }
  }

  /// Device A's profile and folder, on the same storage.
  private void backUp() throws Exception {
    for (String part : List.of("home-devA", "folder-devA"))
      copy(root.resolve(part), backup.resolve(part));
    Path settings = backup.resolve("home-devA/profile.properties");
    Files.writeString(
        settings,
        Files.readString(settings).replace(root + "/folder-devA", backup + "/folder-devA"));
  }

  /// How [TestDevice#tree()] tells of it.
  static String contentOf(String text) {
    return text.length() + " " + Hash256.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private void fillOther(Path place) throws Exception {
    try (TestDevice other = TestDevice.create(place, "devX")) {
      other.write("x", RandomBytes.of(300_000, 8));
      other.sync();
      String id = deviceId(other);
      for (String name : names(otherStore)) {
        String kind = kind(otherStore, name, id);
        if (!kind.isEmpty()) foreign.put(kind, otherStore.resolve(name));
      }
    }
  }

  private static String deviceId(TestDevice device) {
    return device.vault.devices().stream()
        .filter(d -> d.thisDevice())
        .findFirst()
        .orElseThrow()
        .id();
  }

  private Set<String> listed() {
    try {
      return names();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param between when the newest members entry was not there yet
  private void name(Set<String> before, Set<String> between, Set<String> after, String b)
      throws IOException {
    Set<String> entries = new HashSet<>(after);
    entries.removeAll(between);
    for (String name : names()) {
      String kind = kind(store, name, b);
      if (kind.isEmpty()) continue;
      boolean matters =
          switch (kind) {
            case "member" -> entries.contains(name);
            case "head", "segment", "pack" -> !before.contains(name);
            default -> true;
          };
      (matters ? objects : siblings).put(kind, name);
    }
    siblings.put(
        "slot",
        slots().stream().filter(n -> !n.equals(objects.get("slot"))).findFirst().orElseThrow());
    siblings.put("envelope", objects.get("root envelope"));
    siblings.put("root envelope", objects.get("envelope"));
  }

  private List<String> slots() throws IOException {
    return names().stream().filter(n -> n.startsWith("slots/")).toList();
  }

  private static String kind(Path store, String name, String device) throws IOException {
    if (name.equals("vault")) return "vault";
    if (name.startsWith("slots/"))
      return Files.readAllBytes(store.resolve(name))[26] == 1 ? "slot" : "";
    if (name.startsWith("members/")) return "member";
    if (name.startsWith("envelopes/"))
      return name.endsWith("-root") ? "root envelope" : name.endsWith(device) ? "envelope" : "";
    if (name.startsWith("heads/")) return "head";
    if (name.startsWith("log/")) return "segment";
    return name.startsWith("packs/") ? "pack" : "";
  }

  /// As it was in the beginning.
  void reset() throws IOException {
    for (String part : PARTS) resetPart(part);
  }

  /// Whatever was done to the storage is undone; the devices keep what has become of them.
  void healStore() throws IOException {
    Files.deleteIfExists(store.resolve(Tampering.ELSEWHERE));
    for (String name : names(pristine.resolve("store"))) {
      Path object = store.resolve(name);
      if (Files.exists(object, LinkOption.NOFOLLOW_LINKS)) TestDevice.deleteTree(object);
      copy(pristine.resolve("store").resolve(name), object);
    }
  }

  private void resetPart(String part) throws IOException {
    replace(root.resolve(part), pristine.resolve(part));
  }

  /// The storage as the devices left it.
  Path honestStore() {
    return pristine.resolve("store");
  }

  /// Adds what is in one to the other, which loses what it had at the same places.
  static void copyOver(Path from, Path to) throws IOException {
    for (String name : names(from)) {
      Files.deleteIfExists(to.resolve(name));
      Files.createDirectories(to.resolve(name).getParent());
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  static void replace(Path there, Path by) throws IOException {
    if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) TestDevice.deleteTree(there);
    copy(by, there);
  }

  /// What B has when it has everything.
  SortedMap<String, String> everything() {
    SortedMap<String, String> all = new TreeMap<>(sent);
    all.putAll(TestDevice.tree(pristine.resolve("folder-devB")).tailMap("mine").headMap("mine\0"));
    return all;
  }

  Path folder() {
    return root.resolve("folder-devB");
  }

  Set<String> names() throws IOException {
    return names(store);
  }

  public static SortedSet<String> names(Path store) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(store)) {
      files
          .filter(p -> !Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS))
          .forEach(f -> names.add(store.relativize(f).toString()));
    }
    return names;
  }

  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes a)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(dir).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.copy(
                file,
                to.resolve(from.relativize(file).toString()),
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
