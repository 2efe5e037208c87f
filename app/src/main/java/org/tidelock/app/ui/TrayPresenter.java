package org.tidelock.app.ui;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;
import org.tidelock.app.tray.Tray;
import org.tidelock.app.tray.TrayContent;
import org.tidelock.app.tray.TrayContent.Choice;
import org.tidelock.app.tray.TrayContent.Item;
import org.tidelock.app.tray.TrayContent.Line;
import org.tidelock.app.tray.TrayContent.Separator;
import org.tidelock.app.tray.TrayContent.Submenu;
import org.tidelock.engine.Activity;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;

/// What the tray shows: the state of the vault, in the words of the window, and what can be done from there. JavaFX thread only, but what is chosen comes
/// from any thread.
final class TrayPresenter {
  private static final int RECENT = 8;
  private static final LocalTime MORNING = LocalTime.of(7, 0);

  /// A look that is over sooner is not worth a flicker.
  static final long WORTH_MILLIS = 3_000;

  /// What can be chosen. JavaFX thread.
  interface Owner {
    void bringToFront();

    void show(PageId page);

    void lock();

    void quit();
  }

  private final UiContext ui;
  private final Owner owner;
  private final TrayPictures pictures = new TrayPictures();
  private final Executor later;
  private final Tray tray;
  private final ChangeListener<Status> changed = (_, _, _) -> show();
  private @Nullable VaultModel model;
  private @Nullable VaultActions actions;
  private boolean lockable;
  private TrayIcon icon = TrayIcon.LOCKED;

  /// @param trays makes the tray, with what it shows at first
  TrayPresenter(UiContext ui, Owner owner, Function<TrayContent, Tray> trays) {
    this(ui, owner, trays, CompletableFuture.delayedExecutor(WORTH_MILLIS, TimeUnit.MILLISECONDS));
  }

  /// @param later runs what it is given after [#WORTH_MILLIS], on any thread
  TrayPresenter(UiContext ui, Owner owner, Function<TrayContent, Tray> trays, Executor later) {
    this.ui = ui;
    this.owner = owner;
    this.later = later;
    this.tray = trays.apply(content());
    ui.settings().onChange(this::show);
  }

  /// A vault is open now.
  void follow(VaultModel opened, VaultActions itsActions, boolean canBeLocked) {
    leave();
    model = opened;
    actions = itsActions;
    lockable = canBeLocked;
    icon = TrayIcon.of(opened.status().state());
    opened.statusProperty().addListener(changed);
    show();
  }

  /// No vault is open any more.
  void leave() {
    if (model != null) {
      model.statusProperty().removeListener(changed);
    }
    model = null;
    actions = null;
    icon = TrayIcon.LOCKED;
    show();
  }

  void close() {
    tray.close();
  }

  boolean isVisible() {
    return tray.isVisible();
  }

  private void show() {
    var followed = model;
    if (followed != null) {
      settle(followed);
    }
    tray.show(content());
  }

  /// At once, but for work: only if it lasts.
  private void settle(VaultModel followed) {
    var now = TrayIcon.of(followed.status().state());
    if (now == icon || !isWork(now) || isWork(icon)) {
      icon = now;
      return;
    }
    later.execute(
        () ->
            ui.tasks()
                .onUi(
                    () -> {
                      if (model == followed) {
                        icon = TrayIcon.of(followed.status().state());
                        tray.show(content());
                      }
                    }));
  }

  private static boolean isWork(TrayIcon icon) {
    return icon == TrayIcon.SYNCING || icon == TrayIcon.CHECKING;
  }

  private TrayContent content() {
    var followed = model;
    var acting = actions;
    if (followed == null || acting == null) {
      var locked = ui.texts().get("status.chip.locked");
      return new TrayContent(
          pictures.of(TrayIcon.LOCKED),
          locked,
          this::open,
          List.of(new Line(locked), new Separator(), opening(), new Separator(), quitting()));
    }
    var words = StatusSentence.of(followed.status(), ui.texts(), ui.formats());
    var whose = ui.settings().discreet() ? "" : followed.info().name() + ": ";
    return new TrayContent(
        pictures.of(icon),
        whose + words.sentence(),
        this::open,
        menu(followed, acting, whose + words.chip()));
  }

  private List<Item> menu(VaultModel followed, VaultActions acting, String state) {
    var status = followed.status();
    List<Item> menu = new ArrayList<>();
    menu.add(new Line(state));
    menu.add(new Separator());
    menu.add(opening());
    menu.add(choice("menu.openFolder", acting::openFolder));
    var recent = recent(followed);
    if (!recent.isEmpty() && !ui.settings().discreet()) {
      menu.add(new Submenu(ui.texts().get("tray.recent"), recent));
    }
    int needing = StatusSentence.needing(status.issues()).size();
    if (needing > 0) {
      menu.add(
          new Choice(
              ui.texts().get("tray.issues", needing), onUi(() -> owner.show(PageId.ISSUES))));
    }
    menu.add(new Separator());
    menu.add(choice("menu.syncNow", acting::syncNow));
    menu.add(
        status.state() == State.PAUSED
            ? choice("menu.resume", acting::togglePause)
            : new Submenu(ui.texts().get("menu.pause"), pauses(acting)));
    if (lockable) {
      menu.add(choice("menu.lock", owner::lock));
    }
    menu.add(new Separator());
    menu.add(choice("tray.settings", () -> owner.show(PageId.SETTINGS)));
    menu.add(quitting());
    return menu;
  }

  private List<Item> recent(VaultModel followed) {
    return followed.recent().stream()
        .filter(activity -> !activity.path().isEmpty())
        .limit(RECENT)
        .map(this::recent)
        .toList();
  }

  private Item recent(Activity activity) {
    var words = ActivityWords.of(activity, ui.texts());
    return new Choice(words.name() + " · " + words.what(), onUi(() -> owner.show(PageId.ACTIVITY)));
  }

  private List<Item> pauses(VaultActions acting) {
    return List.of(
        choice("tray.pause.halfHour", () -> acting.pause(Optional.of(Duration.ofMinutes(30)))),
        choice("tray.pause.twoHours", () -> acting.pause(Optional.of(Duration.ofHours(2)))),
        choice("tray.pause.tomorrow", () -> acting.pause(Optional.of(untilMorning()))),
        choice("tray.pause.open", () -> acting.pause(Optional.empty())));
  }

  /// Of the next day, by this computer's clock.
  private Duration untilMorning() {
    var now = ZonedDateTime.now(ui.clock());
    return Duration.between(
        now, now.toLocalDate().plusDays(1).atTime(MORNING).atZone(now.getZone()));
  }

  private Item opening() {
    return new Choice(ui.texts().get("tray.open"), this::open);
  }

  private void open() {
    owner.bringToFront();
  }

  private Item quitting() {
    return choice("menu.quit", owner::quit);
  }

  private Choice choice(String key, Runnable chosen) {
    return new Choice(ui.texts().get(key), onUi(chosen));
  }

  private Runnable onUi(Runnable chosen) {
    return () -> ui.tasks().onUi(chosen);
  }
}
