package org.tidelock.app.ui.settings;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.program.Version;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.KeyValue;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.Segments;
import org.tidelock.app.ui.component.Segments.Choice;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.theme.ThemeMode;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.VaultInfo;

/// Theme, what closing the window does, the recovery kit, and what this vault is.
public final class SettingsPage implements Page {
  private final PageContext context;
  private final Texts texts;
  private final KeyValue fingerprint;
  private final Label kit = Ui.paragraph("", "t-small", "fg-muted");
  private final VBox placed = new VBox(10);
  private final ScrollPane view;

  public SettingsPage(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    placed.setId("settings-placed");
    show(List.of());
    this.fingerprint = new KeyValue(texts.get("settings.vault.fingerprint"), "", "t-mono-small");
    var column =
        Ui.styled(
            new VBox(
                new PageHeader(texts.get("nav.settings"), texts.get("settings.sentence")),
                section(texts.get("settings.appearance"), appearance()),
                section(texts.get("settings.window"), window()),
                section(texts.get("settings.security"), security()),
                section(texts.get("settings.storage"), new StorageSection(context).card()),
                section(texts.get("settings.vault"), facts(context.model().info()))),
            "page");
    this.view = Ui.scroll(column);
  }

  @Override
  public Node view() {
    return view;
  }

  private Card appearance() {
    var theme =
        new Segments<>(
            List.of(
                new Choice<>(ThemeMode.SYSTEM, Feather.MONITOR, texts.get("settings.theme.system")),
                new Choice<>(ThemeMode.LIGHT, Feather.SUN, texts.get("settings.theme.light")),
                new Choice<>(ThemeMode.DARK, Feather.MOON, texts.get("settings.theme.dark"))),
            context.ui().theme().mode(),
            this::chooseTheme);
    theme.setId("settings-theme");
    return new Card(setting(texts.get("settings.theme"), texts.get("settings.theme.body"), theme));
  }

  private void chooseTheme(ThemeMode mode) {
    context.ui().settings().theme(mode);
    context.ui().theme().choose(mode);
  }

  private Card window() {
    var settings = context.ui().settings();
    var close =
        new Segments<>(
            List.of(
                new Choice<>(false, texts.get("settings.close.hide")),
                new Choice<>(true, texts.get("settings.close.quit"))),
            settings.closeQuits(),
            settings::closeQuits);
    close.setId("settings-close");
    return new Card(setting(texts.get("settings.close"), texts.get("settings.close.body"), close));
  }

  private Card security() {
    var make = Ui.button(texts.get("settings.kit.make"), context.actions()::newRecoveryKit);
    make.setId("settings-new-kit");
    context.model().statusProperty().addListener((_, _, _) -> showKit());
    showKit();
    return new Card(setting(texts.get("settings.kit"), kit, make));
  }

  private void showKit() {
    boolean confirmed = context.model().kitConfirmed();
    kit.setText(texts.get(confirmed ? "settings.kit.confirmed" : "settings.kit.open"));
  }

  private Card facts(VaultInfo info) {
    return Card.padded(
        10,
        new KeyValue(texts.get("settings.vault.name"), info.name()),
        new KeyValue(texts.get("settings.vault.device"), info.device()),
        new KeyValue(texts.get("settings.vault.folder"), info.folder().toString()),
        placed,
        new KeyValue(texts.get("settings.vault.since"), context.formats().date(info.since())),
        fingerprint,
        new KeyValue(texts.get("settings.version"), Version.current()));
  }

  @Override
  public void shown() {
    context
        .ui()
        .tasks()
        .<String>run(
            context.vault()::fingerprint,
            words -> fingerprint.say(words),
            failure -> context.problem(failure));
    context
        .ui()
        .tasks()
        .<List<PlacedFolder>>run(
            context.vault()::placedFolders, this::show, failure -> context.problem(failure));
  }

  /// Folders that lie elsewhere; most people have none.
  private void show(List<PlacedFolder> folders) {
    placed.getChildren().setAll(folders.stream().map(this::row).toList());
    placed.setVisible(!folders.isEmpty());
    placed.setManaged(!folders.isEmpty());
  }

  private KeyValue row(PlacedFolder folder) {
    String place = folder.place().toString();
    boolean waits = folder.state() != PlacedFolder.State.SYNCED;
    return new KeyValue(
        texts.get("settings.vault.placed", folder.name()),
        waits ? texts.get("settings.vault.placed.waits", place) : place);
  }

  private static VBox section(String title, Card card) {
    return new VBox(8, Ui.label(title, "t-sub"), card);
  }

  private static HBox setting(String title, String body, Node control) {
    return setting(title, Ui.paragraph(body, "t-small", "fg-muted"), control);
  }

  private static HBox setting(String title, Label body, Node control) {
    var words = Ui.grow(Ui.column(2, Ui.label(title, "t-medium"), body));
    words.setAlignment(Pos.CENTER_LEFT);
    var row = Ui.styled(new HBox(words, control), "tl-row", "option", "last");
    row.setMinHeight(64);
    return row;
  }
}
