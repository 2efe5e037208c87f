package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.local.LinkRefusedException;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.sim.FileSystemMode.Ability;
import org.tidelock.engine.sim.SimNode.Name;

/// The engine's door to a [SimVolume], until the power fails. For one thread.
public final class SimDisk implements Disk {
  /// Clocks tick no oftener, whatever step a file system has.
  private static final long TICK = 10_000_000;

  private final SimVolume volume;
  private final DiskTrouble trouble;
  private final int boots;
  private final SimUnflushed unflushed = new SimUnflushed();

  public SimDisk(SimVolume volume, DiskTrouble trouble) {
    this.volume = volume;
    this.trouble = trouble;
    boots = volume.boots();
  }

  private void call(String name, LocalPath... paths) throws IOException {
    begin(name, paths);
    volume.requirePlugged();
    reach(paths);
  }

  private void begin(String name, LocalPath... paths) throws IOException {
    alive();
    trouble.before(name, List.of(paths));
    alive();
  }

  private void reach(LocalPath... paths) throws IOException {
    for (LocalPath path : paths) {
      volume.names().check(path);
      trouble.reach(path);
    }
  }

  private void alive() {
    if (boots != volume.boots()) throw new SimVolume.Off();
  }

  @Override
  public List<Listed> list(LocalPath folder) throws IOException {
    call("list", folder);
    SimNode node = volume.folder(folder);
    trouble.read(folder);
    List<Listed> all = new ArrayList<>();
    for (Name n : node.names.values())
      all.add(new Listed(n.name(), volume.fingerprint(n.node()), n.readable()));
    all.sort(Comparator.comparing(Listed::name));
    return all;
  }

