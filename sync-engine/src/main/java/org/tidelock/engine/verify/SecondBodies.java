package org.tidelock.engine.verify;

import java.util.Optional;
import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.DeviceEntry;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.engine.history.UnverifiedSegment;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedHead;
import org.tidelock.engine.storage.ObjectName.AllegedSegment;
import org.tidelock.engine.trust.Identity;

/// Tells what a device signed twice under one number from what is damaged: both bodies are evidence, and neither is ever deleted. Of the other objects
/// only one body can be valid, as their names or hashes are pinned.
record SecondBodies(Tables tables, Identity identity) {

  /// @param object what lies under this name and is not what is known of it
  boolean isSigned(ObjectName name, byte[] object) {
    return name.asSegment().filter(place -> isSigned(place, object)).isPresent();
  }

  /// Also the header of another vault is nobody's damage: that vault could not be opened any more. And of one head there may be several, each with bytes of its
  /// own, that say the same.
  boolean isValid(ObjectName name, byte[] object) {
    if (name.equals(ObjectName.header())) return isHeader(object);
    return name.asHead()
        .map(place -> isHead(place, object))
        .orElseGet(() -> isSigned(name, object));
  }

  private boolean isHead(AllegedHead place, byte[] object) {
    Optional<DeviceEntry> device =
        tables.log().writer(place.writer()).flatMap(w -> identity.former(w.device()));
    if (device.isEmpty()) return false;
    try {
      identity.heads().open(object, place.writer(), place.seq(), device.get().keys());
      return true;
    } catch (CryptoException damaged) {
      return false;
    }
  }

  private static boolean isHeader(byte[] object) {
    try {
      VaultHeader.parse(object);
      return true;
    } catch (CryptoException damaged) {
      return false;
    }
  }

  private boolean isSigned(AllegedSegment place, byte[] object) {
    try {
      UnverifiedSegment segment = identity.segments().open(object, place.writer(), place.seq());
      return tables
          .log()
          .writer(place.writer())
          .flatMap(writer -> identity.former(writer.device()))
          .filter(device -> segment.isSignedBy(device.keys()))
          .isPresent();
    } catch (CryptoException damaged) {
      return false;
    }
  }
}
