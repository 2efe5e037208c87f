package org.tidelock.app.diagnostics;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// What stands for names: the same for the same name throughout one report, another one in the next.
final class StandIns {
  /// What something is that has a name.
  enum Kind {
    FILE,
    FOLDER,
    DEVICE,
    OBJECT
  }

  private final Map<Kind, Map<String, Integer>> known = new EnumMap<>(Kind.class);

  /// `file#3`.
  String of(Kind kind, String name) {
    Map<String, Integer> names = known.computeIfAbsent(kind, _ -> new HashMap<>());
    int number = names.computeIfAbsent(name, _ -> names.size() + 1);
    return kind.name().toLowerCase(Locale.ROOT) + "#" + number;
  }
}
