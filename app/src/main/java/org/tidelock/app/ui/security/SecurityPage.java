package org.tidelock.app.ui.security;

import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.tidelock.app.ui.FingerprintWords;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.KeyValue;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.WordCells;
import org.tidelock.app.ui.security.SecurityViewModel.Facts;

/// What protects the vault, what was checked, and what opens it.
public final class SecurityPage implements Page {
  private final PageContext context;
  private final Texts texts;
  private final SecurityViewModel model;
  private final Banner problem = new Banner();
  private final WordCells words = new WordCells();
  private final KeyValue keys;
  private final KeyValue devices;
  private final KeyValue kit;
  private final Node view;

  public SecurityPage(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model = new SecurityViewModel(context);
    keys = new KeyValue(texts.get("security.keys.count"), "");
    devices = new KeyValue(texts.get("security.keys.devices"), "");
    kit = new KeyValue(texts.get("security.keys.kit"), "");
    var header = new PageHeader(texts.get("nav.security"), texts.get("security.sentence"));
    var facts = side(fingerprint(), keys(), encryption());
    var opens = new VBox(8, Ui.label(texts.get("security.opens"), "t-sub"), opens());
    this.view =
        Ui.scroll(
            Ui.styled(
                new VBox(header, problem, new CheckCard(texts, model).card(), facts, opens),
                "page"));
    model.factsProperty().addListener((_, _, found) -> found.ifPresent(this::show));
    model
        .problemProperty()
        .addListener(
            (_, _, what) ->
                what.ifPresentOrElse(
                    said -> problem.show(Tone.WARNING, said.title(), said.body()), problem::hide));
    context.model().statusProperty().addListener((_, _, _) -> showKit());
    showKit();
  }

  /// Side by side, each as wide as the others.
  private static GridPane side(Card... cards) {
    var grid = new GridPane();
    grid.setHgap(20);
    for (int i = 0; i < cards.length; i++) {
      var column = new ColumnConstraints();
      column.setPercentWidth(100.0 / cards.length);
      grid.getColumnConstraints().add(column);
      cards[i].setMaxHeight(Double.MAX_VALUE);
      grid.add(cards[i], i, 0);
    }
    return grid;
  }

  private Card fingerprint() {
    return filled(
        texts.get("security.fingerprint"),
        words,
        Ui.paragraph(texts.get("security.fingerprint.body"), "t-caption", "fg-muted"));
  }

  private Card keys() {
    return filled(
        texts.get("security.keys"),
        keys,
        devices,
        kit,
        Ui.paragraph(texts.get("security.keys.body"), "t-caption", "fg-muted"));
  }

  /// What format 1 of a vault fixes; nothing that is sealed or signed otherwise is ever used.
  private Card encryption() {
    return filled(
        texts.get("security.encryption"),
        new KeyValue(texts.get("security.encryption.content"), "XAES-256-GCM"),
        new KeyValue(texts.get("security.encryption.devices"), "X-Wing"),
        new KeyValue(texts.get("security.encryption.passphrase"), "Argon2id"),
        new KeyValue(texts.get("security.encryption.signatures"), "Ed25519, ML-DSA"));
  }

  private static Card filled(String title, Node... content) {
    var body = Ui.column(10, content);
    var card = new Card(Ui.label(title, "t-sub"), body);
    card.setPadding(new Insets(20));
    card.setSpacing(12);
    return card;
  }

  private Card opens() {
    var actions = context.actions();
    var passphrase =
        button("security.passphrase.go", "security-passphrase", actions::newPassphrase);
    var newKit = button("security.kit.go", "security-kit", actions::newRecoveryKit);
    var drill =
        button(
            "security.drill.go",
            "security-drill",
            () -> new DrillDialog(context, model::refresh).open());
    var secrets =
        button(
            "security.secrets.go", "security-secrets", () -> actions.newSecrets(Optional.empty()));
    return new Card(
        new SettingRow(
            texts.get("security.passphrase"), texts.get("security.passphrase.body"), passphrase),
        new SettingRow(texts.get("security.kit"), texts.get("security.kit.body"), newKit),
        new SettingRow(texts.get("security.drill"), texts.get("security.drill.body"), drill),
        new SettingRow(texts.get("security.secrets"), texts.get("security.secrets.body"), secrets)
            .last());
  }

  private Button button(String key, String id, Runnable action) {
    var button = Ui.button(texts.get(key), action);
    button.setId(id);
    return button;
  }

  private void show(Facts facts) {
    FingerprintWords.show(words, facts.fingerprint(), texts);
    keys.say(context.formats().number(facts.keys()));
    devices.say(context.formats().number(facts.devices()));
    showKit();
  }

  private void showKit() {
    boolean confirmed = model.kitConfirmed();
    kit.say(
        model
            .kitTested()
            .map(at -> texts.get("security.kit.tested", context.formats().moment(at)))
            .orElseGet(
                () -> texts.get(confirmed ? "overview.kit.confirmed" : "overview.kit.open")));
    (confirmed ? Tone.NEUTRAL : Tone.WARNING).paintText(kit.value());
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    model.refresh();
  }

  @Override
  public boolean refresh() {
    model.refresh();
    return false;
  }
}
