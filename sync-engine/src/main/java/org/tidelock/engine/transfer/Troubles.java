package org.tidelock.engine.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.SealedObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.content.MissingPackException;
import org.tidelock.engine.content.PackException;
import org.tidelock.engine.errors.SystemError;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;

/// Turns what goes wrong below into what a person is told: what happened, what is safe, what to do.
public final class Troubles {
  /// What cannot come about by chance first: a storage that lies must not be able to hide it behind what it may have lost.
  private static final List<ErrorCode> FINDINGS =
      List.of(
          ErrorCode.FORK,
          ErrorCode.ROLLBACK,
          ErrorCode.IDENTITY,
          ErrorCode.INTEGRITY,
          ErrorCode.UNSUPPORTED,
          ErrorCode.LIMIT,
          ErrorCode.AUTH,
          ErrorCode.MISSING);

  /// The gravest one first; what is no finding comes last, in any order.
  public static final Comparator<TidelockException> GRAVEST_FIRST =
      Comparator.comparingInt(
          e -> {
            int place = FINDINGS.indexOf(e.code());
            return place < 0 ? FINDINGS.size() : place;
          });

  private Troubles() {}

  public static TidelockException of(StorageException e) {
    return of(e, null);
  }

  /// @param object what was to be read or written, if it was one object
  static TidelockException of(StorageException e, @Nullable ObjectName object) {
    String name = object == null ? null : object.value();
    return switch (e) {
      case StorageException.QuotaExceeded q ->
          storage(q, Happened.STORAGE_FULL, Safe.SENT_WHEN_THERE_IS_ROOM, Todo.ROOM_IN_STORAGE);
      case StorageException.Forbidden f ->
          storage(f, Happened.STORAGE_FORBIDS, Safe.KEPT_HERE, Todo.STORAGE_PERMISSIONS);
      case StorageException.SignIn s ->
          s.isAtThePage()
              ? storage(
                  s, Happened.STORAGE_SIGN_IN_ENDED, Safe.KEPT_HERE, Todo.STORAGE_SIGN_IN_AGAIN)
              : storage(s, Happened.STORAGE_SIGN_IN, Safe.KEPT_HERE, Todo.STORAGE_PASSWORD);
      case StorageException.Untrusted u ->
          u.server()
              .map(server -> untrusted(u, server))
              .orElseGet(
                  () ->
                      storage(
                          u,
                          Happened.STORAGE_UNTRUSTED,
                          Safe.NOTHING_SENT_THERE,
                          Todo.SERVER_NOT_SAFE));
      case StorageException.Throttled t ->
          storage(t, Happened.STORAGE_BUSY, Safe.SENT_LATER, Todo.WAIT_FOR_STORAGE);
      case StorageException.TooLarge t ->
          storage(t, Happened.STORAGE_TAKES_LESS, Safe.KEPT_HERE, Todo.RAISE_LIMIT);
      case StorageException.Transient t -> passing(t);
      case StorageException.NotFound n ->
          new TidelockException(
              ErrorCode.MISSING,
              Happened.OBJECT_MISSING.of(sentence(n)),
              Safe.NOTHING_UNVERIFIED_USED.of(),
              Todo.VERIFY.of(),
              name,
              n);
      case StorageException.OutOfBounds o ->
          new TidelockException(
              ErrorCode.LIMIT,
              Happened.OBJECT_TOO_LARGE.of(sentence(o)),
              Safe.NOTHING_UNVERIFIED_USED.of(),
              Todo.VERIFY.of(),
              name,
              o);
      case StorageException other ->
          storage(other, Happened.STORAGE_TROUBLE, Safe.SENT_LATER, Todo.CONNECTION);
    };
  }

  private static TidelockException passing(StorageException.Transient e) {
    return switch (e.reason()) {
      case SILENT, BROKEN -> storage(e, Happened.STORAGE_TROUBLE, Safe.SENT_LATER, Todo.CONNECTION);
      case OFFLINE -> storage(e, Happened.STORAGE_OFFLINE, Safe.SENT_WHEN_ONLINE, Todo.CONNECTION);
      case PAGE -> storage(e, Happened.STORAGE_PAGE, Safe.SENT_LATER, Todo.SIGN_IN_TO_NETWORK);
      case PROXY -> storage(e, Happened.STORAGE_PROXY, Safe.SENT_LATER, Todo.PROXY_SETTINGS);
    };
  }

