package org.tidelock.engine;

import java.time.Instant;
import java.util.Optional;
import org.tidelock.engine.phrase.Said;

/// One thing that needs a person, or that a person should know. Leaves only when it is solved.
///
/// @param id stable while the issue lasts
/// @param code as in docs/user-guide: SYN-01, LOC-04, ...
/// @param title what happened, with the path or object
/// @param body why, and whether data is safe
public record Issue(
    String id,
    Severity severity,
    Kind kind,
    String code,
    Said title,
    Said body,
    Optional<String> path,
    Instant since) {
  /// The code of a folder that is there, but has lost its marker: [Vault#useFolderAgain].
  public static final String FOLDER_UNMARKED = "LOC-15";

  /// The code of a folder in which nothing is left: [RestoreRequest#EVERYTHING].
  public static final String FOLDER_EMPTIED = "LOC-16";

  /// The codes of a storage that refuses user or secret, or at whose page somebody has to sign in again, and of a server that is not, or no longer, known: [Vault#signIn].
  public static final String SIGN_IN = "AUTH-02";

  public static final String SIGN_IN_ENDED = "AUTH-01";

  public static final String SERVER_UNKNOWN = "TLS-01";
  public static final String SERVER_CHANGED = "TLS-02";

  /// The codes of a device that was removed, which this one is; of a device that has come; and of a vault that has no key which no removed device has.
  public static final String DEVICE_REMOVED = "DEV-01";

  public static final String DEVICE_ADDED = "DEV-04";
  public static final String KEY_WANTING = "DEV-05";

  /// The code of a recovery kit that was not seen to open the vault for long: [Vault#drill].
  public static final String KIT_NOT_TESTED = "KEY-07";

  /// The code of what the storage has lost or altered: [Vault#repair].
  public static final String DAMAGE = "STO-05";

  /// How much it needs a person, most first.
  public enum Severity {
    /// Part of the work is held until a person decides.
    DECIDE,
    ATTENTION,
    INFO
  }

  /// What it is about: a held change, a conflict, a file that cannot be synced, the storage, or how safe the vault is.
  public enum Kind {
    HELD,
    CONFLICT,
    CANNOT_SYNC,
    STORAGE,
    SAFETY
  }
}
