package org.tidelock.engine.errors;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.util.Optional;

/// `strerror(3)`, in the locale that the JVM has set from the environment.
final class UnixWords implements SystemWords {
  private static final int LONGEST = 1024;

  /// What the JDK reads such words with.
  private static final Charset WORDS =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private final Family family;
  private final MethodHandle strerror;

  @SuppressWarnings("restricted")
  UnixWords(Family family) {
    this.family = family;
    Linker linker = Linker.nativeLinker();
    strerror =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("strerror"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
  }

  @Override
  public Family family() {
    return family;
  }

  /// One at a time: it may answer with a buffer of its own.
  @Override
  public synchronized Optional<String> of(int number) {
    MemorySegment text = ask(number);
    if (text.equals(MemorySegment.NULL)) return Optional.empty();
    byte[] bytes = bytes(text);
    return bytes.length == 0 ? Optional.empty() : Optional.of(new String(bytes, WORDS));
  }

  private MemorySegment ask(int number) {
    try {
      return (MemorySegment) strerror.invokeExact(number);
    } catch (Throwable e) {
      throw new IllegalStateException("strerror could not be called", e);
    }
  }

  @SuppressWarnings("restricted")
  private static byte[] bytes(MemorySegment text) {
    MemorySegment all = text.reinterpret(LONGEST);
    int length = 0;
    while (length < LONGEST && all.get(ValueLayout.JAVA_BYTE, length) != 0) length++;
    return all.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
  }
}
