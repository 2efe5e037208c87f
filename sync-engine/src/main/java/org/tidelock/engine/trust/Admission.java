package org.tidelock.engine.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.Cut;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.OwnerSession;
import org.tidelock.crypto.Pairing;
import org.tidelock.crypto.PairingAnswer;
import org.tidelock.crypto.PairingCode;
import org.tidelock.crypto.PairingRequest;
import org.tidelock.crypto.VaultObject;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.LogTable;
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

  /// Nobody waits so long; clocks may differ by hours.
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
      PairingAnswer.Seen seen = new PairingAnswer.Seen(enrol(request, unlock), floor());
      VaultObject answer = pairing.answer(request, seen, identity.device());
      remote.put(new ObjectName(answer.name()), answer.bytes());
      clear(request.object().name());
      return request.device().id();
    } catch (CryptoException e) {
      throw Troubles.of(e, null);
    }
  }

  /// @return the members' tips, with the new device
  private List<Hash256> enrol(PairingRequest request, Unlock unlock)
      throws TidelockException, CryptoException, InterruptedException {
    try (OwnerSession owner =
        Owners.openPinned(identity.header().hash(), remote, unlock, effects)) {
      identity.requireCovered(owner.members());
      newcomers.expect(request.device().id());
      boolean isListed = owner.members().device(request.device().id()).isPresent();
      if (!isListed) store(owner.addDevice(request.name(), request.device()).write());
      return List.copyOf(owner.members().tips());
    }
  }

  private void store(List<VaultObject> objects) throws TidelockException, InterruptedException {
    SureStore sure = new SureStore(remote, effects.clock());
    for (VaultObject object : objects) {
      if (sure.put(object) == SureStore.Outcome.STORED) continue;
      throw new TidelockException(
          ErrorCode.STORAGE,
          Happened.NOT_STORED_AS_SENT.of(object.name()),
          Safe.MAY_BE_ADDED.of(),
          Todo.ADD_AGAIN.of(),
          object.name(),
          null);
    }
  }

  /// The newest segment of each writer that the storage has, as far as is known here.
  private List<Cut> floor() {
    List<Cut> floor = new ArrayList<>();
    Optional<WriterId> own = OwnWriter.of(tables);
    long unsent = tables.outbox().entries().size();
    for (LogTable.Writer writer : tables.log().writers()) {
      boolean isOwn = own.equals(Optional.of(writer.id()));
      long count = writer.count() - (isOwn ? unsent : 0);
      if (count <= 0) continue;
      tables
          .log()
          .segment(writer.id(), count - 1)
          .ifPresent(s -> floor.add(new Cut(writer.id(), count - 1, s.hash())));
    }
    return floor;
  }

  /// The request that was answered, and what others have left that were never answered.
  private void clear(String answered) throws InterruptedException {
    try {
      remote.delete(new ObjectName(answered));
      Instant old = effects.clock().instant().minus(ABANDONED);
      for (ObjectInfo info : remote.list("pairing"))
        if (info.modified().isBefore(old)) remote.delete(info.name());
    } catch (TidelockException e) {
      LOG.info("what is left of a meeting stays in the storage", e);
    }
  }

  private static TidelockException refused(Said happened, Said todo) {
    return new TidelockException(ErrorCode.USAGE, happened, Safe.NOTHING_CHANGED.of(), todo);
  }
}
