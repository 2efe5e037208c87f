package org.tidelock.app.tray.bus;

import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/// One of several events that come together.
public final class MenuEvent extends Struct {
  @Position(0)
  public final int item;

  @Position(1)
  public final String event;

  @Position(2)
  public final Variant<?> data;

  @Position(3)
  public final UInt32 time;

  public MenuEvent(int item, String event, Variant<?> data, UInt32 time) {
    this.item = item;
    this.event = event;
    this.data = data;
    this.time = time;
  }
}
