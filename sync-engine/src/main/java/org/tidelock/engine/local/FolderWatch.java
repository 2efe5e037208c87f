package org.tidelock.engine.local;

import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.local.FolderListener.Loss;

/// Tells in which folders something changed. Only a hint that saves time: events come late, twice or for our own writes, so whoever listens looks
/// at the folder, and at the whole one now and then.
///
/// When [#start] returns, every folder is watched: what changes before a scan that begins then is seen by the scan, what changes later is told.
public final class FolderWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

  /// The JDK forgets events beyond this number per folder; its default of 512 is one busy second.
  private static final String QUEUE = "jdk.nio.file.WatchService.maxEventsPerPoll";

  /// Until a change has to be told.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final String LIMIT = "fs.inotify.max_user_watches";

  /// Where other computers write without this one being told.
  private static final Set<String> REMOTE =
      Set.of("cifs", "smb2", "smb3", "smbfs", "9p", "afs", "ceph", "ncpfs", "glusterfs", "vboxsf");

  static {
    if (System.getProperty(QUEUE) == null) System.setProperty(QUEUE, "65536");
  }

  private final Path root;
  private final FolderListener listener;

  /// Held while the listener is called: after dropped events an old and a new watcher may both have something to tell.
  private final Object order = new Object();

  private @Nullable DirectoryWatcher current;
  private boolean closed;

  private final WatchProbe probe;

  private FolderWatch(Path root, FolderListener listener, WatchProbe probe) {
    this.root = root;
    this.listener = listener;
    this.probe = probe;
  }

  /// Watches a folder and all that is in it, except Tidelock's own. Takes about a second for 15,000 folders. If that is not possible, `lost` is
  /// called before this returns.
  ///
  /// @throws IOException if the folder is not there
  public static FolderWatch start(Path root, FolderListener listener) throws IOException {
    return start(root, listener, new WatchProbe(root.resolve(PrivateFolder.NAME)), PATIENCE);
  }

  static FolderWatch start(Path root, FolderListener listener, WatchProbe probe, Duration patience)
      throws IOException {
    FolderWatch watch = new FolderWatch(root.toRealPath(), listener, probe);
    String type = Files.getFileStore(watch.root).type().toLowerCase(Locale.ROOT);
    if (isRemote(type))
      listener.lost(Loss.NOT_TOLD, "A file system of type " + type + " does not tell changes.");
    else {
      watch.begin();
      probe.start(patience, watch::silent);
    }
    return watch;
  }

  /// It says nothing, and never will.
  private void silent() {
    DirectoryWatcher watcher = forget();
    if (watcher == null || isClosed()) return;
    stop(watcher);
    tellLost(Loss.NOT_TOLD, "The file system does not tell of a file that was made to try it out.");
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  static boolean isRemote(String type) {
    return type.startsWith("nfs") || type.startsWith("fuse.") || REMOTE.contains(type);
  }

  private void begin() {
    try {
      DirectoryWatcher watcher =
          DirectoryWatcher.builder()
              .path(root)
              .fileHashing(false) // It would read every file.
              .fileTreeVisitor(new WatchedFolders(root))
              .listener(new Events())
              .build();
      synchronized (this) {
        if (closed) {
          watcher.close();
          return;
        }
        current = watcher;
      }
      CompletableFuture<Void> running =
          watcher.watchAsync(
              task -> Thread.ofPlatform().daemon().name("tidelock-folder-watch").start(task));
      var _ = running.whenComplete((_, e) -> ended(watcher, e));
    } catch (IOException e) {
      lose(e);
    }
  }

  /// Also if it could not begin at all.
  @SuppressWarnings("ReferenceEquality") // this very watcher
  private void ended(DirectoryWatcher watcher, @Nullable Throwable e) {
    synchronized (this) {
      if (closed || current != watcher) return;
    }
    stop(watcher);
    if (e == null) tellLost(Loss.NOT_TOLD, "The folder is not there any more.");
    else lose(e);
  }

  private void lose(Throwable e) {
    LOG.debug("cannot watch {}", root, e);
    String reason = reason(e);
    boolean limit = isLimit(e) || reason.contains(LIMIT);
    tellLost(limit ? Loss.TOO_MANY_FOLDERS : Loss.NOT_TOLD, reason);
  }

  private synchronized @Nullable DirectoryWatcher forget() {
    DirectoryWatcher watcher = current;
    current = null;
    return watcher;
  }

  private void tellMissed() {
    synchronized (order) {
      listener.missed();
    }
  }

  private void tellLost(Loss loss, String why) {
    synchronized (order) {
      listener.lost(loss, why);
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() instanceof Throwable deeper) cause = deeper;
    String message = String.valueOf(cause.getMessage());
    return message.contains("inotify watches")
        ? "The system watches no more folders: the limit " + LIMIT + " is reached."
        : message;
  }

  private static boolean isLimit(@Nullable Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause())
      if (String.valueOf(at.getMessage()).contains("limit of inotify")) return true;
    return false;
  }

  @Override
  public void close() {
    DirectoryWatcher watcher;
    synchronized (this) {
      closed = true;
      watcher = current;
    }
    if (watcher != null) stop(watcher);
  }

  private static void stop(DirectoryWatcher watcher) {
    try {
      watcher.close();
    } catch (IOException e) {
      LOG.debug("closing a watch", e);
    }
  }

  /// What one watcher says.
  private final class Events extends FolderEvents {
    Events() {
      super(root);
    }

    @Override
    void own(String name) {
      probe.changed(name);
    }

    @Override
    void changed(Set<LocalPath> folders) {
      synchronized (order) {
        listener.changed(folders);
      }
    }

    /// Events for new folders may be among the dropped ones, so these would never be watched: begin anew, then tell.
    @Override
    void dropped() {
      DirectoryWatcher old = forget();
      if (old != null) stop(old);
      begin();
      tellMissed();
    }

    @Override
    boolean failed(IOException e) {
      if (!isLimit(e)) {
        LOG.debug("a new folder in {} is perhaps not watched", root, e);
        tellMissed();
        return true;
      }
      DirectoryWatcher watcher = forget();
      if (watcher != null) stop(watcher);
      lose(e);
      return false;
    }
  }
}
