package org.tidelock.app.ui;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.tidelock.app.desktop.Opener;

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

  @Override
  public Optional<Path> openFile(String title) {
    var chooser = new FileChooser();
    chooser.setTitle(title);
    return Optional.ofNullable(chooser.showOpenDialog(owner)).map(java.io.File::toPath);
  }

  /// The system's opener, without AWT. A machine without one is told in the log; the path is on the screen anyway.
  @Override
  public void open(Path folder) {
    Opener.open(folder);
  }

  @Override
  public void open(URI page) {
    Opener.open(page);
  }
}
