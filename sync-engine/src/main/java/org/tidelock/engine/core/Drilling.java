package org.tidelock.engine.core;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tidelock.crypto.Members;
import org.tidelock.engine.DrillReport;
import org.tidelock.engine.Progress;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.VaultClosedException;
import org.tidelock.engine.drill.Drill;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.IndexException;
import org.tidelock.engine.profile.Choices;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Storages;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Floor;
import org.tidelock.engine.trust.Identity;

/// A recovery drill beside the rounds, over a connection of its own; closing the vault ends it with the next request. Only what comes before it is done alone.
///
/// @param news tells that the status may be another one
record Drilling(
    Workshop shop,
    StorageDoor door,
    Identity identity,
    Work work,
    Gate gate,
    Runnable news,
    Effects effects) {
  DrillReport run(Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    Begun begun =
        work.asked(
            () ->
                new Begun(
                    Floor.of(shop.tables(), identity),
                    door.another().onlyReading(this::giveWay),
                    Storages.folder(door.storage()).isEmpty()));
    DrillReport report =
        gate.passLong(
            () -> {
              Drill.Outcome done = run(begun, unlock, progress);
              if (done.report().isGood() && hasRead(done.report())) keep(done);
              return done.report();
            });
    news.run();
    return report;
  }

  private record Begun(Floor floor, Remote remote, boolean onServer) {}

  /// A storage that is too slow to give anything within the time has proved nothing of what is in files.
  private static boolean hasRead(DrillReport report) {
    return report.bytes() == 0 || !report.read().isEmpty();
  }

  /// Not where a secret was replaced here meanwhile: what was tried opens nothing any more, and nobody has tried out the new one.
  private void keep(Drill.Outcome done) throws TidelockException {
    DrillReport.Secret by = done.report().by();
    Members seen = done.members();
    boolean isNewest =
        identity.members().slots().stream()
            .allMatch(s -> seen.slots().contains(s) || seen.removedSlots().contains(s.name()));
    if (isNewest)
      shop.choices().drill(by, new Choices.Drilled(done.report().at(), slots(by, seen)));
  }

  private Drill.Outcome run(Begun begun, Unlock unlock, Consumer<? super Progress> progress)
      throws TidelockException, InterruptedException {
    try (Remote remote = begun.remote) {
      return new Drill(remote, identity, begun.floor, begun.onServer, effects)
          .run(unlock, progress);
    } catch (IndexException e) {
      throw Troubles.ofIndex(e);
    } catch (TidelockException e) {
      giveWay(); // which may be what ended it
      throw e;
    }
  }

  private void giveWay() {
    if (gate.isShut()) throw new VaultClosedException();
  }

  Optional<Instant> last(DrillReport.Secret by) {
    return last(by, shop.choices(), identity.members());
  }

  static Optional<Instant> last(DrillReport.Secret by, Choices choices, Members members) {
    return choices
        .drilled(by)
        .filter(d -> d.slots().equals(slots(by, members)))
        .map(Choices.Drilled::at);
  }

  private static Set<String> slots(DrillReport.Secret by, Members members) {
    return members.slots().stream()
        .filter(s -> s.recovery() == (by == DrillReport.Secret.RECOVERY_KIT))
        .map(s -> s.id().toString())
        .collect(Collectors.toSet());
  }
}
