package org.tidelock.engine.plan;

import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeKind;

/// A synced folder on the heap. Refuses what a careful disk refuses: to overwrite, to remove what is not empty, to put a folder into itself.
final class MemoryDisk {
  /// A precondition does not hold; nothing was done.
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why);
    }
  }

  /// Something on the disk, the same object wherever it is moved.
  static final class Item {
    final NodeKind kind;
    Optional<ContentId> content;
    Optional<Attributes> attributes;
    private final TreeMap<String, Item> children = new TreeMap<>();
    private @Nullable Item parent;
    private String name = "";

    Item(NodeKind kind, Optional<ContentId> content, Optional<Attributes> attributes) {
      this.kind = kind;
      this.content = content;
      this.attributes = attributes;
    }

    String name() {
      return name;
    }

    @Nullable Item parent() {
      return parent;
    }

    boolean isFolder() {
      return kind == NodeKind.FOLDER;
    }

    Iterable<Item> children() {
      return children.values();
    }

    String path() {
      return parent == null ? "" : parent.path() + "/" + name;
    }

    boolean isInside(Item folder) {
      for (Item at = this; at != null; at = at.parent) if (at == folder) return true;
      return false;
    }
  }

  final Item root = new Item(NodeKind.FOLDER, Optional.empty(), Optional.empty());
  private final UnaryOperator<String> slots;

  /// @param slots the names that are one name on this disk have one slot
  MemoryDisk(UnaryOperator<String> slots) {
    this.slots = slots;
  }

  Optional<Item> at(Item folder, String name) {
    return Optional.ofNullable(folder.children.get(slots.apply(name)));
  }

  boolean holds(Item item) {
    return item.isInside(root);
  }

  /// Makes it there, or moves it there.
  void put(Item item, Item folder, String name) {
    if (!folder.isFolder() || !holds(folder)) throw new Refused("no folder for " + name);
    if (folder.isInside(item)) throw new Refused("into itself: " + name);
    if (at(folder, name).isPresent()) throw new Refused("not free: " + folder.path() + "/" + name);
    detach(item);
    item.parent = folder;
    item.name = name;
    folder.children.put(slots.apply(name), item);
  }

  void remove(Item item) {
    if (!item.children.isEmpty()) throw new Refused("not empty: " + item.path());
    detach(item);
  }

  /// As a user does it, with all that is in it.
  void removeAll(Item item) {
    detach(item);
  }

  private void detach(Item item) {
    if (item.parent != null) item.parent.children.remove(slots.apply(item.name));
    item.parent = null;
  }

  /// Everything, folders before what is in them.
  void each(Consumer<Item> visitor) {
    each(root, visitor);
  }

  void each(Item folder, Consumer<Item> visitor) {
    for (Item child : folder.children.values()) {
      visitor.accept(child);
      each(child, visitor);
    }
  }
}
