package org.tidelock.engine.content;

import java.util.Optional;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.PackId;

/// What verified segments say of packs.
@FunctionalInterface
public interface PackDigests {
  Optional<PackDigest> find(PackId pack);

  record PackDigest(long length, Hash256 sha256) {}
}
