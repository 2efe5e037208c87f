package org.tidelock.engine.merge;

import java.text.Normalizer;

/// Says which names of one folder are the same name: those with equal keys.
@FunctionalInterface
public interface Folding {
  /// Vault names are case-sensitive; only the Unicode composition does not matter. Case clashes are a matter of the local disk.
  Folding EXACT = name -> Normalizer.normalize(name, Normalizer.Form.NFC);

  /// The key of a name; a pure function that never changes for a vault.
  String key(String name);
}
