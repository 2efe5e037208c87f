package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException.Permanent;

/// Lists folders, many at once: a storage has a folder of packs for each of 256 beginnings.
final class Walk {
  /// Segments of a name.
  static final int DEPTH = 3;

  /// More entries are no vault, but a server that has no end: 16 TiB of packs are a million.
  static final int MOST = 1_000_000;

  private static final int AT_ONCE = 32;

  private final SftpChannel channel;
  private final Paths paths;
  private final int most;
  private final List<ObjectInfo> found = new ArrayList<>();
  private final Deque<String> folders = new ArrayDeque<>();
  private int seen;

  /// @param most entries that are read
  Walk(SftpChannel channel, Paths paths, int most) {
    this.channel = channel;
    this.paths = paths;
    this.most = most;
  }

  /// @param start a folder that is there, below the root; or empty, for the root
  List<ObjectInfo> from(String start) throws IOException, Permanent, InterruptedException {
    folders.add(start);
    while (!folders.isEmpty()) {
      List<Open> open = new ArrayList<>();
      try {
        open(open);
        read(open);
      } finally {
        for (Open o : open) o.close(channel);
      }
    }
    return found;
  }

  /// Of all that lies directly in the root, objects or not.
  Set<String> names() throws IOException, Permanent, InterruptedException {
    Set<String> names = new TreeSet<>();
    Open root = new Open("", channel.ask(Request.openFolder(paths.folder())));
    try {
      boolean more = root.isOpened();
      while (more) {
        List<Answer.Entry> some = channel.ask(Request.readFolder(root.handle)).await().entries();
        count(some);
        for (Answer.Entry e : some) names.add(e.allegedName());
        more = !some.isEmpty();
      }
    } finally {
      root.close(channel);
    }
    return names;
  }

  private void count(List<Answer.Entry> entries) throws Permanent {
    seen += entries.size();
    if (seen > most)
      throw new Permanent(
          "The storage lists more than " + most + " entries, which is no end.", null);
  }

  private void open(List<Open> open) throws IOException {
    while (!folders.isEmpty() && open.size() < AT_ONCE) {
      String folder = folders.remove();
      String path = folder.isEmpty() ? paths.folder() : paths.of(folder);
      open.add(new Open(folder, channel.ask(Request.openFolder(path))));
    }
  }

  /// What is deleted meanwhile is left out, nothing else.
  private void read(List<Open> open) throws IOException, Permanent, InterruptedException {
    List<Open> unread = new ArrayList<>();
    for (Open o : open) if (o.isOpened()) unread.add(o);
    while (!unread.isEmpty()) {
      List<Pending> answers = new ArrayList<>();
      for (Open o : unread) answers.add(channel.ask(Request.readFolder(o.handle)));
      List<Open> further = new ArrayList<>();
      for (int i = 0; i < answers.size(); i++) {
        List<Answer.Entry> entries = answers.get(i).await().entries();
        if (!entries.isEmpty()) further.add(unread.get(i));
        take(unread.get(i).folder, entries);
      }
      unread = further;
    }
  }

  private void take(String folder, List<Answer.Entry> entries) throws Permanent {
    count(entries);
    for (Answer.Entry e : entries) {
      String name = folder.isEmpty() ? e.allegedName() : folder + "/" + e.allegedName();
      if (e.allegedName().indexOf('/') >= 0 || !ObjectName.isValid(name)) continue;
      FileAttributes a = e.attributes();
      if (a.isFile()) found.add(new ObjectInfo(new ObjectName(name), a.size(), a.modified()));
      else if (a.isFolder() && depth(name) < DEPTH) folders.add(name);
    }
  }

  private static long depth(String name) {
    return 1 + name.chars().filter(c -> c == '/').count();
  }

  private static final class Open {
    private final String folder;
    private final Pending opening;
    private byte[] handle = {};

    Open(String folder, Pending opening) {
      this.folder = folder;
      this.opening = opening;
    }

    boolean isOpened() throws IOException, InterruptedException {
      try {
        handle = opening.await().handle();
        return true;
      } catch (Refusal e) {
        if (e.isAbsence()) return false;
        throw e;
      }
    }

    void close(SftpChannel channel) {
      opening.whenAnswered(
          a -> {
            try {
              channel.ask(Request.close(a.handle()));
            } catch (IOException e) {
              return; // it was not opened, or everything is closed
            }
          });
    }
  }
}
