package org.tidelock.engine.verify;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.tidelock.crypto.CryptoException;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.Head;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Troubles;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.trust.OwnWriter;

/// Heads of this device's writers, made anew: their bytes are not kept, and only this device can sign them.
public record OwnHeads(Tables tables, Identity identity) {

  /// Those of these objects that are such heads. An older one than a writer's newest is of no use to anybody, and one that is to be sent still comes with that.
  public Map<ObjectName, byte[]> of(Collection<ObjectName> wrong) throws TidelockException {
    Map<ObjectName, LogTable.Writer> newest = new HashMap<>();
    for (LogTable.Writer writer : tables.log().writers())
      if (identity.isDevice(writer.device()) && !isSending(writer))
        newest.put(ObjectName.head(writer.id(), writer.count() - 1), writer);
    Map<ObjectName, byte[]> heads = new HashMap<>();
    for (ObjectName name : wrong) {
      LogTable.Writer writer = newest.get(name);
      if (writer != null) heads.put(name, head(writer));
    }
    return heads;
  }

  private boolean isSending(LogTable.Writer writer) {
    return OwnWriter.of(tables).filter(writer.id()::equals).isPresent()
        && !tables.outbox().isEmpty();
  }

  private byte[] head(LogTable.Writer writer) throws TidelockException {
    long last = writer.count() - 1;
    VersionVector seen = tables.log().seen(writer.id(), last).orElseThrow();
    Head head = new Head(writer.id(), last, writer.hash(), identity.tips(), seen);
    try {
      return identity.heads().seal(head, identity.device());
    } catch (CryptoException e) {
      throw Troubles.of(e, ObjectName.head(writer.id(), last));
    }
  }
}
