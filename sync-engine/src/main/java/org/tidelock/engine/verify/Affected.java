package org.tidelock.engine.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.history.ChunkId;
import org.tidelock.engine.history.ChunkRef;
import org.tidelock.engine.history.Content.FileContent;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.Inventory;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.merge.Node;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.trust.SealedContents;

/// The files of which objects of the storage hold a part, in any of their versions. One pass over all versions, however many objects are asked
/// for.
final class Affected {
  private static final int MOST = 100;

  private final Tables tables;
  private final SealedContents contents;
  private final Lookup lookup;
  private final Map<ObjectName, Set<String>> paths = new HashMap<>();

  Affected(Tables tables, SealedContents contents) {
    this.tables = tables;
    this.contents = contents;
    this.lookup = new Lookup(tables.merged(), tables.view());
  }

  /// At most a hundred paths for each object.
  Map<ObjectName, List<String>> by(Set<ObjectName> objects) {
    Map<ChunkId, List<ObjectName>> chunks = chunks(objects);
    tables
        .versions()
        .each(
            version -> {
              Set<ObjectName> hit = new HashSet<>();
              ObjectName segment = ObjectName.segment(version.id().writer(), version.id().seq());
              if (objects.contains(segment)) hit.add(segment);
              if (!chunks.isEmpty()) addPacks(version, chunks, hit);
              for (ObjectName object : hit) add(object, version);
            });
    Map<ObjectName, List<String>> result = new HashMap<>();
    paths.forEach((object, found) -> result.put(object, List.copyOf(found)));
    return result;
  }

  private Map<ChunkId, List<ObjectName>> chunks(Set<ObjectName> objects) {
    Map<ChunkId, List<ObjectName>> chunks = new HashMap<>();
    Set<ObjectName> packs = new HashSet<>();
    for (PackTable.Pack p : tables.packs().named())
      if (objects.contains(ObjectName.pack(p.id()))) packs.add(ObjectName.pack(p.id()));
    if (packs.isEmpty()) return chunks;
    new Inventory(tables.db())
        .chunks(
            (chunk, extents) ->
                extents.stream()
                    .map(e -> ObjectName.pack(e.pack()))
                    .filter(packs::contains)
                    .forEach(p -> chunks.computeIfAbsent(chunk, _ -> new ArrayList<>(1)).add(p)));
    return chunks;
  }

  private void addPacks(
      VersionTable.Version version, Map<ChunkId, List<ObjectName>> chunks, Set<ObjectName> hit) {
    if (contents.open(version.id(), version.content()) instanceof FileContent file)
      for (ChunkRef ref : file.chunks()) hit.addAll(chunks.getOrDefault(ref.id(), List.of()));
  }

  private void add(ObjectName object, VersionTable.Version version) {
    Set<String> known = paths.computeIfAbsent(object, _ -> new LinkedHashSet<>());
    if (known.size() < MOST) path(version).ifPresent(p -> known.add(p.toString()));
  }

  /// Where the file is shown, or was when it was deleted.
  private Optional<VaultPath> path(VersionTable.Version version) {
    Optional<Node> node = tables.merged().node(version.facts().node());
    if (node.isEmpty()) return Optional.empty();
    Optional<VaultPath> folder = lookup.folderPath(node.get().parent());
    return folder.map(f -> f.child(name(node.get(), version.id())));
  }

  private String name(Node node, OpId version) {
    return lookup.view().showing(node).stream()
        .filter(e -> e.members().stream().anyMatch(m -> m.version().equals(version)))
        .map(e -> e.name())
        .findFirst()
        .orElse(node.name());
  }
}
