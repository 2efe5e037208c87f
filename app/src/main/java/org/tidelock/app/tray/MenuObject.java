package org.tidelock.app.tray;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.tidelock.app.tray.bus.DbusMenu;
import org.tidelock.app.tray.bus.MenuEvent;
import org.tidelock.app.tray.bus.MenuLayout;
import org.tidelock.app.tray.bus.MenuNode;
import org.tidelock.app.tray.bus.MenuProperties;

/// The menu, as the desktop asks for it. Called on threads of the bus.
final class MenuObject extends ReadProperties implements DbusMenu {
  static final String PATH = "/MenuBar";

  /// All of a menu at one time, each item with its number. A number never gets another meaning: what was chosen of a menu that has changed meanwhile, by a hair's
  /// breadth, is nothing then, and not its neighbour. As long as only lines change that can only be read, an open menu keeps its numbers.
  static final class Numbered {
    private final UInt32 revision;
    private final long changes;
    private final List<TrayContent.Item> menu;
    private final int first;
    private int next;
    private final Map<Integer, MenuProperties> items = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> below = new LinkedHashMap<>();
    private final Map<Integer, Runnable> choices = new LinkedHashMap<>();

    Numbered(List<TrayContent.Item> menu) {
      this(0, menu, 1);
    }

    private Numbered(long changes, List<TrayContent.Item> menu, int first) {
      this.changes = changes;
      this.revision = new UInt32(changes & 0xFFFF_FFFFL);
      this.menu = menu;
      this.first = first;
      this.next = first;
      items.put(0, new MenuProperties(0, Map.of("children-display", new Variant<>("submenu"))));
      add(0, menu);
    }

    Numbered after(List<TrayContent.Item> changed) {
      return new Numbered(changes + 1, changed, shape(menu).equals(shape(changed)) ? first : next);
    }

    UInt32 revision() {
      return revision;
    }

    private static List<Object> shape(List<TrayContent.Item> menu) {
      List<Object> shape = new ArrayList<>();
      for (TrayContent.Item item : menu)
        shape.add(
            switch (item) {
              case TrayContent.Choice choice -> choice.label();
              case TrayContent.Submenu submenu -> List.of(submenu.label(), shape(submenu.items()));
              case TrayContent.Line _, TrayContent.Separator _ -> item.getClass();
            });
      return shape;
    }

    private void add(int parent, List<TrayContent.Item> menu) {
      List<Integer> numbers = new ArrayList<>();
      below.put(parent, numbers);
      for (TrayContent.Item item : menu) {
        int number = next++;
        numbers.add(number);
        items.put(number, new MenuProperties(number, properties(item)));
        if (item instanceof TrayContent.Choice choice) choices.put(number, choice.chosen());
        if (item instanceof TrayContent.Submenu submenu) add(number, submenu.items());
      }
    }

    private static Map<String, Variant<?>> properties(TrayContent.Item item) {
      Map<String, Variant<?>> properties = new LinkedHashMap<>();
      switch (item) {
        case TrayContent.Separator _ -> properties.put("type", new Variant<>("separator"));
        case TrayContent.Line line -> {
          label(properties, line.label());
          properties.put("enabled", new Variant<>(false));
        }
        case TrayContent.Choice choice -> label(properties, choice.label());
        case TrayContent.Submenu submenu -> {
          label(properties, submenu.label());
          properties.put("children-display", new Variant<>("submenu"));
        }
      }
      return properties;
    }

    /// A single underscore would underline the next letter.
    private static void label(Map<String, Variant<?>> properties, String label) {
      properties.put("label", new Variant<>(label.replace("_", "__")));
    }

    private MenuNode node(int number, int depth) {
      List<Variant<?>> children = new ArrayList<>();
      if (depth != 0)
        for (int child : below.getOrDefault(number, List.of()))
          children.add(new Variant<>(node(child, depth - 1), MenuNode.SIGNATURE));
      return new MenuNode(number, of(number), children);
    }

    /// Nothing of an item that is not there any more.
    private Map<String, Variant<?>> of(int number) {
      MenuProperties known = items.get(number);
      return known == null ? Map.of() : known.properties;
    }
  }

  private final Supplier<Numbered> menu;

  MenuObject(Supplier<Numbered> menu) {
    this.menu = menu;
  }

  @Override
  public MenuLayout<UInt32, MenuNode> GetLayout(int parent, int depth, List<String> properties) {
    Numbered now = menu.get();
    return new MenuLayout<>(now.revision, now.node(parent, depth));
  }

  @Override
  public List<MenuProperties> GetGroupProperties(List<Integer> items, List<String> properties) {
    Numbered now = menu.get();
    if (items.isEmpty()) return List.copyOf(now.items.values());
    return items.stream()
        .filter(now.items::containsKey)
        .map(item -> new MenuProperties(item, now.of(item)))
        .toList();
  }

  @Override
  public Variant<?> GetProperty(int item, String property) {
    Variant<?> value = menu.get().of(item).get(property);
    return value == null ? new Variant<>("") : value;
  }

  @Override
  public void Event(int item, String event, Variant<?> data, UInt32 time) {
    Runnable chosen = menu.get().choices.get(item);
    if (event.equals("clicked") && chosen != null) chosen.run();
  }

  @Override
  public List<Integer> EventGroup(List<MenuEvent> events) {
    Numbered now = menu.get();
    for (MenuEvent event : events) Event(event.item, event.event, event.data, event.time);
    return events.stream().map(e -> e.item).filter(i -> !now.items.containsKey(i)).toList();
  }

  @Override
  public boolean AboutToShow(int item) {
    return false;
  }

  @Override
  public MenuLayout<List<Integer>, List<Integer>> AboutToShowGroup(List<Integer> items) {
    return new MenuLayout<>(List.of(), List.of());
  }

  @Override
  public Map<String, Variant<?>> GetAll(String type) {
    Map<String, Variant<?>> all = new LinkedHashMap<>();
    all.put("Version", new Variant<>(new UInt32(3)));
    all.put("Status", new Variant<>("normal"));
    all.put("TextDirection", new Variant<>("ltr"));
    all.put("IconThemePath", new Variant<>(List.<String>of(), "as"));
    return all;
  }

  @Override
  public String getObjectPath() {
    return PATH;
  }
}
