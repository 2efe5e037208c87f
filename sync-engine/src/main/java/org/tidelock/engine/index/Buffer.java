package org.tidelock.engine.index;

/// Something that holds back writes of the running transaction, or remembers what it read in it.
interface Buffer {
  /// Writes what is held back; called at the latest just before the commit.
  void flush();

  /// Forgets everything; called after the transaction, however it ended.
  void discard();
}
