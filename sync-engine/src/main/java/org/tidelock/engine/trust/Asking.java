package org.tidelock.engine.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.crypto.DeviceKeys;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.Pairing;
import org.tidelock.crypto.PairingAnswer;
import org.tidelock.crypto.PairingCode;
import org.tidelock.crypto.PairingRequest;
import org.tidelock.crypto.UnverifiedHeader;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// The other side of [Admission]: a new device asks to be let in, shows its code and waits. It joins the vault whose header it was shown, and no other: the answer says that this is
/// the right one.
public final class Asking {
  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

  /// How long a code is shown.
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /// How often a storage whose listings lag is asked for the members that the answer speaks of, and how long it is given each time.
  private static final int WAITS = 5;

  private static final Duration LAG = Duration.ofSeconds(1);

  private final Remote remote;
  private final Effects effects;
  private final UnverifiedHeader header;
  private final DeviceKeys device;

  private Asking(Remote remote, Effects effects, UnverifiedHeader header, DeviceKeys device) {
    this.remote = remote;
    this.effects = effects;
    this.header = header;
    this.device = device;
  }

  /// Begins with the vault that the storage shows.
  ///
  /// @throws TidelockException NOT_SET_UP if there is none
  public static Asking of(Remote remote, Effects effects)
      throws TidelockException, InterruptedException {
    return new Asking(
        remote, effects, Owners.header(remote), DeviceKeys.generate(effects.random()));
  }

  /// What this device will keep, once it is let in.
  public DeviceFile file() {
    return new DeviceFile(header.allegedVault(), header.allegedHash(), device);
  }

  /// A device of the vault by now.
  ///
  /// @param seen what must be in the storage at least
  public record Admitted(Identity identity, PairingAnswer.Seen seen) {}

  /// Waits until this device is let in.
  ///
  /// @throws TidelockException NEEDS_YOU if nobody does in ten minutes
  public Admitted run(String name, PairRequest.Screen screen)
      throws TidelockException, InterruptedException {
    try (PairingCode code = PairingCode.random(effects.random())) {
      Pairing pairing = new Pairing(code, header.allegedVault());
      PairingRequest asked = pairing.ask(header.allegedHash(), name, device);
      ObjectName question = new ObjectName(asked.object().name());
      ObjectName answer = new ObjectName(pairing.answerName(asked));
      try {
        remote.put(question, asked.object().bytes());
        Instant until = effects.clock().instant().plus(PATIENCE);
        screen.show(code.text(), asked.words(), until);
        PairingAnswer given = patiently(pairing, asked, answer, screen);
        if (!screen.isRight(asked.words()))
          throw new TidelockException(
              ErrorCode.USAGE,
              Happened.WORDS_NOT_CONFIRMED.of(),
              Safe.NOTHING_SENT_THERE.of(),
              Todo.NEW_CODE.of());
        return read(given);
      } finally {
        clear(question, answer);
      }
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// Whoever stops waiting has to know whether the vault lists this device already.
  private PairingAnswer patiently(
      Pairing pairing, PairingRequest asked, ObjectName answer, PairRequest.Screen screen)
      throws TidelockException, InterruptedException {
    try {
      return await(pairing, asked, answer);
    } catch (InterruptedException e) {
      if (isAnswered(pairing, asked, answer)) screen.letInMeanwhile();
      throw e;
    }
  }

  private boolean isAnswered(Pairing pairing, PairingRequest asked, ObjectName answer) {
    try {
      Optional<byte[]> found = look(answer);
      if (found.isPresent()) pairing.readAnswer(asked, found.get());
      return found.isPresent();
    } catch (TidelockException | CryptoException | InterruptedException e) {
      LOG.info("whether this device was let in meanwhile is not known", e);
      return false;
    }
  }

  private PairingAnswer await(Pairing pairing, PairingRequest asked, ObjectName answer)
      throws TidelockException, InterruptedException {
    Time clock = effects.clock();
    long begun = clock.nanos();
    TidelockException last =
        new TidelockException(
            ErrorCode.NEEDS_YOU,
            Happened.NOT_LET_IN.of(),
            Safe.NOTHING_HERE_CHANGED.of(),
            Todo.NEW_CODE.of());
    for (boolean isLast = false; !isLast; ) {
      isLast = clock.nanos() - begun >= PATIENCE.toNanos();
      Optional<byte[]> found = look(answer);
      try {
        if (found.isPresent()) return pairing.readAnswer(asked, found.get());
      } catch (CryptoException e) {
        last = Troubles.of(e, answer); // a part of it, maybe
      }
      if (!isLast) clock.sleep(LOOK_EVERY);
    }
    throw last;
  }

  /// A storage that does not answer may do so the next time.
  private Optional<byte[]> look(ObjectName answer) throws TidelockException, InterruptedException {
    try {
      return remote.find(answer, ObjectType.PAIRING.maxBytes());
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.STORAGE) throw e;
      LOG.info("whether this device is let in could not be seen yet", e);
      return Optional.empty();
    }
  }

  private Admitted read(PairingAnswer answer) throws TidelockException, InterruptedException {
    for (int waits = 0; ; waits++) {
      try {
        Identity identity = Identity.fromStorage(file(), remote);
        identity.requireMember();
        return new Admitted(identity, answer.verify(identity.members()));
      } catch (TidelockException e) {
        if (waits == WAITS) throw e;
        LOG.info("what the answer speaks of is not there yet", e);
      } catch (CryptoException e) {
        if (waits == WAITS) throw Troubles.of(e, null);
      }
      effects.clock().sleep(LAG);
    }
  }

  /// Whatever becomes of it, nobody needs them any more. What stays is useless without the code, and is deleted by a device that lets another one in.
  private void clear(ObjectName... names) {
    boolean wasInterrupted = Thread.interrupted();
    try {
      for (ObjectName name : names) remote.delete(name);
    } catch (TidelockException e) {
      LOG.info("what is left of a meeting stays in the storage", e);
    } catch (InterruptedException e) {
      wasInterrupted = true;
    }
    if (wasInterrupted) Thread.currentThread().interrupt();
  }
}
