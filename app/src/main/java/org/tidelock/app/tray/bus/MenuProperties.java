package org.tidelock.app.tray.bus;

import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/// An item without what is below it.
public final class MenuProperties extends Struct {
  @Position(0)
  public final int item;

  @Position(1)
  public final Map<String, Variant<?>> properties;

  public MenuProperties(int item, Map<String, Variant<?>> properties) {
    this.item = item;
    this.properties = properties;
  }
}
