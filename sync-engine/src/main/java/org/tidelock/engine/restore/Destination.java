package org.tidelock.engine.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.apply.FileAssembly;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskWriter;
import org.tidelock.engine.local.LeftOut;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.NoBase;
import org.tidelock.engine.local.PrivateFolder;

/// Where restored things go: a folder on a disk. Of another folder than the synced one, the private folder that it takes is gone when this is
/// closed.
///
/// @param names how that disk spells names
/// @param top the folder on that disk
/// @param known what lies in the synced folder, if that is the disk
/// @param disposable whether the private folder was made for this
record Destination(
    Place place,
    LocalNames names,
    LocalPath top,
    Optional<Known> known,
    Path root,
    boolean disposable)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Destination.class);

  /// A folder of its own, which exists.
  static Destination of(Path folder, FileAssembly assembly, Effects effects) throws IOException {
    Disk disk = effects.places().disk(folder);
    PrivateFolder own = new PrivateFolder(disk, effects.random(), effects.clock());
    boolean disposable = disk.look(LocalPath.of(PrivateFolder.NAME)).isEmpty();
    DiskWriter writer = new DiskWriter(disk, own, (_, _) -> false);
    return new Destination(
        new Place(disk, own, writer, assembly.on(disk)),
        new LocalNames(disk.facts(), new NoBase(), LeftOut.NOTHING, _ -> Optional.empty()),
        LocalPath.ROOT,
        Optional.empty(),
        effects.places().real(folder),
        disposable);
  }

  Disk disk() {
    return place.disk();
  }

  /// Where a place is for people.
  Path shown(LocalPath at) {
    Path path = root;
    for (String name : at.names()) path = path.resolve(name);
    return path;
  }

  @Override
  public void close() {
    if (!disposable) return;
    LocalPath own = LocalPath.of(PrivateFolder.NAME);
    try {
      for (LocalPath folder : List.of(own.child("staging"), own))
        if (disk().look(folder).isPresent()) disk().delete(folder);
    } catch (IOException e) {
      LOG.info("a private folder was left behind in {}", root, e);
    }
  }

  /// Where a folder of the vault is, or will be, in another one here. One whose name differs in case only is the same where the disk says so.
  LocalPath folder(LocalPath in, String name) {
    return child(in, name, row -> row.entry().kind() == NodeKind.FOLDER);
  }

  /// Where a file is, or will be. What has a name that differs in case only, on a disk where that is one name, is the same if it is that file, renamed.
  LocalPath file(LocalPath in, String name, Wish.File file) {
    return child(in, name, row -> file.node().filter(row.entry().nodes()::contains).isPresent());
  }

  private LocalPath child(LocalPath in, String name, Predicate<BaseRow> isSame) {
    String local = names.localName(name);
    return in.child(
        known
            .flatMap(
                k ->
                    k.spelling(in, name)
                        .or(
                            () ->
                                k.slot(in, local)
                                    .filter(isSame)
                                    .map(row -> row.entry().localName())))
            .orElse(local));
  }

  /// What the base says of the synced folder, by place.
  static final class Known {
    private final Tables tables;
    private final LocalNames names;
    private final Map<LocalPath, Rows> folders = new HashMap<>();

    Known(Tables tables, LocalNames names) {
      this.tables = tables;
      this.names = names;
    }

    private record Rows(
        Map<String, BaseRow> byLocalName,
        Map<String, BaseRow> bySlot,
        Map<String, String> spellings) {}

    Optional<BaseRow> row(LocalPath at) {
      return Optional.ofNullable(rows(at.parent()).byLocalName.get(at.name()));
    }

    /// What is there under a name that is the same to the disk.
    Optional<BaseRow> slot(LocalPath folder, String localName) {
      return Optional.ofNullable(rows(folder).bySlot.get(names.slot(localName)));
    }

    Optional<String> spelling(LocalPath folder, String name) {
      return Optional.ofNullable(rows(folder).spellings.get(name));
    }

    private Rows rows(LocalPath folder) {
      return folders.computeIfAbsent(folder, this::read);
    }

    private Rows read(LocalPath folder) {
      Rows rows = new Rows(new HashMap<>(), new HashMap<>(), new HashMap<>());
      Optional<NodeId> id = tables.base().folderAt(folder);
      if (id.isEmpty()) return rows;
      for (BaseRow row : tables.base().rowsIn(id.get())) {
        String local = row.entry().localName();
        rows.byLocalName.put(local, row);
        rows.bySlot.put(names.slot(local), row);
        names.vaultName(local, row.entry().id()).ifPresent(name -> rows.spellings.put(name, local));
      }
      return rows;
    }

    /// Files here that hold a version already, or one before it.
    List<Delivery.LocalCopy> alike(Wish.File wanted, Optional<BaseRow> there) {
      List<Delivery.LocalCopy> copies = new ArrayList<>();
      there.ifPresent(row -> add(row, copies));
      for (NodeId node : tables.versions().nodesWith(wanted.content()))
        tables
            .base()
            .row(node)
            .filter(row -> row.entry().content().filter(wanted.content()::equals).isPresent())
            .ifPresent(row -> add(row, copies));
      return copies;
    }

    private void add(BaseRow row, List<Delivery.LocalCopy> copies) {
      if (row.entry().kind() != NodeKind.FILE) return;
      Optional<LocalPath> path = tables.base().pathOf(row.entry().id());
      if (path.isPresent() && row.entry().version().isPresent())
        copies.add(new Delivery.LocalCopy(path.get(), row.entry().version().get()));
    }
  }
}
