package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException.AlreadyExists;

/// Gives a finished file its name, if nothing has that name. Thread-safe.
final class Placing {
  private final Paths paths;

  /// Of those who look before they rename.
  private final ReentrantLock renaming = new ReentrantLock();

  /// Whether the last object got its name by a link.
  private volatile boolean linked = true;

  Placing(Paths paths) {
    this.paths = paths;
  }

  /// An interrupt waits until the server has answered: what may have its name is not taken back.
  ///
  /// @return false if the file has its temporary name too
  boolean place(SftpChannel channel, String temporary, ObjectName name)
      throws IOException, AlreadyExists {
    if (channel.offers(Extension.HARD_LINK) && link(channel, temporary, name)) {
      linked = true;
      return false;
    }
    linked = false;
    rename(channel, temporary, name);
    return true;
  }

  /// Whether the server refuses a name that exists, as far as was seen.
  boolean isRefusing() {
    return linked;
  }

  /// A link to a name that exists is refused, whoever tries at the same time.
  ///
  /// @return false if the server's file system has no links
  private boolean link(SftpChannel channel, String temporary, ObjectName name)
      throws IOException, AlreadyExists {
    try {
      channel.ask(Request.hardLink(temporary, paths.of(name))).awaitInAnyCase().requireDone();
      return true;
    } catch (Refusal e) {
      if (e.isExistence() || isThere(channel, name)) throw new AlreadyExists(name);
      return false;
    }
  }

  /// RACE: of version 3's rename each server has its own idea. OpenSSH's refuses a name that exists, as the draft says; others look first, or replace.
  /// Worst case: of two writers of one name the later one stays. This process is one writer, by the lock; and names are unique, so no other
  /// device writes this one.
  private void rename(SftpChannel channel, String temporary, ObjectName name)
      throws IOException, AlreadyExists {
    renaming.lock();
    try {
      if (isThere(channel, name)) throw new AlreadyExists(name);
      channel.ask(Request.rename(temporary, paths.of(name))).awaitInAnyCase().requireDone();
    } catch (Refusal e) {
      if (e.isExistence() || isThere(channel, name)) throw new AlreadyExists(name);
      throw e;
    } finally {
      renaming.unlock();
    }
  }

  private boolean isThere(SftpChannel channel, ObjectName name) throws IOException {
    try {
      channel.ask(Request.look(paths.of(name))).awaitInAnyCase().attributes();
      return true;
    } catch (Refusal e) {
      if (e.isAbsence()) return false;
      throw e;
    }
  }
}