  @Override
  public Optional<Fingerprint> look(LocalPath path) throws IOException {
    begin("look", path);
    if (path.isRoot() && !volume.isPlugged()) return Optional.empty();
    // Without its root, nothing can be said about what was in it.
    volume.requirePlugged();
    reach(path);
    try {
      return Optional.of(volume.fingerprint(volume.node(path)));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  @Override
  public SeekableByteChannel read(LocalPath file) throws IOException {
    call("read", file);
    return opened(file)
        .orElseThrow(() -> new FileSystemException(file.toString(), null, "not a file"))
        .bytes();
  }

  @Override
  public Optional<Opened> open(LocalPath file) throws IOException {
    call("open", file);
    return opened(file);
  }

  private Optional<Opened> opened(LocalPath file) throws IOException {
    SimNode node = volume.node(file);
    if (node.kind != Kind.FILE) return Optional.empty();
    trouble.read(file);
    return Optional.of(new Opened(volume.fingerprint(node), channel(file, node, false)));
  }

  private SimChannel channel(LocalPath file, SimNode node, boolean writable) {
    return new SimChannel(volume, node, name -> call(name, file), writable);
  }

  @Override
  public String readLink(LocalPath link) throws IOException {
    call("readLink", link);
    SimNode node = volume.node(link);
    if (node.kind != Kind.LINK) throw new NotLinkException(link.toString());
    return node.target;
  }

  @Override
  public SeekableByteChannel create(LocalPath file) throws IOException {
    call("create", file);
    SimNode node = volume.make(Kind.FILE, Modes.PRIVATE_FILE, "");
    volume.add(file, node);
    changed(file);
    return channel(file, node, true);
  }

  @Override
  public void makeFolder(LocalPath folder) throws IOException {
    call("makeFolder", folder);
    volume.add(folder, volume.make(Kind.FOLDER, Modes.FOLDER, ""));
    renamed(folder);
  }

  @Override
  public void makePrivateFolder(LocalPath folder) throws IOException {
    call("makePrivateFolder", folder);
    volume.add(folder, volume.make(Kind.FOLDER, Modes.PRIVATE_FOLDER, ""));
    renamed(folder);
  }

  @Override
  public void makeLink(LocalPath link, String target) throws IOException {
    call("makeLink", link);
    if (!volume.mode().can(Ability.HAS_LINKS) || target.isEmpty() || target.indexOf('\0') >= 0)
      throw new IOException("There cannot be the link " + link + " to " + target);
    volume.add(link, volume.make(Kind.LINK, Modes.FILE, target));
    renamed(link);
  }

  @Override
  public void move(LocalPath from, LocalPath to) throws IOException {
    call("move", from, to);
    trouble.move(from);
    volume.rename(from, to, false);
    renamed(from);
    changed(to);
  }

  @Override
  public boolean exchange(LocalPath a, LocalPath b) throws IOException {
    call("exchange", a, b);
    volume.folder(a.parent());
    volume.folder(b.parent());
    if (!volume.mode().can(Ability.EXCHANGES)) return false;
    trouble.move(a);
    trouble.move(b);
    if (!volume.exchange(a, b)) return false;
    changed(a);
    changed(b);
    return true;
  }

  @Override
  public void setModified(LocalPath path, Instant modified) throws IOException {
    call("setModified", path);
    trouble.touch(path);
    SimNode node = volume.node(path);
    changed(path);
    volume.setModified(node, modified);
  }

  @Override
  public void setExecutable(LocalPath file, boolean executable) throws IOException {
    call("setExecutable", file);
    SimNode node = volume.node(file);
    if (node.kind == Kind.LINK) throw new LinkRefusedException(file.toString());
    permit(file, node, Modes.withExecutable(node.mode, executable));
  }

  @Override
  public void sharePermissions(LocalPath file) throws IOException {
    call("sharePermissions", file);
    SimNode node = volume.node(file);
    if (node.kind != Kind.LINK)
      permit(file, node, Modes.withExecutable(Modes.FILE, Modes.isExecutable(node.mode)));
  }

  @Override
  public void inherit(LocalPath like, LocalPath file) throws IOException {
    call("inherit", like, file);
    SimNode model = volume.node(like);
    SimNode node = volume.node(file);
    if (model.kind == Kind.FILE && node.kind == Kind.FILE)
      permit(file, node, Modes.withExecutable(model.mode, Modes.isExecutable(node.mode)));
  }

  private void permit(LocalPath file, SimNode node, int mode) throws IOException {
    if (!volume.mode().can(Ability.KEEPS_EXECUTABLE)) return;
    volume.setMode(node, mode);
    changed(file);
  }

  @Override
  public void delete(LocalPath path) throws IOException {
    call("delete", path);
    trouble.touch(path);
    volume.remove(path);
    renamed(path);
  }

  private void changed(LocalPath path) throws IOException {
    SimNode node = volume.node(path);
    node.touched = true;
    unflushed.changed(node);
    renamed(path);
  }

  private void renamed(LocalPath path) throws IOException {
    unflushed.renamed(volume.folder(path.parent()));
  }

  @Override
  public void flush() throws IOException {
    call("flush");
    unflushed.forceOn(volume);
  }

  @Override
  public void secure(Collection<LocalPath> places) throws IOException {
    call("secure");
    SimUnflushed theirs = new SimUnflushed();
    for (LocalPath place : places) {
      try {
        theirs.renamed(volume.folder(place.parent()));
        theirs.changed(volume.node(place));
      } catch (NoSuchFileException | NotDirectoryException | LinkRefusedException e) {
        continue; // nothing there to be kept
      }
    }
    theirs.forceOn(volume);
  }

  @Override
  public long freeBytes() throws IOException {
    call("freeBytes");
    return volume.freeBytes();
  }

  @Override
  public Facts facts() {
    FileSystemMode mode = volume.mode();
    return new Facts(
        mode.can(Ability.TELLS_CASE),
        mode.can(Ability.KEEPS_EXECUTABLE),
        Math.max(mode.grainNanos(), TICK),
        mode.names());
  }
}
