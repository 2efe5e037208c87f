package org.tidelock.engine.storage.folder;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tidelock.engine.errors.SystemError;

/// Makes the names in a folder survive a power cut. Windows does not open folders and needs no such call; some network mounts have none.
record DurableNames(Opener opener) {
  /// How a folder is opened to be forced.
  interface Opener {
    FileChannel open(Path folder) throws IOException;
  }

  static DurableNames ofSystem() {
    return new DurableNames(folder -> FileChannel.open(folder, StandardOpenOption.READ));
  }

  /// An interrupt waits until it is done: what has its name already is finished, not taken back.
  ///
  /// @throws IOException if a name may be lost in a power cut
  void force(Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (!isForced(folder)) interrupted |= Thread.interrupted();
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /// False if an interrupt came in between.
  private boolean isForced(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = opener.open(folder);
    } catch (AccessDeniedException e) {
      return true;
    }
    try (channel) {
      channel.force(true);
      return true;
    } catch (ClosedByInterruptException e) {
      return false;
    } catch (IOException e) {
      if (SystemError.NO_SUCH_CALL.is(e)) return true;
      throw e;
    }
  }
}
