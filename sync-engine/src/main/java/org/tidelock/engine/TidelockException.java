package org.tidelock.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something could not be done. Carries what a person needs: what happened, what is safe, what to do; the cause is for the log.
public final class TidelockException extends Exception {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;
  private final String whatIsSafe;
  private final String whatToDo;
  private final @Nullable String object;

  public TidelockException(
      ErrorCode code,
      String whatHappened,
      String whatIsSafe,
      String whatToDo,
      @Nullable String object,
      @Nullable Throwable cause) {
    super(whatHappened, cause);
    this.code = code;
    this.whatIsSafe = whatIsSafe;
    this.whatToDo = whatToDo;
    this.object = object;
  }

  public TidelockException(
      ErrorCode code, String whatHappened, String whatIsSafe, String whatToDo) {
    this(code, whatHappened, whatIsSafe, whatToDo, null, null);
  }

  public ErrorCode code() {
    return code;
  }

  /// One sentence, with its full stop.
  public String whatHappened() {
    return String.valueOf(getMessage());
  }

  public String whatIsSafe() {
    return whatIsSafe;
  }

  public String whatToDo() {
    return whatToDo;
  }

  /// The name of the storage object or the local path that this is about.
  public Optional<String> object() {
    return Optional.ofNullable(object);
  }
}
