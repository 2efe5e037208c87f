package org.tidelock.engine.listing;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Todo;

/// A place in the vault by visible names from the top down; no names for the top itself.
public record VaultPath(List<String> names) {
  public static final VaultPath TOP = new VaultPath(List.of());

  public VaultPath {
    names = List.copyOf(names);
  }

  /// Names as a keyboard or a file system gives them: composed as the vault has them, empty ones left out.
  public static VaultPath of(String path) {
    List<String> names = new ArrayList<>();
    for (String name : path.split("/"))
      if (!name.isEmpty()) names.add(Normalizer.normalize(name, Normalizer.Form.NFC));
    return new VaultPath(names);
  }

  public boolean isTop() {
    return names.isEmpty();
  }

  public String name() {
    return names.getLast();
  }

  public VaultPath parent() {
    return new VaultPath(names.subList(0, names.size() - 1));
  }

  public VaultPath child(String name) {
    List<String> all = new ArrayList<>(names.size() + 1);
    all.addAll(names);
    all.add(name);
    return new VaultPath(all);
  }

  /// Anywhere below it.
  public boolean isBelow(VaultPath folder) {
    return names.size() > folder.names.size()
        && names.subList(0, folder.names.size()).equals(folder.names);
  }

  /// The lowest folder in which all of these folders are, or that is one of them; the top if there are none.
  public static VaultPath common(List<VaultPath> folders) {
    if (folders.isEmpty()) return TOP;
    List<String> common = folders.getFirst().names;
    for (VaultPath folder : folders) {
      int same = 0;
      while (same < Math.min(common.size(), folder.names.size())
          && common.get(same).equals(folder.names.get(same))) same++;
      common = common.subList(0, same);
    }
    return new VaultPath(common);
  }

  /// The same names on a disk that can have all of them.
  public LocalPath local() {
    return new LocalPath(names);
  }

  /// There is nothing here.
  public TidelockException unknown() {
    return new TidelockException(
        ErrorCode.USAGE,
        Happened.NOTHING_THERE.of(this),
        Safe.NOTHING_CHANGED.of(),
        Todo.SEARCH_OR_LIST.of());
  }

  @Override
  public String toString() {
    return String.join("/", names);
  }
}
