package org.tidelock.engine.local;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A real disk on which somebody else does something right before one of our calls; perhaps one that cannot exchange.
final class MeddlingDisk implements Disk {
  private final Disk disk;
  private final boolean exchanges;
  private final Deque<Meddling> meddlings = new ArrayDeque<>();

  interface Step {
    void run() throws IOException;
  }

  private record Meddling(String call, Step step) {}

  /// The end of the process.
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  private int callsLeft = Integer.MAX_VALUE;
  private boolean blurred;

  /// From now on looks tell no more than on a stick: two files of one size and time look the same.
  void blur() {
    blurred = true;
  }

  /// After so many more calls the process is dead: nothing works any more.
  void crashAfter(int calls) {
    callsLeft = calls;
  }

  MeddlingDisk(Disk disk, boolean exchanges) {
    this.disk = disk;
    this.exchanges = exchanges;
  }

  /// Before the next `call` after those that were named earlier.
  void before(String call, Step step) {
    meddlings.add(new Meddling(call, step));
  }

  boolean isDone() {
    return meddlings.isEmpty();
  }

  private void called(String call) throws IOException {
    if (callsLeft-- <= 0) throw new Crash();
    if (meddlings.isEmpty() || !meddlings.peek().call().equals(call)) return;
    meddlings.remove().step().run();
  }

  @Override
  public List<Listed> list(LocalPath folder) throws IOException {
    called("list");
    return disk.list(folder);
  }

  @Override
  public Optional<Fingerprint> look(LocalPath path) throws IOException {
    called("look");
    return disk.look(path).map(f -> blurred ? blurred(f) : f);
  }

  private static Fingerprint blurred(Fingerprint f) {
    return new Fingerprint(f.kind(), f.size(), f.modified(), 0, 0, 0, 0, f.executable());
  }

  @Override
  public SeekableByteChannel read(LocalPath file) throws IOException {
    called("read");
    return disk.read(file);
  }

  @Override
  public Optional<Opened> open(LocalPath file) throws IOException {
    called("open");
    return disk.open(file);
  }

  @Override
  public String readLink(LocalPath link) throws IOException {
    called("readLink");
    return disk.readLink(link);
  }

  @Override
  public SeekableByteChannel create(LocalPath file) throws IOException {
    called("create");
    return disk.create(file);
  }

  @Override
  public void makeFolder(LocalPath folder) throws IOException {
    called("makeFolder");
    disk.makeFolder(folder);
  }

  @Override
  public void makePrivateFolder(LocalPath folder) throws IOException {
    called("makePrivateFolder");
    disk.makePrivateFolder(folder);
  }

  @Override
  public void makeLink(LocalPath link, String target) throws IOException {
    called("makeLink");
    disk.makeLink(link, target);
  }

  @Override
  public void move(LocalPath from, LocalPath to) throws IOException {
    called("move");
    disk.move(from, to);
  }

  @Override
  public boolean exchange(LocalPath a, LocalPath b) throws IOException {
    called("exchange");
    return exchanges && disk.exchange(a, b);
  }

  @Override
  public void setModified(LocalPath path, Instant modified) throws IOException {
    called("setModified");
    disk.setModified(path, modified);
  }

  @Override
  public void setExecutable(LocalPath file, boolean executable) throws IOException {
    called("setExecutable");
    disk.setExecutable(file, executable);
  }

  @Override
  public void sharePermissions(LocalPath file) throws IOException {
    called("sharePermissions");
    disk.sharePermissions(file);
  }

  @Override
  public void inherit(LocalPath like, LocalPath file) throws IOException {
    called("inherit");
    disk.inherit(like, file);
  }

  @Override
  public void delete(LocalPath path) throws IOException {
    called("delete");
    disk.delete(path);
  }

  @Override
  public void flush() throws IOException {
    called("flush");
    disk.flush();
  }

  @Override
  public void secure(Collection<LocalPath> places) throws IOException {
    called("secure");
    disk.secure(places);
  }

  @Override
  public long freeBytes() throws IOException {
    return disk.freeBytes();
  }

  @Override
  public Facts facts() {
    return disk.facts();
  }
}
