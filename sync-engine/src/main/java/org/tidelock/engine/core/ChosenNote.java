package org.tidelock.engine.core;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.local.PrivateFolder.Note;
import org.tidelock.engine.selection.Chosen;
import org.tidelock.engine.transfer.Troubles;

/// Which part of the vault was chosen, noted in the folder before anything is put away for it. A profile that says something else is an old one, or lost its
/// choices: then what is missing in the folder may have been put away, and is no deletion (decision 0117). On the engine's thread.
final class ChosenNote {
  /// Equal to no choice.
  private static final String SEVERAL = "several";

  private final PrivateFolder own;
  private final Path folder;
  private final Supplier<Chosen> chosen;
  private @Nullable String noted;

  /// What the profile said when the note was read.
  private String asRead = "";

  private boolean contradicts;

  /// @param own in the vault's folder
  /// @param folder the vault's
  /// @param chosen what the profile says
  ChosenNote(PrivateFolder own, Path folder, Supplier<Chosen> chosen) {
    this.own = own;
    this.folder = folder;
    this.chosen = chosen;
  }

  /// Whether the folder was last worked on under another choice, by somebody who knew more than this profile, and it was not looked at as a whole since.
  boolean contradictsProfile() throws TidelockException {
    read();
    return contradicts;
  }

  /// Before anything is changed in the folder.
  void keep() throws TidelockException {
    String now = text(chosen.get());
    String was = read();
    if (!was.equals(now) && !contradicts) write(now);
    else if (contradicts && !asRead.equals(now)) write(SEVERAL);
  }

  /// All of the folder was seen, and the base knows of nothing that is missing.
  void settle() throws TidelockException {
    if (!contradictsProfile()) return;
    contradicts = false;
    keep();
  }

  private String read() throws TidelockException {
    String known = noted;
    if (known != null) return known;
    try {
      known = own.noted(Note.CHOSEN);
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
    noted = known;
    asRead = text(chosen.get());
    contradicts = !known.equals(asRead);
    return known;
  }

  private void write(String text) throws TidelockException {
    if (text.equals(noted)) return;
    try {
      own.note(Note.CHOSEN, text);
    } catch (IOException e) {
      throw Troubles.ofFolder(folder, e);
    }
    noted = text;
  }

  private static String text(Chosen chosen) {
    return Stream.concat(lines("only ", chosen.only()), lines("except ", chosen.except()))
        .collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(String what, Set<NodeId> nodes) {
    return nodes.stream().map(node -> what + node).sorted();
  }
}
