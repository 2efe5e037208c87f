package org.tidelock.engine.apply;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.guard.Guard;
import org.tidelock.engine.guard.Returning;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.learn.Doubts;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.DiskWriter;
import org.tidelock.engine.local.LeftBehind;
import org.tidelock.engine.local.LocalNames;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.merge.View;
import org.tidelock.engine.plan.Action;
import org.tidelock.engine.plan.Arrivals;
import org.tidelock.engine.plan.BaseEntry;
import org.tidelock.engine.plan.FolderDiff;
import org.tidelock.engine.plan.Plan;
import org.tidelock.engine.plan.Planner;
import org.tidelock.engine.selection.Extent;
import org.tidelock.engine.selection.Selection;
import org.tidelock.engine.transfer.Meter;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.SealedContents;

/// Makes the disk equal to the merged tree: plans for the folders that changed, does what the plan says, and writes the base rows only when the
/// disk was flushed (I6). What cannot be done now leaves its folder on the list for the next round.
public final class Applier {
  private static final String EXTENT = "selection-extent";

  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

  private final Tables tables;
  private final Path folder;
  private final Disk disk;
  private final PrivateFolder own;
  private final DiskWriter writer;
  private final LeftBehind leftBehind;
  private final LocalNames names;
  private final FileAssembly assembly;
  private final SealedContents contents;
  private final Doubts doubts;
  private final Guard guard;
  private final Selection selection;
  private final UnaryOperator<Plan> reachable;
  private final PutAway putAway;
  private final Returning returning;
  private final Effects effects;
  private final Meter meter;

  /// @param reachable what of a plan touches nothing that is away now
  public Applier(
      Tables tables,
      Path folder,
      Disk disk,
      PrivateFolder own,
      DiskWriter writer,
      LeftBehind leftBehind,
      LocalNames names,
      FileAssembly assembly,
      SealedContents contents,
      Doubts doubts,
      Guard guard,
      Selection selection,
      UnaryOperator<Plan> reachable,
      Effects effects,
      Meter meter) {
    this.tables = tables;
    this.folder = folder;
    this.disk = disk;
    this.own = own;
    this.writer = writer;
    this.leftBehind = leftBehind;
    this.names = names;
    this.assembly = assembly;
    this.contents = contents;
    this.doubts = doubts;
    this.guard = guard;
    this.selection = selection;
    this.reachable = reachable;
    this.putAway = new PutAway(tables, selection, names::slot);
    this.returning = new Returning(tables, disk, writer);
    this.effects = effects;
    this.meter = meter;
  }

  /// What is to be done now.
  public Plan plan() {
    Plan plan = reachable.apply(plan(wanted(tables.view(), changed())));
    return doubts.isOpen() ? guard.wouldPassWithoutRemovals(plan) : guard.wouldPass(plan);
  }

  /// Folders that may differ.
  private List<NodeId> changed() {
    Extent extent = selection.now();
    if (extent.isAll()) return tables.dirty().all();
    return tables
        .db()
        .transaction(
            () -> {
              if (!tables.meta().text(EXTENT).equals(Optional.of(extent.key()))) {
                tables.lookAtAllFolders();
                tables.meta().putText(EXTENT, extent.key());
              }
              tables.dirty().add(extent.toBeMade(tables.dirty().all()));
              return tables.dirty().all();
            });
  }

  /// Without what this device does not have in its folder.
  private List<FolderDiff> wanted(View view, List<NodeId> folders) {
    return selection.now().wanted(FolderDiff.all(view, folders));
  }

  private Plan plan(List<FolderDiff> diffs) {
    return Planner.plan(diffs, tables.base(), names);
  }

  /// While devices see different trees, a removal may be the mistake of one of them.
  private Plan allowed(Plan wished) {
    Plan plan = reachable.apply(wished);
    return putAway.allowed(
        doubts.isOpen() ? guard.incomingWithoutRemovals(plan) : guard.incoming(plan));
  }

  /// @param applied filled while it goes on, so that it tells what was done if this fails
  public void apply(Applied applied) throws TidelockException, InterruptedException {
    List<NodeId> dirty = changed();
    if (dirty.isEmpty()) return;
    if (tables.dirty().things() > effects.portion()) {
      arrive(dirty, applied);
      dirty = tables.dirty().all();
      if (dirty.isEmpty()) return;
    }
    List<FolderDiff> diffs = wanted(tables.view(), dirty);
    Plan wished = wished(diffs);
    Plan plan = allowed(wished);
    carryOut(plan, diffs, applied);
    // What is withheld is planned anew in each round, until the doubt has ended.
    Set<Action> allowed = new HashSet<>(plan.actions());
    for (Action action : wished.actions())
      if (!allowed.contains(action)) PlanRun.folders(action).forEach(applied::open);
    done(tables.view(), dirty, applied);
  }

