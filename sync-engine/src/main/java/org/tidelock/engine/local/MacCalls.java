package org.tidelock.engine.local;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// `renamex_np(2)`, of macOS 10.12 and later, on APFS and HFS+.
final class MacCalls implements SystemCalls {
  private static final int SWAP = 2;
  private static final int EXCLUSIVE = 4;
  private static final int NOT_SUPPORTED = 45;

  private final MethodHandle rename =
      CLibrary.function(
          "renamex_np", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);

  @Override
  public boolean moveToFree(Path from, Path to) throws IOException {
    return rename(from, to, EXCLUSIVE);
  }

  @Override
  public boolean exchange(Path a, Path b) throws IOException {
    return rename(a, b, SWAP);
  }

  private boolean rename(Path from, Path to, int how) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int answer = rename(arena, CLibrary.name(arena, from), CLibrary.name(arena, to), how);
      return switch (-answer) {
        case CLibrary.OK -> true;
        case NOT_SUPPORTED, CLibrary.INVALID -> false;
        default -> throw CLibrary.error(-answer, from, to);
      };
    }
  }

  private int rename(Arena arena, MemorySegment from, MemorySegment to, int how) {
    MemorySegment state = CLibrary.state(arena);
    try {
      return CLibrary.answer((int) rename.invokeExact(state, from, to, how), state);
    } catch (Throwable e) {
      throw CLibrary.failed(e);
    }
  }

  @Override
  public boolean canSyncVolume() {
    return false; // sync(2) does not wait here
  }

  @Override
  public void syncVolume(Path root) {
    throw new UnsupportedOperationException();
  }
}
