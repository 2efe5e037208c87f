package org.tidelock.app.ui.component;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Five segments, a word and a sentence.
public final class StrengthBar extends VBox {
  private final HBox segments = new HBox(4);
  private final Label word = Ui.label("", "t-small", "t-medium");
  private final Label sentence = Ui.paragraph("", "t-small", "fg-muted");

  public StrengthBar() {
    super(10);
    for (int i = 0; i < 5; i++) {
      segments.getChildren().add(Ui.grow(Ui.styled(new Region(), "strength-segment")));
    }
    word.setMinWidth(Region.USE_PREF_SIZE);
    var line = new HBox(8, word, Ui.grow(sentence));
    getChildren().addAll(segments, line);
    setAccessibleRole(AccessibleRole.TEXT);
  }

  /// @param level 0 for nothing typed, 1 to 5
  public void show(int level, Tone tone, String newWord, String newSentence, String spoken) {
    for (int i = 0; i < 5; i++) {
      (i < level ? tone : Tone.NEUTRAL).paint(segments.getChildren().get(i));
    }
    word.setText(newWord);
    Ui.show(word, !newWord.isEmpty());
    tone.paintText(word);
    sentence.setText(newSentence);
    setAccessibleText(spoken);
    notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }
}
