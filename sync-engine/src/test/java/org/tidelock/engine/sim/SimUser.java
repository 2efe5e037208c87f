package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.sim.SimNode.Name;

/// A person at a [SimVolume]. Nothing stands in her way: neither permissions nor a full disk.
public record SimUser(SimVolume volume) implements FolderUser {
  private static final String OWN = PrivateFolder.NAME + "/";

  static LocalPath at(String path) {
    return path.isEmpty() ? LocalPath.ROOT : new LocalPath(List.of(path.split("/")));
  }

  private LocalPath checked(String path) throws IOException {
    LocalPath at = at(path);
    volume.names().check(at);
    return at;
  }

  @Override
  public void write(String path, String text) throws IOException {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public void write(String path, byte[] bytes) throws IOException {
    LocalPath at = checked(path);
    makeFolders(at.parent());
    if (!volume.isThere(at)) volume.add(at, volume.make(Kind.FILE, Modes.FILE, ""));
    SimNode file = volume.node(at);
    volume.truncate(file, 0);
    write(file, 0, bytes);
  }

  /// Some bytes in the middle of a file, whose size stays.
  public void overwrite(String path, int position, byte[] bytes) throws IOException {
    write(volume.node(checked(path)), position, bytes);
  }

  /// Other bytes, and nothing that a look could tell: as a failing drive does, or a program that writes through memory.
  public void spoil(String path, String text) throws IOException {
    SimNode file = node(path);
    SimNode.Image before = file.image();
    write(file, 0, text.getBytes(StandardCharsets.UTF_8));
    SimNode.Image after = file.image();
    file.restore(
        new SimNode.Image(after.bytes(), before.mode(), before.modified(), before.changed()));
  }

  @Override
  public void append(String path, String text) throws IOException {
    SimNode file = volume.node(checked(path));
    write(file, file.bytes.size(), text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(SimNode file, int position, byte[] bytes) {
    volume.write(file, position, ByteBuffer.wrap(bytes), bytes.length);
    file.byPerson = true;
    file.touched = false;
  }

  /// Files, named or not any more, of which a person has written bytes that are not on the drive yet, and what they hold.
  Map<SimNode, String> unwritten() {
    Map<SimNode, String> unwritten = new LinkedHashMap<>();
    for (SimNode node : volume.all())
      if (node.byPerson && node.written)
        unwritten.put(node, new String(node.bytes.toArray(), StandardCharsets.UTF_8));
    return unwritten;
  }

  @Override
  public void save(String path, String text) throws IOException {
    write(path + "~", text);
    rename(path + "~", path);
  }

  @Override
  public void makeFolder(String path) throws IOException {
    makeFolders(checked(path));
  }

  private void makeFolders(LocalPath path) throws IOException {
    if (volume.isThere(path)) return;
    makeFolders(path.parent());
    volume.add(path, volume.make(Kind.FOLDER, Modes.FOLDER, ""));
  }

  @Override
  public void link(String path, String target) throws IOException {
    volume.add(checked(path), volume.make(Kind.LINK, Modes.FILE, target));
  }

  /// One more name of a file.
  public void hardLink(String existing, String path) throws IOException {
    volume.add(checked(path), volume.node(checked(existing)));
  }

  @Override
  public void special(String path) throws IOException {
    volume.add(checked(path), volume.make(Kind.OTHER, Modes.FILE, ""));
  }

  /// A file whose name is no text, and is listed as this.
  public void unreadableName(String path) throws IOException {
    volume.add(checked(path), volume.make(Kind.FILE, Modes.FILE, ""), false);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    volume.rename(checked(from), checked(to), true);
  }

  @Override
  public void delete(String path) throws IOException {
    deleteAll(checked(path));
  }

  private void deleteAll(LocalPath path) throws IOException {
    for (Name name : List.copyOf(volume.node(path).names.values()))
      deleteAll(path.child(name.name()));
    volume.remove(path);
  }

  @Override
  public void setExecutable(String path, boolean executable) throws IOException {
    SimNode node = volume.node(checked(path));
    volume.setMode(node, Modes.withExecutable(node.mode, executable));
  }

  @Override
  public void touch(String path, Instant modified) throws IOException {
    volume.setModified(volume.node(checked(path)), modified);
  }

  @Override
  public String read(String path) throws IOException {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  public byte[] bytes(String path) throws IOException {
    return volume.node(checked(path)).bytes.toArray();
  }

  public boolean has(String path) throws IOException {
    return volume.isThere(checked(path));
  }

  boolean isFile(String path) throws IOException {
    return node(path).kind == Kind.FILE;
  }

  /// For what an ordinary look does not tell.
  SimNode node(String path) throws IOException {
    return volume.node(checked(path));
  }

  /// Whether two names lead to one thing.
  boolean isSame(String one, String other) throws IOException {
    return node(one) == node(other);
  }

  @Override
  public Instant modified(String path) throws IOException {
    return Instant.EPOCH.plusNanos(volume.node(checked(path)).modified);
  }

  @Override
  public String permissions(String path) throws IOException {
    return Modes.text(volume.node(checked(path)).mode);
  }

  @Override
  public void setPermissions(String path, String permissions) throws IOException {
    volume.setMode(volume.node(checked(path)), Modes.parse(permissions));
  }

  @Override
  public void takeAwayTheRoot() {
    volume.setThere(false);
  }

  /// What she sees, without Tidelock's own folder: `/` for a folder, the text of a file, `-> ` and where a link leads.
  public SortedMap<String, String> tree() throws IOException {
    SortedMap<String, String> tree = everything();
    tree.keySet().removeIf(path -> path.equals(PrivateFolder.NAME) || path.startsWith(OWN));
    return tree;
  }

  /// What is in a folder, however its name is spelled here.
  SortedMap<String, String> below(String path) throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    collect("", node(path), tree, false);
    return tree;
  }

  /// What is in files in which nobody has changed anything without a trace.
  List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    for (String path : tree().keySet())
      if (isFile(path) && !node(path).patched) contents.add(read(path));
    return contents;
  }

  /// As [#tree], and what is in Tidelock's own folder.
  SortedMap<String, String> everything() throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    collect("", volume.node(LocalPath.ROOT), tree, false);
    return tree;
  }

  /// As [#tree], and what of the attributes of files is synced.
  SortedMap<String, String> treeWithAttributes() throws IOException {
    SortedMap<String, String> tree = new TreeMap<>();
    collect("", volume.node(LocalPath.ROOT), tree, true);
    tree.keySet().removeIf(path -> path.equals(PrivateFolder.NAME) || path.startsWith(OWN));
    return tree;
  }

  private static void collect(
      String at, SimNode folder, SortedMap<String, String> tree, boolean attributes) {
    for (Name name : folder.names.values()) {
      String path = at + name.name();
      SimNode node = name.node();
      tree.put(
          path,
          switch (node.kind) {
            case FOLDER -> "/";
            case FILE ->
                new String(node.bytes.toArray(), StandardCharsets.UTF_8)
                    + (attributes ? attributes(node) : "");
            case LINK -> "-> " + node.target;
            case OTHER -> "other";
          });
      collect(path + "/", node, tree, attributes);
    }
  }

  private static String attributes(SimNode node) {
    return " " + node.modified / 1000 + (Modes.isExecutable(node.mode) ? " x" : "");
  }
}
