package org.tidelock.app.ui;

import java.util.Locale;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.engine.Activity;

/// What an activity says: the same in the overview and in the history.
///
/// @param name the file's name, or what it was about
/// @param folder where it is, or empty
/// @param what what happened, as words of its own: "Uploaded"
/// @param by the same as the end of a sentence that begins with the name: "from Studio iMac"
public record ActivityWords(
    Feather icon, Tone tone, String name, String folder, String what, String device, String by) {
  public static ActivityWords of(Activity activity, Texts texts) {
    var path = activity.path();
    var name = path.substring(path.lastIndexOf('/') + 1);
    var folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    var kind = activity.kind().name().toLowerCase(Locale.ROOT);
    var detail = activity.detail();
    var device = activity.thisDevice() ? texts.get("activity.thisComputer") : activity.device();
    var by =
        detail.isEmpty()
            ? texts.get(
                "activity.by." + kind,
                activity.thisDevice() ? texts.get("activity.by.thisComputer") : activity.device())
            : detail;
    var what = texts.get("activity.what." + kind);
    return new ActivityWords(
        icon(activity.kind()),
        tone(activity.kind()),
        name.isEmpty() ? texts.get("activity.what." + kind) : name,
        folder,
        detail.isEmpty() ? what : what + ", " + detail,
        device,
        by);
  }

  private static Feather icon(Activity.Kind kind) {
    return switch (kind) {
      case SENT -> Feather.ARROW_UP;
      case RECEIVED -> Feather.ARROW_DOWN;
      case RENAMED -> Feather.EDIT_2;
      case DELETED -> Feather.TRASH_2;
      case CONFLICT -> Feather.GIT_BRANCH;
      case RESTORED -> Feather.ROTATE_CCW;
      case SKIPPED -> Feather.MINUS_CIRCLE;
      case CHECKED -> Feather.CHECK;
      case DEVICE -> Feather.MONITOR;
      case SECURITY -> Feather.SHIELD;
    };
  }

  private static Tone tone(Activity.Kind kind) {
    return switch (kind) {
      case CONFLICT, SKIPPED -> Tone.WARNING;
      case CHECKED, RESTORED -> Tone.SUCCESS;
      case DELETED -> Tone.NEUTRAL;
      case SENT, RECEIVED, RENAMED, DEVICE, SECURITY -> Tone.ACCENT;
    };
  }
}
