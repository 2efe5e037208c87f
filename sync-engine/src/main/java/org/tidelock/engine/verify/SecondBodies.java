package org.tidelock.engine.verify;

import org.tidelock.crypto.CryptoException;
import org.tidelock.crypto.VaultHeader;
import org.tidelock.engine.history.UnverifiedSegment;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedSegment;
import org.tidelock.engine.trust.Identity;

/// Tells what a device signed twice under one number from what is damaged: both bodies are evidence, and neither is ever deleted. Of the other objects
/// only one body can be valid, as their names or hashes are pinned.
record SecondBodies(Tables tables, Identity identity) {

  /// @param object what lies under this name and is not what is known of it
  boolean isSigned(ObjectName name, byte[] object) {
    return name.asSegment().filter(place -> isSigned(place, object)).isPresent();
  }

  /// Also the header of another vault is nobody's damage: that vault could not be opened any more.
  boolean isValid(ObjectName name, byte[] object) {
    return name.equals(ObjectName.header()) ? isHeader(object) : isSigned(name, object);
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
          .flatMap(writer -> identity.member(writer.device()))
          .filter(device -> segment.isSignedBy(device.keys()))
          .isPresent();
    } catch (CryptoException damaged) {
      return false;
    }
  }
}
