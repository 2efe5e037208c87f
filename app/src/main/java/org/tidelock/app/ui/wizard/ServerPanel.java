package org.tidelock.app.ui.wizard;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javafx.application.Platform;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.PageAddress;
import org.tidelock.app.ui.ServerWords;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.Field;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.UnknownServer;

/// The fields of a storage on a server, a button that tries it out, and what came out. Enter in a field and F5 try it out as well.
final class ServerPanel extends VBox {
  private final UiContext ui;
  private final Texts texts;
  private final ServerPlace place;
  private final StorageStep.Purpose purpose;
  private final ServerForm form;
  private final Map<ServerForm.Entry, Field> fields = new LinkedHashMap<>();
  private final HBox said = Ui.row(12);
  private final VBox outcome = Ui.column(16);
  private final Button test;
  private final Button another;

  ServerPanel(UiContext ui, ServerPlace place, StorageStep.Purpose purpose) {
    super(16);
    this.ui = ui;
    this.texts = ui.texts();
    this.place = place;
    this.form = place.form();
    this.purpose = purpose;
    test = Ui.button(texts.get(place.words().action()), place::test, "small");
    test.setId("storage-test");
    another = Ui.button(texts.get("storage.onedrive.another"), this::signInAnew, "small");
    another.setId("storage-another");
    // The button stays where it is, so that the focus does, too.
    var line = Ui.row(12, said, another, test);
    HBox.setHgrow(said, Priority.ALWAYS);
    var card = Card.padded(16);
    card.getChildren().addAll(fields(), Ui.separator(), line, outcome);
    getChildren().add(card);
    outcome.setAccessibleRole(AccessibleRole.TEXT);
    addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    place.lookProperty().addListener((_, _, look) -> show(look));
    show(place.lookProperty().get());
  }

  private GridPane fields() {
    var grid = new GridPane(16, 12);
    var half = new ColumnConstraints();
    half.setPercentWidth(50);
    grid.getColumnConstraints().addAll(half, half);
    for (int y = 0; y < form.rows().size(); y++) {
      var row = form.rows().get(y);
      for (int x = 0; x < row.size(); x++) {
        grid.add(field(row.get(x)), x, y, row.size() == 1 ? 2 : 1, 1);
      }
    }
    return grid;
  }

  private Field field(ServerForm.Entry entry) {
    var label = texts.get(entry.label());
    var field =
        entry.secret()
            ? Field.secret(
                label, false, texts.get("storage.secret.show"), texts.get("storage.secret.hide"))
            : Field.text(label, false);
    field.id(entry.id());
    field.textProperty().bindBidirectional(entry.text());
    field.help(text(entry.help()));
    field.addEventHandler(ActionEvent.ACTION, this::enter);
    entry.text().addListener((_, _, _) -> enable());
    fields.put(entry, field);
    return field;
  }

  /// Of a key that may be empty.
  private String text(String key) {
    return key.isEmpty() ? "" : texts.get(key);
  }

  private void signInAnew() {
    if (place instanceof OneDrivePlace account) {
      account.signIn();
    }
  }

  /// Enter goes on with the wizard once all is well, and tries it out before.
  private void enter(ActionEvent event) {
    if (!(event.getTarget() instanceof Button) && !purpose.fits(place.lookProperty().get())) {
      place.test();
      event.consume();
    }
  }

  private void key(KeyEvent event) {
    if (event.getCode() == KeyCode.F5) {
      place.test();
      event.consume();
    }
  }

  /// No secret is shown any more.
  void hide() {
    fields.values().forEach(field -> field.revealedProperty().set(false));
  }

  private void show(Look look) {
    boolean wasBelow = isFocused(outcome) || isFocused(another);
    enable();
    if (!(look instanceof Look.Looking)) {
      clearMarks();
    }
    outcome.getChildren().clear();
    switch (look) {
      case Look.Nothing() -> {
        var words = place.words();
        say(Feather.INFO, Tone.NEUTRAL, texts.get(words.untried()), text(words.caution()));
      }
      case Look.Looking() ->
          say(Feather.LOADER, Tone.NEUTRAL, texts.get("storage.server.trying"), "");
      case Look.AtThePage(var page) -> waitFor(page);
      case Look.Failed(var problem) ->
          say(Feather.ALERT_CIRCLE, Tone.DANGER, problem.title(), problem.body());
      case Look.Wrong(var what) -> {
        var words = texts.get(what.reason());
        say(Feather.ALERT_CIRCLE, Tone.DANGER, words, "");
        mark(what.at(), words);
      }
      case Look.Refused() -> {
        say(
            Feather.ALERT_CIRCLE,
            Tone.DANGER,
            texts.get(form.refused()),
            texts.get(form.refusedBody()));
        markSecret();
      }
      case Look.Stranger(var server) -> ask(server);
      case Look.Changed(var server, var here) -> warn(server, here);
      case Look.Seen seen -> found(seen);
    }
    if (wasBelow) {
      test.requestFocus();
    }
  }

