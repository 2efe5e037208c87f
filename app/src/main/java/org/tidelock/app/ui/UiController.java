package org.tidelock.app.ui;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.tray.Tray;
import org.tidelock.app.tray.TrayContent;
import org.tidelock.app.ui.component.DialogCard;
import org.tidelock.app.ui.component.Layer;
import org.tidelock.app.ui.component.Logo;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.unlock.UnlockView;
import org.tidelock.app.ui.unlock.UnlockViewModel;
import org.tidelock.app.ui.welcome.WelcomeView;
import org.tidelock.app.ui.wizard.CreateWizard;
import org.tidelock.app.ui.wizard.JoinWizard;
import org.tidelock.app.ui.wizard.Wizard;
import org.tidelock.app.ui.wizard.WizardView;
import org.tidelock.engine.DeviceInfo;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.Status;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;

/// Owns the window: decides which screen it shows, hides and reopens it, and ends the engine in order. JavaFX thread only, except
/// [#bringToFront], [#requestQuit] and [#vault].
public final class UiController
    implements AppShell.Owner, TrayPresenter.Owner, NoticePresenter.Owner {
  public static final double WIDTH = 1180;
  public static final double HEIGHT = 760;

  private final UiContext ui;
  private final Stage stage;
  private final Pages pages;
  private final Supplier<Guesses> guesses;
  private final Runnable ended;
  private final Layer layer = new Layer();
  private final TrayPresenter tray;
  private final Optional<NoticePresenter> notices;
  private final VaultWizards wizards;
  private volatile @Nullable Session session;
  private @Nullable WizardView setup;

  /// What follows when the vault that was left is closed; null if none is being closed.
  private @Nullable Runnable whenClosed;

  /// What an open vault needs while it is open.
  private record Session(Vault vault, VaultModel model, AppShell shell, Guesses guesses) {}

  /// What is asked of a vault, away from the JavaFX thread, before it is shown.
  private record Opened(Vault vault, VaultModel model, boolean lockable) {}

  /// @param ended called once when the person has quit and the engine has stopped
  /// @param trays makes the tray, with what it shows at first
  public UiController(
      UiContext ui, Stage stage, Pages pages, Runnable ended, Function<TrayContent, Tray> trays) {
    this(ui, stage, pages, () -> new Guesses(ui), ended, trays);
  }

  /// @param guesses counts wrong passphrases from the start
  UiController(
      UiContext ui,
      Stage stage,
      Pages pages,
      Supplier<Guesses> guesses,
      Runnable ended,
      Function<TrayContent, Tray> trays) {
    this.ui = ui;
    this.stage = stage;
    this.pages = pages;
    this.guesses = guesses;
    this.wizards = new VaultWizards(ui, layer, this::show);
    this.tray = new TrayPresenter(ui, this, trays);
    this.notices = ui.notifier().map(notifier -> new NoticePresenter(ui, this, notifier));
    this.ended =
        () -> {
          tray.close();
          ended.run();
        };
    var scene = new Scene(layer, WIDTH, HEIGHT);
    ui.theme().dress(scene);
    stage.setScene(scene);
    stage.setTitle("Tidelock");
    stage.setMinWidth(960);
    stage.setMinHeight(640);
    for (int size : new int[] {16, 24, 32, 48, 64, 128, 256}) {
      stage.getIcons().add(Logo.image(size));
    }
    stage.setOnCloseRequest(
        event -> {
          event.consume();
          closeWindow();
        });
    stage.iconifiedProperty().addListener((_, _, iconified) -> iconified(iconified));
    layer.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
  }

  private void iconified(boolean iconified) {
    if (iconified) {
      shellHidden();
    } else {
      shellShown();
    }
  }

  private void shellHidden() {
    var open = session;
    if (open != null) {
      open.shell().windowHidden();
    }
  }

  /// Not while a wizard stands in its place: nothing may tick for nobody.
  private void shellShown() {
    var open = session;
    if (open != null && setup == null) {
      open.shell().windowShown();
    }
  }

  private void key(KeyEvent event) {
    if (Keys.shortcut(event) && event.getCode() == KeyCode.Q) {
      event.consume();
      quit();
    } else if (Keys.shortcut(event) && event.getCode() == KeyCode.W) {
      event.consume();
      closeWindow();
    }
  }

  /// Shows what fits the profile: welcome, unlock, or the vault.
  ///
  /// @param shown false to stay in the background if a vault opens by itself
  public void start(boolean shown) {
    layer.content(new OpeningView(ui.texts()));
    if (shown) {
      stage.show();
    }
    ui.tasks()
        .<Vaults.ProfileState>run(
            () -> ui.vaults().state(ui.home()), this::startWith, this::openFailed);
  }

  private void startWith(Vaults.ProfileState profile) {
    switch (profile) {
      case EMPTY -> welcome();
      case LOCKED -> unlock();
      case READY -> open();
    }
    if (profile != Vaults.ProfileState.READY) {
      stage.show();
    }
  }

  /// The vault that is open now. Any thread.
  public Optional<Vault> vault() {
    return Optional.ofNullable(session).map(Session::vault);
  }

  /// A second start of the program, or a click in the tray: shows the window that is already there. Any thread.
  @Override
  public void bringToFront() {
    ui.tasks().onUi(this::front);
  }

  private void front() {
    stage.setIconified(false);
    stage.show();
    stage.toFront();
    stage.requestFocus();
    shellShown();
  }

  /// From the tray: brings the window to the front, with this page.
  @Override
  public void show(PageId page) {
    show(Destination.of(page));
  }

  /// From a notification, too.
  @Override
  public void show(Destination destination) {
    var open = session;
    if (open != null && setup == null) {
      open.shell().show(destination);
    }
    bringToFront();
  }

  @Override
  public Optional<PageId> inSight() {
    boolean isSeen = stage.isShowing() && stage.isFocused() && !stage.isIconified();
    return isSeen && setup == null
        ? Optional.ofNullable(session).map(open -> open.shell().current())
        : Optional.empty();
  }

  /// Quits as if the person had asked. Any thread.
  public void requestQuit() {
    ui.tasks().onUi(this::quitNow);
  }

  void welcome() {
    setup = null;
    layer.content(new WelcomeView(ui, this::create, this::join));
  }

  void create() {
    setUp(new CreateWizard(ui, this::adopt));
  }

  void join() {
    setUp(new JoinWizard(ui, this::adopt));
  }

  private void setUp(Wizard wizard) {
    show(wizard, this::welcome);
  }

  private void show(Wizard wizard, Runnable left) {
    var view = new WizardView(ui, layer, wizard, left);
    setup = view;
    layer.content(view);
  }

  @Override
  public void newRecoveryKit() {
    over((open, back) -> wizards.newKit(open.vault(), open.model().info(), open.guesses(), back));
  }

  @Override
  public void newPassphrase() {
    over(
        (open, back) ->
            wizards.newPassphrase(open.vault(), open.model().info(), open.guesses(), back));
  }

  @Override
  public void newSecrets(Optional<DeviceInfo> stolen) {
    over(
        (open, back) ->
            wizards.newSecrets(open.vault(), open.model().info(), stolen, open.guesses(), back));
  }

  @Override
  public void addSecondCopy() {
    over((open, back) -> wizards.secondCopy(open.shell().context().actions().mirror(), back));
  }

  /// Has a wizard take the place of the pages of an open vault.
  private void over(BiConsumer<Session, Runnable> wizard) {
    var open = session;
    if (open != null) {
      var opener = stage.getScene().getFocusOwner();
      shellHidden();
      wizard.accept(open, () -> backToShell(open, opener));
    }
  }

  @Override
  public Guesses guesses() {
    var open = session;
    return open == null ? guesses.get() : open.guesses();
  }

  /// To where the person came from, which gets the focus back.
  private void backToShell(Session open, @Nullable Node opener) {
    // It may have been locked meanwhile.
    if (!Objects.equals(session, open)) {
      return;
    }
    setup = null;
    layer.content(open.shell());
    shellShown();
    if (opener != null) {
      opener.requestFocus();
    }
  }

  void unlock() {
    var model = new UnlockViewModel(ui, this::adopt, guesses.get());
    model
        .kitUsedProperty()
        .addListener(
            (_, _, _) ->
                layer.toast(Feather.INFO, Tone.NEUTRAL, ui.texts().get("unlock.kit.used")));
    layer.content(new UnlockView(ui, model));
  }

  private void open() {
    ui.tasks()
        .<Vault>run(
            () -> ui.vaults().open(ui.home(), Optional.empty()), this::adopt, this::openFailed);
  }

  private void openFailed(Exception failure) {
    if (failure instanceof TidelockException known && known.code() == ErrorCode.LOCKED) {
      unlock();
      stage.show();
      return;
    }
    var problem = ui.problem(failure);
    layer.content(new OpeningView(ui.texts(), problem, () -> start(true), this::quit));
    stage.show();
  }

  /// Takes over an open vault: shows it and keeps it syncing.
  void adopt(Vault vault) {
    setup = null;
    layer.content(new OpeningView(ui.texts()));
    ui.tasks()
        .<Opened>run(
            () -> {
              try {
                var model = new VaultModel(vault, ui.tasks(), ui.clock());
                // A profile that opens without its passphrase would unlock itself again at once.
                boolean lockable = ui.vaults().state(ui.home()) == Vaults.ProfileState.LOCKED;
                return new Opened(vault, model, lockable);
              } catch (RuntimeException e) {
                vault.close();
                throw e;
              }
            },
            this::show,
            this::openFailed);
  }

  private void show(Opened opened) {
    var vault = opened.vault();
    var shell = new AppShell(ui, vault, opened.model(), pages, layer, this, opened.lockable());
    session = new Session(vault, opened.model(), shell, guesses.get());
    layer.content(shell);
    tray.follow(opened.model(), shell.context().actions(), opened.lockable());
    notices.ifPresent(said -> said.follow(opened.model(), shell.context().actions()));
    ui.tasks().<Vault.Subscription>run(vault::watch, _ -> {}, this::notWatching);
  }

  private void notWatching(Exception failure) {
    var words = ui.problem(failure).sentence();
    layer.toast(Feather.ALERT_TRIANGLE, Tone.WARNING, words);
  }

  @Override
  public void closeWindow() {
    if (session == null) {
      quit();
    } else if (!ui.settings().closeAnswered()) {
      askAboutClosing();
    } else if (ui.settings().closeQuits()) {
      quit();
    } else {
      hideWindow();
    }
  }

  private void askAboutClosing() {
    var texts = ui.texts();
    var keep = Ui.button(texts.get("close.keep"), () -> answerClosing(false), "accent");
    keep.setId("close-keep");
    var quit = Ui.button(texts.get("close.quit"), () -> answerClosing(true));
    quit.setId("close-quit");
    layer.open(
        new DialogCard(
                Feather.MINIMIZE_2,
                Tone.ACCENT,
                texts.get("close.title"),
                texts.get(tray.isVisible() ? "close.body.tray" : "close.body"),
                new HBox(),
                keep,
                quit)
            // Escape takes the close back, instead of hiding the window.
            .onEscape(layer::close));
  }

  private void answerClosing(boolean quits) {
    layer.close();
    ui.settings().closeQuits(quits);
    if (quits) {
      quit();
    } else {
      hideWindow();
    }
  }

  private void hideWindow() {
    shellHidden();
    stage.hide();
  }

  /// Asks only when something would be left unfinished: setup, or what exists on this device alone.
  @Override
  public void quit() {
    var open = session;
    var wizard = setup;
    if (wizard != null) {
      front(); // a question in a hidden window is never answered
    }
    if (open == null && wizard != null) {
      wizard.askToLeave(() -> quitSetup(wizard));
    } else if (open != null && wizard != null) {
      wizard.askToLeave(
          () -> {
            backToShell(open, null);
            quit();
          });
    } else if (open != null && open.shell().context().actions().isRestoring()) {
      front();
      var texts = ui.texts();
      askAboutQuitting(
          texts.get("quit.restoring.title"),
          texts.get("quit.restoring.body"),
          texts.get("quit.restoring.stay"));
    } else if (open != null && open.model().status().waiting() > 0) {
      front();
      var texts = ui.texts();
      askAboutQuitting(
          texts.get("quit.title"), waiting(open.model().status()), texts.get("quit.stay"));
    } else {
      quitNow();
    }
  }

  private void quitSetup(WizardView wizard) {
    stage.hide();
    wizard.made().ifPresentOrElse(vault -> close(vault, ended), ended);
  }

  private String waiting(Status status) {
    return ui.texts().get("quit.body", status.waiting(), ui.formats().size(status.waitingBytes()));
  }

  private void askAboutQuitting(String title, String body, String goOn) {
    var stay = Ui.button(goOn, layer::close, "accent");
    var leave = Ui.button(ui.texts().get("quit.now"), this::quitNow);
    leave.setId("quit-now");
    layer.open(new DialogCard(Feather.CLOCK, Tone.WARNING, title, body, new HBox(), stay, leave));
  }

  private void quitNow() {
    stage.hide();
    leaveVault(ended);
  }

  @Override
  public void lock() {
    var open = session;
    var wizard = setup;
    if (open != null && wizard != null) {
      front();
      wizard.askToLeave(
          () -> {
            backToShell(open, null);
            lock();
          });
    } else if (open != null) {
      leaveVault(this::unlock);
    }
  }

  @Override
  public void reopen() {
    // Whoever is leaving the vault already has closed the question that leads here.
    if (session != null) {
      leaveVault(() -> start(true));
    }
  }

  private void leaveVault(Runnable then) {
    var leaving = session;
    var wizard = setup;
    session = null;
    setup = null;
    var setUp = wizard == null ? CompletableFuture.completedFuture(true) : wizard.giveUp();
    if (leaving == null && whenClosed == null && setUp.isDone()) {
      then.run();
      return;
    }
    whenClosed = then; // not before what is under way has ended
    if (leaving == null) {
      if (!setUp.isDone()) {
        var _ = setUp.thenRun(() -> ui.tasks().onUi(this::closed));
      }
      return;
    }
    tray.leave();
    notices.ifPresent(NoticePresenter::leave);
    leaving.shell().windowHidden();
    // It may take hours, and the vault closes only after it.
    leaving.shell().context().actions().checks().cancel();
    leaving.model().close();
    layer.content(new OpeningView(ui.texts()));
    close(leaving.vault(), this::closed);
  }

  private void closed() {
    var then = whenClosed;
    whenClosed = null;
    if (then != null) {
      then.run();
    }
  }

  /// Closes a vault away from the JavaFX thread, because it may wait for a running transfer, and then goes on.
  private void close(Vault vault, Runnable then) {
    ui.tasks()
        .<Boolean>run(
            () -> {
              vault.close();
              return true;
            },
            _ -> then.run(),
            _ -> then.run());
  }

  Layer layer() {
    return layer;
  }
}
