package org.tidelock.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tidelock.engine.KeepUnlocked;
import org.tidelock.engine.OpenConflict.Keep;
import org.tidelock.engine.SignIn;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// How command lines are read.
public final class CommandLines {
  /// Options with a value that may stand in front of the command.
  private static final Set<String> WITH_VALUE = Set.of("--home", "--vault");

  private CommandLines() {}

  /// The first word that is no option, if there is one.
  public static Optional<String> commandOf(List<String> arguments) {
    int at = positionOfCommand(arguments);
    return at < 0 ? Optional.empty() : Optional.of(arguments.get(at));
  }

  static int positionOfCommand(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (!argument.startsWith("-")) {
        return i;
      }
    }
    return -1;
  }

  static CommandLine of(String name, Command command) {
    CommandLine line = new CommandLine(command);
    line.setCommandName("tidelock " + name);
    line.setUsageHelpWidth(100);
    line.setUsageHelpAutoWidth(false);
    // No @files and no quotes of its own: a file may be called @x or "x".
    line.setExpandAtFiles(false);
    line.setTrimQuotes(false);
    line.registerConverter(KeepUnlocked.class, text -> keepUnlocked(text));
    line.registerConverter(
        IgnoreCommand.Action.class, text -> word(text, IgnoreCommand.Action.values()));
    line.registerConverter(
        ConflictsCommand.Action.class, text -> word(text, ConflictsCommand.Action.values()));
    line.registerConverter(Keep.class, text -> word(text, Keep.values()));
    line.registerConverter(
        FolderCommand.Action.class, text -> word(text, FolderCommand.Action.values()));
    line.registerConverter(
        PassphraseCommand.Action.class, text -> word(text, PassphraseCommand.Action.values()));
    line.registerConverter(
        DevicesCommand.Action.class, text -> word(text, DevicesCommand.Action.values()));
    line.registerConverter(
        HoldCommand.Action.class, text -> word(text, HoldCommand.Action.values()));
    line.registerConverter(
        StorageCommand.Action.class, text -> word(text, StorageCommand.Action.values()));
    line.registerConverter(SignIn.Way.class, text -> word(text, SignIn.Way.values()));
    line.registerConverter(Path.class, CommandLines::path);
    line.registerConverter(
        Duration.class,
        text ->
            Times.duration(text)
                .orElseThrow(
                    () ->
                        new TypeConversionException(
                            "'" + text + "' is no time such as 90s, 5m or 2h")));
    return line;
  }

  /// The keychain is understood, and refused with a reason, but not offered until it works.
  private static KeepUnlocked keepUnlocked(String typed) {
    return Json.word(KeepUnlocked.KEYCHAIN).equalsIgnoreCase(typed)
        ? KeepUnlocked.KEYCHAIN
        : word(typed, new KeepUnlocked[] {KeepUnlocked.NO, KeepUnlocked.FILE});
  }

  private static <E extends Enum<E>> E word(String typed, E[] values) {
    for (E value : values) {
      if (Json.word(value).equalsIgnoreCase(typed)) {
        return value;
      }
    }
    String known = Arrays.stream(values).map(Json::word).collect(Collectors.joining(", "));
    throw new TypeConversionException("'" + typed + "' is none of " + known);
  }

  /// No empty one, as a script gives it whose variable is not set: it would stand for the working directory.
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("it is empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is no path here");
    }
  }
}
