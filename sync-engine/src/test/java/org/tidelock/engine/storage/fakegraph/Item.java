package org.tidelock.engine.storage.fakegraph;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// A file or a folder. Of its drive, which guards it.
final class Item {
  final String id;
  final String name;
  final Optional<Item> parent;

  /// By names in lower case; empty for a file.
  final Optional<Map<String, Item>> children;

  final Instant made;
  private byte[] bytes = new byte[0];
  private String hash = QuickXor.of(bytes);
  int version = 1;

  Item(String id, String name, Optional<Item> parent, boolean isFolder, Instant made) {
    this.id = id;
    this.name = name;
    this.parent = parent;
    this.children = isFolder ? Optional.of(new LinkedHashMap<>()) : Optional.empty();
    this.made = made;
  }

  byte[] bytes() {
    return bytes;
  }

  void fill(byte[] with) {
    bytes = with;
    hash = QuickXor.of(with);
    version++;
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  boolean isFolder() {
    return children.isPresent();
  }

  long size() {
    return children
        .map(c -> c.values().stream().mapToLong(Item::size).sum())
        .orElse((long) bytes.length);
  }

  String eTag() {
    return "\"{" + id + "}," + version + "\"";
  }

  String cTag() {
    return "\"c:{" + id + "}," + version + "\"";
  }

  boolean isBelow(Item folder) {
    return this == folder || parent.map(p -> p.isBelow(folder)).orElse(false);
  }

  /// @param selected the fields that are wanted; all if empty. Unknown ones are left out silently
  ObjectNode json(Set<String> selected) {
    ObjectNode all = Talk.JSON.createObjectNode().put("id", id).put("name", name);
    all.put("size", size()).put("eTag", eTag());
    all.put("createdDateTime", made.toString()).put("lastModifiedDateTime", made.toString());
    parent.ifPresent(p -> all.putObject("parentReference").put("id", p.id).put("driveId", "D1"));
    if (children.isPresent()) {
      all.putObject("folder").put("childCount", children.get().size());
    } else {
      all.put("cTag", cTag());
      ObjectNode file = all.putObject("file").put("mimeType", "application/octet-stream");
      file.putObject("hashes").put("quickXorHash", hash);
    }
    if (!selected.isEmpty()) all.retain(selected);
    return all;
  }
}
