package org.tidelock.engine.core;

import org.tidelock.crypto.DeviceId;
import org.tidelock.engine.Applicant;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.phrase.Safe;

/// Lets a device in that shows a code: first what the storage has is taken in, so that the newcomer can be told of all of it.
final class Admitting {
  private final Workshop shop;

  Admitting(Workshop shop) {
    this.shop = shop;
  }

  DeviceId run(Applicant applicant, Unlock unlock) throws TidelockException, InterruptedException {
    shop.kept().refreshIfGiven();
    shop.learner().learnAll();
    DeviceId added = shop.admission().admit(applicant, unlock);
    try {
      shop.kept().refresh();
    } catch (TidelockException e) {
      throw e.withSafe(Safe.IS_ADDED.of());
    }
    return added;
  }
}
