package org.tidelock.engine.listing;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.history.Attributes;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.merge.Authors;
import org.tidelock.engine.merge.ContentVersion;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.MergeState;
import org.tidelock.engine.merge.Node;

/// Entries of a merged tree in the form that people are shown.
record FileEntries(MergeState state, Authors authors) {
  static final Comparator<FileEntry> FOLDERS_FIRST =
      Comparator.comparing((FileEntry e) -> e.type() != Type.FOLDER)
          .thenComparing(FileEntry::name, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(FileEntry::name);

  FileEntry of(VaultPath path, Entry entry, Local local) {
    WriterId author =
        entry.version().isPresent() ? entry.version().get().writer() : entry.placed().id().writer();
    return new FileEntry(
        path.toString(),
        type(entry.kind()),
        entry.size(),
        modified(entry),
        authors.deviceName(author),
        local,
        Optional.empty());
  }

  /// Links have no time of their own, and folders none that is kept: of those it is told when the vault got them.
  private Instant modified(Entry entry) {
    return switch (entry.kind()) {
      case FILE -> entry.attributes().map(Attributes::modified).orElse(Instant.EPOCH);
      case LINK ->
          entry.version().flatMap(state::version).map(ContentVersion::made).orElse(Instant.EPOCH);
      case FOLDER -> state.node(entry.id()).map(Node::made).orElse(Instant.EPOCH);
    };
  }

  /// A node at its place, however it is shown there.
  FileEntry of(VaultPath path, Node node) {
    Optional<ContentVersion> version = node.versions().stream().findFirst();
    return new FileEntry(
        path.toString(),
        type(node.kind()),
        version.map(ContentVersion::size).orElse(0L),
        modified(node, version),
        authors.deviceName(version.map(v -> v.id().writer()).orElse(node.born().id().writer())),
        Local.STORED,
        Optional.empty());
  }

  private static Instant modified(Node node, Optional<ContentVersion> version) {
    return version
        .map(v -> node.kind() == NodeKind.FILE ? v.attributes().modified() : v.made())
        .orElse(node.made());
  }

  /// Something that was deleted, with who did it.
  FileEntry of(Deleted.Item item, Local local) {
    Node node = item.node();
    Optional<ContentVersion> version = node.versions().stream().findFirst();
    return new FileEntry(
        item.path().toString(),
        type(node.kind()),
        version.map(ContentVersion::size).orElse(0L),
        modified(node, version),
        authors.deviceName(item.by().writer()),
        local,
        Optional.of(new FileEntry.Deletion(node.id().toString(), item.when())));
  }

  private static Type type(NodeKind kind) {
    return switch (kind) {
      case FILE -> Type.FILE;
      case FOLDER -> Type.FOLDER;
      case LINK -> Type.LINK;
    };
  }
}
