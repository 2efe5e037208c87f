package org.tidelock.crypto;

/// The names of the objects this module writes.
final class ObjectNames {
  static final String ENVELOPES = "envelopes/";
  static final String MEMBERS = "members/";
  static final String SLOTS = "slots/";

  private ObjectNames() {}

  static String slot(Id128 id) {
    return SLOTS + id;
  }

  static String member(Hash256 hash) {
    return MEMBERS + hash;
  }

  static String envelope(EpochId epoch, DeviceId device) {
    return ENVELOPES + epoch + "-" + device;
  }

  static String rootEnvelope(EpochId epoch) {
    return ENVELOPES + epoch + "-root";
  }
}
