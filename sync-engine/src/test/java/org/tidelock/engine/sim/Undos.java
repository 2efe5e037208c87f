package org.tidelock.engine.sim;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.ChangeBatch;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UndoReport;
import org.tidelock.engine.UndoRequest;

/// What persons take back in a world: of contents only those may go which the device in question has recorded.
final class Undos {
  private final SimWorld world;

  /// Who has taken back anything since the last peace.
  private final Set<Integer> undoers = new HashSet<>();

  /// @param of whose changes
  private record Wanted(int of, UndoRequest request) {}

  Undos(SimWorld world) {
    this.world = world;
  }

  boolean any() {
    return !undoers.isEmpty();
  }

  boolean by(int device) {
    return undoers.contains(device);
  }

  /// All has come to rest.
  void rest() {
    undoers.clear();
  }

  /// After a round, so that it is known what was there before.
  void undo(Event.Disturbed event) throws Exception {
    int number =
        switch (event) {
          case Event.UndoBatch e -> e.device();
          case Event.UndoSince e -> e.device();
          default -> throw new IllegalArgumentException("no undoing: " + event);
        };
    SimDevice device = world.devices.get(number);
    if (device.isWorking()) return;
    world.sync(new Event.Sync(number, List.of(), List.of()));
    if (!device.isOn()) return;
    try {
      Optional<Wanted> wanted = wanted(device, event);
      if (wanted.isPresent() && !empties(device, wanted.get())) undo(device, wanted.get(), event);
    } catch (TidelockException e) {
      world.refused(device, e);
    }
    world.checks().afterSync(device);
  }

  /// A folder that is emptied stops syncing.
  private static boolean empties(SimDevice device, Wanted wanted)
      throws TidelockException, InterruptedException {
    return device.vault().previewUndo(wanted.request).removed().paths().contains(SimWorld.KEPT);
  }

  private Optional<Wanted> wanted(SimDevice device, Event.Disturbed event)
      throws TidelockException {
    return switch (event) {
      case Event.UndoBatch e -> {
        List<ChangeBatch> batches = device.vault().batches(e.batch() + 1);
        if (batches.size() <= e.batch()) yield Optional.empty();
        ChangeBatch batch = batches.get(e.batch());
        yield Optional.of(
            new Wanted(Mould.number(batch.device()), new UndoRequest.Batch(batch.id())));
      }
      case Event.UndoSince e -> {
        Instant time = device.time.instant().minus(Duration.ofMillis(e.millis()));
        yield device.vault().devices().stream()
            .filter(d -> d.name().equals(Mould.name(e.of())))
            .map(DeviceInfo::id)
            .findFirst()
            .map(id -> new Wanted(e.of(), new UndoRequest.Since(id, time)));
      }
      default -> Optional.empty();
    };
  }

  private void undo(SimDevice device, Wanted wanted, Event.Disturbed event) throws Exception {
    Set<String> before = Set.copyOf(device.user.tree().values());
    undoers.add(device.number);
    world.contents.begins(device.number);
    Optional<UndoReport> report = Optional.empty();
    try {
      report = device.does(v -> v.undo(wanted.request), world.during(event));
      world.trace.add(device.number + " " + report.map(UndoReport::toString).orElse("died"));
    } finally {
      boolean known =
          report.isPresent()
              && event.meanwhile().isEmpty()
              && !device.isTroubled()
              && !device.isPartial()
              && !world.isIgnoring(); // what is left out goes when it is not any more
      world.contents.destroyed(mayGo(wanted.of, known ? gone(device, before) : Optional.empty()));
    }
  }

  private static Optional<Set<String>> gone(SimDevice device, Set<String> before)
      throws IOException {
    Set<String> gone = new HashSet<>(before);
    gone.removeAll(device.user.tree().values());
    return Optional.of(gone);
  }

  /// @param gone what is known to be so; empty if it may yet go
  private Set<String> mayGo(int of, Optional<Set<String>> gone) {
    // Who was a copy of another one, or has lost what it knew, may have recorded what others wrote.
    if (world.everForgetful()) return gone.orElseGet(world.contents::all);
    Set<String> mayGo = world.contents.recordedBy(of);
    gone.ifPresent(mayGo::retainAll);
    return mayGo;
  }
}
