package org.tidelock.app.ui.settings;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.program.Version;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.KeyValue;
import org.tidelock.app.ui.component.Segments;
import org.tidelock.app.ui.component.Segments.Choice;
import org.tidelock.app.ui.component.SettingRow;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.theme.ThemeMode;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.VaultInfo;

/// Theme, when the program starts, what closing the window does, and what this vault is.
final class GeneralSection implements Section {
  private final PageContext context;
  private final Texts texts;
  private final KeyValue fingerprint;
  private final Optional<LoginRow> login;
  private final VBox placed = new VBox(10);
  private final Node view;

  GeneralSection(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.login = context.ui().atLogin().map(atLogin -> new LoginRow(context, atLogin));
    placed.setId("settings-placed");
    show(List.of());
    this.fingerprint = new KeyValue(texts.get("settings.vault.fingerprint"), "", "t-mono-small");
    this.view =
        Ui.column(
            24,
            Section.titled(texts.get("settings.appearance"), appearance()),
            Section.titled(texts.get("settings.window"), window()),
            Section.titled(texts.get("settings.vault"), facts(context.model().info())));
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
    return new Card(
        new SettingRow(texts.get("settings.theme"), texts.get("settings.theme.body"), theme)
            .last());
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
    var closing =
        new SettingRow(texts.get("settings.close"), texts.get("settings.close.body"), close).last();
    return login.map(row -> new Card(row.row(), closing)).orElseGet(() -> new Card(closing));
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
    var tasks = context.ui().tasks();
    login.ifPresent(LoginRow::refresh);
    tasks.<String>run(
        context.vault()::fingerprint,
        words -> fingerprint.say(words),
        failure -> context.problem(failure));
    tasks.<List<PlacedFolder>>run(
        context.vault()::placedFolders, this::show, failure -> context.problem(failure));
  }

  /// Folders that lie elsewhere; most people have none.
  private void show(List<PlacedFolder> folders) {
    placed.getChildren().setAll(folders.stream().map(this::row).toList());
    Ui.show(placed, !folders.isEmpty());
  }

  private KeyValue row(PlacedFolder folder) {
    String place = folder.place().toString();
    boolean waits = folder.state() != PlacedFolder.State.SYNCED;
    return new KeyValue(
        texts.get("settings.vault.placed", folder.name()),
        waits ? texts.get("settings.vault.placed.waits", place) : place);
  }
}
