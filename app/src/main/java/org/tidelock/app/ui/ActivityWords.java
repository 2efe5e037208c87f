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
    var device = device(activity, "activity.thisComputer", "activity.otherDevice", texts);
    var what = what(activity, texts);
    return new ActivityWords(
        icon(activity.kind()),
        tone(activity),
        name.isEmpty() ? texts.get("activity.what." + kind) : name,
        folder(activity.path()),
        what,
        device,
        by(activity, what, texts));
  }

  private static String by(Activity activity, String what, Texts texts) {
    if (activity.kind() == Activity.Kind.CHECKED) {
      return what.toLowerCase(texts.locale());
    }
    return texts.get(
        "activity.by." + activity.kind().name().toLowerCase(Locale.ROOT),
        device(activity, "activity.by.thisComputer", "activity.by.otherDevice", texts));
  }

  /// Of what came from elsewhere it is not always known from where.
  private static String device(Activity activity, String here, String elsewhere, Texts texts) {
    if (activity.thisDevice()) {
      return texts.get(here);
    }
    return activity.device().isEmpty() ? texts.get(elsewhere) : activity.device();
  }

  /// With what the detail of its kind adds.
  private static String what(Activity activity, Texts texts) {
    var detail = activity.detail();
    return switch (activity.kind()) {
      case RENAMED ->
          detail.isEmpty()
              ? texts.get("activity.what.renamed")
              : former(activity.path(), detail, texts);
      case DELETED ->
          detail.isEmpty()
              ? texts.get("activity.what.deleted")
              : texts.get("activity.what.deletedWith", Long.parseLong(detail));
      case CHECKED ->
          texts.get("activity.what.damaged", detail.isEmpty() ? 0 : Long.parseLong(detail));
      case SENT -> texts.get("activity.what.sent");
      case RECEIVED -> texts.get("activity.what.received");
      case CONFLICT -> texts.get("activity.what.conflict");
      case RESTORED -> texts.get("activity.what.restored");
      case UNDONE -> texts.get("activity.what.undone", Long.parseLong(detail));
      case STAYED -> texts.get("activity.what.stayed", detail);
      case DEVICE -> texts.get("activity.what.device");
    };
  }

  private static String former(String path, String before, Texts texts) {
    if (!lastName(before).equals(lastName(path))) {
      return texts.get("activity.what.renamedFrom", lastName(before));
    }
    var folder = folder(before);
    return texts.get("activity.what.movedFrom", folder.isEmpty() ? texts.get("files.top") : folder);
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
      case RESTORED, UNDONE -> Feather.ROTATE_CCW;
      case STAYED -> Feather.CORNER_UP_LEFT;
      case CHECKED -> Feather.CHECK;
      case DEVICE -> Feather.MONITOR;
    };
  }

  private static Tone tone(Activity activity) {
    return switch (activity.kind()) {
      case CONFLICT, STAYED -> Tone.WARNING;
      case CHECKED -> activity.detail().isEmpty() ? Tone.SUCCESS : Tone.WARNING;
      case RESTORED, UNDONE -> Tone.SUCCESS;
      case DELETED -> Tone.NEUTRAL;
      case SENT, RECEIVED, RENAMED, DEVICE -> Tone.ACCENT;
    };
  }
}
