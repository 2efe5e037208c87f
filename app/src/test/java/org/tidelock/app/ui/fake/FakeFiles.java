package org.tidelock.app.ui.fake;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.tidelock.app.ui.FileDialogs;

/// Answers the system's dialogs with what a test laid ready; no answer means that the person cancelled.
public final class FakeFiles implements FileDialogs {
  private final Queue<Path> answers = new ArrayDeque<>();
  private final List<Path> opened = new ArrayList<>();
  private final List<URI> pages = new ArrayList<>();

  public void answer(Path path) {
    answers.add(path);
  }

  /// Pages that the browser has shown.
  public List<URI> pages() {
    return List.copyOf(pages);
  }

  @Override
  public void open(URI page) {
    pages.add(page);
  }

  public List<Path> opened() {
    return List.copyOf(opened);
  }

  @Override
  public Optional<Path> chooseFolder(String title, Optional<Path> start) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<Path> saveFile(String title, String suggestedName) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public Optional<Path> openFile(String title) {
    return Optional.ofNullable(answers.poll());
  }

  @Override
  public void open(Path folder) {
    opened.add(folder);
  }
}
