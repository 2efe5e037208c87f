package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.CreateRequest;
import org.tidelock.engine.CreatedVault;
import org.tidelock.engine.JoinRequest;
import org.tidelock.engine.PairRequest;
import org.tidelock.engine.Progress;
import org.tidelock.engine.RestoreReport;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.StorageReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.UnknownServer;
import org.tidelock.engine.Unlock;
import org.tidelock.engine.Vault;
import org.tidelock.engine.Vaults;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.storage.fakegraph.Browser;
import org.tidelock.engine.storage.fakegraph.FakeGraph;

/// From the wizard to a vault in OneDrive, as far as a fake is one, and a second device from there. The browser comes back to this computer as a real one does.
@UsesWindow
final class OneDriveWizardTest {
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
      WizardSteps.toPassphrase(one);
      graph.endAccessTokens();
      WizardSteps.create(one);
      assertThat(graph.appFiles().keySet()).anyMatch(name -> name.endsWith("Home vault/vault"));

      try (var two = device("second")) {
        two.start().fire("#welcome-join");
        signIn(two);
        assertThat(two.words()).contains("There is a vault here.");
        WizardSteps.toFolder(two);
        graph.endAccessTokens();
        WizardSteps.join(two);
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

  private List<Path> tokensIn(String home) throws IOException {
    return WizardSteps.readableIn(temp.resolve(home), "M.C5-R-");
  }

  private TestWindow device(String name) {
    var places = new Places(temp.resolve("storage of " + name), temp.resolve(name), name);
    return new TestWindow(
        temp.resolve("home of " + name), new AtFake(TestDevice.ownVaults(), graph), places);
  }

  /// The engine, for which OneDrive is where the fake is: no field asks for that.
  private record AtFake(Vaults real, FakeGraph graph) implements Vaults {
    /// Only an address of OneDrive names a client.
    private String at(String storage) {
      return storage.contains("client=")
          ? storage + "&" + graph.options(graph.graphBase())
          : storage;
    }

    @Override
    public Vaults with(StorageAccess access) {
      return new AtFake(real.with(access), graph);
    }

    @Override
    public StorageAccess reaching() {
      return real.reaching();
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
    public Vault join(JoinRequest asked, Consumer<? super Progress> progress)
        throws TidelockException, InterruptedException {
      return real.join(
          new JoinRequest(
              asked.home(),
              at(asked.storage()),
              asked.folder(),
              asked.device(),
              asked.unlock(),
              asked.keepUnlocked(),
              asked.confirmation()),
          progress);
    }

    @Override
    public Vault pair(PairRequest asked, Consumer<? super Progress> progress)
        throws TidelockException, InterruptedException {
      return real.pair(
          new PairRequest(
              asked.home(),
              at(asked.storage()),
              asked.folder(),
              asked.device(),
              asked.keepUnlocked(),
              asked.passphrase(),
              asked.screen()),
          progress);
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
    public Optional<UnknownServer> meet(String storage)
        throws TidelockException, InterruptedException {
      return real.meet(at(storage));
    }

    @Override
    public String storage(Path home) throws TidelockException {
      return real.storage(home);
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
