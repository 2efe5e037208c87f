/// Keys, sealing, signing, members and recovery for a Tidelock vault. Bytes and secrets come in, sealed or verified values go out. Knows nothing of sync,
/// files, storage, clocks or threads. Format: docs/vault-format.md.
///
/// Start at [org.tidelock.crypto.NewVault] (create), [org.tidelock.crypto.OwnerSession] (passphrase or recovery key: join, change, remove) and
/// [org.tidelock.crypto.Envelopes] (how a device starts). Daily work uses [org.tidelock.crypto.VaultKeys] and [org.tidelock.crypto.SealedObject]:
///
/// ```java
/// CreatedVault created = NewVault.create(passphrase, "laptop", random, clock);      // store created.objects(), in their order
/// try (OwnerSession owner = OwnerSession.open(header, recoveryKey, objects, random, clock)) {
///   store(owner.addDevice("phone", phone.publicKeys()).write());
/// }
/// OpenedVault onPhone = Envelopes.open(phone, pinnedHeader, envelopes, members);    // verified keys and members
/// ```
///
/// The whole, compiled and run by a test: `CreateAndJoinExample` in the test sources. Trust is a type: what is not verified is called
/// `Unverified...` or `alleged...`, and what a method of [org.tidelock.crypto.Members] returns was signed by the vault's root.
@NullMarked
package org.tidelock.crypto;

import org.jspecify.annotations.NullMarked;
