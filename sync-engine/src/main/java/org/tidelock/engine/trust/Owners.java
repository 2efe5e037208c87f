package org.tidelock.engine.trust;

import java.util.Optional;
import java.util.regex.Pattern;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.OwnerObjects;
import org.tidelock.crypto.OwnerSecret;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.UnverifiedHeader;
import org.tidelock.crypto.VaultHeader;
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
    Optional<byte[]> header = remote.find(ObjectName.header(), MAX_OBJECT);
    if (header.isEmpty())
      throw new TidelockException(
          ErrorCode.NOT_SET_UP,
          Happened.STORAGE_HAS_NO_VAULT.of(),
          Safe.NOTHING_CHANGED.of(),
          Todo.ADDRESS_OR_CREATE.of(),
          ObjectName.header().value(),
          null);
    OwnerSecret secret =
        switch (unlock) {
          case Unlock.ByPassphrase p -> p.passphrase();
          case Unlock.ByRecoveryKey r -> r.key();
        };
    try {
      UnverifiedHeader parsed = parse(header.get());
      OwnerObjects objects =
          new OwnerObjects(
              remote.read("slots", SLOT, MAX_OBJECT, MAX_SLOTS),
              remote.read("envelopes", ROOT_ENVELOPE, MAX_OBJECT, MAX_OBJECTS),
              remote.read("members", Identity.MEMBER, MAX_OBJECT, MAX_OBJECTS));
      return OwnerSession.open(parsed, secret, objects, effects.random(), effects.clock());
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  private static UnverifiedHeader parse(byte[] header) throws TidelockException {
    try {
      return VaultHeader.parse(header);
    } catch (CryptoException e) {
      throw Troubles.of(e, ObjectName.header());
    }
  }
}
