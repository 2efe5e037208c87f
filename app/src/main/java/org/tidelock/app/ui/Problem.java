package org.tidelock.app.ui;

import java.lang.System.Logger.Level;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;

/// Something that did not work, in words for a person: what happened; then what is safe and what to do.
public record Problem(ErrorCode code, String title, String body) {
  /// Title and body in one.
  public String sentence() {
    return (title + " " + body).strip();
  }

  /// The cause goes to the log here, once; it is never shown.
  public static Problem of(Exception failure, Texts texts, Formats formats) {
    if (failure instanceof TidelockException known) {
      return new Problem(
          known.code(),
          happened(known, formats),
          (formats.say(known.safe()) + " " + formats.say(known.todo())).strip());
    }
    System.getLogger(Problem.class.getName())
        .log(Level.ERROR, "unexpected failure behind the window", failure);
    return new Problem(
        ErrorCode.UNEXPECTED,
        texts.get("problem.unexpected"),
        texts.get("problem.unexpected.body"));
  }

  /// With the object it is about, if the sentence does not name it.
  private static String happened(TidelockException known, Formats formats) {
    var happened = formats.say(known.happened());
    return known
        .object()
        .filter(object -> !happened.contains(object))
        .map(object -> happened.replaceAll("\\.$", "") + " (" + object + ").")
        .orElse(happened);
  }
}
