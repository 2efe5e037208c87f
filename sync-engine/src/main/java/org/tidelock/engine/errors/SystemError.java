package org.tidelock.engine.errors;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/// An error of the system that Java tells in words only. The numbers are those of each system: `errno.h` of Linux (x86 and ARM) and of macOS, and
/// `winerror.h`.
@SuppressWarnings("ImmutableEnumChecker") // the lists and sets cannot be changed
public enum SystemError {
  DISK_FULL(
      List.of("no space left", "not enough space"), Set.of(28), Set.of(28), Set.of(39, 112, 314)),
  QUOTA_EXCEEDED(List.of("disk quota", "quota exceeded"), Set.of(122), Set.of(69), Set.of(1295)),
  READ_ONLY(
      List.of("read-only file system", "media is write protected"),
      Set.of(30),
      Set.of(30),
      Set.of(19)),
  IN_USE(
      List.of(
          "used by another process",
          "another process has locked",
          "text file busy",
          "resource busy"),
      Set.of(16, 26),
      Set.of(16, 26),
      Set.of(32, 33)),
  NAME_TOO_LONG(
      List.of("file name too long", "filename or extension is too long"),
      Set.of(36),
      Set.of(63),
      Set.of(206)),
  NOT_A_FOLDER(List.of("not a directory"), Set.of(20), Set.of(20), Set.of(267)),
  LINK_LOOP(List.of("too many levels of symbolic links"), Set.of(40), Set.of(62), Set.of(1921)),
  NO_SUCH_CALL(
      List.of("invalid argument", "not supported", "not implemented"),
      Set.of(22, 38, 95),
      Set.of(22, 45, 78, 102),
      Set.of(1, 50));

  /// Parts of what English systems say, and what this program says in their place, in lower case.
  private final List<String> english;

  private final Set<Integer> linux;
  private final Set<Integer> mac;
  private final Set<Integer> windows;

  SystemError(List<String> english, Set<Integer> linux, Set<Integer> mac, Set<Integer> windows) {
    this.english = english;
    this.linux = linux;
    this.mac = mac;
    this.windows = windows;
  }

  List<String> english() {
    return english;
  }

  Set<Integer> numbers(SystemWords.Family family) {
    return switch (family) {
      case LINUX -> linux;
      case MAC -> mac;
      case WINDOWS -> windows;
      case OTHER -> Set.of();
    };
  }

  /// Whether an exception says that it is this error. The names of files in it do not count: they may say anything.
  public boolean is(IOException e) {
    return Holder.SAID.is(this, e);
  }

  /// There is no room, whosever the limit is.
  public static boolean isDiskFull(IOException e) {
    return DISK_FULL.is(e) || QUOTA_EXCEEDED.is(e);
  }

  /// For a file that is known not to fit before it is written.
  public static IOException diskFull() {
    return new IOException("No space left on device");
  }

  /// What the system says for one of its numbers.
  public static String words(int number) {
    return Holder.WORDS.of(number).orElse("Error " + number);
  }

  /// Made late: who asks the system first loads the foreign function interface.
  private static final class Holder {
    static final SystemWords WORDS = SystemWords.here();
    static final ErrorWords SAID = new ErrorWords(WORDS);
  }
}
