package org.tidelock.app.ui.component;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;

/// Words that two people compare, each in a cell of its own, in as many lines as they need.
public final class WordCells extends FlowPane {
  public WordCells() {
    super(8, 8);
    setAccessibleRole(AccessibleRole.TEXT);
  }

  /// @param spoken what a screen reader says in place of all of them
  public void show(List<String> words, String spoken) {
    getChildren()
        .setAll(
            words.stream()
                .map(word -> Ui.styled(new HBox(Ui.label(word, "t-words")), "word-cell"))
                .toList());
    setAccessibleText(spoken);
  }
}
