package org.tidelock.engine.restore;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;

/// Something that is to be brought back: a file or link in one of its versions, or a folder with what is in it.
///
/// @param file empty for a folder
record Wish(String name, Optional<File> file, List<Wish> inside) {
  Wish {
    inside = List.copyOf(inside);
  }

  /// @param node whose version it is, if that is known
  record File(
      Optional<NodeId> node,
      NodeKind kind,
      OpId version,
      ContentId content,
      long size,
      Optional<Attributes> attributes) {}

  Wish named(String other) {
    return new Wish(other, file, inside);
  }

  static Wish folder(String name, List<Wish> inside) {
    return new Wish(name, Optional.empty(), inside);
  }

  static Wish file(String name, NodeKind kind, ContentVersion version) {
    return new Wish(
        name,
        Optional.of(
            new File(
                Optional.empty(),
                kind,
                version.id(),
                version.content(),
                version.size(),
                Optional.of(version.attributes()))),
        List.of());
  }

  /// As an entry shows it, attributes that were set later included.
  static Wish file(Entry entry) {
    return new Wish(
        entry.name(),
        Optional.of(
            new File(
                Optional.of(entry.id()),
                entry.kind(),
                entry.version().orElseThrow(),
                entry.content().orElseThrow(),
                entry.size(),
                entry.attributes())),
        List.of());
  }
}
