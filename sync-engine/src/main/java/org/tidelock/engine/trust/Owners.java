package org.tidelock.engine.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidelock.crypto.CreatedVault;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.OwnerObjects;
import org.tidelock.crypto.OwnerSecret;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.UnverifiedHeader;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// Opens a vault for an owner action, from nothing but its storage and a secret.
public final class Owners {
  private static final Pattern SLOT = Pattern.compile("slots/[0-9a-f]{32}");
  private static final Pattern ROOT_ENVELOPE = Pattern.compile("envelopes/[0-9a-f]{32}-root");
  private static final int MAX_OBJECT = 1 << 20;
  private static final int MAX_OBJECTS = 4096;
  private static final int MAX_SLOTS = 32;

  private Owners() {}

  public static OwnerSession open(Remote remote, Unlock unlock, Effects effects)
      throws TidelockException, InterruptedException {
    return open(header(remote), remote, unlock, effects);
  }

  /// Of whichever vault the storage holds.
  ///
  /// @throws TidelockException NOT_SET_UP if there is none
  static UnverifiedHeader header(Remote remote) throws TidelockException, InterruptedException {
    Optional<byte[]> header = remote.find(ObjectName.header(), MAX_OBJECT);
    if (header.isPresent()) return parse(header.get());
    throw new TidelockException(
        ErrorCode.NOT_SET_UP,
        Happened.STORAGE_HAS_NO_VAULT.of(),
        Safe.NOTHING_CHANGED.of(),
        Todo.ADDRESS_OR_CREATE.of(),
        ObjectName.header().value(),
        null);
  }

  /// Of the vault that a device belongs to.
  ///
  /// @param pin its header's hash
  /// @throws TidelockException IDENTITY if the storage holds another vault, or none
  public static OwnerSession openPinned(Hash256 pin, Remote remote, Unlock unlock, Effects effects)
      throws TidelockException, InterruptedException {
    return open(parse(Identity.header(pin, remote).bytes()), remote, unlock, effects);
  }

  /// Of a vault that has just been made, and is in no storage yet.
  public static OwnerSession open(CreatedVault created, Effects effects) throws CryptoException {
    return OwnerSession.open(
        VaultHeader.parse(created.header().bytes()),
        created.recoveryKey(),
        new OwnerObjects(
            objects(created, SLOT),
            objects(created, ROOT_ENVELOPE),
            objects(created, Identity.MEMBER)),
        effects.random(),
        effects.clock());
  }

  private static List<VaultObject> objects(CreatedVault created, Pattern names) {
    return created.objects().stream().filter(o -> names.matcher(o.name()).matches()).toList();
  }

  private static OwnerSession open(
      UnverifiedHeader header, Remote remote, Unlock unlock, Effects effects)
      throws TidelockException, InterruptedException {
    OwnerSecret secret =
        switch (unlock) {
          case Unlock.ByPassphrase p -> p.passphrase();
          case Unlock.ByRecoveryKey r -> r.key();
        };
    try {
      return OwnerSession.open(header, secret, objects(remote), effects.random(), effects.clock());
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  private static OwnerObjects objects(Remote remote)
      throws TidelockException, InterruptedException {
    return new OwnerObjects(
        remote.read("slots", SLOT, MAX_OBJECT, MAX_SLOTS),
        remote.read("envelopes", ROOT_ENVELOPE, MAX_OBJECT, MAX_OBJECTS),
        remote.read("members", Identity.MEMBER, MAX_OBJECT, MAX_OBJECTS));
  }

  /// Opens the vault as it will be once one more entry is stored, from what the storage really holds.
  static void tryOut(
      VaultHeader header, OwnerSecret secret, VaultObject entry, Remote remote, Effects effects)
      throws TidelockException, CryptoException, InterruptedException {
    OwnerObjects stored = objects(remote);
    List<VaultObject> members = new ArrayList<>(stored.members());
    members.add(entry);
    OwnerSession.open(
            VaultHeader.parse(header.bytes()),
            secret,
            new OwnerObjects(stored.slots(), stored.envelopes(), members),
            effects.random(),
            effects.clock())
        .close();
  }

  private static UnverifiedHeader parse(byte[] header) throws TidelockException {
    try {
      return VaultHeader.parse(header);
    } catch (CryptoException e) {
      throw Troubles.of(e, ObjectName.header());
    }
  }
}