  private boolean isFocused(Node above) {
    for (Node at = getScene() == null ? null : getScene().getFocusOwner();
        at != null;
        at = at.getParent()) {
      if (at.equals(above)) {
        return true;
      }
    }
    return false;
  }

  /// While it is tried out, too: what loses the focus has it no more afterwards.
  private void enable() {
    test.setText(texts.get(place.words().action()));
    test.setDisable(!form.isComplete());
    Ui.show(another, place instanceof OneDrivePlace account && account.isSignedIn());
  }

  private void clearMarks() {
    fields.forEach((entry, field) -> field.help(text(entry.help())));
  }

  private void markSecret() {
    form.entries().stream()
        .filter(ServerForm.Entry::secret)
        .findFirst()
        .ifPresent(secret -> mark(secret, texts.get(form.refused())));
  }

  private void mark(ServerForm.Entry entry, String words) {
    var field = Objects.requireNonNull(fields.get(entry)); // each entry has one
    field.invalid(words);
    field.focus();
  }

  private void say(Feather icon, Tone tone, String headline, String detail) {
    var words = Ui.column(2, Ui.paragraph(headline, "t-medium"));
    if (!detail.isEmpty()) {
      words.getChildren().add(Ui.paragraph(detail, "t-small", "fg-muted"));
    }
    words.setAlignment(Pos.CENTER_LEFT);
    said.getChildren().setAll(Icons.of(icon, 18, tone), Ui.grow(words));
    speak((headline + " " + detail).strip());
  }

  /// For screen readers: what came out is said when it is there, and it is in sight.
  private void speak(String words) {
    Platform.runLater(this::scrollDown);
    outcome.setAccessibleText(words);
    outcome.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }

  private void scrollDown() {
    if (!(place.lookProperty().get() instanceof Look.Nothing)) {
      for (Node at = this; at != null; at = at.getParent()) {
        if (at instanceof ScrollPane pane) {
          pane.layout();
          pane.setVvalue(pane.getVmax());
        }
      }
    }
  }

  /// Goes on by itself once the person has agreed there.
  private void waitFor(URI page) {
    say(
        Feather.LOADER,
        Tone.NEUTRAL,
        texts.get("storage.onedrive.atPage"),
        texts.get("signIn.page.waiting"));
    var cancel = Ui.button(texts.get("storage.onedrive.cancel"), place::stop, "small");
    cancel.setId("storage-cancel");
    outcome.getChildren().add(new PageAddress(ui, page, cancel));
  }

  private void ask(UnknownServer server) {
    var words = ServerWords.of(server);
    say(Feather.ALERT_TRIANGLE, Tone.WARNING, texts.get(words.title()), texts.get(words.body()));
    outcome.getChildren().add(new ServerKeys(ui).asked(server, () -> place.trust(server)));
  }

  private void warn(UnknownServer server, boolean here) {
    say(
        Feather.ALERT_OCTAGON,
        Tone.DANGER,
        texts.get("storage.changed"),
        texts.get(here ? "storage.changed.here" : "storage.changed.hostKey"));
    outcome.getChildren().add(new ServerKeys(ui).changed(server));
  }

  private void found(Look.Seen seen) {
    boolean good = purpose.fits(seen);
    say(
        good ? Feather.CHECK_CIRCLE : Feather.ALERT_TRIANGLE,
        good ? Tone.SUCCESS : Tone.WARNING,
        texts.get(purpose.key(seen.state())),
        good ? text(place.words().fit()) : "");
    if (good) {
      seen.report()
          .ifPresent(report -> outcome.getChildren().add(new ServerFacts(ui, seen, report)));
    }
  }
}
