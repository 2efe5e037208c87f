package org.tidelock.crypto;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The example of the package's documentation: create a vault, enrol a second device, seal on one, open on the other. What stands between the two marks is the
/// documentation's text; a test compares them.
final class CreateAndJoinExample {
  private final Map<String, VaultObject> storage = new TreeMap<>();
  private final SecureRandom random = new SecureRandom();

  byte[] run(byte[] message) throws CryptoException {
    // docs: begin
    CreatedVault created;
    try (Passphrase passphrase = Passphrase.of("correct horse battery staple".toCharArray())) {
      created =
          NewVault.create(passphrase, Argon2Params.FLOOR, "laptop", random, Clock.systemUTC());
    }
    store(created.objects());

    DeviceKeys phone = DeviceKeys.generate(random);
    OwnerObjects objects = new OwnerObjects(list("slots/"), list("envelopes/"), list("members/"));
    UnverifiedHeader header =
        VaultHeader.parse(Objects.requireNonNull(storage.get(VaultHeader.NAME)).bytes());
    VaultHeader proven;
    try (OwnerSession owner =
        OwnerSession.open(header, created.recoveryKey(), objects, random, Clock.systemUTC())) {
      store(owner.addDevice("phone", phone.publicKeys()).write());
      proven = owner.header();
    }

    EpochKeys epoch = created.keys().current();
    byte[] ids = WriterId.random(random).bytes();
    byte[] sealed =
        SealedObject.seal(
            ObjectType.SEGMENT, proven.vault(), epoch.id(), epoch.log(), ids, message);

    OpenedVault onPhone = Envelopes.open(phone, proven, list("envelopes/"), list("members/"));
    SealedObject parsed = SealedObject.parse(sealed);
    EpochKeys same = onPhone.keys().epoch(parsed.allegedEpoch()).orElseThrow();
    byte[] opened = parsed.open(ObjectType.SEGMENT, proven.vault(), same.log(), ids);
    // docs: end
    return opened;
  }

  private void store(Collection<VaultObject> objects) {
    for (VaultObject o : objects) storage.put(o.name(), o);
  }

  private List<VaultObject> list(String prefix) {
    return storage.values().stream().filter(o -> o.name().startsWith(prefix)).toList();
  }
}
