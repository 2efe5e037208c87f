package org.tidelock.app.ui;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Logo;
import org.tidelock.app.ui.component.NavItem;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.VaultChip;
import org.tidelock.engine.Status;
import org.tidelock.engine.Vault;

/// The frame of an open vault: sidebar at the left, one page at a time at the right.
public final class AppShell extends BorderPane {
  /// What the frame asks of whoever owns the window.
  public interface Owner {
    void hideWindow();

    void quit();

    /// Absent where locking means nothing, because the profile is kept unlocked.
    Optional<Runnable> lock();
  }

  private final PageContext context;
  private final Pages pages;
  private final Owner owner;
  private final Map<PageId, Page> built = new EnumMap<>(PageId.class);
  private final Map<PageId, NavItem> items = new EnumMap<>(PageId.class);
  private final StackPane host = new StackPane();
  private final VBox sidebar = new VBox();
  private final VaultChip chip;
  private @Nullable PageId current;

  public AppShell(
      UiContext ui, Vault vault, VaultModel model, Pages pages, Layer layer, Owner owner) {
    this.context = new PageContext(ui, vault, model, this::show, layer);
    this.pages = pages;
    this.owner = owner;
    this.chip = new VaultChip(menu().toArray(MenuItem[]::new));
    buildSidebar();
    setLeft(sidebar);
    setCenter(host);
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    model.statusProperty().addListener((_, _, status) -> showStatus(status));
    showStatus(model.status());
    show(pages.ids().getFirst());
  }

  public void show(PageId id) {
    var page = built.containsKey(id) ? Optional.of(built.get(id)) : pages.make(id, context);
    page.ifPresent(
        made -> {
          leave();
          built.put(id, made);
          current = id;
          host.getChildren().setAll(made.view());
          item(id).setSelected(true);
          made.shown();
        });
  }

  /// Called when the window is hidden, so that nothing works for nobody.
  public void windowHidden() {
    leave();
  }

  public void windowShown() {
    if (current != null) {
      page(current).shown();
    }
  }

  public @Nullable PageId current() {
    return current;
  }

  private void leave() {
    if (current != null) {
      page(current).hidden();
    }
  }

  private void buildSidebar() {
    sidebar.getStyleClass().add("sidebar");
    sidebar.setAccessibleRole(AccessibleRole.LIST_VIEW);
    sidebar.setAccessibleText(context.texts().get("nav.sidebar"));
    var brand = Ui.row(10, Logo.icon(28), Ui.label("Tidelock", "t-heading"));
    brand.getStyleClass().add("brand");
    VBox.setMargin(brand, new javafx.geometry.Insets(0, 0, 16, 0));
    sidebar.getChildren().add(brand);
    var group = new ToggleGroup();
    var foot = new VBox();
    boolean trustNamed = false;
    for (var id : pages.ids()) {
      var item = new NavItem(id.icon(), context.texts().get(id.nameKey()), group, () -> show(id));
      items.put(id, item);
      if (id.group() == PageId.Group.TRUST && !trustNamed) {
        sidebar.getChildren().add(Ui.label(context.texts().get("nav.trust"), "nav-label"));
        trustNamed = true;
      }
      (id.group() == PageId.Group.FOOT ? foot : sidebar).getChildren().add(item);
    }
    VBox.setMargin(chip, new javafx.geometry.Insets(8, 0, 0, 0));
    sidebar.getChildren().addAll(Ui.spacer(), foot, chip);
  }

  private void showStatus(Status status) {
    var words = StatusSentence.of(status, context.texts(), context.formats());
    chip.show(words.tone(), context.vault().info().name(), words.chip());
    var issues = items.get(PageId.ISSUES);
    if (issues != null) {
      int open = StatusSentence.needing(status.issues()).size();
      issues.count(open, context.texts().get("nav.issues.count", open));
    }
  }

