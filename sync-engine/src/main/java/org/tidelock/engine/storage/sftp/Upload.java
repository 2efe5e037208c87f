package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.AlreadyExists;
import org.tidelock.engine.storage.StorageException.Forbidden;

/// Writes one object: to a temporary name, forced to the server's disk where it can, and then to its own.
final class Upload {
  /// Bytes a request: what every server takes.
  private static final int SLICE = 32 << 10;

  /// Requests under way: 1 MiB.
  private static final int WINDOW = 32;

  private final SftpChannel channel;
  private final Paths paths;
  private final ObjectName name;
  private final String temporary;
  private final Placing placing;
  private final Bandwidth bandwidth;

  Upload(
      SftpChannel channel,
      Paths paths,
      ObjectName name,
      String temporary,
      Placing placing,
      Bandwidth bandwidth) {
    this.bandwidth = bandwidth;
    this.channel = channel;
    this.paths = paths;
    this.name = name;
    this.temporary = temporary;
    this.placing = placing;
  }

  void run(ByteBuffer bytes) throws IOException, StorageException, InterruptedException {
    Pending temporaries = channel.ask(Request.look(paths.temporaries()));
    Look look = Look.at(channel, paths, name);
    if (look.blocked())
      throw new Forbidden("In the storage, no folder is above " + name + ".", null);
    if (look.object().isPresent()) throw new AlreadyExists(name);
    makeFolders(missing(look, temporaries));
    Pending opened =
        channel.ask(Request.open(temporary, Request.WRITE | Request.CREATE | Request.EXCLUSIVE));
    byte[] handle = null;
    boolean placed = false;
    try {
      handle = opened.await().handle();
      write(handle, bytes.duplicate());
      handle = close(handle);
      if (Thread.interrupted()) throw new InterruptedException();
      placed = placing.place(channel, temporary, name);
    } finally {
      if (handle != null) tell(Request.close(handle));
      else opened.whenAnswered(this::closeLate);
      if (!placed) tell(Request.remove(temporary));
    }
  }

  private List<String> missing(Look look, Pending temporaries)
      throws IOException, Forbidden, InterruptedException {
    List<String> missing = new ArrayList<>(look.missing());
    Optional<FileAttributes> there = Look.attributes(temporaries);
    if (there.isEmpty()) missing.add(paths.temporaries());
    else if (!there.get().isFolder()) throw noFolder(paths.temporaries());
    return missing;
  }

  private static Forbidden noFolder(String path) {
    return new Forbidden("In the storage, " + path + " is not a folder.", null);
  }

  private void makeFolders(List<String> missing)
      throws IOException, StorageException, InterruptedException {
    Deque<Pending> made = new ArrayDeque<>();
    for (String folder : missing) made.add(channel.ask(Request.makeFolder(folder)));
    for (String folder : missing) requireMade(folder, made.removeFirst());
  }

  /// Servers have no code of their own for what is there already.
  private void requireMade(String folder, Pending made)
      throws IOException, StorageException, InterruptedException {
    try {
      made.await().requireDone();
    } catch (Refusal e) {
      Optional<FileAttributes> there = Look.at(channel, folder);
      if (there.isEmpty()) throw e;
      if (!there.get().isFolder()) throw noFolder(folder);
    }
  }

  private void write(byte[] handle, ByteBuffer bytes) throws IOException, InterruptedException {
    Deque<Pending> underWay = new ArrayDeque<>();
    for (int at = 0; bytes.hasRemaining(); ) {
      int n = Math.min(SLICE, bytes.remaining());
      bandwidth.send(n);
      underWay.addLast(channel.ask(Request.write(handle, at, bytes.slice(bytes.position(), n))));
      bytes.position(bytes.position() + n);
      at += n;
      if (underWay.size() == WINDOW) underWay.removeFirst().await().requireDone();
    }
    for (Pending p : underWay) p.await().requireDone();
  }

  /// Some servers only say at the end that the disk is full.
  private byte @Nullable [] close(byte[] handle) throws IOException, InterruptedException {
    if (channel.offers(Extension.FSYNC)) {
      try {
        channel.ask(Request.force(handle)).await().requireDone();
      } catch (Refusal e) {
        if (!e.isUnsupported()) throw e; // some file systems have no such call
      }
    }
    channel.ask(Request.close(handle)).await().requireDone();
    return null;
  }

  private void closeLate(Answer opened) {
    try {
      tell(Request.close(opened.handle()));
    } catch (IOException e) {
      return; // nothing was opened
    }
  }

  /// Without waiting for the answer: the server does it next. What it does not do is a leftover ([SftpStore#clearLeftovers]).
  private void tell(Request request) {
    try {
      channel.ask(request);
    } catch (IOException e) {
      return; // the connection is gone, and with it what was open
    }
  }
}
