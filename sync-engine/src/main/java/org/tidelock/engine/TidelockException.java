package org.tidelock.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.phrase.Said;

/// Something could not be done. Carries what a person needs: what happened, what is safe, what to do; the cause is for the log.
public final class TidelockException extends Exception {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;
  private final transient Said happened;
  private final transient Said safe;
  private final transient Said todo;
  private final @Nullable String object;
  private transient @Nullable UnknownServer server;

  /// @param object the storage object or local path that it is about
  public TidelockException(
      ErrorCode code,
      Said happened,
      Said safe,
      Said todo,
      @Nullable String object,
      @Nullable Throwable cause) {
    super(happened.english(), cause);
    this.code = code;
    this.happened = happened;
    this.safe = safe;
    this.todo = todo;
    this.object = object;
  }

  /// Of nothing in particular, and without a cause for the log.
  public TidelockException(ErrorCode code, Said happened, Said safe, Said todo) {
    this(code, happened, safe, todo, null, null);
  }

  /// For a front end that speaks to its user in one language.
  public TidelockException(
      ErrorCode code,
      String whatHappened,
      String whatIsSafe,
      String whatToDo,
      @Nullable String object,
      @Nullable Throwable cause) {
    this(
        code,
        Said.plain(whatHappened),
        Said.plain(whatIsSafe),
        Said.plain(whatToDo),
        object,
        cause);
  }

  /// The same, of nothing in particular.
  public TidelockException(
      ErrorCode code, String whatHappened, String whatIsSafe, String whatToDo) {
    this(code, whatHappened, whatIsSafe, whatToDo, null, null);
  }

  /// The same trouble where something else is safe.
  public TidelockException withSafe(Said other) {
    TidelockException same = new TidelockException(code, happened, other, todo, object, this);
    same.server = server;
    return same;
  }

  /// The same trouble, with a server that a person may trust for what it showed.
  public TidelockException with(UnknownServer unknown) {
    TidelockException same = new TidelockException(code, happened, safe, todo, object, getCause());
    same.server = unknown;
    return same;
  }

  /// The server that could not show that it is the right one, if a person may trust it for what it showed.
  public Optional<UnknownServer> unknownServer() {
    return Optional.ofNullable(server);
  }

  /// Stable; scripts rely on it.
  public ErrorCode code() {
    return code;
  }

  /// One sentence, with its full stop.
  public Said happened() {
    return happened;
  }

  /// What did not change and what is kept, in sentences.
  public Said safe() {
    return safe;
  }

  /// What a person can do next, in sentences.
  public Said todo() {
    return todo;
  }

  /// [#happened] in English.
  public String whatHappened() {
    return happened.english();
  }

  /// [#safe] in English.
  public String whatIsSafe() {
    return safe.english();
  }

  /// [#todo] in English.
  public String whatToDo() {
    return todo.english();
  }

  /// The name of the storage object or the local path that this is about.
  public Optional<String> object() {
    return Optional.ofNullable(object);
  }
}
