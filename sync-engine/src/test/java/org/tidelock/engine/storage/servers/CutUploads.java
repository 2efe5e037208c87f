package org.tidelock.engine.storage.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;

/// T20: an upload whose line is cut at its beginning, its middle or its end leaves nothing or all, and the next try makes it whole.
public final class CutUploads {
  private static final int LENGTH = 1 << 20;

  private CutUploads() {}

  /// @param store over the line
  /// @param honest the same place, reached directly
  public static void leaveNothingOrAll(CuttingProxy line, ObjectStore store, ObjectStore honest)
      throws Exception {
    byte[] body = new byte[LENGTH];
    new Random(20).nextBytes(body);
    store.create(name("before"), new byte[] {1}); // what it has to know first
    for (int percent : new int[] {0, 50, 99}) {
      ObjectName name = name("cut" + percent);
      int cuts = line.cuts();
      line.cutAfter((long) LENGTH * percent / 100);
      boolean said = isStored(store, name, body);
      line.cutAfter(Long.MAX_VALUE);
      assertThat(line.cuts()).as("%s %%, the line was cut", percent).isEqualTo(cuts + 1);
      boolean whole = isWhole(honest, name, body);
      if (said) assertThat(whole).as("%s %%, as it was said", percent).isTrue();
      if (!whole) isStored(store, name, body);
      assertThat(honest.get(name, LENGTH)).as("%s %%, once more", percent).isEqualTo(body);
    }
    assertThat(honest.list("packs")).hasSize(4);
  }

  private static ObjectName name(String last) {
    return new ObjectName("packs/aa/" + last);
  }

  private static boolean isStored(ObjectStore store, ObjectName name, byte[] body)
      throws InterruptedException {
    try {
      store.create(name, body);
      return true;
    } catch (StorageException e) {
      return false;
    }
  }

  /// @return false if there is nothing; a part fails
  private static boolean isWhole(ObjectStore honest, ObjectName name, byte[] body)
      throws Exception {
    try {
      byte[] there = honest.get(name, LENGTH);
      assertThat(Arrays.equals(there, body)).as("%s has %s bytes", name, there.length).isTrue();
      return true;
    } catch (StorageException.NotFound e) {
      return false;
    }
  }
}
