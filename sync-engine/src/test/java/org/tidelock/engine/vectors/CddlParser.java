package org.tidelock.engine.vectors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.engine.vectors.Cddl.Entry;
import org.tidelock.engine.vectors.Cddl.Type;

/// Reads the part of CDDL that docs/vault-format.cddl is written in; anything else is an IllegalArgumentException.
final class CddlParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "h'[0-9a-f]*'|-?[0-9]+(\\.\\.-?[0-9]+)?|[a-z][a-z0-9-]*|\\.size|=>|[=/,:\\[\\]{}()*]");
  private final List<String> tokens = new ArrayList<>();
  private int at;

  CddlParser(String document) {
    String text = document.replaceAll(";[^\n]*", "");
    Matcher m = TOKEN.matcher(text);
    int end = 0;
    while (m.find()) {
      if (!text.substring(end, m.start()).isBlank())
        throw new IllegalArgumentException(text.substring(end, m.start()));
      tokens.add(m.group());
      end = m.end();
    }
    if (!text.substring(end).isBlank()) throw new IllegalArgumentException(text.substring(end));
  }

  Map<String, Type> rules() {
    Map<String, Type> rules = new LinkedHashMap<>();
    while (at < tokens.size()) {
      String name = next();
      expect("=");
      if (rules.put(name, type()) != null)
        throw new IllegalArgumentException("two rules named " + name);
    }
    return rules;
  }

  private Type type() {
    List<Type> types = new ArrayList<>();
    do types.add(single());
    while (taken("/"));
    return types.size() == 1 ? types.getFirst() : new Cddl.Choice(types);
  }

  private Type single() {
    String token = next();
    if (token.equals("[")) return new Cddl.Array(entries("]"));
    if (token.equals("{")) return new Cddl.Fields(entries("}"));
    if (token.equals("(")) return new Cddl.Group(entries(")"));
    if (token.startsWith("h'"))
      return new Cddl.Literal(Fixture.hexBytes(token.substring(2, token.length() - 1)));
    if (isNumber(token)) return numbers(token);
    if (!isName(token)) throw new IllegalArgumentException("no type: " + token);
    if (!taken(".size")) return new Cddl.Name(token);
    boolean range = taken("(");
    Cddl.Numbers size = numbers(next());
    if (range) expect(")");
    return new Cddl.Sized(token, size.least(), size.most());
  }

  private List<Entry> entries(String end) {
    List<Entry> entries = new ArrayList<>();
    while (!taken(end)) {
      entries.add(entry());
      taken(",");
    }
    return entries;
  }

  private Entry entry() {
    int least = 1;
    int most = 1;
    if (peek(0).equals("*") || (isNumber(peek(0)) && peek(1).equals("*"))) {
      least = peek(0).equals("*") ? 0 : Integer.parseInt(next());
      expect("*");
      most =
          peek(0).matches("[0-9]+") && !peek(1).equals("=>")
              ? Integer.parseInt(next())
              : Integer.MAX_VALUE;
    }
    Type type = type();
    if (taken("=>")) return new Entry(least, most, Optional.of(type), type());
    if (taken(":"))
      return new Entry(
          least, most, type instanceof Cddl.Name ? Optional.empty() : Optional.of(type), type());
    return new Entry(least, most, Optional.empty(), type);
  }

  private static boolean isNumber(String token) {
    return token.matches("-?[0-9].*");
  }

  private static boolean isName(String token) {
    return token.matches("[a-z].*");
  }

  private static Cddl.Numbers numbers(String token) {
    String[] ends = token.split("\\.\\.", -1);
    return new Cddl.Numbers(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
  }

  private String peek(int ahead) {
    return at + ahead < tokens.size() ? tokens.get(at + ahead) : "";
  }

  private String next() {
    if (at == tokens.size()) throw new IllegalArgumentException("the document ends too early");
    return tokens.get(at++);
  }

  private boolean taken(String token) {
    if (!peek(0).equals(token)) return false;
    at++;
    return true;
  }

  private void expect(String token) {
    if (!taken(token)) throw new IllegalArgumentException("not " + token + " but " + peek(0));
  }
}
