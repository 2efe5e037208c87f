package org.tidelock.engine.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.Pairing;
import org.tidelock.crypto.PairingAnswer;
import org.tidelock.crypto.PairingCode;
import org.tidelock.crypto.PairingRequest;
import org.tidelock.crypto.VaultObject;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.effects.Time;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.transfer.Troubles;

/// Lets a device into the vault that shows a code: lists it, gives it the keys, and tells it what this device knows of the vault, so that nothing newer can be hidden from it. The entry
/// decides; whatever ends this before its answer is stored can be tried again while the new device waits.
public final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  /// Nobody waits so long.
  private static final Duration ABANDONED = Duration.ofDays(2);

  private final Tables tables;
  private final Remote remote;
  private final Identity identity;
  private final Newcomers newcomers;
  private final Effects effects;

  public Admission(
      Tables tables, Remote remote, Identity identity, Newcomers newcomers, Effects effects) {
    this.tables = tables;
    this.remote = remote;
    this.identity = identity;
    this.newcomers = newcomers;
    this.effects = effects;
  }

  /// Who waits with this code.
  ///
  /// @throws TidelockException USAGE if it is no code, or nobody does; IDENTITY if the new device was shown another vault
  public Applicant find(String typed) throws TidelockException, InterruptedException {
    try (PairingCode code = code(typed)) {
      PairingRequest request = find(new Pairing(code, identity.header().vault()));
      return new Applicant(typed, request.name(), request.words());
    }
  }

  private static PairingCode code(String typed) throws TidelockException {
    return PairingCode.parse(typed)
        .orElseThrow(() -> refused(Happened.NO_CODE.of(), Todo.TYPE_CODE_AGAIN.of()));
  }

  private PairingRequest find(Pairing pairing) throws TidelockException, InterruptedException {
    ObjectName name = new ObjectName(pairing.requestName());
    byte[] stored =
        remote
            .find(name, ObjectType.PAIRING.maxBytes())
            .orElseThrow(() -> refused(Happened.NOBODY_WAITS.of(), Todo.LOOK_AT_NEW_DEVICE.of()));
    PairingRequest request = read(pairing, name, stored);
    if (request.header().equals(identity.header().hash())) return request;
    throw new TidelockException(
        ErrorCode.IDENTITY,
        Happened.SHOWN_OTHER_VAULT.of(request.name()),
        Safe.NOTHING_CHANGED.of(),
        Todo.RIGHT_STORAGE_THERE.of());
  }

  private static PairingRequest read(Pairing pairing, ObjectName name, byte[] stored)
      throws TidelockException {
    try {
      return pairing.read(stored);
    } catch (CryptoException e) {
      throw Troubles.of(e, name);
    }
  }

  /// @return the device's id
  /// @throws TidelockException INTEGRITY if it is another one by now than the person has seen
  public DeviceId admit(Applicant applicant, Unlock unlock)
      throws TidelockException, InterruptedException {
    try (PairingCode code = code(applicant.code())) {
      Pairing pairing = new Pairing(code, identity.header().vault());
      PairingRequest request = find(pairing);
      if (!request.words().equals(applicant.words()))
        throw new TidelockException(
            ErrorCode.INTEGRITY,
            Happened.OTHER_APPLICANT.of(),
            Safe.NOTHING_CHANGED.of(),
            Todo.NEW_CODE.of());
      clearOld(request);
      PairingAnswer.Seen seen =
          new PairingAnswer.Seen(
              enrol(pairing, request, unlock), Floor.of(tables, identity).newest());
      VaultObject answer = pairing.answer(request, seen, identity.device());
      // One of an earlier try, whole or not, says no more than this one.
      remote.delete(new ObjectName(answer.name()));
      remote.put(new ObjectName(answer.name()), answer.bytes());
      clear(request);
      return request.device().id();
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// @return the members' tips, with the new device
  private List<Hash256> enrol(Pairing pairing, PairingRequest request, Unlock unlock)
      throws TidelockException, CryptoException, InterruptedException {
    try (OwnerSession owner =
        Owners.openPinned(identity.header().hash(), remote, unlock, effects)) {
      identity.requireCovered(owner.members());
      newcomers.expect(request.device().id());
      boolean isListed = owner.members().device(request.device().id()).isPresent();
      if (!isListed) {
        List<VaultObject> objects = owner.addDevice(request.name(), request.device()).write();
        find(pairing); // opening the vault took a while: it may have given up
        for (VaultObject object : objects)
          if (!isThere(object)) store(object, remote, effects.clock(), Todo.ADD_AGAIN);
      }
      return List.copyOf(owner.members().tips());
    }
  }

  /// What lets a device in, read back.
  ///
  /// @param todo if the storage does not keep it
  public static void store(VaultObject object, Remote remote, Time time, Todo todo)
      throws TidelockException, InterruptedException {
    if (new SureStore(remote, time).put(object) == SureStore.Outcome.STORED) return;
    throw new TidelockException(
        ErrorCode.STORAGE,
        Happened.NOT_STORED_AS_SENT.of(object.name()),
        Safe.MAY_BE_ADDED.of(),
        todo.of(),
        object.name(),
        null);
  }

  /// An envelope that an earlier try has stored gives the same keys, though its bytes are others each time. A part of one makes way.
  private boolean isThere(VaultObject object) throws TidelockException, InterruptedException {
    ObjectName name = new ObjectName(object.name());
    if (Identity.MEMBER.matcher(object.name()).matches()) return false;
    Optional<Long> length = remote.length(name);
    if (length.isEmpty()) return false;
    if (length.get() == object.bytes().length) return true;
    remote.delete(name);
    return false;
  }

  private void clear(PairingRequest answered) throws InterruptedException {
    try {
      remote.delete(new ObjectName(answered.object().name()));
    } catch (TidelockException e) {
      LOG.info("a request that was answered stays in the storage", e);
    }
  }

  /// What others have left that were never answered, by the clock of the storage, where it has one.
  private void clearOld(PairingRequest now) throws InterruptedException {
    try {
      List<ObjectInfo> all = remote.list("pairing");
      Optional<Instant> young =
          all.stream()
              .filter(info -> info.name().value().equals(now.object().name()))
              .map(ObjectInfo::modified)
              .findFirst();
      for (ObjectInfo info : all)
        if (info.modified().isAfter(Instant.EPOCH)
            && young.filter(info.modified().plus(ABANDONED)::isBefore).isPresent())
          remote.delete(info.name());
    } catch (TidelockException e) {
      LOG.info("what is left of old meetings stays in the storage", e);
    }
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
