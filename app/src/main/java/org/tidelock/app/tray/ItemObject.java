package org.tidelock.app.tray;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;
import org.tidelock.app.tray.bus.Pixmap;
import org.tidelock.app.tray.bus.StatusNotifierItem;
import org.tidelock.app.tray.bus.ToolTip;

/// The icon, as the desktop asks for it. Called on threads of the bus.
final class ItemObject extends ReadProperties implements StatusNotifierItem {
  static final String PATH = "/StatusNotifierItem";

  private static final String PIXMAPS = "a(iiay)";

  private final Supplier<TrayContent> content;

  ItemObject(Supplier<TrayContent> content) {
    this.content = content;
  }

  @Override
  public void Activate(int x, int y) {
    content.get().opens().run();
  }

  @Override
  public void SecondaryActivate(int x, int y) {
    content.get().opens().run();
  }

  @Override
  public void ContextMenu(int x, int y) {
    // The menu is drawn by the desktop.
  }

  @Override
  public void Scroll(int delta, String orientation) {
    // Nothing here can be turned.
  }

  @Override
  public Map<String, Variant<?>> GetAll(String type) {
    TrayContent now = content.get();
    Map<String, Variant<?>> all = new LinkedHashMap<>();
    all.put("Category", new Variant<>("ApplicationStatus"));
    all.put("Id", new Variant<>("tidelock"));
    all.put("Title", new Variant<>("Tidelock"));
    all.put("Status", new Variant<>("Active"));
    all.put("WindowId", new Variant<>(0));
    all.put("IconName", new Variant<>(""));
    all.put("IconPixmap", new Variant<>(pixmaps(now), PIXMAPS));
    all.put("OverlayIconName", new Variant<>(""));
    all.put("AttentionIconName", new Variant<>(""));
    all.put(
        "ToolTip",
        new Variant<>(new ToolTip("", List.of(), "Tidelock", now.sentence()), ToolTip.SIGNATURE));
    all.put("ItemIsMenu", new Variant<>(false));
    all.put("Menu", new Variant<>(new DBusPath(MenuObject.PATH)));
    return all;
  }

  private static List<Pixmap> pixmaps(TrayContent content) {
    return content.icon().stream().map(p -> new Pixmap(p.width(), p.height(), p.argb())).toList();
  }

  @Override
  public String getObjectPath() {
    return PATH;
  }
}
