package org.tidelock.app.tray.bus;

import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.Position;

/// Two answers of one call.
public final class MenuLayout<A, B> extends Tuple {
  @Position(0)
  public final A first;

  @Position(1)
  public final B second;

  public MenuLayout(A first, B second) {
    this.first = first;
    this.second = second;
  }
}
