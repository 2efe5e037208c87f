package org.tidelock.app.cli;

import java.util.List;
import java.util.Optional;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(description = "Lists, adds, removes or tests the rules for what is left out.")
final class IgnoreCommand extends VaultCommand {
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
  }

  @Override
  int run(Vault vault) throws TidelockException {
    String given = pattern.orElse("");
    switch (action) {
      case LIST -> {}
      case ADD -> {
        vault.addIgnorePattern(given);
        say("Left out from now on: " + Words.shown(given));
      }
      case REMOVE -> {
        vault.removeIgnorePattern(given);
        say("No longer left out: " + Words.shown(given));
      }
      case TEST -> {
        test(vault, VaultPaths.of(given, vault, context()));
        return 0;
      }
    }
    List<String> patterns = vault.ignorePatterns();
    document(Json.object().strings("patterns", patterns));
    if (action == Action.LIST) {
      patterns.forEach(rule -> print(Words.shown(rule)));
    }
    return 0;
  }

  private void test(Vault vault, String path) {
    Optional<String> rule = vault.ignoredBy(path);
    document(Json.object().put("path", path).put("ignored", rule.isPresent()).put("pattern", rule));
    print(rule.map(r -> "Left out by: " + Words.shown(r)).orElse("Not left out"));
  }
}
