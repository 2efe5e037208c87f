package org.tidelock.app.cli;

import java.util.List;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(description = "Finds entries whose name contains TEXT, ignoring case.")
final class SearchCommand extends VaultCommand {
  @Parameters(paramLabel = "TEXT", description = "A part of a name.")
  String text = "";

  @Option(names = "--history", description = "Deleted entries and earlier names as well.")
  boolean history;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many (1000).")
  int limit = 1000;

  SearchCommand(Context context) {
    super(context);
  }

  @Override
  int run(Vault vault) {
    List<FileEntry> found = vault.search(text, history, limit);
    document(
        Json.object()
            .put("text", text)
            .put("history", history)
            .list("entries", found, FileViews::json));
    found.forEach(entry -> print(FileViews.line(entry, context().clock().getZone(), true)));
    say(FileViews.summary(found));
    return 0;
  }
}
