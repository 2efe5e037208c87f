package org.tidelock.engine.storage.fakegraph;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// One person's drive: items by id and by path, what is deleted and counts still. Names differ in more than case. Thread-safe.
final class Drive {
  private static final Pattern FORBIDDEN_IN_NAMES = Pattern.compile("[\"*:<>?/\\\\|\\x00-\\x1f]");
  private static final Set<String> RESERVED =
      Set.of(".lock", "con", "prn", "aux", "nul", "desktop.ini");
  private static final int LONGEST_PATH = 400;

  private final FakeClock clock;
  private final Map<String, Item> byId = new LinkedHashMap<>();
  private final Item root;
  private Optional<Item> appRoot = Optional.empty();
  private int ids;
  private long inBin;

  long total = 5L << 40;

  /// Folders on the way to a new file are made; else they must be there.
  boolean parentsAppear = true;

  Drive(FakeClock clock) {
    this.clock = clock;
    root = make("root", Optional.empty(), true);
  }

  private Item make(String name, Optional<Item> parent, boolean isFolder) {
    Item item =
        new Item(
            "A0F3!" + (100 + ids++),
            name,
            parent,
            isFolder,
            clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    byId.put(item.id, item);
    parent.ifPresent(p -> p.children.orElseThrow().put(Item.folded(name), item));
    return item;
  }

  Item root() {
    return root;
  }

  /// The application's folder, which its first GET makes.
  synchronized Item appRoot(boolean makes) {
    if (appRoot.isEmpty() && makes) {
      Item apps = child(root, "Apps").orElseGet(() -> make("Apps", Optional.of(root), true));
      appRoot = Optional.of(make("Tidelock", Optional.of(apps), true));
    }
    return appRoot.orElseThrow(GraphError::notFound);
  }

  synchronized Optional<Item> appRootIfMade() {
    return appRoot;
  }

  synchronized Item byId(String id) {
    return Optional.ofNullable(byId.get(id)).orElseThrow(GraphError::notFound);
  }

  private static Optional<Item> child(Item folder, String name) {
    return folder.children.flatMap(c -> Optional.ofNullable(c.get(Item.folded(name))));
  }

  /// @return what is at a path below an item
  synchronized Optional<Item> find(Item from, List<String> path) {
    Item at = from;
    for (String name : path) {
      requireName(name);
      Optional<Item> next = child(at, name);
      if (next.isEmpty()) return Optional.empty();
      at = next.get();
    }
    return Optional.of(at);
  }

  private static void requireName(String name) {
    String folded = Item.folded(name);
    boolean bad =
        name.isEmpty()
            || FORBIDDEN_IN_NAMES.matcher(name).find()
            || name.startsWith(" ")
            || name.startsWith("~$")
            || name.endsWith(" ")
            || name.endsWith(".")
            || folded.contains("_vti_")
            || RESERVED.contains(folded)
            || folded.matches("(com|lpt)[0-9]");
    if (bad) throw GraphError.invalid("The provided name cannot be used");
  }

  private Item parentOf(Item from, List<String> path) {
    if (String.join("/", path).length() > LONGEST_PATH)
      throw GraphError.of(400, "invalidRequest", "The path is too long")
          .because("pathIsTooLong")
          .refused();
    Item at = from;
    for (String name : path.subList(0, path.size() - 1)) {
      requireName(name);
      Optional<Item> next = child(at, name);
      if (next.isEmpty() && !parentsAppear) throw GraphError.notFound();
      Item here = at;
      at = next.orElseGet(() -> make(name, Optional.of(here), true));
      if (!at.isFolder()) throw GraphError.notFound();
    }
    requireName(path.getLast());
    return at;
  }

  /// What happens to a name that exists.
  enum Conflict {
    FAIL,
    REPLACE,
    RENAME
  }

  /// @param ifMatch an eTag or cTag that the present item must have
  record Conditions(Conflict conflict, Optional<String> ifMatch, boolean onlyIfAbsent) {}

  /// @param isNew whether there was none before
  record Stored(Item item, boolean isNew) {}

  synchronized Stored put(Item from, List<String> path, byte[] bytes, Conditions conditions) {
    Item parent = parentOf(from, path);
    String name = path.getLast();
    Optional<Item> present = child(parent, name);
    check(present, conditions);
    requireRoom(bytes.length);
    if (present.isPresent() && conditions.conflict == Conflict.RENAME) {
      int n = 1;
      while (child(parent, name + " " + n).isPresent()) n++;
      name += " " + n;
      present = Optional.empty();
    }
    boolean isNew = present.isEmpty();
    Item item = isNew ? make(name, Optional.of(parent), false) : present.get();
    item.fill(bytes);
    return new Stored(item, isNew);
  }

  private static void check(Optional<Item> present, Conditions conditions) {
    if (present.isPresent() && conditions.onlyIfAbsent) throw GraphError.changed();
    if (conditions.ifMatch.isPresent()) {
      Set<String> tags =
          present.map(i -> Set.of(i.eTag(), i.cTag())).orElseThrow(GraphError::notFound);
      if (!tags.contains(conditions.ifMatch.get())) throw GraphError.changed();
    }
    if (present.isEmpty()) return;
    if (conditions.conflict == Conflict.FAIL || present.get().isFolder()) throw GraphError.exists();
  }

  /// Of an upload that is to come.
  synchronized void checkAhead(Item from, List<String> path, Conditions conditions) {
    check(child(parentOf(from, path), path.getLast()), conditions);
  }

  synchronized void requireRoom(long more) {
    if (used() + more > total)
      throw GraphError.of(507, "quotaLimitReached", "Insufficient Space Available")
          .because("quotaLimitReached")
          .refused();
  }

  synchronized Item makeFolder(Item parent, String name, Conflict conflict) {
    requireName(name);
    if (!parent.isFolder()) throw GraphError.notFound();
    Optional<Item> present = child(parent, name);
    if (present.isEmpty()) return make(name, Optional.of(parent), true);
    if (conflict == Conflict.REPLACE && present.get().isFolder()) return present.get();
    throw GraphError.exists();
  }

  /// Into the recycle bin, where it counts still.
  synchronized void delete(Item item, Optional<String> ifMatch) {
    if (ifMatch.filter(t -> !t.equals(item.eTag()) && !t.equals(item.cTag())).isPresent())
      throw GraphError.changed();
    Item parent = item.parent.orElseThrow(() -> GraphError.invalid("The root cannot be deleted"));
    inBin += item.size();
    parent.children.orElseThrow().remove(Item.folded(item.name));
    forget(item);
    if (appRoot.filter(r -> r.isBelow(item)).isPresent()) appRoot = Optional.empty();
  }

  private void forget(Item item) {
    byId.remove(item.id);
    item.children.ifPresent(c -> c.values().forEach(this::forget));
  }

  synchronized List<Item> children(Item folder, Instant madeBefore) {
    List<Item> all = new ArrayList<>(folder.children.map(Map::values).orElse(List.of()));
    all.removeIf(i -> !i.isFolder() && i.made.isAfter(madeBefore));
    return all;
  }

  synchronized long used() {
    return root.size() + inBin;
  }

  synchronized long inBin() {
    return inBin;
  }

  /// The files below a folder, by their paths from it.
  synchronized Map<String, byte[]> files(Item folder) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    collect(folder, "", files);
    return files;
  }

  private static void collect(Item folder, String path, Map<String, byte[]> files) {
    for (Item item : folder.children.orElseThrow().values()) {
      String at = path + item.name;
      if (item.isFolder()) collect(item, at + "/", files);
      else files.put(at, item.bytes().clone());
    }
  }
}
