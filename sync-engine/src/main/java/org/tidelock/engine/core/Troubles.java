package org.tidelock.engine.core;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.CryptoException;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.content.DamagedPackException;
import org.tidelock.engine.content.MissingPackException;
import org.tidelock.engine.content.PackException;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;

/// Turns what goes wrong below into what a person is told: what happened, what is safe, what to do.
final class Troubles {
  static final String UNTOUCHED =
      "Nothing on this computer was changed, and nothing unverified was used.";

  private Troubles() {}

  static TidelockException of(StorageException e) {
    return of(e, null);
  }

  /// @param object what was to be read or written, if it was one object
  static TidelockException of(StorageException e, @Nullable ObjectName object) {
    String name = object == null ? null : object.value();
    return switch (e) {
      case StorageException.QuotaExceeded q ->
          storage(
              q,
              "Your changes are kept here and will be sent when there is room.",
              "Make room in your storage.");
      case StorageException.Forbidden f ->
          storage(f, "Your changes are kept here.", "Check the permissions of your storage.");
      case StorageException.NotFound n ->
          new TidelockException(
              ErrorCode.MISSING,
              sentence(n),
              UNTOUCHED,
              "Run `tidelock verify` to see what is affected.",
              name,
              n);
      case StorageException.OutOfBounds o ->
          new TidelockException(
              ErrorCode.LIMIT,
              sentence(o),
              UNTOUCHED,
              "Run `tidelock verify` to see what is affected.",
              name,
              o);
      case StorageException other ->
          storage(
              other,
              "Your changes are kept here and will be sent later.",
              "Check the connection to your storage, then try again.");
    };
  }

  private static TidelockException storage(StorageException e, String safe, String todo) {
    return new TidelockException(ErrorCode.STORAGE, sentence(e), safe, todo, null, e);
  }

  /// @param object the object that was being read, if it was one
  static TidelockException of(CryptoException e, @Nullable ObjectName object) {
    ErrorCode code =
        switch (e.code()) {
          case 21 -> ErrorCode.ROLLBACK;
          case 22 -> ErrorCode.FORK;
          case 23 -> ErrorCode.MISSING;
          case 24 -> ErrorCode.UNSUPPORTED;
          case 25 -> ErrorCode.LIMIT;
          case 26 -> ErrorCode.AUTH;
          case 27 -> ErrorCode.IDENTITY;
          default -> ErrorCode.INTEGRITY;
        };
    String todo =
        switch (code) {
          case AUTH -> "Check Caps Lock and the keyboard layout, or use the recovery kit.";
          case UNSUPPORTED -> "Update Tidelock on this computer.";
          default -> "Run `tidelock verify`, and compare the fingerprint with another device.";
        };
    String name = object == null ? e.object().orElse(null) : object.value();
    String happened = sentence(e);
    if (name != null && !happened.contains(name)) happened = name + ": " + happened;
    return new TidelockException(code, happened, UNTOUCHED, todo, name, e);
  }

  static TidelockException of(PackException e) {
    ErrorCode code =
        switch (e) {
          case MissingPackException _ -> ErrorCode.MISSING;
          case DamagedPackException _ -> ErrorCode.INTEGRITY;
          default -> ErrorCode.INTEGRITY;
        };
    String object = e.packs().isEmpty() ? null : ObjectName.pack(e.packs().getFirst()).value();
    return new TidelockException(
        code,
        sentence(e),
        "Nothing of it was used. Files that do not need it are up to date; the others are as they were.",
        "A device that still has the file can send it again. Run `tidelock verify` to see what is affected.",
        object,
        e);
  }

  static TidelockException local(String happened, String todo, @Nullable Throwable cause) {
    return new TidelockException(ErrorCode.LOCAL, happened, "Nothing was lost.", todo, null, cause);
  }

  static TidelockException rollback(String object) {
    return new TidelockException(
        ErrorCode.ROLLBACK,
        "Your storage shows an older state than before: " + object + " is gone.",
        "Nothing was received, and nothing on this computer was changed.",
        "If you restored the storage from a backup yourself, put the newer state back; otherwise somebody may have tampered with it.",
        object,
        null);
  }

  /// @param folder of the storage
  static TidelockException tooMany(String folder, int most) {
    return new TidelockException(
        ErrorCode.LIMIT,
        "The storage has more than " + most + " objects in " + folder + "/, which cannot be right.",
        UNTOUCHED,
        "Look with `tidelock provider-view` at what was put there, and remove it.",
        folder,
        null);
  }

  static TidelockException missing(String object) {
    return new TidelockException(
        ErrorCode.MISSING,
        "A part of the vault is missing in the storage: " + object + ".",
        UNTOUCHED,
        "Run `tidelock verify` to see what is affected.",
        object,
        null);
  }

  /// Trouble with a file of the folder, or with packs on their way to it. `path` may be empty.
  static TidelockException ofFile(String path, IOException e) {
    return switch (e) {
      case PackException pack -> of(pack);
      case StoredPacks.StorageTrouble storage -> of(storage.trouble());
      case java.nio.file.AccessDeniedException denied ->
          local(
              "The system does not let Tidelock write here.",
              "Check the permissions of the file and its folder.",
              path,
              denied);
      default ->
          isDiskFull(e)
              ? local(
                  "There is not enough space on this computer.",
                  "Free some space; syncing then carries on.",
                  path,
                  e)
              : local(
                  "A file of the folder could not be written.",
                  "Tidelock tries again with the next sync; the log tells more.",
                  path,
                  e);
    };
  }

  static TidelockException inTheWay(String path) {
    return new TidelockException(
        ErrorCode.LOCAL,
        "Something else is in its place.",
        "It was left alone, and the vault keeps the file.",
        "Move or rename what is there.",
        path,
        null);
  }

  static TidelockException ofIndex(IndexException e) {
    String todo =
        e.kind() == IndexException.Kind.FULL
            ? "Free some space on this computer, then try again."
            : "Check the profile directory and its disk, then try again; the log tells more.";
    return new TidelockException(ErrorCode.LOCAL, sentence(e), "Nothing was lost.", todo, null, e);
  }

  static boolean isDiskFull(IOException e) {
    String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("not enough space")
        || text.contains("disk quota");
  }

  private static TidelockException local(
      String happened, String todo, String path, Throwable cause) {
    return new TidelockException(
        ErrorCode.LOCAL, happened, "Nothing was lost.", todo, path.isEmpty() ? null : path, cause);
  }

  static TidelockException interrupted(InterruptedException e) {
    return new TidelockException(
        ErrorCode.UNEXPECTED,
        "The work was interrupted.",
        "Nothing was lost.",
        "Start it again: it carries on where it was.",
        null,
        e);
  }

  static TidelockException unexpected(Throwable e) {
    return new TidelockException(
        ErrorCode.UNEXPECTED,
        "Something unexpected went wrong.",
        "Your files are as they were.",
        "Try again; if it stays, the log tells more.",
        null,
        e);
  }

  private static String sentence(Exception e) {
    String text = String.valueOf(e.getMessage()).strip();
    if (text.isEmpty()) text = "Something in the vault could not be used";
    // The name of an object stays as it is.
    if (text.split(" ", 2)[0].indexOf('/') < 0)
      text = Character.toUpperCase(text.charAt(0)) + text.substring(1);
    return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
  }
}
