package org.tidelock.engine.trust;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.Members;
import org.tidelock.engine.Activity;
import org.tidelock.engine.Issue;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Title;

/// Tells once of each device that is added to the vault: whoever has the passphrase can join, but not unseen. So it does of what somebody has added by secrets that were replaced at
/// the same time, or before, and that does not count. What is there when this profile is made, or its index is built anew, is no news.
public final class Newcomers {
  /// Of the ids of the issues; what follows is the device's id.
  public static final String ISSUE = "device:";

  private static final String KNOWN = "known-devices";
  private static final String EXPECTED = "expected-devices";
  private static final String REFUSED = "known-refused";
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

  /// A device that a person lets in here is no news to them.
  void expect(DeviceId id) {
    Set<Id128> expected = known(EXPECTED);
    expected.add(id.value());
    keep(EXPECTED, expected);
  }

  /// Runs in the transaction that keeps the members: each device is told of once, whatever happens in between.
  void note(Members members) {
    Set<Id128> known = known(KNOWN);
    known.add(identity.device().id().value());
    Set<Id128> expected = known(EXPECTED);
    for (DeviceEntry device : members.devices())
      if (!known.contains(device.id().value()))
        tellAdded(device, expected.contains(device.id().value()));
    Set<Id128> refused = known(REFUSED);
    for (DeviceId id : members.unlisted())
      if (!refused.contains(id.value())) tellRefused(members.former(id).orElseThrow());
    if (!refused.containsAll(members.asideSlots())) tellSecrets();
    keep(members);
  }

  private void tellAdded(DeviceEntry device, boolean isExpected) {
    String name = device.name();
    tables.activity().add(new Activity(0, now(), Activity.Kind.DEVICE, name, name, false, 0, ""));
    if (isExpected) return;
    tell(ISSUE + device.id(), "DEV-04", Title.DEVICE_ADDED.of(name), Body.IF_NOT_YOURS.of());
  }

  private void tellRefused(DeviceEntry device) {
    tell(
        ISSUE + device.id(),
        "DEV-06",
        Title.DEVICE_NOT_ADDED.of(device.name()),
        Body.ADDED_BY_OLD_SECRETS.of());
  }

  private void tellSecrets() {
    tell("secrets:aside", "DEV-07", Title.SECRET_NOT_SET.of(), Body.SET_BY_OLD_SECRETS.of());
  }

  private void tell(String id, String code, Said title, Said body) {
    tables
        .issues()
        .put(
            new Issue(
                id,
                Issue.Severity.INFO,
                Issue.Kind.SAFETY,
                code,
                title,
                body,
                Optional.empty(),
                now()));
  }

  private Instant now() {
    return effects.clock().instant();
  }

  private Set<Id128> known(String of) {
    Set<Id128> known = new HashSet<>();
    ByteBuffer in = ByteBuffer.wrap(tables.meta().get(of).orElse(new byte[0]));
    while (in.hasRemaining()) {
      byte[] id = new byte[ID];
      in.get(id);
      known.add(Id128.of(id));
    }
    return known;
  }

  private void keep(Members members) {
    Set<Id128> devices = new HashSet<>();
    members.devices().forEach(d -> devices.add(d.id().value()));
    keep(KNOWN, devices);
    // Whoever is told of here is not known: it may be added yet.
    Set<Id128> refused = new HashSet<>(members.asideSlots());
    members.unlisted().forEach(d -> refused.add(d.value()));
    keep(REFUSED, refused);
  }

  private void keep(String as, Set<Id128> ids) {
    ByteBuffer out = ByteBuffer.allocate(ID * ids.size());
    ids.forEach(id -> out.put(id.bytes()));
    tables.meta().put(as, out.array());
  }
}
