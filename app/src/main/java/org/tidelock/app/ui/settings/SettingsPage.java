package org.tidelock.app.ui.settings;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.NavItem;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.Ui;

/// What can be set, in parts of which one is shown. Every change applies at once.
public final class SettingsPage implements Page {
  /// In their order.
  private enum Part {
    GENERAL,
    FOLDERS,
    NOTIFICATIONS,
    NETWORK,
    STORAGE,
    SECURITY,
    ADVANCED
  }

  private final Texts texts;
  private final Map<Part, Section> sections = new EnumMap<>(Part.class);
  private final Map<Part, NavItem> items = new EnumMap<>(Part.class);
  private final ScrollPane view;
  private Part current = Part.GENERAL;
  private boolean inSight;

  public SettingsPage(PageContext context) {
    this.texts = context.texts();
    sections.put(Part.GENERAL, new GeneralSection(context));
    sections.put(Part.FOLDERS, new FoldersSection(context));
    if (context.ui().notifier().isPresent()) {
      sections.put(Part.NOTIFICATIONS, new NotificationSection(context));
    }
    sections.put(Part.NETWORK, new NetworkSection(context));
    sections.put(Part.STORAGE, new StorageSection(context));
    sections.put(Part.SECURITY, new SecuritySection(context));
    sections.put(Part.ADVANCED, new AdvancedSection(context));
    var shown = Ui.grow(new StackPane());
    sections.values().forEach(section -> shown.getChildren().add(section.view()));
    var parts = new HBox(24, navigation(), shown);
    var header = new PageHeader(texts.get("nav.settings"), texts.get("settings.sentence"));
    this.view = Ui.scroll(Ui.styled(new VBox(header, parts), "page"));
    choose(Part.GENERAL);
  }

  private VBox navigation() {
    var list = Ui.styled(new VBox(4), "section-list");
    list.setAccessibleRole(AccessibleRole.LIST_VIEW);
    list.setAccessibleText(texts.get("settings.parts"));
    var group = new ToggleGroup();
    for (var part : sections.keySet()) {
      var item = new NavItem(icon(part), texts.get(name(part)), group, () -> choose(part));
      item.setId("settings-part-" + part.name().toLowerCase(Locale.ROOT));
      item.getStyleClass().add("section-item");
      items.put(part, item);
      list.getChildren().add(item);
      item.setSelected(part == current);
    }
    return list;
  }

  private static Feather icon(Part part) {
    return switch (part) {
      case GENERAL -> Feather.SLIDERS;
      case FOLDERS -> Feather.FILTER;
      case NOTIFICATIONS -> Feather.BELL;
      case NETWORK -> Feather.WIFI;
      case STORAGE -> Feather.HARD_DRIVE;
      case SECURITY -> Feather.SHIELD;
      case ADVANCED -> Feather.TERMINAL;
    };
  }

  private static String name(Part part) {
    return switch (part) {
      case GENERAL -> "settings.part.general";
      case FOLDERS -> "settings.part.folders";
      case NOTIFICATIONS -> "settings.part.notifications";
      case NETWORK -> "settings.part.network";
      case STORAGE -> "settings.part.storage";
      case SECURITY -> "settings.part.security";
      case ADVANCED -> "settings.part.advanced";
    };
  }

  private void choose(Part part) {
    current = part;
    sections.forEach((each, section) -> Ui.show(section.view(), each == part));
    if (inSight) {
      section().shown();
    }
  }

  /// Each part has one.
  private Section section() {
    return Objects.requireNonNull(sections.get(current));
  }

  @Override
  public Node view() {
    return view;
  }

  /// @param part by its name in small letters
  @Override
  public void reveal(String part) {
    Objects.requireNonNull(items.get(Part.valueOf(part.toUpperCase(Locale.ROOT))))
        .setSelected(true);
  }

  @Override
  public void shown() {
    inSight = true;
    section().shown();
  }

  @Override
  public void hidden() {
    inSight = false;
  }
}
