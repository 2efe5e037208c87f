package org.tidelock.engine.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.Cut;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.Passphrase;
import org.tidelock.crypto.RecoveryKey;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.learn.Learner;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;
import org.tidelock.engine.trust.SecretsChange;

/// Takes a device out of the vault: first what it has stored is taken in, as far as it can be had, so that all of that counts; then it is removed; then the others
/// are told. Each step may be the last one.
final class Removing {
  /// Exit codes from this one on say that the storage is not what it was (docs/user-guide/codes.md).
  private static final int FIRST_OF_DAMAGE = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Removing.class);

  private final Workshop shop;

  Removing(Workshop shop) {
    this.shop = shop;
  }

  /// @param losing whether that is given up which lies under keys that this device does not have
  void run(String id, boolean losing, Unlock unlock)
      throws TidelockException, InterruptedException {
    DeviceId device = parse(id);
    shop.kept().refreshIfGiven();
    shop.removal().find(device);
    learn(losing, unlock);
    shop.removal().run(device, unlock);
    goBy(Safe.IS_REMOVED);
  }

  /// What was done is done, whether the storage can be read now or not.
  void goBy(Safe done) throws TidelockException, InterruptedException {
    try {
      shop.kept().refresh();
    } catch (TidelockException e) {
      throw e.withSafe(done.of());
    }
  }

  /// With new secrets for all, as somebody may know the old ones.
  ///
  /// @param stolen a device that is removed with them
  RecoveryKey run(
      Optional<String> stolen,
      Unlock unlock,
      Passphrase next,
      SecretsChange secrets,
      Vault.KeyKeeper keeper,
      SecretsChange.Resealing reseal)
      throws TidelockException, InterruptedException {
    List<DeviceId> devices = new ArrayList<>();
    if (stolen.isPresent()) devices.add(parse(stolen.get()));
    shop.kept().refreshIfGiven();
    for (DeviceId device : devices) shop.removal().findActive(device);
    learn(false, unlock);
    devices.addAll(shop.removal().toRestate(devices));
    List<Cut> cuts = new ArrayList<>();
    for (DeviceId device : devices) cuts.addAll(shop.removal().cuts(device));
    cuts.sort(Comparator.comparing(Cut::writer));
    shop.removal().begin();
    RecoveryKey made = secrets.all(unlock, next, devices, cuts, keeper, reseal);
    goBy(Safe.NEW_SECRETS_OPEN);
    return made;
  }

  private DeviceId parse(String id) throws TidelockException {
    try {
      return new DeviceId(Id128.parse(id));
    } catch (IllegalArgumentException e) {
      throw new TidelockException(
          ErrorCode.USAGE,
          Happened.NO_SUCH_DEVICE.of(id),
          Safe.NOTHING_CHANGED.of(),
          Todo.SEE_DEVICES.of());
    }
  }

  /// Damage, also what the device itself has brought about, does not keep it in the vault: what counts of it is what is known here.
  private void learn(boolean losing, Unlock unlock) throws TidelockException, InterruptedException {
    boolean lacks = learn();
    if (lacks && shop.removal().takeKeys(unlock)) lacks = learn();
    if (lacks && !losing) throw lacksKeys();
  }

  /// @return whether something may lie under keys that this device does not have
  private boolean learn() throws TidelockException, InterruptedException {
    try {
      Learner.Learned learned = shop.learner().learn();
      learned.broken().ifPresent(Removing::passOver);
      return learned.lacking().isPresent() || shop.lacksKeys();
    } catch (TidelockException e) {
      if (e.code().exitCode() < FIRST_OF_DAMAGE) throw e;
      passOver(e);
      return shop.lacksKeys();
    }
  }

  private static TidelockException lacksKeys() {
    return new TidelockException(
        ErrorCode.NEEDS_YOU,
        Happened.KEY_NOT_GIVEN.of(),
        Safe.NOTHING_CHANGED.of(),
        Todo.REMOVE_WITH_ALL_KEYS.of());
  }

  private static void passOver(TidelockException damage) {
    LOG.warn("not all that the device has written is known", damage);
  }
}
