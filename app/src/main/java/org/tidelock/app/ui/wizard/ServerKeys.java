package org.tidelock.app.ui.wizard;

import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.tidelock.app.ui.ServerWords;
import org.tidelock.app.ui.UiContext;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.UnknownServer;

/// Shows the key of a server to a person who has to compare it.
final class ServerKeys {
  private final UiContext ui;

  ServerKeys(UiContext ui) {
    this.ui = ui;
  }

  /// Of a server that may be trusted after a look.
  ///
  /// @param trust what the button does
  Node asked(UnknownServer server, Runnable trust) {
    var shown = Ui.paragraph(inTwoLines(server.fingerprint()), "t-mono");
    shown.setId("storage-fingerprint");
    var inset = inset(List.of(shown));
    server.until().map(ui.formats()::date).map(this::until).ifPresent(inset.getChildren()::add);
    var button =
        Ui.button(ui.texts().get(ServerWords.of(server).trust()), trust, "accent", "small");
    button.setId("storage-trust");
    inset.getChildren().add(button);
    return inset;
  }

  private Node until(String date) {
    return Ui.label(ui.texts().get("storage.certificate.until", date), "t-small", "fg-muted");
  }

  /// Of a server that shows another key than before. Nothing here trusts it: the person has to find out first what has happened.
  Node changed(UnknownServer server) {
    var inset = inset(named("storage.changed.now", server.fingerprint()));
    server
        .known()
        .ifPresent(known -> inset.getChildren().addAll(named("storage.changed.before", known)));
    return inset;
  }

  private static VBox inset(List<Node> shown) {
    var inset = Ui.styled(Ui.column(12), "tl-inset");
    inset.setPadding(new Insets(16));
    inset.getChildren().addAll(shown);
    return inset;
  }

  private List<Node> named(String name, String key) {
    return List.of(
        Ui.label(ui.texts().get(name), "t-small", "fg-muted"),
        Ui.paragraph(inTwoLines(key), "t-mono"));
  }

  /// A long fingerprint has no place at which a line could end.
  private static String inTwoLines(String fingerprint) {
    int middle = fingerprint.indexOf(':', fingerprint.length() / 2);
    return fingerprint.length() < 80 || middle < 0
        ? fingerprint
        : fingerprint.substring(0, middle + 1) + "\n" + fingerprint.substring(middle + 1);
  }
}
