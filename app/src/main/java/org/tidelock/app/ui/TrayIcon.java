package org.tidelock.app.ui;

import java.util.Locale;
import org.tidelock.engine.State;

/// What the icon in the tray tells by its shape.
enum TrayIcon {
  SYNCED,
  SYNCING,
  CHECKING,
  PAUSED,
  OFFLINE,
  LOCKED,
  ATTENTION,
  STOPPED;

  static TrayIcon of(State state) {
    return switch (state) {
      case LOCKED -> LOCKED;
      case STOPPED -> STOPPED;
      case ATTENTION -> ATTENTION;
      case PAUSED -> PAUSED;
      case OFFLINE -> OFFLINE;
      case SYNCING -> SYNCING;
      case CHECKING -> CHECKING;
      case UP_TO_DATE -> SYNCED;
    };
  }

  /// Its picture, a PNG in the folder `tray` beside this class, made of the SVG in `app/src/tray`.
  ///
  /// @param size one of [TrayPictures#SIZES]
  String resource(int size) {
    return "tray/" + name().toLowerCase(Locale.ROOT) + "-" + size + ".png";
  }
}
