package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.local.Fingerprint;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.local.PrivateFolder.Note;
import org.tidelock.engine.transfer.Troubles;

/// A number in the folder and in the index that grows whenever what is known of the folder has changed. A folder with a smaller one than the index has was put
/// back from a backup (decision 0140). On the engine's thread.
final class Generation {
  private static final Logger LOG = LoggerFactory.getLogger(Generation.class);
  private static final String NUMBER = "folder-generation";
  private static final String CHANGES = "folder-generation-at";

  private final PrivateFolder own;
  private final Path folder;
  private final Tables tables;

  /// What the folder's number was, as long as its file looks like this.
  private Optional<Fingerprint> seen = Optional.empty();

  private long number;

  /// @param own in the vault's folder
  /// @param folder the vault's
  Generation(PrivateFolder own, Path folder, Tables tables) {
    this.own = own;
    this.folder = folder;
    this.tables = tables;
  }

  /// Whether the folder is in a state from before what is known of it.
  boolean isOlder() throws TidelockException {
    long known = known();
    return known > 0 && noted() < known;
  }

  /// After each change of what is known, before the folder is looked at or changed again.
  void keep() throws TidelockException {
    long changes = tables.base().changes();
    if (tables.meta().number(CHANGES).filter(at -> at == changes).isPresent()) return;
    renew();
  }

  /// What is known of the folder and the folder itself belong together from now on.
  void renew() throws TidelockException {
    long next = Math.max(noted(), known()) + 1;
    try {
      // First in the folder: a crash in between leaves one that is newer than it has to be.
      own.note(Note.GENERATION, Long.toString(next));
      // On disks with coarse times it may look like the one before.
      number = next;
      seen = own.look(Note.GENERATION);
    } catch (IOException e) {
      // A full or read-only disk shall not keep the rest: it is tried again with the next look.
      LOG.debug("the generation of the folder stays behind", e);
      return;
    }
    tables
        .db()
        .transaction(
            () -> {
              tables.meta().putNumber(NUMBER, next);
              tables.meta().putNumber(CHANGES, tables.base().changes());
              return true;
            });
  }

  private long known() {
    return tables.meta().number(NUMBER).orElse(0L);
  }

  /// Zero if there is none, or somebody has written something else.
  private long noted() throws TidelockException {
    try {
      Optional<Fingerprint> now = own.look(Note.GENERATION);
      if (now.isEmpty()) return 0;
      if (now.equals(seen)) return number;
      String text = own.noted(Note.GENERATION).strip();
      number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
      seen = now;
      return number;
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
  }
}
