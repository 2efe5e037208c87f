package org.tidelock.engine.phrase;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A sentence, or a part of one, with places `{0}`, `{1}`, ... for what it is about. Names are kept in the index and are the keys of translations.
public sealed interface Phrase
    permits Happened, Safe, Todo, Title, Body, Fact, Sight, Promise, Plain {
  /// The constant's name.
  String name();

  /// With places that are not filled in.
  String english();

  /// Unique among all phrases: `Safe.NOTHING_LOST`.
  default String id() {
    return getClass().getSimpleName() + "." + name();
  }

  /// Filled in.
  ///
  /// @param arguments a number, a [Said.Size], an [java.time.Instant] or another [Said]; anything else stands for its text
  default Said of(Object... arguments) {
    return new Said(this, Arrays.asList(arguments));
  }

  /// Everything that can be said.
  static List<Phrase> all() {
    return Stream.<Phrase[]>of(
            Happened.values(),
            Safe.values(),
            Todo.values(),
            Title.values(),
            Body.values(),
            Fact.values(),
            Sight.values(),
            Promise.values(),
            Plain.values())
        .flatMap(Arrays::stream)
        .toList();
  }
}
