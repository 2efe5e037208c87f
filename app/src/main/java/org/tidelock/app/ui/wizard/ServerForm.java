package org.tidelock.app.ui.wizard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tidelock.engine.StorageAccess;

/// What a person types to reach a storage on a server, and what that means to the engine. A model without nodes, for the JavaFX thread.
abstract class ServerForm {
  /// One field.
  ///
  /// @param id of its node
  /// @param label key of its text, with `help` the key of what is said below it, or empty
  /// @param preset what is in it before somebody types
  record Entry(
      String id,
      String label,
      String help,
      boolean secret,
      boolean optional,
      String preset,
      StringProperty text) {
    Entry(String id, String label, String help, boolean secret, boolean optional, String preset) {
      this(id, label, help, secret, optional, preset, new SimpleStringProperty(preset));
    }

    String value() {
      return text.get().strip();
    }

    boolean isFilled() {
      return optional || !text.get().isBlank();
    }
  }

  /// Why what was typed is no address.
  ///
  /// @param at the field that has to be another
  /// @param reason key of its text
  record Wrong(Entry at, String reason) {}

  private static final Pattern PASSWORD = Pattern.compile("([^/]*://)?[^/@]*:[^/@]*@.*");
  private static final Set<String> CLEARTEXT = Set.of("http", "webdav+http", "dav");

  private final List<List<Entry>> rows = new ArrayList<>();

  /// Fields side by side, in the order of Tab.
  final void row(Entry... entries) {
    rows.add(List.of(entries));
  }

  static Entry needed(String id, String label, String help) {
    return preset(id, label, help, "");
  }

  static Entry preset(String id, String label, String help, String preset) {
    return new Entry(id, label, help, false, false, preset);
  }

  static Entry optional(String id, String label, String help) {
    return new Entry(id, label, help, false, true, "");
  }

  static Entry secret(String id, String label, String help, boolean optional) {
    return new Entry(id, label, help, true, optional, "");
  }

  final List<List<Entry>> rows() {
    return rows;
  }

  final List<Entry> entries() {
    return rows.stream().flatMap(List::stream).toList();
  }

  /// Whether enough is typed to try it.
  final boolean isComplete() {
    return entries().stream().allMatch(Entry::isFilled);
  }

  final boolean isTouched() {
    return entries().stream().anyMatch(entry -> !entry.text().get().equals(entry.preset()));
  }

  /// No secret stays in a field.
  final void forget() {
    entries().stream().filter(Entry::secret).forEach(entry -> entry.text().set(""));
  }

  /// What is wrong, once the engine has refused to take it for an address.
  abstract Wrong wrong();

  /// The address of a server, as people write it.
  ///
  /// @param scheme in small letters; empty where none is written
  /// @param place what follows it
  record Address(String scheme, String place) {
    static Address of(Entry entry) {
      var typed = entry.value();
      int end = typed.indexOf("://");
      return end < 0
          ? new Address("", typed)
          : new Address(typed.substring(0, end).toLowerCase(Locale.ROOT), typed.substring(end + 3));
    }

    /// Whether it asks for a way on which everyone can read along.
    boolean isCleartext() {
      return CLEARTEXT.contains(scheme);
    }
  }

  /// What is wrong with the address of a server.
  ///
  /// @param schemes that lead to a server of this kind
  static Wrong wrong(Entry address, Set<String> schemes) {
    return new Wrong(address, reason(address.value(), Address.of(address), schemes));
  }

  private static String reason(String typed, Address address, Set<String> schemes) {
    if (PASSWORD.matcher(typed).matches()) {
      return "storage.wrong.password";
    }
    if (typed.indexOf('?') >= 0) {
      return "storage.wrong.query";
    }
    if (address.scheme().isEmpty() || schemes.contains(address.scheme())) {
      return "storage.wrong.address";
    }
    return address.isCleartext() && schemes.contains("https")
        ? "storage.wrong.cleartext"
        : "storage.wrong.scheme";
  }

  /// Key of what is said when the server lets nobody in who is typed here.
  abstract String refused();

  /// Key of what is said below that.
  String refusedBody() {
    return "storage.server.signIn.body";
  }

  /// Addresses to be tried, the likeliest first; where one of them is no storage of this kind, the next may be.
  abstract List<String> urls();

  /// Without what was agreed to.
  abstract StorageAccess access();

  /// A path of an address; slashes too many are left out.
  static String segments(String path) {
    return Stream.of(path.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> "/" + encoded(segment))
        .collect(Collectors.joining());
  }

  /// For an address: everything but letters, digits and `-._~` as bytes.
  static String encoded(String text) {
    var out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }
}
