package org.tidelock.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tidelock.app.program.Version;
import org.tidelock.engine.ErrorCode;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What `help` and `--version` say to programs.
final class HelpView {
  private HelpView() {}

  static Json version() {
    return Json.object().put("version", Version.current());
  }

  static Json overview() {
    Map<Integer, List<ErrorCode>> codes =
        Arrays.stream(ErrorCode.values())
            .collect(Collectors.groupingBy(ErrorCode::exitCode, TreeMap::new, Collectors.toList()));
    return Json.object()
        .put("version", Version.current())
        .list(
            "commands",
            List.copyOf(Commands.all().entrySet()),
            e -> Json.object().put("name", e.getKey()).put("summary", e.getValue().summary()))
        .list(
            "exitCodes",
            List.copyOf(codes.entrySet()),
            e ->
                Json.object()
                    .put("exit", e.getKey())
                    .strings("codes", e.getValue().stream().map(ErrorCode::name).toList()));
  }

  static Json command(String name, CommandSpec spec) {
    return Json.object()
        .put("command", name)
        .put("summary", String.join(" ", spec.usageMessage().description()))
        .list(
            "arguments",
            spec.positionalParameters(),
            a -> described(Json.object().put("name", a.paramLabel()), a))
        .list("options", spec.options(), HelpView::option);
  }

  private static Json option(OptionSpec option) {
    Optional<String> value =
        option.arity().max() == 0 ? Optional.empty() : Optional.of(option.paramLabel());
    return described(
        Json.object().strings("names", List.of(option.names())).put("value", value), option);
  }

  private static Json described(Json json, ArgSpec argument) {
    return json.put("required", argument.required())
        .put("description", String.join(" ", argument.description()));
  }
}
