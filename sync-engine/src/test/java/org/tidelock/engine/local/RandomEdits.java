package org.tidelock.engine.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tidelock.engine.local.Fingerprint.Kind;

/// Somebody who works in a folder without a plan.
final class RandomEdits {
  private final FakeDisk disk;
  private final Random random;
  private final List<String> names;
  final List<String> log = new ArrayList<>();

  RandomEdits(FakeDisk disk, Random random, List<String> names) {
    this.disk = disk;
    this.random = random;
    this.names = names;
  }

  void some(int most) {
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      try {
        one();
      } catch (IOException e) {
        log.add("  failed: " + e); // As it does for people: the name is taken, into itself, ...
      }
    }
  }

  private void one() throws IOException {
    switch (random.nextInt(12)) {
      case 0, 1 -> write(anyFolder());
      case 2 -> makeFolder();
      case 3, 4, 5 -> move();
      case 6 -> remove();
      case 7 -> replace();
      case 8 -> hardLink();
      case 9 -> swap();
      case 10 -> changeKind();
      default -> rebuild();
    }
  }

  private void write(String folder) throws IOException {
    String path = join(folder, name());
    log.add("write " + path);
    if (isKind(path, Kind.FILE) || disk.look(FakeDisk.of(path)).isEmpty())
      disk.write(path, "text " + random.nextInt(1000));
  }

  private void makeFolder() throws IOException {
    String path = join(anyFolder(), name());
    log.add("mkdir " + path);
    disk.makeFolder(FakeDisk.of(path));
  }

  private void move() throws IOException {
    String from = any();
    String to = join(anyFolder(), name());
    log.add("move " + from + " -> " + to);
    if (to.startsWith(from + "/") || from.startsWith(to + "/")) return;
    boolean respelled = disk.look(FakeDisk.of(to)).equals(disk.look(FakeDisk.of(from)));
    if (random.nextBoolean() && !respelled && disk.look(FakeDisk.of(to)).isPresent())
      disk.remove(to);
    disk.move(from, to);
  }

  private void remove() throws IOException {
    String path = any();
    log.add("remove " + path);
    disk.remove(path);
  }

  private void replace() throws IOException {
    String path = any();
    log.add("replace " + path);
    if (isKind(path, Kind.FILE)) disk.replace(path, "saved " + random.nextInt(1000));
  }

  private void hardLink() throws IOException {
    String from = any();
    String to = join(anyFolder(), name());
    log.add("ln " + from + " " + to);
    if (isKind(from, Kind.FILE)) disk.hardLink(from, to);
  }

  private void swap() throws IOException {
    String a = any();
    String b = any();
    log.add("swap " + a + " " + b);
    if (a.equals(b) || a.startsWith(b + "/") || b.startsWith(a + "/")) return;
    disk.move(a, "temporary");
    disk.move(b, a);
    disk.move("temporary", b);
  }

  private void changeKind() throws IOException {
    String path = any();
    log.add("change kind of " + path);
    disk.remove(path);
    switch (random.nextInt(3)) {
      case 0 -> disk.makeFolder(FakeDisk.of(path));
      case 1 -> disk.link(path, "target");
      default -> disk.write(path, "was something else");
    }
  }

  /// Puts a folder into a new one of its name, or makes it anew.
  private void rebuild() throws IOException {
    String path = any();
    if (!isKind(path, Kind.FOLDER)) return;
    log.add("rebuild " + path);
    disk.move(path, "temporary");
    disk.makeFolder(FakeDisk.of(path));
    if (random.nextBoolean()) disk.move("temporary", join(path, name()));
    else disk.remove("temporary");
  }

  private boolean isKind(String path, Kind kind) throws IOException {
    return disk.look(FakeDisk.of(path)).filter(f -> f.kind() == kind).isPresent();
  }

  private String any() throws IOException {
    List<LocalPath> all = disk.everything();
    if (all.isEmpty()) throw new IOException("nothing there");
    return all.get(random.nextInt(all.size())).toString();
  }

  private String anyFolder() throws IOException {
    List<String> folders = new ArrayList<>(List.of(""));
    for (LocalPath path : disk.everything())
      if (path.names().size() < 5 && isKind(path.toString(), Kind.FOLDER))
        folders.add(path.toString());
    return folders.get(random.nextInt(folders.size()));
  }

  private String name() {
    return names.get(random.nextInt(names.size()));
  }

  private static String join(String folder, String name) {
    return folder.isEmpty() ? name : folder + "/" + name;
  }
}
