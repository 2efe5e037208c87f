package org.tidelock.engine.mirror;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.transfer.Remote;
import org.tidelock.engine.trust.Identity;
import org.tidelock.engine.verify.Expected;

/// Puts right what was found damaged in the second copy, if somebody asks for it: an object that is not what was written there is deleted and written anew, once the right bytes are at hand and
/// verified. Only what has one right form is touched: of another device's envelope nobody here knows that. What testifies against the main storage is none of this.
public final class Mending {
  private final Tables tables;
  private final Remote main;
  private final Remote copy;
  private final Identity identity;
  private final Update.Courtesy courtesy;

  public Mending(
      Tables tables, Remote main, Remote copy, Identity identity, Update.Courtesy courtesy) {
    this.tables = tables;
    this.main = main;
    this.copy = copy;
    this.identity = identity;
    this.courtesy = courtesy;
  }

  /// @param damaged objects of the copy, as a check has found them
  /// @return which of them are as they were written now
  /// @throws TidelockException STORAGE if one of the storages does not answer: what was mended stays so
  public Set<ObjectName> run(Collection<ObjectName> damaged)
      throws TidelockException, InterruptedException {
    try (Database snapshot = tables.db().reader()) {
      Tables reading = Tables.over(snapshot);
      Map<ObjectName, Expected> all = new HashMap<>();
      for (Expected e : Plan.of(identity, reading).all()) all.put(e.name(), e);
      Sources sources = new Sources(reading, identity, main);
      Set<ObjectName> mended = new HashSet<>();
      for (ObjectName name : damaged) {
        courtesy.giveWay();
        Expected expected = all.get(name);
        if (expected != null && expected.sha256().isPresent() && mend(expected, sources))
          mended.add(name);
      }
      return mended;
    }
  }

  private boolean mend(Expected expected, Sources sources)
      throws TidelockException, InterruptedException {
    if (isRight(expected)) return true;
    if (!(sources.of(expected) instanceof Sources.Found.Verified(byte[] bytes))) return false;
    copy.delete(expected.name());
    copy.put(expected.name(), bytes);
    return isRight(expected);
  }

  private boolean isRight(Expected expected) throws TidelockException, InterruptedException {
    try {
      Optional<byte[]> there = copy.find(expected.name(), expected.longest());
      return there.filter(expected::isAsWritten).isPresent();
    } catch (TidelockException e) {
      if (e.code() != ErrorCode.LIMIT) throw e;
      return false;
    }
  }
}
