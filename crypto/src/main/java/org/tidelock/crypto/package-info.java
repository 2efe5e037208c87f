/// Keys, sealing, signing, members and recovery for a Tidelock vault. Bytes and secrets come in, sealed or verified values go out. Knows nothing of sync,
/// files, storage, clocks or threads. Format: docs/vault-format.md.
///
/// Start at [org.tidelock.crypto.NewVault] (create), [org.tidelock.crypto.OwnerSession] (passphrase or recovery key: join, change, remove) and
/// [org.tidelock.crypto.Envelopes] (how a device starts). Daily work uses [org.tidelock.crypto.VaultKeys] and [org.tidelock.crypto.SealedObject]:
///
/// ```java
/// CreatedVault created;
/// try (Passphrase passphrase = Passphrase.of("correct horse battery staple".toCharArray())) {
///   created =
///       NewVault.create(passphrase, Argon2Params.FLOOR, "laptop", random, Clock.systemUTC());
/// }
/// store(created.objects());
///
/// DeviceKeys phone = DeviceKeys.generate(random);
/// OwnerObjects objects = new OwnerObjects(list("slots/"), list("envelopes/"), list("members/"));
/// UnverifiedHeader header =
///     VaultHeader.parse(Objects.requireNonNull(storage.get(VaultHeader.NAME)).bytes());
/// VaultHeader proven;
/// try (OwnerSession owner =
///     OwnerSession.open(header, created.recoveryKey(), objects, random, Clock.systemUTC())) {
///   store(owner.addDevice("phone", phone.publicKeys()).write());
///   proven = owner.header();
/// }
///
/// EpochKeys epoch = created.keys().current();
/// byte[] ids = WriterId.random(random).bytes();
/// byte[] sealed =
///     SealedObject.seal(
///         ObjectType.SEGMENT, proven.vault(), epoch.id(), epoch.log(), ids, message);
///
/// OpenedVault onPhone = Envelopes.open(phone, proven, list("envelopes/"), list("members/"));
/// SealedObject parsed = SealedObject.parse(sealed);
/// EpochKeys same = onPhone.keys().epoch(parsed.allegedEpoch()).orElseThrow();
/// byte[] opened = parsed.open(ObjectType.SEGMENT, proven.vault(), same.log(), ids);
/// ```
///
/// This is compiled and run by a test (`CreateAndJoinExample` in the test sources): `storage` is a map from names to objects, `list` gives those under a
/// prefix. Trust is a type: what is not verified is called `Unverified...` or `alleged...`, and what a method of [org.tidelock.crypto.Members] returns was signed by the vault's root.
@NullMarked
package org.tidelock.crypto;

import org.jspecify.annotations.NullMarked;
