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
    var kind = activity.kind().name().toLowerCase(Locale.ROOT);
    var name = lastName(activity.path());
    var added = added(activity, texts);
    var what = texts.get("activity.what." + kind);
    var device = activity.thisDevice() ? texts.get("activity.thisComputer") : activity.device();
    var by =
        texts.get(
            "activity.by." + kind,
            activity.thisDevice() ? texts.get("activity.by.thisComputer") : activity.device());
    return new ActivityWords(
        icon(activity.kind()),
        tone(activity),
        name.isEmpty() ? what : name,
        folder(activity.path()),
        added.isEmpty() ? what : what + ", " + added,
        device,
        added.isEmpty() ? by : by + ", " + added);
  }

  /// What the detail of a kind says.
  private static String added(Activity activity, Texts texts) {
    var detail = activity.detail();
    if (detail.isEmpty()) {
      return "";
    }
    return switch (activity.kind()) {
      case RENAMED -> former(activity.path(), detail, texts);
      case DELETED -> texts.get("activity.added.deleted", Long.parseLong(detail));
      case CHECKED -> texts.get("activity.added.checked", Long.parseLong(detail));
      case CONFLICT -> texts.get("activity.added.conflict", lastName(detail));
      case SENT, RECEIVED, RESTORED, DEVICE -> "";
    };
  }

  private static String former(String path, String before, Texts texts) {
    if (!lastName(before).equals(lastName(path))) {
      return texts.get("activity.added.renamed", lastName(before));
    }
    var folder = folder(before);
    return texts.get("activity.added.moved", folder.isEmpty() ? texts.get("files.top") : folder);
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String folder(String path) {
    return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
  }

  private static Feather icon(Activity.Kind kind) {
    return switch (kind) {
      case SENT -> Feather.ARROW_UP;
      case RECEIVED -> Feather.ARROW_DOWN;
      case RENAMED -> Feather.EDIT_2;
      case DELETED -> Feather.TRASH_2;
      case CONFLICT -> Feather.GIT_BRANCH;
      case RESTORED -> Feather.ROTATE_CCW;
      case CHECKED -> Feather.CHECK;
      case DEVICE -> Feather.MONITOR;
    };
  }

  private static Tone tone(Activity activity) {
    return switch (activity.kind()) {
      case CONFLICT -> Tone.WARNING;
      case CHECKED -> activity.detail().isEmpty() ? Tone.SUCCESS : Tone.WARNING;
      case RESTORED -> Tone.SUCCESS;
      case DELETED -> Tone.NEUTRAL;
      case SENT, RECEIVED, RENAMED, DEVICE -> Tone.ACCENT;
    };
  }
}
