package org.tidelock.app.ui;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Logo;
import org.tidelock.app.ui.component.NavItem;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.component.VaultChip;
import org.tidelock.app.ui.diagnostics.DiagnosticsDialog;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.Vault;

/// The frame of an open vault: sidebar at the left, one page at a time at the right.
public final class AppShell extends BorderPane {
  /// Below this width the sidebar shows icons only.
  private static final double NARROW = 1000;

  /// What the frame asks of whoever owns the window.
  public interface Owner {
    /// Hides the window or quits, as the person has settled; asks the first time.
    void closeWindow();

    void quit();

    void lock();

    /// Asks for what a new recovery kit needs, and makes it.
    void newRecoveryKit();

    /// Asks for a new passphrase and the one until now, and changes it.
    void newPassphrase();

    /// Asks for what new secrets for all need, and puts them in the place of those until now.
    ///
    /// @param stolen a device that is removed in the same step
    void newSecrets(Optional<DeviceInfo> stolen);

    /// Counts wrong passphrases for as long as the vault is open.
    Guesses guesses();

    /// Asks where a second copy is to be, and begins it.
    void addSecondCopy();

    /// Closes the vault and opens it anew, as it lies elsewhere now.
    void reopen();
  }

  private final PageContext context;
  private final Pages pages;
  private final Owner owner;
  private final boolean lockable;
  private final Map<PageId, Page> built = new EnumMap<>(PageId.class);
  private final Map<PageId, NavItem> items = new EnumMap<>(PageId.class);
  private final StackPane host = new StackPane();
  private final VBox sidebar = new VBox();
  private final Node brandName = Ui.label("Tidelock", "t-heading");
  private final Label trust;
  private final VaultChip chip;
  private @Nullable PageId current;
  private boolean narrowByChoice;

