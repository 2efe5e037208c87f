package org.tidelock.engine.local;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.tidelock.engine.errors.SystemError;

/// `MoveFileExW` without leave to replace. Windows has no exchange.
final class WindowsCalls implements SystemCalls {
  private static final int WRITE_THROUGH = 8;
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERROR = STATE.varHandle(PathElement.groupElement("GetLastError"));

  private final MethodHandle move;

  @SuppressWarnings("restricted")
  WindowsCalls() {
    move =
        Linker.nativeLinker()
            .downcallHandle(
                SymbolLookup.libraryLookup("kernel32", Arena.global()).findOrThrow("MoveFileExW"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT),
                Linker.Option.captureCallState("GetLastError"));
  }

  @Override
  public boolean moveToFree(Path from, Path to) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      if (call(state, name(arena, from), name(arena, to)) != 0) return true;
      throw error((int) ERROR.get(state, 0L), from, to);
    }
  }

  private int call(MemorySegment state, MemorySegment from, MemorySegment to) {
    try {
      return (int) move.invokeExact(state, from, to, WRITE_THROUGH);
    } catch (Throwable e) {
      throw new IllegalStateException("MoveFileExW could not be called", e);
    }
  }

  /// With the prefix that lifts the limit of 260 characters.
  private static MemorySegment name(Arena arena, Path path) {
    String text = path.toString();
    String full = text.startsWith("\\\\") ? "\\\\?\\UNC\\" + text.substring(2) : "\\\\?\\" + text;
    return arena.allocateFrom(full, StandardCharsets.UTF_16LE);
  }

  private static IOException error(int code, Path from, Path to) {
    return switch (code) {
      case 2, 3 -> new NoSuchFileException(from.toString(), to.toString(), null);
      case 5 -> new AccessDeniedException(from.toString(), to.toString(), null);
      case 80, 183 -> new FileAlreadyExistsException(to.toString());
      case 32, 33 ->
          new FileSystemException(from.toString(), to.toString(), "another program has it open");
      default -> new FileSystemException(from.toString(), to.toString(), SystemError.words(code));
    };
  }

  @Override
  public boolean exchange(Path a, Path b) {
    return false;
  }

  @Override
  public boolean canSyncVolume() {
    return false;
  }

  @Override
  public void syncVolume(Path root) {
    throw new UnsupportedOperationException();
  }
}
