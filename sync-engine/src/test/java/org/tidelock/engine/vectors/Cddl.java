package org.tidelock.engine.vectors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// Compares CBOR with the rules of a CDDL document (RFC 8610), as far as docs/vault-format.cddl uses that language: no maintained validator exists for Java. Remembers
/// which rules were needed for what fitted.
final class Cddl {
  /// What a rule, or a part of it, allows.
  sealed interface Type {}

  record Name(String name) implements Type {}

  /// A number, or a range of them.
  record Numbers(long least, long most) implements Type {}

  /// Byte strings or texts of so many bytes.
  record Sized(String base, long least, long most) implements Type {}

  record Literal(byte[] bytes) implements Type {}

  record Choice(List<Type> types) implements Type {}

  record Array(List<Entry> entries) implements Type {}

  record Fields(List<Entry> entries) implements Type {}

  /// Entries that stand in an array or map as if they were written there.
  record Group(List<Entry> entries) implements Type {}

  record Entry(int least, int most, Optional<Type> key, Type type) {}

  private final Map<String, Type> rules;
  private final Set<String> used = new TreeSet<>();

  private Cddl(Map<String, Type> rules) {
    this.rules = rules;
  }

  static Cddl parse(String document) {
    return new Cddl(new CddlParser(document).rules());
  }

  Set<String> rules() {
    return rules.keySet();
  }

  Set<String> used() {
    return used;
  }

  boolean fits(String rule, byte[] cbor) {
    Object value;
    try {
      value = CborReader.read(cbor);
    } catch (IllegalArgumentException e) {
      return false;
    }
    Set<String> now = new HashSet<>();
    if (!fits(new Name(rule), value, now)) return false;
    used.addAll(now);
    return true;
  }

  private boolean fits(Type type, Object value, Set<String> now) {
    return switch (type) {
      case Name n -> fitsName(n.name, value, now);
      case Numbers n -> value instanceof Long l && n.least <= l && l <= n.most;
      case Sized s -> isA(s.base, value) && s.least <= size(value) && size(value) <= s.most;
      case Literal l -> value instanceof byte[] b && Arrays.equals(l.bytes, b);
      case Choice c -> c.types.stream().anyMatch(t -> fits(t, value, now));
      case Array a -> value instanceof List<?> list && fits(flat(a.entries, now), 0, list, 0, now);
      case Fields f ->
          value instanceof SortedMap<?, ?> map && fitsFields(flat(f.entries, now), map, now);
      case Group _ -> throw new IllegalArgumentException("a group is no type");
    };
  }

  private boolean fitsName(String name, Object value, Set<String> now) {
    Type rule = rules.get(name);
    if (rule == null) return isA(name, value);
    boolean fits = fits(rule, value, now);
    if (fits) now.add(name);
    return fits;
  }

  private static boolean isA(String builtIn, Object value) {
    return switch (builtIn) {
      case "bstr" -> value instanceof byte[];
      case "tstr" -> value instanceof String;
      case "null" -> value == SecondCbor.NULL;
      default -> throw new IllegalArgumentException("an unknown rule: " + builtIn);
    };
  }

  private static long size(Object value) {
    return value instanceof byte[] b
        ? b.length
        : ((String) value).getBytes(StandardCharsets.UTF_8).length;
  }

  /// Groups are put where they are named.
  private List<Entry> flat(List<Entry> entries, Set<String> now) {
    List<Entry> flat = new ArrayList<>();
    for (Entry e : entries) {
      if (e.type instanceof Name n && rules.get(n.name) instanceof Group g) {
        now.add(n.name);
        flat.addAll(flat(g.entries, now));
      } else {
        flat.add(e);
      }
    }
    return flat;
  }

  /// Takes as many items as an entry allows, and fewer if the rest does not fit then.
  private boolean fits(List<Entry> entries, int entry, List<?> list, int from, Set<String> now) {
    if (entry == entries.size()) return from == list.size();
    Entry e = entries.get(entry);
    int end = from;
    while (end < list.size() && end - from < e.most && fits(e.type, list.get(end), now)) end++;
    for (int n = end - from; n >= e.least; n--)
      if (fits(entries, entry + 1, list, from + n, now)) return true;
    return false;
  }

  private boolean fitsFields(List<Entry> entries, SortedMap<?, ?> map, Set<String> now) {
    Set<Object> left = new HashSet<>(map.keySet());
    for (Entry e : entries) {
      Type key = e.key.orElseThrow();
      int count = 0;
      for (Map.Entry<?, ?> field : map.entrySet()) {
        if (!left.contains(field.getKey()) || !fits(key, field.getKey(), now)) continue;
        if (!fits(e.type, field.getValue(), now)) return false;
        left.remove(field.getKey());
        count++;
      }
      if (count < e.least || count > e.most) return false;
    }
    return left.isEmpty();
  }
}