  /// A server that is not the one it was is told in other words than one that is new here.
  private static TidelockException untrusted(StorageException.Untrusted e, UnknownServer server) {
    Said happened =
        switch (server.agreement()) {
          case StorageAccess.HOST_KEY ->
              server.isAlarm()
                  ? Happened.HOST_KEY_CHANGED.of(sentence(e), server.fingerprint())
                  : Happened.HOST_KEY_NEW.of(sentence(e), server.fingerprint());
          default ->
              server.isAlarm()
                  ? Happened.CERTIFICATE_CHANGED.of(server.fingerprint())
                  : Happened.CERTIFICATE_UNKNOWN.of(
                      sentence(e),
                      server.fingerprint(),
                      server.until().map(Object.class::cast).orElse(""));
        };
    Todo todo = server.isAlarm() ? Todo.TRUST_CHANGED_KEY : Todo.TRUST_KEY;
    String key = server.key().indexOf(' ') < 0 ? server.key() : "'" + server.key() + "'";
    return new TidelockException(
            ErrorCode.STORAGE, happened, Safe.NOTHING_SENT_THERE.of(), todo.of(key), null, e)
        .with(server);
  }

  private static TidelockException storage(
      StorageException e, Happened happened, Safe safe, Todo todo) {
    return new TidelockException(
        ErrorCode.STORAGE, happened.of(sentence(e)), safe.of(), todo.of(), null, e);
  }

  /// @param object the object that was being read, if it was one
  public static TidelockException of(CryptoException e, @Nullable ObjectName object) {
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
    Todo todo =
        switch (code) {
          case AUTH -> Todo.CHECK_TYPING;
          case UNSUPPORTED -> Todo.UPDATE_HERE;
          default -> Todo.VERIFY_AND_COMPARE;
        };
    String name = object == null ? e.object().orElse(null) : object.value();
    String found = sentence(e);
    if (name != null && !found.contains(name)) found = name + ": " + found;
    return new TidelockException(
        code, happened(code).of(found), Safe.NOTHING_UNVERIFIED_USED.of(), todo.of(), name, e);
  }

  private static Happened happened(ErrorCode code) {
    return switch (code) {
      case ROLLBACK -> Happened.OBJECT_OLDER;
      case FORK -> Happened.OBJECT_FORKED;
      case MISSING -> Happened.OBJECT_MISSING;
      case UNSUPPORTED -> Happened.OBJECT_NEWER_FORMAT;
      case LIMIT -> Happened.OBJECT_TOO_LARGE;
      case AUTH -> Happened.WRONG_SECRET;
      case IDENTITY -> Happened.OBJECT_OF_OTHER_VAULT;
      default -> Happened.OBJECT_ALTERED;
    };
  }

  static TidelockException of(PackException e) {
    boolean missing = e instanceof MissingPackException;
    String object = e.packs().isEmpty() ? null : ObjectName.pack(e.packs().getFirst()).value();
    return new TidelockException(
        missing ? ErrorCode.MISSING : ErrorCode.INTEGRITY,
        (missing ? Happened.PACK_MISSING : Happened.PACK_DAMAGED).of(sentence(e)),
        Safe.OTHERS_UP_TO_DATE.of(),
        Todo.SEND_AGAIN.of(),
        object,
        e);
  }

  public static TidelockException rollback(String object) {
    return new TidelockException(
        ErrorCode.ROLLBACK,
        Happened.OLDER_STATE.of(object),
        Safe.NOTHING_RECEIVED.of(),
        Todo.NEWER_STATE_BACK.of(),
        object,
        null);
  }

  /// What was opened here once, and that the storage has otherwise now.
  ///
  /// @param now what it has
  public static TidelockException altered(String object, byte[] now) {
    try {
      SealedObject.parse(now);
    } catch (CryptoException e) {
      return of(e, new ObjectName(object));
    }
    return new TidelockException(
        ErrorCode.INTEGRITY,
        Happened.OBJECT_ALTERED.of(object + ": It is not what was stored there."),
        Safe.VERIFIED_IS_KEPT.of(),
        Todo.VERIFY_AND_COMPARE.of(),
        object,
        null);
  }

