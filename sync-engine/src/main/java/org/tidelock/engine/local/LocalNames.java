package org.tidelock.engine.local;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.VaultNames;
import org.tidelock.engine.local.Disk.NameRules;
import org.tidelock.engine.merge.Entry;
import org.tidelock.engine.plan.Projection;

/// How names of the vault look on this disk, and back. A vault name that the disk has already under another spelling keeps it.
///
/// On a disk that ignores case only one of `A` and `a` can have its name; the other gets a mark made of its id (`a~1a2b3c4d`) that is taken away
/// again when the name is read. It is never recorded: other devices see `a`.
public final class LocalNames implements Projection {
  private static final String MOVING = ".tidelock-moving-";

  private final Disk.Facts facts;
  private final Base base;
  private final LeftOut leftOut;
  private final Function<NodeId, Optional<LocalPath>> pathOf;

  /// @param pathOf where a folder is, or will be if it is only planned; the root, too
  public LocalNames(
      Disk.Facts facts, Base base, LeftOut leftOut, Function<NodeId, Optional<LocalPath>> pathOf) {
    this.facts = facts;
    this.base = base;
    this.leftOut = leftOut;
    this.pathOf = pathOf;
  }

  /// The name in the vault of something new; empty if it cannot be one.
  public Optional<String> vaultName(String localName) {
    String plain =
        facts.names() == NameRules.WINDOWS ? WindowsNames.unescape(localName) : localName;
    String name = nfc(plain);
    if (VaultNames.isValid(name)) return Optional.of(name);
    // An escape that leads to no vault name was meant literally.
    String literal = nfc(localName);
    return VaultNames.isValid(literal) ? Optional.of(literal) : Optional.empty();
  }

  /// The name in the vault of something that has this id: without the mark of a case clash.
  public Optional<String> vaultName(String localName, NodeId id) {
    return vaultName(CaseMark.of(id).remove(localName));
  }

  /// What a name of the vault becomes on this disk, as long as nothing else in its folder has it.
  public String localName(String vaultName) {
    return project(vaultName);
  }

  @Override
  public Map<NodeId, String> localNames(NodeId folder, List<Entry> entries) {
    Map<NodeId, String> names = new LinkedHashMap<>();
    Set<String> slots = new HashSet<>();
    for (Entry entry : entries)
      spelling(entry).filter(s -> slots.add(slot(s))).ifPresent(s -> names.put(entry.id(), s));
    for (Entry entry : entries) {
      if (names.containsKey(entry.id())) continue;
      String plain = project(entry.name());
      CaseMark mark = CaseMark.of(entry.id());
      String name = plain;
      for (int digits = CaseMark.SHORT; !slots.add(slot(name)); digits++)
        name = mark.add(plain, digits, this::fits);
      names.put(entry.id(), name);
    }
    return names;
  }

  /// How the disk spells the entry's name now. Not if there is a mark in it: whether that is still needed is decided anew.
  private Optional<String> spelling(Entry entry) {
    Optional<String> spelling = spelling(entry.id(), entry.name());
    if (spelling.isPresent() || entry.virtual()) return spelling;
    return entry.nodes().stream()
        .flatMap(node -> spelling(node, entry.name()).stream())
        .findFirst();
  }

  private Optional<String> spelling(NodeId row, String vaultName) {
    return base.row(row)
        .map(r -> r.entry().localName())
        .filter(local -> vaultName(local).equals(Optional.of(vaultName)));
  }

  private String project(String vaultName) {
    return facts.names() == NameRules.WINDOWS ? WindowsNames.escape(vaultName) : vaultName;
  }

  /// Short enough for this disk.
  private boolean fits(String localName) {
    return facts.names() == NameRules.WINDOWS
        ? localName.length() <= WindowsNames.MAX_UNITS
        : localName.getBytes(StandardCharsets.UTF_8).length <= VaultNames.MAX_BYTES;
  }

  @Override
  public String slot(String localName) {
    String name = nfc(localName);
    return facts.caseSensitive() ? name : CaseFold.fold(name);
  }

  @Override
  public boolean skipped(NodeId folder, String localName, NodeKind kind) {
    return skipped(folder).test(localName, kind);
  }

  @Override
  public Skips skipped(NodeId folder) {
    Optional<LocalPath> path = pathOf.apply(folder);
    return (localName, kind) ->
        !fits(localName)
            || isPrivate(localName)
            || path.filter(p -> leftOut.test(p.child(localName), kind == NodeKind.FOLDER))
                .isPresent();
  }

  /// The name of what has to step aside for a moment, and of a row whose place another one took.
  public static String displaced(NodeId id) {
    return MOVING + id;
  }

  public static boolean isDisplaced(String localName) {
    return localName.startsWith(MOVING);
  }

  @Override
  public String temporaryName(NodeId id) {
    return displaced(id);
  }

  /// Whose temporary name this is.
  static Optional<NodeId> movingId(String localName) {
    if (!localName.startsWith(MOVING)) return Optional.empty();
    try {
      return Optional.of(NodeId.parse(localName.substring(MOVING.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Tidelock's own: of this synced folder, or of one that lies in it. Never synced, wherever it is.
  boolean isPrivate(String localName) {
    return slot(localName).equals(PrivateFolder.NAME);
  }

  private static String nfc(String name) {
    return isAscii(name) ? name : Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  static boolean isAscii(String name) {
    for (int i = 0; i < name.length(); i++) if (name.charAt(i) >= 0x80) return false;
    return true;
  }
}
