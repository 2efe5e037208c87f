package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.sim.FileSystemMode.Ability;

/// Does deeds on a device's disk, and writes down what they mean for contents.
final class Doing {
  /// No file system has a coarser one.
  private static final Duration TICK = Duration.ofSeconds(3);

  private final SimDevice device;
  private final SimUser user;
  private final Contents contents;

  Doing(SimDevice device, Contents contents) {
    this.device = device;
    this.user = device.user;
    this.contents = contents;
  }

  /// @return whether anything was done
  boolean happens(Deed deed) {
    try {
      boolean done = done(deed);
      if (done) device.changed(foldersOf(deed));
      return done;
    } catch (IOException e) {
      return false; // it cannot be done here
    }
  }

  /// What a watch tells: where something came or went, and that a folder itself is another one.
  private static Set<LocalPath> foldersOf(Deed deed) {
    Set<LocalPath> folders = new HashSet<>();
    Stream<String> others =
        switch (deed) {
          case Deed.Rename d -> Stream.of(d.to());
          case Deed.Copy d -> Stream.of(d.to());
          default -> Stream.empty();
        };
    Stream.concat(Stream.of(deed.path()), others)
        .map(SimUser::at)
        .forEach(
            at -> {
              folders.add(at);
              if (!at.isRoot()) folders.add(at.parent());
            });
    return folders;
  }

  private boolean done(Deed deed) throws IOException {
    return volume().isPlugged() && !clashes(deed) && happened(deed);
  }

  private SimVolume volume() {
    return device.volume;
  }

  /// Of two names that differ in how letters are composed the vault holds one, until their person decides.
  private boolean clashes(Deed deed) throws IOException {
    String path =
        switch (deed) {
          case Deed.Rename d -> d.to();
          case Deed.Copy d -> d.to();
          default -> deed.path();
        };
    String plain = Normalizer.normalize(path, Form.NFC);
    for (String there : user.tree().keySet())
      if (!path.equals(there)
          && !path.startsWith(there + "/")
          && plain.startsWith(Normalizer.normalize(there, Form.NFC) + "/")) return true;
      else if (!path.equals(there) && plain.equals(Normalizer.normalize(there, Form.NFC)))
        return true;
    return false;
  }

  private boolean happened(Deed deed) throws IOException {
    return switch (deed) {
      case Deed.Write d -> write(d.path(), Contents.text(d.number(), d.size()));
      case Deed.WriteMany d -> writeMany(d);
      case Deed.Scramble d -> scramble(d);
      case Deed.Append d -> append(d.path(), Contents.text(d.number(), 0));
      case Deed.Save d -> save(d.path(), Contents.text(d.number(), d.size()));
      case Deed.Patch d -> patch(d.path(), d.number());
      case Deed.Rename d -> rename(d.path(), d.to());
      case Deed.Copy d -> copy(d.path(), d.to());
      case Deed.Delete d -> delete(d.path());
      case Deed.MakeFolder d -> makeFolder(d.path());
      case Deed.Link d -> link(d.path(), d.target());
      case Deed.SetExecutable d -> setExecutable(d.path(), d.executable());
      case Deed.Touch d -> touch(d.path(), d.second());
    };
  }

  private boolean isFile(String path) throws IOException {
    return user.has(path) && user.isFile(path);
  }

  private boolean write(String path, String text) throws IOException {
    if (user.has(path) && !isFile(path)) return false;
    List<String> old = below(path);
    user.write(path, text);
    changed(old, text);
    return true;
  }

  private boolean writeMany(Deed.WriteMany deed) throws IOException {
    boolean written = false;
    for (int i = 0; i < deed.count(); i++)
      written |= write(deed.path() + "/" + i + ".txt", Contents.text(deed.number() * 1000 + i, 0));
    return written;
  }

  /// Nobody misses it, should it be gone.
  private boolean scramble(Deed.Scramble deed) throws IOException {
    boolean scrambled = false;
    int n = deed.number() * 1000;
    for (String path : user.tree().keySet()) {
      if (path.equals(SimWorld.KEPT) || Ignoring.isRuleFile(path) || !isFile(path)) continue;
      if (!deed.path().isEmpty()
          && !path.equals(deed.path())
          && !path.startsWith(deed.path() + "/")) continue;
      String text = Contents.scrambled(n++);
      scrambled |= write(path, text);
      contents.excuse(text, device.number);
    }
    return scrambled;
  }

  private void changed(List<String> old, String text) {
    contents.destroyed(old);
    contents.wrote(text, device.number, device.isWorking());
  }

  /// A scrambled file still is one after that, and nobody misses it, either.
  private void changedPart(String old, String text) {
    changed(List.of(old), text);
    if (contents.isExcused(old)) contents.excuse(text, device.number);
  }

  private boolean append(String path, String text) throws IOException {
    if (!isFile(path)) return false;
    String old = user.read(path);
    user.append(path, text);
    changedPart(old, old + text);
    return true;
  }

  private boolean save(String path, String text) throws IOException {
    if (!isFile(path)) return false;
    List<String> old = below(path);
    user.save(path, text);
    changed(old, text);
    return true;
  }

  /// What no engine sees that does not read every file is left out: a file that was renamed as well looks as after a rename alone, and one that the engine
  /// has just put there, or moved, may change within a tick.
  private boolean patch(String path, int number) throws IOException {
    if (!isFile(path) || user.node(path).moved) return false;
    String old = user.read(path);
    String sign = "=" + number + "=";
    if (old.length() < sign.length() || old.startsWith("=")) return false;
    if (!user.node(path).byPerson || user.node(path).touched) device.time.sleep(TICK);
    Instant time = user.modified(path);
    user.overwrite(path, 0, sign.getBytes(StandardCharsets.UTF_8));
    user.touch(path, time);
    user.node(path).patched = true;
    changedPart(old, sign + old.substring(sign.length()));
    return true;
  }

  private boolean rename(String from, String to) throws IOException {
    if (!user.has(from) || user.node(from).patched || to.startsWith(from + "/")) return false;
    boolean same = user.has(to) && user.isSame(from, to);
    List<String> lost = same ? List.of() : below(to);
    contents.isWanted(below(from));
    user.rename(from, to);
    user.node(to).moved = true;
    contents.destroyed(lost);
    return true;
  }

  private boolean copy(String from, String to) throws IOException {
    if (!isFile(from) || user.has(to)) return false;
    contents.isWanted(below(from));
    user.write(to, user.read(from));
    return true;
  }

  private boolean delete(String path) throws IOException {
    if (!user.has(path)) return false;
    List<String> lost = below(path);
    user.delete(path);
    contents.destroyed(lost);
    return true;
  }

  private boolean makeFolder(String path) throws IOException {
    if (user.has(path)) return false;
    user.makeFolder(path);
    return true;
  }

  private boolean link(String path, String target) throws IOException {
    if (user.has(path)) return false;
    user.link(path, target);
    return true;
  }

  private boolean setExecutable(String path, boolean executable) throws IOException {
    if (!isFile(path) || !device.volume.mode().can(Ability.KEEPS_EXECUTABLE)) return false;
    user.setExecutable(path, executable);
    return true;
  }

  private boolean touch(String path, long second) throws IOException {
    if (!isFile(path)) return false;
    user.touch(path, Instant.ofEpochSecond(second));
    return true;
  }

  /// The contents at a path and in what is in it.
  private List<String> below(String path) throws IOException {
    if (!user.has(path)) return List.of();
    if (user.isFile(path)) return List.of(user.read(path));
    return List.copyOf(user.below(path).values());
  }
}