  /// @param folder of the storage
  static TidelockException tooMany(String folder, int most) {
    return new TidelockException(
        ErrorCode.LIMIT,
        Happened.TOO_MANY_OBJECTS.of(most, folder),
        Safe.NOTHING_UNVERIFIED_USED.of(),
        Todo.LOOK_AND_REMOVE.of(),
        folder,
        null);
  }

  /// What lies under a key that another device of the vault has yet to give to this one.
  public static TidelockException keyNotGiven(ObjectName object) {
    return new TidelockException(
        ErrorCode.NEEDS_YOU,
        Happened.KEY_NOT_GIVEN.of(),
        Safe.NOTHING_UNVERIFIED_USED.of(),
        Todo.WAIT_FOR_KEY.of(),
        object.value(),
        null);
  }

  public static TidelockException missing(String object) {
    return new TidelockException(
        ErrorCode.MISSING,
        Happened.PART_MISSING.of(object),
        Safe.NOTHING_UNVERIFIED_USED.of(),
        Todo.VERIFY.of(),
        object,
        null);
  }

  /// Trouble with a file of the folder, or with packs on their way to it. `path` may be empty.
  public static TidelockException ofFile(String path, IOException e) {
    return switch (e) {
      case PackException pack -> of(pack);
      case StoredPacks.StorageTrouble storage -> of(storage.trouble());
      case java.nio.file.AccessDeniedException denied ->
          local(Happened.WRITING_REFUSED, Todo.FILE_PERMISSIONS, path, denied);
      default -> said(path, e);
    };
  }

  private static TidelockException said(String path, IOException e) {
    if (SystemError.isDiskFull(e)) return full(path, e);
    if (SystemError.IN_USE.is(e)) return local(Happened.IN_USE, Todo.CLOSE_IT, path, e);
    if (SystemError.NAME_TOO_LONG.is(e))
      return local(Happened.PATH_TOO_LONG, Todo.SHORTEN_IT, path, e);
    return local(Happened.FILE_NOT_WRITTEN, Todo.NEXT_SYNC, path, e);
  }

  /// The same, of nothing in particular in the synced folder, or in another one that is written to.
  public static TidelockException ofFolder(Path folder, IOException e) {
    return SystemError.isDiskFull(e) ? full(folder.toString(), e) : ofFile("", e);
  }

  /// Who has several disks wants to know which of them.
  private static TidelockException full(String place, Throwable cause) {
    return new TidelockException(
        ErrorCode.LOCAL,
        Happened.DISK_FULL.of(place),
        Safe.NOTHING_LOST.of(),
        Todo.FREE_SPACE.of(),
        place,
        cause);
  }

  public static TidelockException inTheWay(String path) {
    return new TidelockException(
        ErrorCode.LOCAL,
        Happened.IN_THE_WAY.of(),
        Safe.LEFT_ALONE.of(),
        Todo.MOVE_WHAT_IS_THERE.of(),
        path,
        null);
  }

  public static TidelockException ofIndex(IndexException e) {
    if (e.kind() == IndexException.Kind.FULL) return full(String.valueOf(e.place()), e);
    return new TidelockException(
        ErrorCode.LOCAL,
        Happened.INDEX_TROUBLE.of(sentence(e)),
        Safe.NOTHING_LOST.of(),
        (e.kind() == IndexException.Kind.DAMAGED ? Todo.START_FOR_NEW_INDEX : Todo.PROFILE_DISK)
            .of(),
        null,
        e);
  }

  private static TidelockException local(
      Happened happened, Todo todo, String path, Throwable cause) {
    return new TidelockException(
        ErrorCode.LOCAL,
        happened.of(),
        Safe.NOTHING_LOST.of(),
        todo.of(),
        path.isEmpty() ? null : path,
        cause);
  }

  public static TidelockException interrupted(InterruptedException e) {
    return new TidelockException(
        ErrorCode.UNEXPECTED,
        Happened.INTERRUPTED.of(),
        Safe.NOTHING_LOST.of(),
        Todo.START_AGAIN.of(),
        null,
        e);
  }

  public static TidelockException unexpected(Throwable e) {
    return new TidelockException(
        ErrorCode.UNEXPECTED,
        Happened.UNEXPECTED.of(),
        Safe.FILES_AS_THEY_WERE.of(),
        Todo.TRY_AGAIN.of(),
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
