package org.tidelock.app.tray.bus;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/// An item with what is below it: each child is a node again, in a variant.
public final class MenuNode extends Struct {
  public static final String SIGNATURE = "(ia{sv}av)";

  @Position(0)
  public final int item;

  @Position(1)
  public final Map<String, Variant<?>> properties;

  @Position(2)
  public final List<Variant<?>> children;

  public MenuNode(int item, Map<String, Variant<?>> properties, List<Variant<?>> children) {
    this.item = item;
    this.properties = properties;
    this.children = children;
  }
}
