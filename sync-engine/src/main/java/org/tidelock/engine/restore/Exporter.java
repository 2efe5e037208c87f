package org.tidelock.engine.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.ProfileKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.apply.FileAssembly;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Absorber;
import org.tidelock.engine.learn.Doubts;
import org.tidelock.engine.learn.Learner;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.View;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.profile.Folders;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.transfer.Pulse;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.StoredPacks;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.KeptVault;
import org.tidelock.engine.trust.OwnWriter;
import org.tidelock.engine.trust.Owners;
import org.tidelock.engine.trust.SealedContents;
import org.tidelock.engine.trust.SettledHeads;

/// Decrypts a whole vault into a folder without joining it. Everything is verified as a device verifies it, into an index that lasts as long as
/// this takes. The storage is only read.
public final class Exporter {
  private final Effects effects;
  private final Storages storages;

  public Exporter(Effects effects, Storages storages) {
    this.effects = effects;
    this.storages = storages;
  }

  /// @param to empty, or not there yet
  public RestoreReport export(
      String storage, Unlock unlock, Path to, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    new Folders(effects.places()).requireOutside(to, Storages.folder(storage));
    try (Remote remote = storages.remote(storage)) {
      return export(remote, unlock, to, progress);
    }
  }

  RestoreReport export(Remote remote, Unlock unlock, Path to, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    requireEmpty(to);
    Meter meter = new Meter(effects.clock());
    try (OwnerSession owner = Owners.open(remote, unlock, effects);
        Database index = effects.places().passingIndex();
        Pulse _ = Pulse.start(effects.clock(), () -> progress.accept(meter.progress()))) {
      Identity identity = Identity.ofOwner(owner);
      Tables tables = Tables.over(index);
      SealedContents contents =
          new SealedContents(identity.header().vault(), ProfileKey.random(effects.random()));
      Optional<TidelockException> lacking = learn(tables, remote, identity, contents).lacking();
      new Folders(effects.places()).make(to);
      StoredPacks stored = new StoredPacks(remote, tables.packs());
      FileAssembly assembly =
          new FileAssembly(effects.places().disk(to), identity, tables.packs(), stored, effects);
      try (Destination destination = Destination.of(to, assembly, effects)) {
        Delivery delivery =
            new Delivery(
                destination.place(), tables.versions(), contents, meter, effects.portion());
        RestoreReport report = new Run(tables.view(), destination, delivery).run(to);
        if (lacking.isPresent()) throw lacking.get(); // what can be had is there
        return report;
      }
    } catch (IOException e) {
      throw Troubles.ofFile(to.toString(), e);
    }
  }

  private void requireEmpty(Path to) throws TidelockException {
    try {
      if (!effects.places().exists(to) || effects.places().names(to).isEmpty()) return;
    } catch (IOException e) {
      throw Troubles.ofFile(to.toString(), e);
    }
    throw new TidelockException(
        ErrorCode.USAGE,
        Happened.FOLDER_NOT_EMPTY.of(to),
        Safe.NOTHING_CHANGED.of(),
        Todo.EMPTY_FOLDER.of());
  }

  /// Reads and verifies all that the storage has.
  private Learner.Learned learn(
      Tables tables, Remote remote, Identity identity, SealedContents contents)
      throws TidelockException, InterruptedException {
    Absorber absorber = new Absorber(tables, contents);
    return new Learner(
            tables,
            remote,
            identity,
            absorber,
            new OwnWriter(tables, effects.random()),
            KeptVault.ofOwner(tables, identity, remote),
            new Doubts(tables, effects),
            new SettledHeads(tables.meta()))
        .learnAll();
  }

  private static final class Run {
    private final View view;
    private final Destination destination;
    private final Delivery delivery;
    private final List<Delivery.Item> items = new ArrayList<>();
    private long files;
    private long bytes;

    Run(View view, Destination destination, Delivery delivery) {
      this.view = view;
      this.destination = destination;
      this.delivery = delivery;
    }

    RestoreReport run(Path to) throws IOException, InterruptedException, TidelockException {
      plan(Nodes.ROOT, view.children(Nodes.ROOT), destination.top());
      delivery.bring(
          items,
          (item, _) -> {
            files++;
            bytes += item.size();
          });
      if (!delivery.failures().isEmpty()) throw Incomplete.of(delivery.failures(), files);
      return new RestoreReport(files, bytes, List.of(to.toString()));
    }

    /// Conflict copies have the names that they are shown with; what a disk cannot have is spelled as a synced folder would.
    private void plan(NodeId folder, List<Entry> entries, LocalPath at) throws IOException {
      Map<NodeId, String> names = destination.names().localNames(folder, entries);
      for (Entry e : entries) {
        LocalPath place = at.child(names.getOrDefault(e.id(), e.name()));
        if (e.kind() == NodeKind.FOLDER) {
          plan(e.id(), view.children(e), delivery.folder(place, false));
        } else {
          items.add(
              new Delivery.Item(
                  place,
                  e.version().orElseThrow(),
                  e.kind() == NodeKind.FILE ? e.attributes() : Optional.empty(),
                  e.size(),
                  Optional.empty(),
                  List.of()));
        }
      }
    }
  }
}
