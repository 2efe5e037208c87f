package org.tidelock.app.ui;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.State;
import org.tidelock.engine.Status;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.storage.fakegraph.Browser;
import org.tidelock.engine.storage.fakegraph.FakeGraph;

/// From the wizard to a vault in OneDrive, as far as a fake is one, and a second device from there. The browser comes back to this computer as a real one does.
@UsesWindow
final class OneDriveWizardTest {
  private static final String PASSPHRASE = "copper lantern drifts past quiet harbour";

  @TempDir Path temp;
  private FakeGraph graph;

  @BeforeEach
  void prepare() throws Exception {
    graph = FakeGraph.start();
    Files.createDirectories(temp.resolve("first"));
    Files.writeString(temp.resolve("first/Reading list.md"), "Tides of the northern coast");
  }

  @AfterEach
  void stop() {
    graph.close();
    assertThat(graph.complaints()).isEmpty();
  }

  /// What opens an account is good for one use there, so that each step has to go on with what the one before has got.
  @Test
  @Tag("heavy")
  void twoDevicesAreSetUpInTheWindow() throws Exception {
    graph.voidUsedRefreshTokens();
    try (var one = device("first")) {
      one.start().fire("#welcome-create");
      graph.personSays(false);
      signIn(one);
      assertThat(one.words()).contains("Not signed in", "You did not agree at Microsoft’s page");
      graph.personSays(true);
      signIn(one);
      assertThat(one.words())
          .contains("Nothing is here yet. Tidelock can write here.", "Write, read and delete");
      one.fire("#wizard-continue");
      one.fire("#wizard-continue");
      one.fill("#passphrase", PASSPHRASE);
      one.fill("#passphrase-repeat", PASSPHRASE);
      graph.endAccessTokens();
      one.fire("#wizard-continue");
      assertThat(one.words()).contains("Save your recovery kit");
      one.fire("#kit-later");
      one.fire("#wizard-continue");
      Fx.await("everything is stored", () -> status(one).state() == State.UP_TO_DATE);
      assertThat(graph.appFiles().keySet()).anyMatch(name -> name.endsWith("Home vault/vault"));

      try (var two = device("second")) {
        two.start().fire("#welcome-join");
        signIn(two);
        assertThat(two.words()).contains("There is a vault here.");
        two.fire("#wizard-continue");
        two.fill("#join-passphrase", PASSPHRASE);
        two.fire("#wizard-continue");
        graph.endAccessTokens();
        two.tasks.oneWaits(true);
        two.fire("#wizard-continue");
        Fx.await("the devices", () -> two.stage.getScene().lookup(".word-cell") != null);
        two.tasks.oneWaits(false);
        two.fire("#wizard-continue");
        assertThat(two.words()).contains("You have joined the vault");
        two.fire("#wizard-continue");
        Fx.await("the file is here", () -> Files.exists(temp.resolve("second/Reading list.md")));
      }
    }
    assertThat(tokensIn("home of first")).as("in the clear on this computer").isEmpty();
    assertThat(tokensIn("home of second")).as("in the clear on this computer").isEmpty();
  }

  /// Presses the button, and plays the person in the browser.
  private static void signIn(TestWindow window) throws Exception {
    window.fire("#storage-onedrive");
    window.fill("#onedrive-folder", "Home vault");
    window.fill("#onedrive-client", FakeGraph.CLIENT);
    int before = Fx.get(() -> window.files.pages().size());
    window.tasks.oneWaits(true);
    window.fire("#storage-test");
    Fx.await("the page", () -> window.files.pages().size() > before);
    try (var browser = new Browser()) {
      browser.visit(Fx.get(() -> window.files.pages().getLast()));
    }
    window.tasks.oneWaits(false);
    window.settle();
  }

  private Stream<Path> tokensIn(String home) throws Exception {
    try (var all = Files.walk(temp.resolve(home))) {
      return all
          .filter(Files::isRegularFile)
          .filter(OneDriveWizardTest::hasToken)
          .toList()
          .stream();
    }
  }

  private static boolean hasToken(Path file) {
    try {
      return Files.readString(file, ISO_8859_1).contains("M.C5-R-");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private TestWindow device(String name) {
    var places = new Places(temp.resolve("storage of " + name), temp.resolve(name), name);
    return new TestWindow(
        temp.resolve("home of " + name), new AtFake(TestDevice.ownVaults(), graph), places);
  }

  private static Status status(TestWindow window) {
    return window.shell().context().model().status();
  }

  /// The engine, for which OneDrive is where the fake is: no field asks for that.
  private record AtFake(Vaults real, FakeGraph graph) implements Vaults {
    private String at(String storage) {
      return storage.startsWith("onedrive:") && storage.contains("client=")
          ? storage
              + "&login="
              + URLEncoder.encode(graph.loginBase().toString(), UTF_8)
              + "&graph="
              + URLEncoder.encode(graph.graphBase().toString(), UTF_8)
          : storage;
    }

    @Override
    public Vaults with(StorageAccess access) {
      return new AtFake(real.with(access), graph);
    }

    @Override
    public CreatedVault create(CreateRequest asked) throws TidelockException, InterruptedException {
      return real.create(
          new CreateRequest(
              asked.home(),
              at(asked.storage()),
              asked.folder(),
              asked.name(),
              asked.device(),
              asked.passphrase(),
              asked.keepUnlocked()));
    }

    @Override
    public Vault join(JoinRequest asked) throws TidelockException, InterruptedException {
      return real.join(
          new JoinRequest(
              asked.home(),
              at(asked.storage()),
              asked.folder(),
              asked.device(),
              asked.unlock(),
              asked.keepUnlocked(),
              asked.confirmation()));
    }

    @Override
    public SignIn signIn(String storage, SignIn.Way way, SignIn.Extent extent)
        throws TidelockException, InterruptedException {
      return real.signIn(at(storage), way, extent);
    }

    @Override
    public StorageReport test(String storage) throws TidelockException, InterruptedException {
      return real.test(at(storage));
    }

    @Override
    public StorageState look(String storage) throws TidelockException, InterruptedException {
      return real.look(at(storage));
    }

    @Override
    public StorageNeeds needs(String storage) throws TidelockException {
      return real.needs(at(storage));
    }

    @Override
    public FolderFacts inspectFolder(Path folder, String storage) throws TidelockException {
      return real.inspectFolder(folder, at(storage));
    }

    @Override
    public Vault open(Path home, Optional<Unlock> unlock)
        throws TidelockException, InterruptedException {
      return real.open(home, unlock);
    }

    @Override
    public ProfileState state(Path home) {
      return real.state(home);
    }

    @Override
    public RestoreReport export(
        String storage, Unlock unlock, Path to, Consumer<? super Progress> progress)
        throws TidelockException, InterruptedException {
      return real.export(at(storage), unlock, to, progress);
    }
  }
}
