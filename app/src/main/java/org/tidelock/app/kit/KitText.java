package org.tidelock.app.kit;

import java.util.List;
import java.util.Locale;

/// The words on the sheets, and the kit as plain text.
final class KitText {
  static final String TITLE = "Tidelock recovery kit";
  static final String WARNING =
      "If you forget the passphrase and lose your computers, this sheet is the only way back. Whoever has these words can read your files:"
          + " keep it like a passport, away from your computers, and not in the vault itself.";
  static final String KEPT = "I keep this sheet at: ________________________________________";
  static final String HOW_TITLE = "How to use this sheet";
  static final String IN_APP =
      "Install Tidelock, choose “Join a vault I already have”, name the storage, and choose the recovery kit when it asks how to unlock."
          + " Type the 24 words. Your files come back to a folder of your choice.";
  static final String TERMINAL_INTRO =
      "At a terminal: put the 24 words into a file, in order, with spaces between, and run one of these. The first makes this computer a"
          + " device of the vault, the second only brings the files.";
  static final String WITHOUT =
      "Without the app: the vault's format is open and published with the program's source, as docs/vault-format.md, with test vectors. The 24 words are a"
          + " 256-bit key in the BIP-39 English word list; they open one of the key slots of the vault, and with it everything else. No server"
          + " and nobody's help is needed, only the stored data.";
  static final String SEEN =
      "If someone else has seen this sheet, make a new one: quit Tidelock, then run tidelock recovery-kit FILE.pdf."
          + " It takes two minutes, and this sheet then opens nothing any more on storage that the new kit has reached. Whoever copied the storage before can still open that copy.";

  private KitText() {}

  /// Facts above the words.
  static List<String> facts(KitContent kit) {
    String where =
        kit.storage()
            .map(storage -> "Where the data is: " + storage)
            .orElse("Where the data is: ______________________________");
    return List.of(
        "Vault: " + kit.vaultName(),
        "Created: " + kit.created(),
        "Fingerprint: " + kit.fingerprint(),
        where);
  }

  static List<String> commands(KitContent kit) {
    String storage = kit.storage().orElse("URL");
    return List.of(
        "tidelock join --storage "
            + storage
            + " --folder DIR --recovery-key-file FILE --keep-unlocked=file",
        "tidelock export --storage " + storage + " --to DIR --recovery-key-file FILE");
  }

  static String of(KitContent kit) {
    StringBuilder out = new StringBuilder();
    out.append(TITLE.toUpperCase(Locale.ROOT)).append("\n\n");
    facts(kit).forEach(fact -> out.append(fact).append('\n'));
    out.append("\nRecovery words\n\n");
    for (int row = 0; row < KitContent.WORDS; row += 4) {
      for (int i = row; i < row + 4; i++) {
        out.append(String.format(Locale.ROOT, "%2d %-12s", i + 1, kit.words().get(i)));
      }
      out.setLength(out.toString().stripTrailing().length());
      out.append('\n');
    }
    out.append('\n').append(wrapped(WARNING)).append("\n\n").append(HOW_TITLE).append("\n\n");
    out.append(wrapped(IN_APP)).append("\n\n").append(wrapped(TERMINAL_INTRO)).append('\n');
    commands(kit).forEach(command -> out.append("  ").append(command).append('\n'));
    out.append('\n').append(wrapped(WITHOUT)).append("\n\n").append(wrapped(SEEN)).append('\n');
    return out.toString();
  }

  private static String wrapped(String text) {
    StringBuilder line = new StringBuilder();
    StringBuilder out = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() + word.length() > 90) {
        out.append(line.toString().stripTrailing()).append('\n');
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    return out.append(line.toString().stripTrailing()).toString();
  }
}
