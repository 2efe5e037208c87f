package org.tidelock.engine.local;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.errors.SystemError;

/// Functions of the C library that answer an `int` and set `errno`.
final class CLibrary {
  static final int OK = 0;
  static final int NO_ENTRY = 2;
  static final int ACCESS = 13;
  static final int EXISTS = 17;
  static final int INVALID = 22;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  /// What the JDK writes names with.
  private static final Charset NAMES =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private CLibrary() {}

  /// Its first argument is a [#state]; its answer is for [#answer].
  ///
  /// @throws java.util.NoSuchElementException if this C library has no such function
  @SuppressWarnings("restricted")
  static MethodHandle function(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  /// What it answered, or `-errno` for -1.
  static int answer(int answer, MemorySegment state) {
    return answer == -1 ? -(int) ERRNO.get(state, 0L) : answer;
  }

  static MemorySegment name(Arena arena, Path path) {
    byte[] bytes = path.toString().getBytes(NAMES);
    MemorySegment text = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, text, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return text;
  }

  /// For what an exact call of a method handle declares, and no C function throws.
  static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException("a call into the C library failed", cause);
  }

  /// The same exceptions as `java.nio.file` throws for these numbers.
  static IOException error(int errno, Path path, @Nullable Path other) {
    String from = path.toString();
    String to = other == null ? null : other.toString();
    return switch (errno) {
      case NO_ENTRY -> new NoSuchFileException(from, to, null);
      case ACCESS -> new AccessDeniedException(from, to, null);
      case EXISTS -> new FileAlreadyExistsException(to == null ? from : to);
      default -> new FileSystemException(from, to, SystemError.words(errno));
    };
  }
}
