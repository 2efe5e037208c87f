package org.tidelock.engine.undo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.LogTable.SegmentKey;
import org.tidelock.engine.index.Tables;

/// What a device has recorded since a time, as far as another one can know: the culprit's clock may be wrong by hours, in both directions. What had
/// arrived here before is from before, and what arrived later is not; where nothing says when it arrived, it is from before if this device had seen it when
/// it recorded something before, and from after if it rests on what this device recorded later. Only where that tells nothing, either, its author's clock
/// does.
final class SinceThen {
  private final Tables tables;
  private final Instant time;
  private final List<Own> own = new ArrayList<>();

  /// What this device has recorded as one of its writers.
  ///
  /// @param before how many of its segments were made before that time
  /// @param seen what the last of these had seen
  private record Own(WriterId writer, long before, VersionVector seen) {}

  /// @param self this device: its own clock is believed, as the time was read from it
  SinceThen(Tables tables, DeviceId self, Instant time) {
    this.tables = tables;
    this.time = time;
    for (LogTable.Writer w : tables.log().writers())
      if (w.device().equals(self)) own.add(own(w.id()));
  }

  private Own own(WriterId writer) {
    long before =
        tables.log().inCausalOrder().stream()
            .filter(key -> key.writer().equals(writer))
            .takeWhile(key -> key.made().isBefore(time))
            .count();
    VersionVector seen =
        before == 0
            ? VersionVector.EMPTY
            : tables.log().seen(writer, before - 1).orElse(VersionVector.EMPTY);
    return new Own(writer, before, seen);
  }

  /// In an order in which each comes after everything it has seen.
  List<SegmentKey> of(DeviceId device) {
    Set<WriterId> writers =
        tables.log().writers().stream()
            .filter(w -> w.device().equals(device))
            .map(LogTable.Writer::id)
            .collect(Collectors.toSet());
    return tables.log().inCausalOrder().stream()
        .filter(key -> writers.contains(key.writer()))
        .filter(this::isSince)
        .toList();
  }

  private boolean isSince(SegmentKey key) {
    if (own.stream().anyMatch(o -> o.writer.equals(key.writer())))
      return !key.made().isBefore(time);
    Optional<Instant> arrival = tables.arrivals().of(key.writer(), key.seq());
    if (arrival.isPresent()) return !arrival.get().isBefore(time);
    if (own.stream().anyMatch(o -> o.seen.seen(key.writer()) > key.seq())) return false;
    if (restsOnLater(key)) return true;
    return !key.made().isBefore(time);
  }

  private boolean restsOnLater(SegmentKey key) {
    VersionVector seen = tables.log().seen(key.writer(), key.seq()).orElse(VersionVector.EMPTY);
    return own.stream().anyMatch(o -> seen.seen(o.writer) > o.before);
  }
}
