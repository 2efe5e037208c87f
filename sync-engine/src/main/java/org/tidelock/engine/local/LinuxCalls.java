package org.tidelock.engine.local;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// `renameat2(2)` and `syncfs(2)`.
final class LinuxCalls implements SystemCalls {
  private static final int HERE = -100; // AT_FDCWD; of no matter with absolute paths
  private static final int NO_REPLACE = 1;
  private static final int EXCHANGE = 2;
  private static final int NO_SUCH_CALL = 38;
  private static final int NOT_SUPPORTED = 95;

  private final MethodHandle rename =
      CLibrary.function(
          "renameat2",
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.JAVA_INT);

  @Override
  public boolean moveToFree(Path from, Path to) throws IOException {
    return rename(from, to, NO_REPLACE);
  }

  @Override
  public boolean exchange(Path a, Path b) throws IOException {
    return rename(a, b, EXCHANGE);
  }

  private boolean rename(Path from, Path to, int how) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int answer = rename(arena, CLibrary.name(arena, from), CLibrary.name(arena, to), how);
      return switch (-answer) {
        case CLibrary.OK -> true;
        // EINVAL: a file system without this flag. Also a folder into itself; the checked way says
        // so then.
        case NO_SUCH_CALL, NOT_SUPPORTED, CLibrary.INVALID -> false;
        default -> throw CLibrary.error(-answer, from, to);
      };
    }
  }

  private int rename(Arena arena, MemorySegment from, MemorySegment to, int how) {
    MemorySegment state = CLibrary.state(arena);
    try {
      return CLibrary.answer((int) rename.invokeExact(state, HERE, from, HERE, to, how), state);
    } catch (Throwable e) {
      throw CLibrary.failed(e);
    }
  }

  @Override
  public boolean canSyncVolume() {
    return true;
  }

  @Override
  public void syncVolume(Path root) throws IOException {
    SyncVolume.of(root);
  }

  /// Apart, so that renaming needs not load it.
  private static final class SyncVolume {
    private static final int FOLDER_FOR_READING = 0200000 | 02000000; // O_DIRECTORY | O_CLOEXEC
    private static final MethodHandle OPEN =
        CLibrary.function("open", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle SYNC = CLibrary.function("syncfs", ValueLayout.JAVA_INT);
    private static final MethodHandle CLOSE = CLibrary.function("close", ValueLayout.JAVA_INT);

    static void of(Path root) throws IOException {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment state = CLibrary.state(arena);
        int folder = open(state, CLibrary.name(arena, root));
        if (folder < 0) throw CLibrary.error(-folder, root, null);
        int answer = syncAndClose(state, folder);
        if (answer < 0) throw CLibrary.error(-answer, root, null);
      }
    }

    private static int open(MemorySegment state, MemorySegment root) {
      try {
        return CLibrary.answer((int) OPEN.invokeExact(state, root, FOLDER_FOR_READING), state);
      } catch (Throwable e) {
        throw CLibrary.failed(e);
      }
    }

    private static int syncAndClose(MemorySegment state, int folder) {
      try {
        int answer = CLibrary.answer((int) SYNC.invokeExact(state, folder), state);
        int _ = (int) CLOSE.invokeExact(state, folder);
        return answer;
      } catch (Throwable e) {
        throw CLibrary.failed(e);
      }
    }
  }
}
