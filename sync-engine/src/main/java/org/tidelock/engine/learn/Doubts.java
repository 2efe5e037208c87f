package org.tidelock.engine.learn;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tidelock.crypto.DeviceId;
import org.tidelock.engine.Issue;
import org.tidelock.engine.effects.Effects;
import org.tidelock.engine.index.LogTable;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Body;
import org.tidelock.engine.phrase.Title;
import org.tidelock.engine.storage.ObjectName;

/// Segments whose author had another tree than this device with the same knowledge: one of the two is wrong, and nothing may be removed from the folder
/// until they agree again (decisions/0069). Kept as issues, over restarts.
public final class Doubts {
  /// Of the ids of the issues; what follows is the segment.
  private static final String ISSUE = "doubt:";

  private final Tables tables;
  private final Effects effects;

  public Doubts(Tables tables, Effects effects) {
    this.tables = tables;
    this.effects = effects;
  }

  public boolean isOpen() {
    return tables.issues().all().stream().anyMatch(Doubts::is);
  }

  public static boolean is(Issue issue) {
    return issue.id().startsWith(ISSUE);
  }

  /// Runs in the transaction that takes the segment in, so that none is taken in whose doubt is forgotten.
  void differs(ObjectName segment) {
    tables
        .issues()
        .put(
            new Issue(
                ISSUE + segment,
                Issue.Severity.ATTENTION,
                Issue.Kind.SAFETY,
                "SYN-09",
                Title.TREES_DIFFER.of(),
                Body.REPORT_MISTAKE.of(),
                Optional.of(segment.value()),
                effects.clock().instant()));
  }

  /// The device has the same tree as this one again, whichever of its writers said otherwise before.
  void agrees(DeviceId device) {
    List<Issue> open = tables.issues().all().stream().filter(Doubts::is).toList();
    if (open.isEmpty()) return;
    Set<String> solved = new HashSet<>();
    for (LogTable.Writer writer : tables.log().writers())
      if (writer.device().equals(device)) solved.add(ISSUE + "log/" + writer.id() + "/");
    for (Issue i : open)
      if (solved.stream().anyMatch(i.id()::startsWith)) tables.issues().remove(i.id());
  }

  /// A profile that is being made holds nothing yet that could be removed: what was doubtful before is history.
  public void forget() {
    for (Issue i : tables.issues().all()) if (is(i)) tables.issues().remove(i.id());
  }
}
