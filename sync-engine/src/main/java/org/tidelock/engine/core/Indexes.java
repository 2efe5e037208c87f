package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.crypto.DeviceFile;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.IndexException;

/// Opens a profile's index. One that is damaged or of another version is put aside and built anew from the storage, which has everything; this
/// device then goes on as a new writer, and adopts what the disk has.
final class Indexes {
  private static final Logger LOG = LoggerFactory.getLogger(Indexes.class);

  private Indexes() {}

  static Database open(Path file) throws TidelockException {
    try {
      return Database.open(file, Database.Access.WRITE);
    } catch (IndexException e) {
      if (!needsRebuild(e)) throw Troubles.ofIndex(e);
      LOG.warn("the index is put aside and built anew", e);
      putAside(file);
      return Database.open(file, Database.Access.WRITE);
    }
  }

  private static boolean needsRebuild(IndexException e) {
    return e.kind() == IndexException.Kind.DAMAGED || e.kind() == IndexException.Kind.OTHER_VERSION;
  }

  private static void putAside(Path file) throws TidelockException {
    try {
      for (String suffix : new String[] {"", "-wal", "-shm"}) {
        Path part = file.resolveSibling(file.getFileName() + suffix);
        if (Files.exists(part))
          Files.move(
              part,
              part.resolveSibling(part.getFileName() + ".damaged"),
              StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw Troubles.ofFile(file.toString(), e);
    }
  }

  /// A new index knows nothing yet: the vault's own objects come from the storage.
  static Identity rebuild(Tables tables, DeviceFile device, Remote remote)
      throws TidelockException, InterruptedException {
    Identity identity = Identity.fromStorage(device, remote);
    KeptVault.keep(
        tables.meta(), identity.header().bytes(), Identity.objects(remote, device.device().id()));
    return identity;
  }
}
