package org.tidelock.app.ui;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/// The real dialogs, owned by the window.
final class SystemFiles implements FileDialogs {
  private final Window owner;

  SystemFiles(Window owner) {
    this.owner = owner;
  }

  @Override
  public Optional<Path> chooseFolder(String title, Optional<Path> start) {
    var chooser = new DirectoryChooser();
    chooser.setTitle(title);
    start.filter(Files::isDirectory).ifPresent(path -> chooser.setInitialDirectory(path.toFile()));
    return Optional.ofNullable(chooser.showDialog(owner)).map(java.io.File::toPath);
  }

  @Override
  public Optional<Path> saveFile(String title, String suggestedName) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialFileName(suggestedName);
    return Optional.ofNullable(chooser.showSaveDialog(owner)).map(java.io.File::toPath);
  }

  /// The system's opener, without AWT. A machine without one is told in the log; the path is on the screen anyway.
  @Override
  public void open(Path folder) {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var opener = system.contains("win") ? "explorer" : system.contains("mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(List.of(opener, folder.toString()))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.getLogger(SystemFiles.class.getName())
          .log(Level.WARNING, "no program to open a folder with", e);
    }
  }
}
