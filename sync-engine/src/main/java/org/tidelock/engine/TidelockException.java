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

  /// @param object the storage object or local path that it is about
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

  /// Of nothing in particular, and without a cause for the log.
  public TidelockException(
      ErrorCode code, String whatHappened, String whatIsSafe, String whatToDo) {
    this(code, whatHappened, whatIsSafe, whatToDo, null, null);
  }

  /// Stable; scripts rely on it.
  public ErrorCode code() {
    return code;
  }

  /// One sentence, with its full stop.
  public String whatHappened() {
    return String.valueOf(getMessage());
  }

  /// What did not change and what is kept, in sentences.
  public String whatIsSafe() {
    return whatIsSafe;
  }

  /// What a person can do next, in sentences.
  public String whatToDo() {
    return whatToDo;
  }

  /// The name of the storage object or the local path that this is about.
  public Optional<String> object() {
    return Optional.ofNullable(object);
  }
}
