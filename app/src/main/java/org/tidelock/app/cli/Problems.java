package org.tidelock.app.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// How trouble is told: one line on stderr, `tidelock: what happened. What is safe. What to do. [CODE]`.
public final class Problems {
  private Problems() {}

  public static String line(TidelockException problem) {
    String told =
        String.join(" ", sentence(problem), problem.whatIsSafe(), problem.whatToDo()).strip();
    return "tidelock: " + Words.shown(told).replaceAll(" +", " ") + " [" + problem.code() + "]";
  }

  /// What happened, with the object it is about if the sentence does not name it already.
  private static String sentence(TidelockException problem) {
    String happened = problem.whatHappened();
    return problem
        .object()
        .filter(object -> !happened.contains(object))
        .map(object -> happened.replaceAll("\\.$", "") + " (" + object + ").")
        .orElse(happened);
  }

  static Json json(TidelockException problem) {
    return Json.object()
        .put(
            "error",
            Json.object()
                .put("code", problem.code().name())
                .put("message", problem.whatHappened())
                .put("safe", problem.whatIsSafe())
                .put("todo", problem.whatToDo())
                .put("object", problem.object()));
  }

  static TidelockException usage(String happened, String todo) {
    return new TidelockException(ErrorCode.USAGE, happened, "Nothing was changed.", todo);
  }

  static TidelockException local(String happened, String safe, String todo, Throwable cause) {
    return new TidelockException(ErrorCode.LOCAL, happened, safe, todo, null, cause);
  }

  /// The answer of a command did not arrive where it was to be written.
  static TidelockException outputLost(IOException cause) {
    String reason = String.valueOf(cause.getMessage()).strip().replaceAll("\\.$", "");
    return local(
        "The output could not be written (" + reason + ").",
        "What the command did is done.",
        "Write the output to another place.",
        cause);
  }

  static TidelockException interrupted(@Nullable Throwable cause) {
    return new TidelockException(
        ErrorCode.UNEXPECTED,
        "This was interrupted.",
        "What was done is kept, and the next run carries on.",
        "Run it again.",
        null,
        cause);
  }

  static TidelockException unexpected(Throwable cause) {
    return new TidelockException(
        ErrorCode.UNEXPECTED,
        "Something unexpected happened.",
        "What was done before is kept, and the next run carries on.",
        "Try again; the log in the profile directory has the details.",
        null,
        cause);
  }
}
