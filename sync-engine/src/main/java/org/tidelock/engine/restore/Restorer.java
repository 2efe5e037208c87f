package org.tidelock.engine.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.Activity;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.guard.Keeping;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.HoldTable.Cause;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.SealedContents;

/// Brings back what was. In the synced folder it takes the place of what is there now, which a round before has recorded and which goes to the
/// trash; anything else that is in the way stays, and what is restored comes to lie beside it. The next round records the restored files as new
/// versions, whose chunks the storage has already. What others have deleted and is still here, because that waits for an answer, stays.
public final class Restorer {
  private static final int MOST_PATHS = 1_000;
  private static final int MOST_ACTIVITY = 200;

  private final Tables tables;
  private final Identity identity;
  private final SealedContents contents;
  private final Destinations destinations;
  private final Effects effects;
  private final Meter meter;

  public Restorer(
      Tables tables,
      Identity identity,
      SealedContents contents,
      Destinations destinations,
      Effects effects,
      Meter meter) {
    this.tables = tables;
    this.identity = identity;
    this.contents = contents;
    this.destinations = destinations;
    this.effects = effects;
    this.meter = meter;
  }

  public RestoreReport restore(RestoreRequest request)
      throws TidelockException, InterruptedException {
    Wish wish = new Wishes(tables, identity).of(request);
    VaultPath path = VaultPath.of(request.path());
    Optional<Path> to = request.to();
    try (Destination destination =
        to.isPresent() ? destinations.other(to.get()) : destinations.inPlace()) {
      Run run = new Run(destination, to.isEmpty());
      return run.run(wish, to.isPresent() || path.isTop() ? VaultPath.TOP : path.parent());
    } catch (IOException e) {
      throw Troubles.ofFolder(to.orElse(destinations.folder()), e);
    }
  }

  private final class Run {
    private final Destination destination;
    private final boolean inPlace;
    private final Delivery delivery;

    /// Is not on the disk as its row says: gone, or rewritten.
    private final Set<NodeId> unlike = unlike();

    /// Is on the disk, though others have deleted it.
    private final Set<NodeId> stillHere = tables.holds().waiting(Cause.DELETED_ELSEWHERE);

    private final List<NodeId> staying = new ArrayList<>();

    private final List<Delivery.Item> items = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<Activity> activity = new ArrayList<>();
    private long files;
    private long bytes;

    Run(Destination destination, boolean inPlace) {
      this.destination = destination;
      this.inPlace = inPlace;
      this.delivery = new Delivery(destination.place(), tables.versions(), contents, meter);
    }

    private Set<NodeId> unlike() {
      Set<NodeId> unlike = new HashSet<>(tables.holds().waiting(Cause.GONE_HERE));
      unlike.addAll(tables.holds().waiting(Cause.REWRITTEN_HERE));
      return unlike;
    }

    /// @param folder where it belongs, below the destination's top
    RestoreReport run(Wish wish, VaultPath folder)
        throws IOException, InterruptedException, TidelockException {
      LocalPath at = destination.top();
      for (String name : folder.names()) at = delivery.folder(destination.child(at, name), false);
      if (wish.name().isEmpty()) for (Wish inside : wish.inside()) plan(inside, at, !inPlace);
      else plan(wish, at, !inPlace);
      try {
        new Keeping(tables).keep(staying);
        delivery.bring(items, this::arrived);
      } finally {
        tell();
      }
      if (!delivery.failures().isEmpty()) throw Incomplete.of(delivery.failures(), files);
      return new RestoreReport(files, bytes, paths);
    }

    private void plan(Wish wish, LocalPath folder, boolean fresh) throws IOException {
      LocalPath at = destination.child(folder, wish.name());
      if (wish.file().isPresent()) {
        file(at, wish.file().get());
        return;
      }
      if (inPlace) destination.known().flatMap(k -> k.row(at)).ifPresent(this::stays);
      LocalPath made = delivery.folder(at, fresh);
      for (Wish inside : wish.inside()) plan(inside, made, false);
    }

    private void file(LocalPath at, Wish.File wanted) {
      Optional<BaseRow> there =
          inPlace
              ? destination
                  .known()
                  .flatMap(k -> k.row(at))
                  .filter(row -> !unlike.contains(row.entry().id()))
              : Optional.empty();
      if (there.filter(row -> isSame(row, wanted)).isPresent()) {
        if (stays(there.get())) arrived(at, wanted.version(), wanted.size());
        return;
      }
      items.add(
          new Delivery.Item(
              at,
              wanted.version(),
              wanted.kind() == NodeKind.FILE ? wanted.attributes() : Optional.empty(),
              wanted.size(),
              there.filter(row -> row.entry().kind() == wanted.kind()),
              destination.known().map(k -> k.alike(wanted, there)).orElse(List.of())));
    }

    private boolean stays(BaseRow row) {
      return stillHere.contains(row.entry().id()) && staying.add(row.entry().id());
    }

    private static boolean isSame(BaseRow row, Wish.File wanted) {
      return row.entry().kind() == wanted.kind()
          && row.entry().content().filter(wanted.content()::equals).isPresent()
          && (wanted.kind() == NodeKind.LINK
              || row.entry().attributes().equals(wanted.attributes()));
    }

    private void arrived(Delivery.Item item, LocalPath where) {
      arrived(where, item.version(), item.size());
    }

    private void arrived(LocalPath where, OpId version, long size) {
      files++;
      bytes += size;
      if (paths.size() < MOST_PATHS)
        paths.add(inPlace ? where.toString() : destination.shown(where).toString());
      if (inPlace && activity.size() < MOST_ACTIVITY)
        activity.add(
            new Activity(
                0,
                effects.clock().instant(),
                Activity.Kind.RESTORED,
                where.toString(),
                tables.deviceName(version.writer()),
                true,
                size,
                ""));
    }

    private void tell() {
      if (activity.isEmpty()) return;
      tables
          .db()
          .transaction(
              () -> {
                activity.forEach(tables.activity()::add);
                return true;
              });
    }
  }
}
