package org.tidelock.engine.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.crypto.VaultObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.verify.Expected;

/// What is to be in the copy, in the order in which it is written.
///
/// @param sent how many segments of each writer
record Plan(
    List<Expected> packs,
    List<Expected> keys,
    List<Expected> members,
    List<Expected> log,
    Map<WriterId, Long> sent,
    Set<String> removedSlots,
    String state,
    Stock stock) {

  static Plan of(Identity identity, Tables reading) {
    Map<ObjectName, Expected> all = new HashMap<>();
    Map<String, List<Expected>> kinds = new HashMap<>();
    for (Expected e : Expected.all(identity, reading)) {
      all.put(e.name(), e);
      kinds.computeIfAbsent(e.name().value().split("/", 2)[0], _ -> new ArrayList<>()).add(e);
    }
    List<Expected> keys = new ArrayList<>(kinds.getOrDefault("envelopes", List.of()));
    keys.addAll(kinds.getOrDefault("slots", List.of()));
    List<Expected> members = new ArrayList<>();
    for (VaultObject o : identity.members().ordered())
      Optional.ofNullable(all.get(new ObjectName(o.name()))).ifPresent(members::add);
    List<Expected> log = new ArrayList<>();
    for (LogTable.SegmentKey key : reading.log().inCausalOrder())
      Optional.ofNullable(all.get(ObjectName.segment(key.writer(), key.seq()))).ifPresent(log::add);
    return new Plan(
        kinds.getOrDefault("packs", List.of()),
        keys,
        members,
        log,
        Expected.sent(reading),
        Set.copyOf(identity.members().removedSlots()),
        MirrorNotes.state(reading, identity),
        Stock.of(reading, identity));
  }

  List<Expected> all() {
    List<Expected> all = new ArrayList<>(packs);
    for (List<Expected> more : List.of(keys, members, log)) all.addAll(more);
    return all;
  }
}