  /// @param lockable false where locking means nothing, because the profile is kept unlocked
  public AppShell(
      UiContext ui,
      Vault vault,
      VaultModel model,
      Pages pages,
      Layer layer,
      Owner owner,
      boolean lockable) {
    var actions = new VaultActions(ui, vault, model, layer, owner);
    this.context = new PageContext(ui, vault, model, actions, this::show, layer);
    this.pages = pages;
    this.owner = owner;
    this.lockable = lockable;
    getStyleClass().add("app-shell");
    this.trust = Ui.label(ui.texts().get("nav.trust"), "nav-label");
    this.chip = new VaultChip(menu().toArray(MenuItem[]::new));
    buildSidebar();
    setLeft(sidebar);
    host.setMinSize(0, 0);
    setCenter(host);
    addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    widthProperty().addListener((_, _, _) -> fitSidebar());
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
          host.getChildren().setAll(fitted(made.view()));
          item(id).setSelected(true);
          made.shown();
        });
  }

  /// The sidebar also hears what it was told itself.
  private void chosen(PageId id) {
    if (id != current) {
      show(id);
    }
  }

  /// A page has the room that there is: what does not fit scrolls inside it, instead of pushing the rest out of the window.
  private static Node fitted(Node view) {
    if (view instanceof Region region) {
      region.setMinSize(0, 0);
    }
    return view;
  }

  public void show(Destination destination) {
    show(destination.page());
    if (destination.page() == current) {
      destination.path().ifPresent(page(destination.page())::reveal);
    }
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

  public PageContext context() {
    return context;
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
    var brand = Ui.row(10, Logo.icon(28), brandName);
    brand.getStyleClass().add("brand");
    VBox.setMargin(brand, new Insets(0, 0, 16, 0));
    sidebar.getChildren().add(brand);
    var group = new ToggleGroup();
    var foot = new VBox();
    boolean trustNamed = false;
    for (var id : pages.ids()) {
      var item = new NavItem(id.icon(), context.texts().get(id.nameKey()), group, () -> chosen(id));
      item.setId("nav-" + id.name().toLowerCase(Locale.ROOT));
      items.put(id, item);
      if (id.group() == PageId.Group.TRUST && !trustNamed) {
        sidebar.getChildren().add(trust);
        trustNamed = true;
      }
      (id.group() == PageId.Group.FOOT ? foot : sidebar).getChildren().add(item);
    }
    VBox.setMargin(chip, new Insets(8, 0, 0, 0));
    chip.setId("vault-chip");
    sidebar.getChildren().addAll(Ui.spacer(), foot, chip);
  }

  private void fitSidebar() {
    boolean narrow = narrowByChoice || getWidth() < NARROW;
    Ui.show(brandName, !narrow);
    Ui.show(trust, !narrow);
    items.values().forEach(item -> item.narrow(narrow));
    chip.narrow(narrow);
    sidebar.getStyleClass().remove("narrow");
    if (narrow) {
      sidebar.getStyleClass().add("narrow");
    }
  }

  private void showStatus(Status status) {
    var words = StatusSentence.of(status, context.texts(), context.formats());
    chip.show(words.tone(), context.model().info().name(), words.chip());
    var issues = items.get(PageId.ISSUES);
    if (issues != null) {
      int open = StatusSentence.needing(status.issues()).size();
      issues.count(open, context.texts().get("nav.issues.count", open));
    }
  }

  private List<MenuItem> menu() {
    var texts = context.texts();
    var actions = context.actions();
    var pause = item(texts.get("menu.pause"), actions::togglePause);
    context
        .model()
        .statusProperty()
        .addListener((_, _, status) -> pause.setText(texts.get(pauseKey(status))));
    pause.setText(texts.get(pauseKey(context.model().status())));
    var menu = new ArrayList<MenuItem>();
    menu.add(item(texts.get("menu.openFolder"), actions::openFolder));
    menu.add(item(texts.get("menu.syncNow"), actions::syncNow));
    menu.add(pause);
    if (lockable) {
      menu.add(item(texts.get("menu.lock"), owner::lock));
    }
    menu.add(new SeparatorMenuItem());
    menu.add(item(texts.get("menu.hide"), owner::closeWindow));
    menu.add(item(texts.get("menu.quit"), owner::quit));
    return menu;
  }

  private static String pauseKey(Status status) {
    return status.state() == State.PAUSED ? "menu.resume" : "menu.pause";
  }

  private static MenuItem item(String text, Runnable action) {
    var item = new MenuItem(text);
    item.setOnAction(_ -> action.run());
    return item;
  }

  private void key(KeyEvent event) {
    boolean done = Keys.shortcut(event) ? shortcut(event) : function(event);
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
      case R ->
          act(
              event.isShiftDown()
                  ? page(Objects.requireNonNull(current))::restore
                  : context.actions()::syncNow);
      case P -> act(context.actions()::togglePause);
      case L -> lockable && act(owner::lock);
      case O -> act(context.actions()::openFolder);
      case F -> act(() -> page(Objects.requireNonNull(current)).find());
      case B -> act(this::toggleSidebar);
      case D -> event.isShiftDown() && act(() -> DiagnosticsDialog.open(context));
      case COMMA -> act(() -> show(PageId.SETTINGS));
      default -> false;
    };
  }

  private boolean function(KeyEvent event) {
    return switch (event.getCode()) {
      case F5 -> act(this::refresh);
      case F6 -> act(this::otherPane);
      default -> false;
    };
  }

  private static boolean act(Runnable action) {
    action.run();
    return true;
  }

  private void toggleSidebar() {
    narrowByChoice = !narrowByChoice;
    fitSidebar();
  }

  private void refresh() {
    if (current == null || !page(current).refresh()) {
      context.actions().syncNow();
    }
  }

  /// F6 goes from the sidebar to the page and back.
  @SuppressWarnings("ReferenceEquality") // a node is itself only
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

  private static Optional<Node> firstFocusable(Parent parent) {
    for (var child : parent.getChildrenUnmodifiable()) {
      if (!child.isVisible() || child.isDisabled()) {
        continue;
      }
      if (child.isFocusTraversable()) {
        return Optional.of(child);
      }
      if (child instanceof Parent inner) {
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
    return Objects.requireNonNull(items.get(id));
  }

  /// Asked only for pages that were opened, and so were built.
  private Page page(PageId id) {
    return Objects.requireNonNull(built.get(id));
  }
}
