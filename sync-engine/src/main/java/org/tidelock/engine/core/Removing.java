package org.tidelock.engine.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// Takes a device out of the vault: first what it has stored is taken in, as far as it can be had, so that all of that counts; then it is removed; then the others
/// are told. Each step may be the last one.
final class Removing {
  private static final Logger LOG = LoggerFactory.getLogger(Removing.class);

  private final Workshop shop;

  Removing(Workshop shop) {
    this.shop = shop;
  }

  void run(String id, Unlock unlock) throws TidelockException, InterruptedException {
    DeviceId device = parse(id);
    shop.kept().refreshIfNew();
    shop.removal().find(device);
    learn();
    shop.removal().run(device, unlock);
    shop.kept().refresh();
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

  /// Damage, also what the device itself has brought about, does not keep it in the vault.
  private void learn() throws TidelockException, InterruptedException {
    shop.learner()
        .learn()
        .broken()
        .ifPresent(damage -> LOG.warn("not all that the device has written is known", damage));
  }
}