  private List<MenuItem> menu() {
    var texts = context.texts();
    var open =
        item(
            texts.get("menu.openFolder"),
            () -> context.ui().files().open(context.vault().info().folder()));
    var sync = item(texts.get("menu.syncNow"), this::syncNow);
    var pause = item(texts.get("menu.pause"), this::togglePause);
    context
        .model()
        .statusProperty()
        .addListener((_, _, status) -> pause.setText(texts.get(pauseKey(status))));
    pause.setText(texts.get(pauseKey(context.model().status())));
    var hide = item(texts.get("menu.hide"), owner::hideWindow);
    var quit = item(texts.get("menu.quit"), owner::quit);
    var items = new java.util.ArrayList<MenuItem>(List.of(open, sync, pause));
    owner.lock().ifPresent(lock -> items.add(item(texts.get("menu.lock"), lock)));
    items.addAll(List.of(new SeparatorMenuItem(), hide, quit));
    return items;
  }

  private static String pauseKey(Status status) {
    return status.state() == org.tidelock.engine.State.PAUSED ? "menu.resume" : "menu.pause";
  }

  private static MenuItem item(String text, Runnable action) {
    var item = new MenuItem(text);
    item.setOnAction(_ -> action.run());
    return item;
  }

  private void syncNow() {
    context
        .ui()
        .tasks()
        .run(
            context.vault()::sync,
            _ -> {},
            failure -> {
              var problem = Problem.of(failure, context.texts());
              context
                  .layer()
                  .toast(
                      org.kordamp.ikonli.feather.Feather.ALERT_TRIANGLE,
                      org.tidelock.app.ui.component.Tone.WARNING,
                      problem.title());
            });
  }

  private void togglePause() {
    if (context.model().status().state() == org.tidelock.engine.State.PAUSED) {
      context.vault().resume();
    } else {
      context.vault().pause(Optional.empty());
    }
  }

  private void key(KeyEvent event) {
    boolean done = event.isShortcutDown() ? shortcut(event) : function(event);
    if (done) {
      event.consume();
    }
  }

  private boolean shortcut(KeyEvent event) {
    int digit =
        event.getCode().isDigitKey() ? event.getCode().getCode() - KeyCode.DIGIT1.getCode() : -1;
    if (digit >= 0 && digit < pages.ids().size()) {
      show(pages.ids().get(digit));
      return true;
    }
    return switch (event.getCode()) {
      case R -> act(this::syncNow);
      case P -> act(this::togglePause);
      case L -> owner.lock().map(this::act).orElse(false);
      case O -> act(() -> context.ui().files().open(context.vault().info().folder()));
      case COMMA -> act(() -> show(PageId.SETTINGS));
      case W -> act(owner::hideWindow);
      case Q -> act(owner::quit);
      default -> false;
    };
  }

  private boolean function(KeyEvent event) {
    return switch (event.getCode()) {
      case F5 -> act(this::syncNow);
      case F6 -> act(this::otherPane);
      default -> false;
    };
  }

  private boolean act(Runnable action) {
    action.run();
    return true;
  }

  /// F6 goes from the sidebar to the page and back.
  private void otherPane() {
    Node focused = getScene() == null ? null : getScene().getFocusOwner();
    boolean inSidebar = false;
    for (Node node = focused; node != null; node = node.getParent()) {
      inSidebar |= node == sidebar;
    }
    if (!inSidebar && current != null) {
      item(current).requestFocus();
    } else {
      firstFocusable(host).ifPresent(Node::requestFocus);
    }
  }

  private static Optional<Node> firstFocusable(javafx.scene.Parent parent) {
    for (var child : parent.getChildrenUnmodifiable()) {
      if (!child.isVisible() || child.isDisabled()) {
        continue;
      }
      if (child.isFocusTraversable()) {
        return Optional.of(child);
      }
      if (child instanceof javafx.scene.Parent inner) {
        var found = firstFocusable(inner);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// Every registered page has an item from the start.
  private NavItem item(PageId id) {
    return java.util.Objects.requireNonNull(items.get(id));
  }

  /// Asked only for pages that were opened, and so were built.
  private Page page(PageId id) {
    return java.util.Objects.requireNonNull(built.get(id));
  }
}
