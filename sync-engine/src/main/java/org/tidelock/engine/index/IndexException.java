package org.tidelock.engine.index;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The index could not be read or written. The transaction was rolled back; what was committed before is kept.
public final class IndexException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;
  private final transient @Nullable Path place;

  /// What it takes to go on.
  public enum Kind {
    /// The volume that holds the index is full: make room and try again.
    FULL,
    /// The file is no index, or parts of it are wrong: set it aside and rebuild it from the storage.
    DAMAGED,
    /// Another version of this program made it: rebuild it from the storage.
    OTHER_VERSION,
    /// Another process holds it. The profile's lock should have kept that from happening.
    BUSY,
    /// Anything else, such as a failing disk or a missing permission.
    FAILED
  }

  public IndexException(Kind kind, String message, Throwable cause) {
    this(kind, message, null, cause);
  }

  private IndexException(Kind kind, String message, @Nullable Path place, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.place = place;
  }

  IndexException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.place = null;
  }

  public Kind kind() {
    return kind;
  }

  /// The directory whose disk is full, if it is that.
  public @Nullable Path place() {
    return place;
  }

  /// @param place the directory of the index
  /// @param diskFull whether the volume has no room at the moment: some errors of SQLite do not say why a write failed
  static IndexException of(String message, @Nullable Path place, SQLException e, boolean diskFull) {
    Kind kind = e instanceof SQLiteException s ? kind(s.getResultCode(), diskFull) : Kind.FAILED;
    return new IndexException(kind, message, kind == Kind.FULL ? place : null, e);
  }

  private static Kind kind(SQLiteErrorCode code, boolean diskFull) {
    return switch (code.code & 0xff) { // The low byte of an extended code is the basic one.
      case 13 -> Kind.FULL;
      case 11, 26 -> Kind.DAMAGED;
      case 5, 6 -> Kind.BUSY;
      case 10, 14 -> diskFull ? Kind.FULL : Kind.FAILED;
      default -> Kind.FAILED;
    };
  }
}
