package org.tidelock.engine.mirror;

import java.util.Map;
import java.util.Optional;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.ObjectType;
import org.tidelock.crypto.SealedObject;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.verify.Expected;
import org.tidelock.engine.verify.KeptBytes;

/// Verified bytes of the vault's objects: as this device has kept them, else as the main storage has them if they are what they should be. Thread-safe.
final class Sources {
  /// One answer may be wrong.
  private static final int READS = 2;

  private final KeptBytes kept;
  private final Map<ObjectName, byte[]> objects;
  private final Remote main;

  Sources(Tables tables, Identity identity, Remote main) {
    this.kept = new KeptBytes(tables, identity);
    this.objects = kept.objects();
    this.main = main;
  }

  /// What came of looking for an object.
  sealed interface Found {
    record Verified(byte[] bytes) implements Found {}

    /// It is not to be had.
    record Wrong(ErrorCode code, String message) implements Found {}
  }

  /// Of an object that is no segment, if it is kept here.
  Optional<Long> lengthOf(ObjectName name) {
    return Optional.ofNullable(objects.get(name)).map(bytes -> (long) bytes.length);
  }

  Found of(Expected expected) throws TidelockException, InterruptedException {
    Optional<byte[]> here =
        Optional.ofNullable(objects.get(expected.name())).or(() -> kept.segment(expected.name()));
    if (here.isPresent()) return new Found.Verified(here.get());
    Found found = fromMain(expected);
    for (int read = 1; read < READS && found instanceof Found.Wrong; read++)
      found = fromMain(expected);
    return found;
  }

  private Found fromMain(Expected expected) throws TidelockException, InterruptedException {
    try {
      Optional<byte[]> object = main.find(expected.name(), expected.longest());
      if (object.isEmpty())
        return new Found.Wrong(ErrorCode.MISSING, "The main storage does not have it.");
      if (isRight(expected, object.get())) return new Found.Verified(object.get());
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.LIMIT) throw e;
    }
    return new Found.Wrong(
        ErrorCode.INTEGRITY,
        "What the main storage has is not what was written. It was not copied.");
  }

  /// Of another device's envelope nobody here can tell more than its form.
  private static boolean isRight(Expected expected, byte[] object) {
    if (expected.sha256().isPresent()) return expected.isAsWritten(object);
    return expected.hasRightLength(object.length) && isEnvelope(object);
  }

  private static boolean isEnvelope(byte[] object) {
    try {
      return SealedObject.parse(object).allegedType() == ObjectType.ENVELOPE;
    } catch (CryptoException damaged) {
      return false;
    }
  }
}
