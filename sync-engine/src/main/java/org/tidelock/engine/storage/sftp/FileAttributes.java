package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.time.Instant;

/// What a server says of a file.
///
/// @param size bytes, or -1 if the server does not say
/// @param modified the server's clock, in seconds
record FileAttributes(Type type, long size, Instant modified) {
  enum Type {
    FILE,
    FOLDER,
    /// A link, a pipe, a device.
    OTHER,
    /// The server does not say.
    UNKNOWN
  }

  private static final int HAS_SIZE = 1;
  private static final int HAS_OWNER = 2;
  private static final int HAS_PERMISSIONS = 4;
  private static final int HAS_TIMES = 8;
  private static final int HAS_MORE = 0x8000_0000;

  private static final int FORMAT = 0xF000;

  /// What a server says too little of is taken for what is expected there.
  boolean isFile() {
    return size >= 0 && (type == Type.FILE || type == Type.UNKNOWN);
  }

  boolean isFolder() {
    return type == Type.FOLDER || type == Type.UNKNOWN;
  }

  /// @param longName as `ls -l` shows it, or empty: for servers that do not say it otherwise
  static FileAttributes read(Answer in, String longName) throws IOException {
    int flags = in.number();
    long size = (flags & HAS_SIZE) != 0 ? in.longNumber() : -1;
    if ((flags & HAS_OWNER) != 0) in.longNumber();
    int permissions = (flags & HAS_PERMISSIONS) != 0 ? in.number() : 0;
    long modified = 0;
    if ((flags & HAS_TIMES) != 0) {
      in.number();
      modified = Integer.toUnsignedLong(in.number());
    }
    if ((flags & HAS_MORE) != 0) skipMore(in);
    return new FileAttributes(
        type(permissions, longName), Math.max(size, -1), Instant.ofEpochSecond(modified));
  }

  private static void skipMore(Answer in) throws IOException {
    int count = in.number();
    for (int i = 0; i < count; i++) {
      in.bytes();
      in.bytes();
    }
  }

  private static Type type(int permissions, String longName) {
    return switch (permissions & FORMAT) {
      case 0x8000 -> Type.FILE;
      case 0x4000 -> Type.FOLDER;
      case 0 ->
          longName.startsWith("-")
              ? Type.FILE
              : longName.startsWith("d") ? Type.FOLDER : Type.UNKNOWN;
      default -> Type.OTHER;
    };
  }
}
