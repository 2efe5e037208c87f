package org.tidelock.app.ui.undo;

import java.util.ArrayList;
import java.util.List;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.engine.ChangeBatch;

/// A batch of changes in words.
///
/// @param what such as "2 changed, 14 deleted in Invoices"
/// @param who such as "Studio-PC · Today 14:08"
public record BatchWords(String what, String who) {
  public static BatchWords of(ChangeBatch batch, PageContext context) {
    var texts = context.texts();
    var device = batch.thisDevice() ? texts.get("activity.thisComputer") : batch.device();
    return new BatchWords(
        what(batch, texts), texts.get("undo.who", device, context.formats().version(batch.from())));
  }

  private static String what(ChangeBatch batch, Texts texts) {
    var did = new ArrayList<String>();
    add(did, "undo.did.added", batch.added(), texts);
    add(did, "undo.did.changed", batch.changed(), texts);
    add(did, "undo.did.moved", batch.moved(), texts);
    add(did, "undo.did.deleted", batch.deleted(), texts);
    var all = String.join(", ", did);
    return batch.folder().isEmpty() ? all : texts.get("undo.in", all, batch.folder());
  }

  private static void add(List<String> did, String key, long count, Texts texts) {
    if (count > 0) {
      did.add(texts.get(key, count));
    }
  }

  /// How many items were changed.
  public static long changes(ChangeBatch batch) {
    return batch.added() + batch.changed() + batch.moved() + batch.deleted();
  }
}
