package org.tidelock.app.ui;

import org.kordamp.ikonli.feather.Feather;

/// All pages, in the order of the sidebar. Only those that [Pages] holds are shown.
public enum PageId {
  OVERVIEW("overview", Feather.HOME, Group.MAIN),
  FILES("files", Feather.FOLDER, Group.MAIN),
  ACTIVITY("activity", Feather.ACTIVITY, Group.MAIN),
  ISSUES("issues", Feather.ALERT_TRIANGLE, Group.MAIN),
  REWIND("rewind", Feather.ROTATE_CCW, Group.MAIN),
  DEVICES("devices", Feather.MONITOR, Group.TRUST),
  PROVIDER_VIEW("provider", Feather.EYE_OFF, Group.TRUST),
  SECURITY("security", Feather.SHIELD, Group.TRUST),
  SETTINGS("settings", Feather.SETTINGS, Group.FOOT);

  private final String key;
  private final Feather icon;
  private final Group group;

  PageId(String key, Feather icon, Group group) {
    this.key = key;
    this.icon = icon;
    this.group = group;
  }

  /// The name's key in [Texts].
  public String nameKey() {
    return "nav." + key;
  }

  public Feather icon() {
    return icon;
  }

  public Group group() {
    return group;
  }

  public enum Group {
    MAIN,
    TRUST,
    FOOT
  }
}
