package org.tidelock.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidelock.engine.Hold;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    description =
        "Lists what waits for an answer, shows its files, or answers. Of very many removals approve removes, undo brings back or keeps. Of very many files that were rewritten and look encrypted approve takes them, undo brings back or keeps what was before. Of a folder that lost its marker approve uses it again, undo brings everything back into it.")
final class HoldCommand extends VaultCommand {
  private static final int MOST_SHOWN = 10_000;

  enum Action {
    LIST,
    SHOW,
    APPROVE,
    UNDO
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "list|show|approve|undo",
      description = "list if nothing is given.")
  Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      description = "As list and sync say it.")
  Optional<String> id = Optional.empty();

  HoldCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (action == Action.LIST ? id.isPresent() : id.isEmpty()) {
      throw Problems.usage(
          action == Action.LIST ? "hold list takes nothing more." : "An id is missing.",
          "See tidelock help hold.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    Optional<HeldFolder> folder = HeldFolder.of(vault.look());
    switch (action) {
      case LIST -> list(vault.holds(), folder);
      case SHOW -> show(vault.heldFiles(id.orElseThrow(), MOST_SHOWN));
      case APPROVE -> {
        return folder.isPresent() && HeldFolder.is(id) ? useAgain(vault) : answer(vault, true);
      }
      case UNDO -> {
        return folder.isPresent() && HeldFolder.is(id) ? bringBack(vault) : answer(vault, false);
      }
    }
    return 0;
  }

  private void list(List<Hold> holds, Optional<HeldFolder> folder) {
    List<Json> all =
        Stream.concat(folder.stream().map(HeldFolder::json), holds.stream().map(HoldCommand::json))
            .toList();
    document(Json.object().list("held", all, held -> held));
    if (all.isEmpty()) say("Nothing waits for an answer");
    folder.ifPresent(held -> print(held.line()));
    for (Hold hold : holds) print(line(hold));
  }

  private static Json json(Hold hold) {
    return Json.object()
        .put("id", hold.id())
        .put("kind", Json.word(hold.kind()))
        .put("folder", hold.folder())
        .put("count", hold.files())
        .put("bytes", hold.bytes())
        .put("since", hold.since());
  }

  private String line(Hold hold) {
    String what =
        switch (hold.kind()) {
          case DELETE_EVERYWHERE -> "gone here, not deleted elsewhere";
          case REMOVE_HERE -> "deleted by another device, still here";
          case REWRITE_EVERYWHERE -> "rewritten here and looking encrypted, not sent";
          case REWRITE_HERE -> "rewritten by another device and looking encrypted, here as before";
        };
    String folder = hold.folder().isEmpty() ? "" : " in " + Words.shown(hold.folder());
    return hold.id()
        + ": "
        + Words.filesAndSize(hold.files(), hold.bytes())
        + folder
        + ", "
        + what
        + ", since "
        + Words.time(hold.since(), context().clock().getZone());
  }

  private void show(List<String> files) {
    document(Json.object().put("id", id).strings("paths", files));
    files.forEach(file -> print(Words.shown(file)));
  }

  private int useAgain(Vault vault) throws TidelockException, InterruptedException {
    vault.useFolderAgain();
    return round(vault::sync, vault);
  }

  private int bringBack(Vault vault) throws TidelockException, InterruptedException {
    return round(
        () -> {
          vault.restore(RestoreRequest.EVERYTHING);
          return vault.sync();
        },
        vault);
  }

  private interface Round {
    SyncReport run() throws TidelockException, InterruptedException;
  }

  private int answer(Vault vault, boolean approve) throws TidelockException, InterruptedException {
    return round(() -> vault.answer(id.orElseThrow(), approve), vault);
  }

  private int round(Round answer, Vault vault) throws TidelockException, InterruptedException {
    SyncReport report;
    try (ProgressLine progress = ProgressLine.of(this, vault)) {
      report = answer.run();
    }
    document(SyncView.json(report));
    SyncView.lines(report, this::say);
    return SyncView.exitCode(report);
  }
}
