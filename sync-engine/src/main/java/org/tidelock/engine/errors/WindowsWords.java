package org.tidelock.engine.errors;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// `FormatMessageW` with the arguments that the JDK gives it.
final class WindowsWords implements SystemWords {
  private static final int FROM_SYSTEM = 0x1000;
  private static final int WITHOUT_INSERTS = 0x200;
  private static final int LONGEST = 512;

  private final MethodHandle format;

  @SuppressWarnings("restricted")
  WindowsWords() {
    format =
        Linker.nativeLinker()
            .downcallHandle(
                SymbolLookup.libraryLookup("kernel32", Arena.global())
                    .findOrThrow("FormatMessageW"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS));
  }

  @Override
  public Family family() {
    return Family.WINDOWS;
  }

  @Override
  public Optional<String> of(int number) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(2L * LONGEST);
      int length = ask(number, text);
      if (length <= 0) return Optional.empty();
      byte[] bytes = text.asSlice(0, 2L * length).toArray(ValueLayout.JAVA_BYTE);
      return Optional.of(new String(bytes, StandardCharsets.UTF_16LE).strip());
    }
  }

  private int ask(int number, MemorySegment text) {
    try {
      return (int)
          format.invokeExact(
              FROM_SYSTEM | WITHOUT_INSERTS,
              MemorySegment.NULL,
              number,
              0,
              text,
              LONGEST,
              MemorySegment.NULL);
    } catch (Throwable e) {
      throw new IllegalStateException("FormatMessageW could not be called", e);
    }
  }
}
