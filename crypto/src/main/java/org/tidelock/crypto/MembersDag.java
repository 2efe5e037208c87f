package org.tidelock.crypto;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The entries in an order in which parents come first and which depends on nothing but the entries, with the ancestors of each.
final class MembersDag {
  private final List<MemberEntry> ordered = new ArrayList<>();
  private final Map<Hash256, Integer> position = new HashMap<>();
  private final List<BitSet> ancestors = new ArrayList<>();
  private final SortedSet<Hash256> tips = new TreeSet<>();

  /// @throws MissingException if a parent is absent
  MembersDag(Collection<MemberEntry> entries) throws MissingException {
    SortedMap<Hash256, MemberEntry> waiting = new TreeMap<>();
    for (MemberEntry e : entries) waiting.put(e.hash(), e);
    for (MemberEntry e : waiting.values()) {
      for (Hash256 p : e.parents()) {
        if (!waiting.containsKey(p))
          throw new MissingException(
              ObjectNames.member(p), " is missing: other entries refer to it");
      }
    }
    while (!waiting.isEmpty()) add(waiting);
  }

  /// Hashes cannot form a circle, so some entry always has all its parents.
  private void add(SortedMap<Hash256, MemberEntry> waiting) {
    MemberEntry next =
        waiting.values().stream()
            .filter(e -> position.keySet().containsAll(e.parents()))
            .findFirst()
            .orElseThrow();
    waiting.remove(next.hash());
    BitSet before = new BitSet();
    for (Hash256 p : next.parents()) {
      int i = at(p);
      before.set(i);
      before.or(ancestors.get(i));
    }
    position.put(next.hash(), ordered.size());
    ordered.add(next);
    ancestors.add(before);
    tips.removeAll(next.parents());
    tips.add(next.hash());
  }

  List<MemberEntry> ordered() {
    return ordered;
  }

  SortedSet<Hash256> tips() {
    return tips;
  }

  /// These and all before them.
  List<MemberEntry> upTo(Collection<Hash256> tips) {
    BitSet wanted = new BitSet();
    for (Hash256 tip : tips) {
      wanted.set(at(tip));
      wanted.or(ancestors.get(at(tip)));
    }
    return wanted.stream().mapToObj(ordered::get).toList();
  }

  boolean contains(Hash256 hash) {
    return position.containsKey(hash);
  }

  /// Whether `a` stands strictly before `b`.
  boolean before(MemberEntry a, MemberEntry b) {
    return ancestors.get(at(b.hash())).get(at(a.hash()));
  }

  private int at(Hash256 hash) {
    return position.getOrDefault(
        hash, -1); // -1 cannot be: only entries of this graph are asked for, and it would throw
  }
}
