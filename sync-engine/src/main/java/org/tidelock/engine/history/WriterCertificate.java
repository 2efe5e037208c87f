package org.tidelock.engine.history;

import java.util.Optional;
import org.tidelock.crypto.DeviceId;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;

/// Stands in segment 0 of a writer, whose signature makes it valid: this device writes under this id from now on.
///
/// @param deviceName 1 to 255 bytes of UTF-8; it names the device in conflict copies, the same on every device
/// @param predecessor the device's writer before, as far as it had got
public record WriterCertificate(
    DeviceId device, String deviceName, Optional<Predecessor> predecessor) {
  public record Predecessor(WriterId writer, long seq, Hash256 hash) {}
}
