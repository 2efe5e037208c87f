/// Who this device is and whom it believes: keys, members, its writer, and what an owner does with a secret. Comes in: a device's sealed file or
/// an owner's secret, and objects from the storage; goes out: only what was verified, kept in the index so that the storage cannot fall below it.
/// Must not know what the members wrote, nor the folder.
@NullMarked
package org.tidelock.engine.trust;

import org.jspecify.annotations.NullMarked;
