package org.tidelock.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A vault in a map that stands for the storage, for tests that go through the public surface. It is made once for all of them, as that is slow; each begins with its own copy.
abstract class StorageInMemory {
  static final SecureRandom RANDOM = new SecureRandom();
  static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-29T12:00:00Z"));
  static final CreatedVault CREATED = create();

  final Map<String, VaultObject> storage = new TreeMap<>();

  StorageInMemory() {
    store(CREATED.objects());
  }

  static CreatedVault create() {
    try {
      return NewVault.create(pass("correct horse"), Argon2Params.FLOOR, "laptop", RANDOM, CLOCK);
    } catch (CryptoException e) {
      throw new AssertionError(e);
    }
  }

  static Passphrase pass(String s) {
    return Passphrase.of(s.toCharArray());
  }

  void store(List<VaultObject> objects) {
    for (VaultObject o : objects) assertThat(storage.put(o.name(), o)).as("write-once").isNull();
  }

  void apply(OwnerChange change) {
    store(change.write());
    for (String name : change.delete()) assertThat(storage.remove(name)).isNotNull();
  }

  List<VaultObject> list(String prefix) {
    return storage.values().stream().filter(o -> o.name().startsWith(prefix)).toList();
  }

  OwnerSession owner(OwnerSecret secret) throws CryptoException {
    return OwnerSession.open(
        VaultHeader.parse(CREATED.header().bytes()),
        secret,
        new OwnerObjects(list("slots/"), list("envelopes/"), list("members/")),
        RANDOM,
        CLOCK);
  }

  OpenedVault device(DeviceKeys device) throws CryptoException {
    return Envelopes.open(device, CREATED.header(), list("envelopes/"), list("members/"));
  }

  DeviceKeys add(String name) throws CryptoException {
    DeviceKeys device = DeviceKeys.generate(RANDOM);
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      apply(owner.addDevice(name, device.publicKeys()));
    }
    return device;
  }

  OwnerChange removal(DeviceKeys... devices) throws CryptoException {
    try (OwnerSession owner = owner(CREATED.recoveryKey())) {
      return owner.remove(java.util.Arrays.stream(devices).map(DeviceKeys::id).toList(), List.of());
    }
  }

  static RootKeys oldRoot(Map<String, VaultObject> copy) throws CryptoException {
    for (VaultObject o : copy.values()) {
      if (!o.name().startsWith("slots/")) continue;
      Slot slot = Slot.parse(ObjectType.SLOT, CREATED.header().vault(), o.bytes());
      if (slot.takes(pass("correct horse")))
        return new RootKeys(
            CREATED.header().vault(), slot.open(pass("correct horse")).orElseThrow());
    }
    throw new AssertionError("no slot");
  }
}
