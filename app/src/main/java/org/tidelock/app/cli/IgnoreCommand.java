package org.tidelock.app.cli;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.IgnorePreview;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(description = "Lists, adds, removes or tests the rules for what is left out.")
final class IgnoreCommand extends VaultCommand {
  private static final String EVERYWHERE = " (on all devices)";
  private static final int MOST_SHOWN = 20;

  enum Action {
    LIST,
    ADD,
    REMOVE,
    TEST
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "list|add|remove|test",
      description = "list if nothing is given.")
  Action action = Action.LIST;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "The rule; with test, a path.")
  Optional<String> pattern = Optional.empty();

  @Option(
      names = "--everywhere",
      description =
          "With add and remove: a rule of all devices. They stand in .tidelockignore at the top of the folder.")
  boolean everywhere;

  @Option(names = "--preview", description = "With add: only say what it would leave out.")
  boolean preview;

  IgnoreCommand(Context context) {
    super(context);
  }

  @Override
  void check() throws TidelockException {
    if (action == Action.LIST ? pattern.isPresent() : pattern.isEmpty()) {
      throw Problems.usage(
          action == Action.LIST ? "ignore list takes nothing more." : "A pattern is missing.",
          "See tidelock help ignore.");
    }
    boolean add = action == Action.ADD;
    if ((everywhere && !add && action != Action.REMOVE) || (preview && !add)) {
      throw Problems.usage(
          (preview ? "--preview" : "--everywhere") + " says nothing here.",
          "See tidelock help ignore.");
    }
  }

  @Override
  int run(Vault vault) throws TidelockException, InterruptedException {
    String given = pattern.orElse("");
    if (preview) {
      preview(given, vault.previewIgnore(given, everywhere));
      return 0;
    }
    int exit = 0;
    switch (action) {
      case LIST -> {}
      case ADD -> {
        if (everywhere) exit = SyncView.exitCode(vault.addSharedIgnorePattern(given));
        else vault.addIgnorePattern(given);
        say("Left out from now on: " + Words.shown(given) + scope());
      }
      case REMOVE -> {
        if (everywhere) exit = SyncView.exitCode(vault.removeSharedIgnorePattern(given));
        else vault.removeIgnorePattern(given);
        say("No longer left out: " + Words.shown(given) + scope());
      }
      case TEST -> {
        test(vault, VaultPaths.of(given, vault, context()));
        return 0;
      }
    }
    List<String> patterns = vault.ignorePatterns();
    List<String> shared = vault.sharedIgnorePatterns();
    document(Json.object().strings("patterns", patterns).strings("everywhere", shared));
    if (action == Action.LIST) {
      shared.forEach(rule -> print(Words.shown(rule) + EVERYWHERE));
      patterns.forEach(rule -> print(Words.shown(rule)));
    }
    return exit;
  }

  private String scope() {
    return everywhere ? EVERYWHERE : "";
  }

  private void preview(String given, IgnorePreview seen) {
    document(
        Json.object()
            .put("pattern", given)
            .put("files", seen.files())
            .put("bytes", seen.bytes())
            .strings("paths", seen.paths()));
    print("Would be left out: " + Words.filesAndSize(seen.files(), seen.bytes()));
    int shown = Math.min(seen.paths().size(), MOST_SHOWN);
    seen.paths().subList(0, shown).forEach(path -> print("  " + Words.shown(path)));
    if (seen.paths().size() > shown) {
      print("  and " + Words.count(seen.paths().size() - shown, "more", "more"));
    }
  }

  private void test(Vault vault, String path) {
    Optional<String> rule = vault.ignoredBy(path);
    document(Json.object().put("path", path).put("ignored", rule.isPresent()).put("pattern", rule));
    print(rule.map(r -> "Left out by: " + Words.shown(r)).orElse("Not left out"));
  }
}
