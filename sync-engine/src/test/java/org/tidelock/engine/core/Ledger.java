package org.tidelock.engine.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the users of a test have written, and what they have knowingly overwritten or deleted: whatever is left of the first without the second must
/// be in every folder in the end. Contents are told apart by what [Trees] says of them, and users write each content once (copies apart).
final class Ledger {
  private final Map<String, String> written = new HashMap<>();
  private final Set<String> destroyed = new HashSet<>();

  void wrote(String content, String where) {
    written.putIfAbsent(content, where);
  }

  void destroyed(Collection<String> contents) {
    destroyed.addAll(contents);
  }

  /// What nobody has destroyed and that is not among these.
  List<String> missingFrom(Collection<String> contents) {
    Set<String> there = new HashSet<>(contents);
    List<String> missing = new ArrayList<>();
    written.forEach(
        (content, where) -> {
          if (!destroyed.contains(content) && !there.contains(content))
            missing.add(content + " written as " + where);
        });
    return missing;
  }

  boolean knows(String content) {
    return written.containsKey(content);
  }
}
