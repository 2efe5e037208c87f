package org.tidelock.engine.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.Activity;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Restoration;
import org.tidelock.engine.RestorePreview;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.guard.Keeping;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.OpId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.listing.Lookup;
import org.tidelock.engine.listing.VaultPath;
import org.tidelock.engine.local.BaseRow;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.selection.Selection;
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
  private final Selection selection;
  private final Destinations destinations;
  private final Effects effects;
  private final Meter meter;

  public Restorer(
      Tables tables,
      Identity identity,
      SealedContents contents,
      Selection selection,
      Destinations destinations,
      Effects effects,
      Meter meter) {
    this.tables = tables;
    this.identity = identity;
    this.contents = contents;
    this.selection = selection;
    this.destinations = destinations;
    this.effects = effects;
    this.meter = meter;
  }

  public RestoreReport restore(RestoreRequest request)
      throws TidelockException, InterruptedException {
    Wish wish = new Wishes(tables, identity).of(request);
    VaultPath path = VaultPath.of(request.path());
    Optional<Path> to = request.to();
    VaultPath folder = to.isPresent() || path.isTop() ? VaultPath.TOP : path.parent();
    Reach.Parted parted = parted(List.of(new Placed(wish, folder)), to);
    if (parted.isAllOut())
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.NOT_CHOSEN_HERE.of(parted.notChosen().getFirst().path()),
          Safe.NOTHING_CHANGED.of(),
          Todo.CHOOSE_OR_ELSEWHERE.of());
    RestoreReport report = run(parted, to, to.isEmpty());
    return switch (report.end()) {
      case RestoreReport.End.Whole _ -> report;
      case RestoreReport.End.Stopped _ -> throw new InterruptedException();
      case RestoreReport.End.Failed(TidelockException why) -> throw why;
    };
  }

  /// Things that are found in the vault as they were; what one of them lacks ends all, before anything is written. From then on there is a report, however it
  /// ends.
  public RestoreReport restore(Restoration wanted) throws TidelockException, InterruptedException {
    List<Placed> wishes = new Wishes(tables, identity).of(wanted);
    return switch (wanted.target()) {
      case Restoration.Target.InPlace _ ->
          run(parted(wishes, Optional.empty()), Optional.empty(), true);
      case Restoration.Target.Beside _ ->
          run(parted(wishes, Optional.empty()), Optional.empty(), false);
      case Restoration.Target.Into into ->
          run(Reach.Parted.all(wishes), Optional.of(into.folder()), false);
    };
  }

  private Reach.Parted parted(List<Placed> wishes, Optional<Path> to) {
    return to.isPresent()
        ? Reach.Parted.all(wishes)
        : Reach.part(wishes, selection.now(), new Lookup(tables.merged(), tables.view()));
  }

  /// What [#restore] would do. Makes nothing, not even the folder that it would go to.
  public RestorePreview preview(Restoration wanted) throws TidelockException, InterruptedException {
    List<Placed> wishes = new Wishes(tables, identity).of(wanted);
    Optional<Path> to =
        wanted.target() instanceof Restoration.Target.Into(Path folder)
            ? Optional.of(folder)
            : Optional.empty();
    boolean inPlace = wanted.target() instanceof Restoration.Target.InPlace;
    try (Destination synced = destinations.inPlace()) {
      RestorePreview preview = Foresight.of(parted(wishes, to), synced, inPlace, tables);
      return to.isEmpty() ? preview : preview.on(effects.places().drive(to.get()).free());
    } catch (IOException e) {
      throw Troubles.ofFolder(to.orElse(destinations.folder()), e);
    }
  }

  private RestoreReport run(Reach.Parted wanted, Optional<Path> to, boolean inPlace)
      throws TidelockException, InterruptedException {
    try (Destination destination =
        to.isPresent() ? destinations.other(to.get()) : destinations.inPlace()) {
      return new Run(destination, inPlace, to.orElse(destinations.folder())).run(wanted);
    }
  }

  private final class Run {
    private final Destination destination;
    private final boolean inPlace;
    private final Path folder;
    private final Delivery delivery;

    private final Fate fate;

    private final List<NodeId> staying = new ArrayList<>();

    /// Files that are here and stay, once that is recorded.
    private final List<Kept> kept = new ArrayList<>();

    private long foldersToKeep;
    private long foldersKept;

    private record Kept(LocalPath at, OpId version, long size) {}

    private final List<Delivery.Item> items = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final List<Activity> activity = new ArrayList<>();
    private int placed;
    private long files;
    private long bytes;

    Run(Destination destination, boolean inPlace, Path folder) {
      this.folder = folder;
      this.destination = destination;
      this.inPlace = inPlace;
      this.fate = new Fate(destination, tables);
      this.delivery =
          new Delivery(destination.place(), tables.versions(), contents, meter, effects.portion());
    }

    RestoreReport run(Reach.Parted wanted) {
      RestoreReport.End end = bring(wanted.wishes());
      tell();
      return new RestoreReport(
          files,
          bytes,
          delivery.folders() + foldersKept,
          paths,
          wanted.notChosen().size(),
          Optional.empty(),
          end);
    }

    private RestoreReport.End bring(List<Placed> wishes) {
      try {
        for (Placed placed : wishes) plan(placed);
        new Keeping(tables).keep(staying);
        foldersKept = foldersToKeep;
        for (Kept k : kept) arrived(k.at, k.version, k.size);
        delivery.bring(items, this::arrived);
      } catch (InterruptedException e) {
        return interrupted();
      } catch (IOException e) {
        // Some calls tell an interruption so, and leave it to the thread.
        return Thread.interrupted()
            ? interrupted()
            : new RestoreReport.End.Failed(Troubles.ofFolder(folder, e));
      }
      return end();
    }

    private RestoreReport.End interrupted() {
      return placed < items.size() || items.isEmpty() ? new RestoreReport.End.Stopped() : end();
    }

    private RestoreReport.End end() {
      return delivery.failures().isEmpty()
          ? new RestoreReport.End.Whole()
          : new RestoreReport.End.Failed(Incomplete.of(delivery.failures(), files));
    }

    private void plan(Placed placed) throws IOException, InterruptedException {
      Wish wish = placed.wish();
      LocalPath at = destination.top();
      for (String name : placed.folder().names())
        at = delivery.folder(destination.folder(at, name), false);
      if (wish.name().isEmpty()) for (Wish inside : wish.inside()) plan(inside, at, !inPlace);
      else plan(wish, at, !inPlace);
    }

    private void plan(Wish wish, LocalPath folder, boolean fresh)
        throws IOException, InterruptedException {
      if (Thread.interrupted()) throw new InterruptedException();
      if (wish.file().isPresent()) {
        Wish.File file = wish.file().get();
        file(destination.file(folder, wish.name(), file), file);
        return;
      }
      LocalPath at = destination.folder(folder, wish.name());
      if (inPlace && destination.known().flatMap(k -> k.row(at)).filter(this::stays).isPresent())
        foldersToKeep++;
      LocalPath made = delivery.folder(at, fresh);
      for (Wish inside : wish.inside()) plan(inside, made, false);
    }

    private void file(LocalPath at, Wish.File wanted) {
      Optional<BaseRow> there = inPlace ? fate.there(at) : Optional.empty();
      if (there.filter(row -> Fate.isSame(row, wanted)).isPresent()) {
        if (stays(there.get())) kept.add(new Kept(at, wanted.version(), wanted.size()));
        return;
      }
      items.add(
          new Delivery.Item(
              at,
              wanted.version(),
              wanted.kind() == NodeKind.FILE ? wanted.attributes() : Optional.empty(),
              wanted.size(),
              Fate.replaced(there, wanted),
              destination.known().map(k -> k.alike(wanted, there)).orElse(List.of())));
    }

    private boolean stays(BaseRow row) {
      return fate.isLeaving(row) && staying.add(row.entry().id());
    }

    private void arrived(Delivery.Item item, LocalPath where) {
      placed++;
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
