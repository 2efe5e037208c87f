package org.tidelock.app.cli;

import java.util.List;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.TidelockException;
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
  void check() throws TidelockException {
    if (text.isEmpty()) {
      throw Problems.usage("Nothing is to be searched for.", "See tidelock help search.");
    }
    if (limit < 1) {
      throw Problems.usage("At least one entry has to be found.", "See tidelock help search.");
    }
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
