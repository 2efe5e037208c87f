package org.tidelock.app.ui.component;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.Skin;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextFieldSkin;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// A labelled text field with a line below for help or what is wrong. A secret field has a button that reveals what was typed.
public final class Field extends VBox {
  private final HBox box = Ui.styled(new HBox(), "field-box");
  private final Label label;
  private final Label note = Ui.paragraph("", "t-caption", "fg-subtle");
  private final StackPane marks = new StackPane();
  private final TextField plain = new TextField();
  private final BooleanProperty revealed = new SimpleBooleanProperty();
  private final TextInputControl input;
  private @Nullable Button reveal;

  private Field(String labelText, boolean large, boolean secret) {
    super(6);
    label = Ui.label("", "t-small", "t-medium");
    if (large) {
      box.getStyleClass().add("large");
    }
    if (secret) {
      input = new Dots();
      input.textProperty().bindBidirectional(plain.textProperty());
      // Only one of the two is ever shown, so only one can be reached by Tab.
      plain.visibleProperty().bind(revealed);
      plain.managedProperty().bind(revealed);
      input.visibleProperty().bind(revealed.not());
      input.managedProperty().bind(revealed.not());
      box.getChildren().addAll(Ui.grow(input), Ui.grow(plain), marks);
    } else {
      input = plain;
      box.getChildren().addAll(Ui.grow(plain), marks);
    }
    label(labelText);
    label.setLabelFor(input);
    getChildren().addAll(label, box, note);
    Ui.show(marks, false);
    Ui.show(note, false);
  }

  /// JavaFX hides letters behind discs as large as the letters; these are smaller.
  private static final class Dots extends PasswordField {
    @Override
    protected Skin<?> createDefaultSkin() {
      return new TextFieldSkin(this) {
        @Override
        protected String maskText(String text) {
          return "•".repeat(text.length());
        }
      };
    }
  }

  public static Field text(String label, boolean large) {
    return new Field(label, large, false);
  }

  /// For a place where something else says what it is; `name` is for screen readers.
  public static Field unlabelled(String name) {
    var field = new Field(name, false, false);
    Ui.show(field.label, false);
    field.setAlignment(Pos.CENTER_LEFT);
    return field;
  }

  /// What stands in it as long as it is empty.
  public void prompt(String text) {
    plain.setPromptText(text);
  }

  /// What the number in it is one of.
  public void unit(String text) {
    var unit = Ui.label(text, "t-small", "fg-muted");
    unit.setMinWidth(USE_PREF_SIZE);
    HBox.setMargin(unit, new Insets(0, 8, 0, 0));
    box.getChildren().add(unit);
  }

  /// @param show accessible name of the reveal button while hidden, `hide` while shown
  public static Field secret(String label, boolean large, String show, String hide) {
    var field = new Field(label, large, true);
    field.addReveal(show, hide);
    return field;
  }

  private void addReveal(String show, String hide) {
    var button = new Button(null, Icons.of(Feather.EYE, 18));
    button.getStyleClass().add("flat");
    Ui.name(button, show);
    button.setOnAction(_ -> revealed.set(!revealed.get()));
    revealed.addListener(
        (_, _, shown) -> {
          button.setGraphic(Icons.of(shown ? Feather.EYE_OFF : Feather.EYE, 18));
          Ui.name(button, shown ? hide : show);
        });
    reveal = button;
    box.getChildren().add(button);
  }

  public StringProperty textProperty() {
    return plain.textProperty();
  }

  public BooleanProperty revealedProperty() {
    return revealed;
  }

  /// The control that now has the text.
  public TextInputControl input() {
    return revealed.get() ? plain : input;
  }

  @SuppressWarnings("ReferenceEquality") // a node is itself only
  public void id(String id) {
    input.setId(id);
    if (input != plain) {
      plain.setId(id + "-shown");
    }
    if (reveal != null) {
      reveal.setId(id + "-reveal");
    }
  }

  /// Names it anew, for eyes and for screen readers.
  public void label(String text) {
    label.setText(text);
    input.setAccessibleText(text);
    plain.setAccessibleText(text);
  }

  public void focus() {
    input().requestFocus();
  }

  /// Help below the field; an empty text takes the line away.
  public void help(String text) {
    say(text, Tone.NEUTRAL);
    mark(null, Tone.NEUTRAL);
    box.getStyleClass().removeAll("invalid", "valid");
  }

  public void warn(String text) {
    say(text, Tone.WARNING);
  }

  public void invalid(String text) {
    say(text, Tone.DANGER);
    mark(Feather.ALERT_CIRCLE, Tone.DANGER);
    box.getStyleClass().removeAll("invalid", "valid");
    box.getStyleClass().add("invalid");
    input.setAccessibleHelp(text);
  }

  public void valid() {
    say("", Tone.NEUTRAL);
    mark(Feather.CHECK, Tone.SUCCESS);
    box.getStyleClass().removeAll("invalid", "valid");
  }

  private void mark(@Nullable Feather glyph, Tone tone) {
    Ui.show(marks, glyph != null);
    marks.getChildren().clear();
    marks.setMinWidth(glyph == null ? 0 : 32);
    if (glyph != null) {
      marks.getChildren().add(Icons.of(glyph, 16, tone));
    }
  }

  private void say(String text, Tone tone) {
    note.setText(text);
    tone.paintText(note);
    Ui.show(note, !text.isEmpty());
    if (tone == Tone.DANGER || tone == Tone.WARNING) {
      note.setGraphic(Icons.of(Feather.ALERT_CIRCLE, 14, tone));
    } else {
      note.setGraphic(null);
    }
    input.setAccessibleHelp(text);
  }
}
