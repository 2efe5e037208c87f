package org.tidelock.engine.trust;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Members;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Issue;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;

/// Tells once of each device that is added to the vault: whoever has the passphrase can join, but not unseen. The devices that are there when this
/// profile is made, or its index is built anew, are no news.
public final class Newcomers {
  /// Of the ids of the issues; what follows is the device's id.
  public static final String ISSUE = "device:";

  private static final String KNOWN = "known-devices";
  private static final int ID = 16;

  private final Tables tables;
  private final Identity identity;
  private final Effects effects;

  public Newcomers(Tables tables, Identity identity, Effects effects) {
    this.tables = tables;
    this.identity = identity;
    this.effects = effects;
  }

  /// Once, before anything is learned from the storage.
  public void begin() {
    if (tables.meta().get(KNOWN).isEmpty()) keep(identity.members());
  }

  /// Runs in the transaction that keeps the members: each device is told of once, whatever happens in between.
  void note(Members members) {
    Set<DeviceId> known = known();
    known.add(identity.device().id());
    List<DeviceEntry> fresh =
        members.devices().stream().filter(d -> !known.contains(d.id())).toList();
    if (fresh.isEmpty()) return;
    fresh.forEach(this::tell);
    keep(members);
  }

  private void tell(DeviceEntry device) {
    Instant now = effects.clock().instant();
    String name = device.name();
    tables.activity().add(new Activity(0, now, Activity.Kind.DEVICE, name, name, false, 0, ""));
    tables
        .issues()
        .put(
            new Issue(
                ISSUE + device.id(),
                Issue.Severity.INFO,
                Issue.Kind.SAFETY,
                "DEV-04",
                Title.DEVICE_ADDED.of(name),
                Body.IF_NOT_YOURS.of(),
                Optional.empty(),
                now));
  }

  private Set<DeviceId> known() {
    Set<DeviceId> known = new HashSet<>();
    ByteBuffer in = ByteBuffer.wrap(tables.meta().get(KNOWN).orElse(new byte[0]));
    while (in.hasRemaining()) {
      byte[] id = new byte[ID];
      in.get(id);
      known.add(DeviceId.of(id));
    }
    return known;
  }

  private void keep(Members members) {
    ByteBuffer out = ByteBuffer.allocate(ID * members.devices().size());
    members.devices().forEach(d -> out.put(d.id().bytes()));
    tables.meta().put(KNOWN, out.array());
  }
}
