package org.tidelock.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.engine.NullMarkedPackages;
import org.tidelock.engine.Trespass;

/// The walls of the application, each with its reason. Each rule is shown a class that breaks it, and fails if there is nothing that it looks at.
@AnalyzeClasses(packages = "org.tidelock.app", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String APP = "org.tidelock.app";

  private static ArchRule only(String place, String reason, String... libraries) {
    return only(List.of(place), reason, libraries);
  }

  private static ArchRule only(List<String> places, String reason, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            places.stream().map(place -> "..app." + place + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .because(reason);
  }

  @ArchTest
  static final ArchRule javaFxStaysInTheWindow =
      only(
          "ui",
          "the command line starts without a screen, and fast",
          "javafx..",
          "atlantafx..",
          "org.kordamp..");

  @ArchTest
  static final ArchRule theOptionParserStaysInTheCommandLine =
      only("cli", "the window is no command", "picocli..");

  @ArchTest
  static final ArchRule paperStaysInTheKit =
      only(
          "kit",
          "a recovery kit is the only thing that is printed",
          "org.apache.pdfbox..",
          "com.google.zxing..");

  @ArchTest
  static final ArchRule theBusStaysWithWhatADesktopShows =
      only(
          List.of("tray", "notification"),
          "the rest of the program does not know how a desktop is spoken to",
          "org.freedesktop..");

  @ArchTest
  static final ArchRule estimatesStayWithPassphrases =
      only("passphrase", "window and command line must judge alike", "com.nulabinc..");

  @ArchTest
  static final ArchRule signalsAndSocketsStayInTheDesktop =
      noClasses()
          .that()
          .resideOutsideOfPackage("..app.desktop..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("sun\\..*|java\\.n(et|io\\.channels)\\..*Socket.*")
          .because("they are small services of a system, and each opens a door");

  @ArchTest
  static final ArchRule theLogIsSetUpInOnePlace =
      only("program", "what gets into a log is decided once (I1)", "ch.qos..");

  @ArchTest
  static final ArchRule noAwt =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.awt..", "javax.swing..")
          .because("a second toolkit costs memory, and a display where there is none");

  /// The window draws by chance which words of a kit it asks for; what [Training] makes up is to be the same each time.
  @ArchTest
  static final ArchRule noWeakChance =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(APP + ".Training")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\.RandomGenerator.+)")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(RandomGenerator.class, "of", String.class)
          .because("what somebody could predict is no choice; a generator is handed in");

  @ArchTest
  static final ArchRule chanceComesIntoTheWindowInOnePlace =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(APP + ".ui.DesktopApp")
          .should()
          .callMethod(RandomGenerator.class, "getDefault")
          .because("it is good enough for which words are asked for, and for nothing else");

  @ArchTest
  static final ArchRule noJavaSerialization =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.Object(In|Out)putStream")
          .because("bytes from another process never choose which classes are loaded (I2)");

  @ArchTest
  static final ArchRule onlyTheFacadeOfTheEngine =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(APP + ".Engine")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.tidelock\\.engine\\.(?!phrase\\.)[a-z]+\\..*")
          .because("GUI and CLI are two faces of one engine");

  @ArchTest
  static final ArchRule noKeysButPassphrasesAndWords =
      noClasses()
          .should()
          .dependOnClassesThat(
              com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                      "org.tidelock.crypto")
                  .and(
                      com.tngtech.archunit.base.DescribedPredicate.not(
                          com.tngtech.archunit.core.domain.properties.HasName.Predicates
                              .nameMatching(
                                  "org\\.tidelock\\.crypto\\.(Passphrase|RecoveryKey|PairingCode|MistypedWordsException|CryptoException)"))))
          .because("the engine alone handles keys; people type passphrases, words and codes");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("org.tidelock.app.(*)..")
          .should()
          .beFreeOfCycles()
          .because("who reads a package must not have to read the one that uses it");

  /// Main knows all and is known by nobody.
  @ArchTest
  static final ArchRule nobodyKnowsMain =
      noClasses()
          .that()
          .resideInAPackage("org.tidelock.app.*..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.tidelock\\.app\\.(Main|Training)")
          .because("it only chooses between the command line and the window");

  /// The shell of the window (app.ui) opens the pages, and the pages use what is in app.ui beside it: within app.ui this is one whole.
  @ArchTest
  static final ArchRule pagesDoNotKnowEachOther =
      slices()
          .matching("org.tidelock.app.ui.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                  "org.tidelock.app.ui.."),
              com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(
                  "org.tidelock.app.ui.component..",
                  "org.tidelock.app.ui.theme..",
                  // Opened by keys, from the settings and from an issue.
                  "org.tidelock.app.ui.diagnostics..",
                  // Chosen in the settings and when joining, in the same tree.
                  "org.tidelock.app.ui.selection..",
                  // Asked in Activity and in Rewind, in the same words.
                  "org.tidelock.app.ui.undo.."))
          .because("a page is opened by the shell, and put together of components");

  @ArchTest static final ArchRule nullMarked = NullMarkedPackages.RULE;

  static Stream<Trespass> trespasses() {
    return Stream.of(
        Trespass.of(javaFxStaysInTheWindow, APP + ".kit", "new javafx.scene.layout.VBox();"),
        Trespass.of(javaFxStaysInTheWindow, APP + ".cli", "javafx.application.Platform.exit();"),
        Trespass.of(
            theOptionParserStaysInTheCommandLine, APP + ".ui", "new picocli.CommandLine(this);"),
        Trespass.of(paperStaysInTheKit, APP + ".ui", "new org.apache.pdfbox.pdmodel.PDDocument();"),
        Trespass.of(
            theBusStaysWithWhatADesktopShows,
            APP + ".desktop",
            "org.freedesktop.dbus.connections.impl.DBusConnectionBuilder.forSessionBus();"),
        Trespass.of(
            estimatesStayWithPassphrases, APP + ".cli", "new com.nulabinc.zxcvbn.Zxcvbn();"),
        Trespass.of(
            signalsAndSocketsStayInTheDesktop, APP + ".cli", "sun.misc.Signal.raise(null);"),
        Trespass.of(signalsAndSocketsStayInTheDesktop, APP + ".ui", "new java.net.Socket();"),
        Trespass.of(
            theLogIsSetUpInOnePlace, APP + ".ui", "new ch.qos.logback.classic.LoggerContext();"),
        Trespass.of(noWeakChance, APP + ".cli", "new java.util.Random().nextInt();"),
        Trespass.of(noWeakChance, APP + ".ui", "Math.random();"),
        Trespass.of(noWeakChance, APP + ".ui", "java.util.random.RandomGenerator.of(\"\");"),
        Trespass.of(
            chanceComesIntoTheWindowInOnePlace,
            APP + ".kit",
            "java.util.random.RandomGenerator.getDefault();"),
        Trespass.of(
            noJavaSerialization,
            APP + ".desktop",
            "new java.io.ObjectInputStream(null).readObject();"),
        Trespass.of(noAwt, APP + ".desktop", "java.awt.SystemTray.isSupported();"),
        Trespass.of(
            onlyTheFacadeOfTheEngine,
            APP + ".cli",
            "org.tidelock.engine.core.LocalVaults.standard();"),
        Trespass.of(
            noKeysButPassphrasesAndWords,
            APP + ".cli",
            "org.tidelock.crypto.Warmup.class.getName();"),
        Trespass.cycle(noCycles, APP + ".cli", APP + ".kit"),
        Trespass.of(nobodyKnowsMain, APP + ".cli", "org.tidelock.app.Training.class.getName();"),
        Trespass.cycle(pagesDoNotKnowEachOther, APP + ".ui.files", APP + ".ui.activity"),
        Trespass.of(nullMarked, APP + ".newcomer", ""));
  }

  @ParameterizedTest
  @MethodSource("trespasses")
  void whoeverBreaksARuleIsSeen(Trespass trespass, @TempDir Path directory) throws Exception {
    trespass.isSeen(directory);
  }
}
