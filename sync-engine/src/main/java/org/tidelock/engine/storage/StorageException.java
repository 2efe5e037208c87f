package org.tidelock.engine.storage;

import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.UnknownServer;

/// Why a storage did not do what it was asked. The message is for people; the cause is for the log.
public abstract sealed class StorageException extends Exception {
  private static final long serialVersionUID = 1L;

  StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public static final class NotFound extends StorageException {
    private static final long serialVersionUID = 1L;

    public NotFound(ObjectName name) {
      super("The storage has no object " + name + ".", null);
    }
  }

  public static final class AlreadyExists extends StorageException {
    private static final long serialVersionUID = 1L;

    public AlreadyExists(ObjectName name) {
      super("The storage already has an object " + name + ".", null);
    }
  }

  /// The object is larger than the caller is willing to read, or a range lies outside of it.
  public static final class OutOfBounds extends StorageException {
    private static final long serialVersionUID = 1L;

    public OutOfBounds(ObjectName name, long length) {
      super(
          "The object " + name + " has a length of " + length + " bytes, which cannot be right.",
          null);
    }
  }

  public static final class Forbidden extends StorageException {
    private static final long serialVersionUID = 1L;

    public Forbidden(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The storage knows nobody by this name and password, or asks for one.
  public static final class SignIn extends StorageException {
    private static final long serialVersionUID = 1L;
    private final boolean atThePage;

    public SignIn(String message, @Nullable Throwable cause) {
      super(message, cause);
      this.atThePage = false;
    }

    private SignIn(String message) {
      super(message, null);
      this.atThePage = true;
    }

    /// A person has to sign in at the provider's own page.
    public static SignIn atThePage(String message) {
      return new SignIn(message);
    }

    public boolean isAtThePage() {
      return atThePage;
    }
  }

  /// The server does not show that it is the right one: nothing was sent to it.
  public static final class Untrusted extends StorageException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable UnknownServer server;

    public Untrusted(String message, @Nullable Throwable cause) {
      this(message, null, cause);
    }

    /// @param server what it showed, if a person may trust it for that
    public Untrusted(String message, @Nullable UnknownServer server, @Nullable Throwable cause) {
      super(message, cause);
      this.server = server;
    }

    public Optional<UnknownServer> server() {
      return Optional.ofNullable(server);
    }
  }

  public static final class QuotaExceeded extends StorageException {
    private static final long serialVersionUID = 1L;

    public QuotaExceeded(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The storage, or something on the way to it, takes nothing of this size. What is smaller may go.
  public static final class TooLarge extends StorageException {
    private static final long serialVersionUID = 1L;

    public TooLarge(String message) {
      super(message, null);
    }
  }

  public static final class Throttled extends StorageException {
    private static final long serialVersionUID = 1L;
    private final transient @Nullable Duration retryAfter;

    public Throttled(String message, @Nullable Duration retryAfter) {
      super(message, null);
      this.retryAfter = retryAfter;
    }

    public Optional<Duration> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }
  }

  /// Worth trying again: nothing was changed, or what was changed can be seen by `stat`.
  public static final class Transient extends StorageException {
    private static final long serialVersionUID = 1L;

    /// As far as it is known, and as a person can do something about it.
    public enum Reason {
      /// No answer, or one that does not help.
      SILENT,
      /// What was on its way did not come to its end.
      BROKEN,
      /// From this computer no way leads there.
      OFFLINE,
      /// A web page came in place of an answer, as from the network of a hotel.
      PAGE,
      /// A proxy on the way lets nothing through.
      PROXY
    }

    private final Reason reason;

    public Transient(String message, @Nullable Throwable cause) {
      this(Reason.SILENT, message, cause);
    }

    public Transient(Reason reason, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.reason = reason;
    }

    /// Why a connection was not made: OFFLINE or SILENT. Without a network no name of a server is known, either; the rest systems say in words only.
    public static Reason unreached(@Nullable Throwable cause) {
      for (Throwable t = cause; t != null; t = t.getCause()) {
        if (t instanceof UnknownHostException
            || t instanceof UnresolvedAddressException
            || t instanceof NoRouteToHostException
            || String.valueOf(t.getMessage()).contains("etwork is unreachable"))
          return Reason.OFFLINE;
      }
      return Reason.SILENT;
    }

    public Reason reason() {
      return reason;
    }
  }

  public static final class Permanent extends StorageException {
    private static final long serialVersionUID = 1L;

    public Permanent(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
