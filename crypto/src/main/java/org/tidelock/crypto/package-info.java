/// Keys, sealing, signing, recovery and pairing for a Tidelock vault. Bytes and secrets come in, sealed or verified values go out. Knows nothing of sync, files or storage.
@NullMarked
package org.tidelock.crypto;

import org.jspecify.annotations.NullMarked;
