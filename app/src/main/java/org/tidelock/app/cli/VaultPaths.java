package org.tidelock.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;

/// What a person types for a path: a vault path (`Photos/2024`), or a path on this computer if it is absolute or begins with `./` or `../`.
final class VaultPaths {
  private VaultPaths() {}

  static String of(String typed, Vault vault, Context context) throws TidelockException {
    try {
      if (isLocal(typed)) {
        return relative(typed, vault, context.directory());
      }
    } catch (InvalidPathException e) {
      throw Problems.usage(Words.shown(typed) + " is no path here.", "Check its spelling.");
    }
    List<String> names = new ArrayList<>();
    for (String name : typed.split("/", -1)) {
      if (name.equals("..")) {
        throw Problems.usage(
            "A path in the vault has no .. in it.", "Name it from the top of the vault.");
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return String.join("/", names);
  }

  private static boolean isLocal(String typed) {
    return typed.startsWith("/")
        || typed.startsWith("./")
        || typed.startsWith("../")
        || typed.equals(".")
        || typed.equals("..")
        || Path.of(typed).isAbsolute();
  }

  private static String relative(String typed, Vault vault, Path directory)
      throws TidelockException {
    Path local = directory.resolve(typed).toAbsolutePath().normalize();
    Path top = vault.info().folder().toAbsolutePath().normalize();
    for (PlacedFolder placed : vault.placedFolders()) {
      if (local.startsWith(placed.place())) {
        String inside = shown(placed.place().relativize(local));
        return inside.isEmpty() ? placed.name() : placed.name() + "/" + inside;
      }
    }
    if (!local.startsWith(top)) {
      throw Problems.usage(
          Words.shown(local.toString()) + " is not in the folder of this vault.",
          "The folder is " + Words.shown(top.toString()) + ".");
    }
    return shown(top.relativize(local));
  }

  private static String shown(Path relative) {
    String path = relative.toString();
    return java.io.File.separatorChar == '/' ? path : path.replace(java.io.File.separatorChar, '/');
  }
}
