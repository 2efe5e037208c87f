package org.tidelock.app.diagnostics;

import org.tidelock.engine.Diagnostics;

/// How much there is, what waits, what the storage was found to take, and how long rounds have taken.
final class IndexFacts {
  private IndexFacts() {}

  static void into(ReportText text, Surroundings from) {
    from.vault()
        .ifPresent(
            vault -> {
              Diagnostics all = vault.diagnostics();
              index(text, all.index());
              queue(text, all.queue());
              storage(text, all.storage());
              rounds(text, all.rounds());
            });
  }

  private static void index(ReportText text, Diagnostics.Index index) {
    text.line(Label.FORMAT).is(index.format()).and(Label.BYTES_UP_TO).size(index.bytes()).end();
    text.line(Label.THINGS).is(index.things()).and(Label.HIDDEN).is(index.hidden()).end();
    text.line(Label.MOVES).is(index.moves()).end();
    text.line(Label.VERSIONS).is(index.versions()).end();
    text.line(Label.WRITERS).is(index.writers()).end();
    text.line(Label.SEGMENTS).is(index.segments()).end();
    text.line(Label.PACKS).is(index.packs()).and(Label.BYTES_UP_TO).size(index.packBytes()).end();
    text.line(Label.CHUNKS).is(index.chunks()).end();
  }

  private static void queue(ReportText text, Diagnostics.Queue queue) {
    text.line(Label.WAITING_SEGMENTS).is(queue.segments()).end();
    text.line(Label.WAITING_FILES)
        .is(queue.files())
        .and(Label.BYTES_UP_TO)
        .size(queue.bytes())
        .end();
    text.line(Label.WAITING_FOLDERS).is(queue.folders()).end();
    text.line(Label.UNFINISHED_UPLOADS).is(queue.uploads()).end();
    text.line(Label.UNNAMED_PACKS).is(queue.unnamedPacks()).end();
    text.line(Label.HELD_THINGS).is(queue.held()).end();
  }

  private static void storage(ReportText text, Diagnostics.Storage storage) {
    text.line(Label.STORAGE).is(storage.provider()).end();
    text.line(Label.LARGEST_OBJECT).is(storage.largestObject()).end();
    text.line(Label.PACK_SIZE).is(storage.pack()).end();
    text.line(Label.REQUESTS).is(storage.requests()).end();
    storage
        .habits()
        .ifPresent(
            habits -> {
              text.line(Label.REFUSES_EXISTING).is(habits.refusesExisting()).end();
              text.line(Label.PARTS_OF_CUT_UPLOADS_STAY).is(habits.partsStay()).end();
            });
  }

  private static void rounds(ReportText text, Diagnostics.Rounds rounds) {
    text.line(Label.ROUNDS).is(rounds.done()).end();
    text.line(Label.FAILED_ROUNDS).is(rounds.failed()).end();
    rounds.ended().ifPresent(time -> text.line(Label.LAST_ROUND).is(time).end());
    rounds.last().ifPresent(t -> text.line(Label.LAST_ROUND_MILLISECONDS).millis(t).end());
    rounds.longest().ifPresent(t -> text.line(Label.LONGEST_ROUND_MILLISECONDS).millis(t).end());
  }
}