  /// What comes into folders of which this disk has nothing: it removes nothing, so that nobody has to be asked. What could not be done is planned with the
  /// rest.
  private void arrive(List<NodeId> dirty, Applied applied)
      throws TidelockException, InterruptedException {
    View view = tables.view();
    Arrivals arrivals =
        new Arrivals(view, tables.base(), dirty, folder -> wanted(view, List.of(folder)));
    for (List<FolderDiff> portion = arrivals.next(effects.portion());
        !portion.isEmpty();
        portion = arrivals.next(effects.portion())) {
      Plan plan = wished(portion);
      if (!plan.actions().stream().allMatch(Applier::brings)) continue;
      if (!reachable.apply(plan).equals(plan)) continue;
      carryOut(plan, portion, applied);
      done(view, portion.stream().map(FolderDiff::folder).toList(), applied);
    }
    passOver(arrivals.others());
  }

  /// A folder in which all stands that is wanted, and for which alone nothing would be done, needs no plan. An empty plan alone says little: a folder whose new
  /// place is below itself as long as nothing else is done, as where folders are turned inside out, has none either.
  private void passOver(List<NodeId> folders) {
    List<NodeId> equal = new ArrayList<>();
    for (NodeId folder : folders) {
      List<FolderDiff> diffs = wanted(tables.view(), List.of(folder));
      if (diffs.stream().allMatch(this::hasAll) && plan(diffs).isEmpty()) equal.add(folder);
    }
    areEqual(equal);
  }

  private boolean hasAll(FolderDiff diff) {
    Set<NodeId> here = new HashSet<>();
    for (BaseEntry entry : tables.base().children(diff.folder())) here.add(entry.id());
    return diff.wanted().stream().map(Entry::id).allMatch(here::contains);
  }

  private static boolean brings(Action action) {
    return action instanceof Action.MakeFolder || action instanceof Action.Place;
  }

  private void carryOut(Plan plan, List<FolderDiff> diffs, Applied applied)
      throws TidelockException, InterruptedException {
    PlanRun run =
        new PlanRun(
            tables, disk, writer, leftBehind, selection.now()::leavesOut, effects, applied, diffs);
    PutAway.Done done = putAway.announce(plan);
    try {
      Contents files =
          new Contents(tables, disk, own, writer, assembly, contents, run, meter, effects.io());
      for (Stage stage : stages(plan)) {
        if (stage.contents()) files.run(stage.actions());
        else run.run(stage.actions());
      }
      run.flush();
      done.run();
    } catch (ClosedByInterruptException e) {
      Thread.interrupted(); // told by what is thrown from here on
      keepWhatWasDone(run);
      throw interrupted(e);
    } catch (IOException e) {
      keepWhatWasDone(run);
      throw Troubles.ofFolder(folder, e);
    } catch (InterruptedException e) {
      // Else the next look would take it for something that was done here, and ask about removals.
      keepWhatWasDone(run);
      throw e;
    }
  }

  private Plan wished(List<FolderDiff> diffs) throws TidelockException {
    Plan wished = plan(diffs);
    try {
      return returning.before(reachable.apply(wished)) ? plan(diffs) : wished;
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }

  private static InterruptedException interrupted(ClosedByInterruptException cause) {
    InterruptedException interrupted = new InterruptedException("while the folder was changed");
    interrupted.initCause(cause);
    return interrupted;
  }

  private static void keepWhatWasDone(PlanRun run) {
    try {
      run.flush();
    } catch (IOException e) {
      // Then the next scan finds out (decisions/0004).
      LOG.warn("the base was not brought up to date", e);
    }
  }

  /// A run of actions of one sort, in the plan's order.
  private record Stage(boolean contents, List<Action> actions) {}

  private static List<Stage> stages(Plan plan) {
    List<Stage> stages = new ArrayList<>();
    for (Action action : plan.actions()) {
      boolean contents = action instanceof Action.Place || action instanceof Action.Replace;
      if (stages.isEmpty() || stages.getLast().contents != contents)
        stages.add(new Stage(contents, new ArrayList<>()));
      stages.getLast().actions.add(action);
    }
    return stages;
  }

  /// Folders in which all went well are equal now.
  private void done(View view, List<NodeId> dirty, Applied applied) {
    Set<NodeId> open = new HashSet<>(applied.openFolders());
    List<NodeId> equal = new ArrayList<>();
    for (NodeId folder : dirty) {
      Optional<NodeId> shown = view.shownAs(folder);
      if (!open.contains(folder) && shown.filter(open::contains).isEmpty()) equal.add(folder);
    }
    areEqual(equal);
  }

  private void areEqual(List<NodeId> folders) {
    tables
        .db()
        .transaction(
            () -> {
              tables.dirty().remove(folders);
              return true;
            });
  }
}
