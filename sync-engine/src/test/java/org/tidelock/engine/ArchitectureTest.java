package org.tidelock.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.Id128;
import org.tidelock.crypto.WriterId;

/// The walls of the engine, each with its reason; who may touch a clock, a thread or a file is in [EffectsTest]. Each rule is shown a class that breaks
/// it, and fails if there is nothing that it looks at.
@AnalyzeClasses(packages = "org.tidelock.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ENGINE = "org.tidelock.engine";

  /// What stands on the rest; [#theSteps] says how.
  private static final String[] STEPS =
      Stream.of(
              "selection",
              "transfer",
              "trust",
              "profile",
              "learn",
              "checkpoint",
              "guard",
              "record",
              "apply",
              "listing",
              "verify",
              "mirror",
              "restore",
              "drill",
              "prune",
              "conflict",
              "undo",
              "twin",
              "status",
              "core")
          .map(s -> ENGINE + "." + s + "..")
          .toArray(String[]::new);

  /// Who may know whom. A line more is a decision: say here why.
  @ArchTest
  static final ArchRule theRing =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("errors")
          .definedBy(ENGINE + ".errors..")
          .layer("facade")
          .definedBy(ENGINE)
          .layer("phrase")
          .definedBy(ENGINE + ".phrase..")
          .layer("history")
          .definedBy(ENGINE + ".history..")
          .layer("content")
          .definedBy(ENGINE + ".content..")
          .layer("merge")
          .definedBy(ENGINE + ".merge..")
          .layer("plan")
          .definedBy(ENGINE + ".plan..")
          .layer("local")
          .definedBy(ENGINE + ".local..")
          .layer("storage")
          .definedBy(ENGINE + ".storage..")
          .layer("index")
          .definedBy(ENGINE + ".index..")
          .layer("effects")
          .definedBy(ENGINE + ".effects..")
          .layer("system")
          .definedBy(ENGINE + ".system..")
          .layer("steps")
          .definedBy(STEPS)
          .whereLayer("errors")
          .mayNotAccessAnyLayer()
          .whereLayer("phrase")
          .mayNotAccessAnyLayer()
          .whereLayer("facade")
          .mayOnlyAccessLayers("phrase")
          .whereLayer("history")
          .mayNotAccessAnyLayer()
          // What a chunk, a pack and a file's content are called.
          .whereLayer("content")
          .mayOnlyAccessLayers("history")
          .whereLayer("merge")
          .mayOnlyAccessLayers("history")
          .whereLayer("plan")
          .mayOnlyAccessLayers("history", "merge")
          // Carries out actions of a plan; keeps names as the merge does.
          .whereLayer("local")
          .mayOnlyAccessLayers("history", "merge", "plan", "errors")
          // The names of objects; how a storage is reached, as a person has given it.
          .whereLayer("storage")
          .mayOnlyAccessLayers("facade", "history", "errors")
          // Keeps what these make.
          .whereLayer("index")
          .mayOnlyAccessLayers("facade", "phrase", "history", "merge", "plan", "local")
          .whereLayer("effects")
          .mayOnlyAccessLayers("index", "local", "storage")
          .whereLayer("system")
          .mayOnlyAccessLayers("effects", "index", "local", "storage")
          .whereLayer("steps")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitectureIgnoring("org.tidelock.engine.vectors..")
          .because("facts first, then a pure merge, then the disk is made equal to it");

  /// Of what stands on that ground: who may know whom. A line more is a decision here, too.
  @ArchTest
  static final ArchRule theSteps =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("selection")
          .definedBy(ENGINE + ".selection..")
          .layer("transfer")
          .definedBy(ENGINE + ".transfer..")
          .layer("trust")
          .definedBy(ENGINE + ".trust..")
          .layer("profile")
          .definedBy(ENGINE + ".profile..")
          .layer("learn")
          .definedBy(ENGINE + ".learn..")
          .layer("checkpoint")
          .definedBy(ENGINE + ".checkpoint..")
          .layer("guard")
          .definedBy(ENGINE + ".guard..")
          .layer("record")
          .definedBy(ENGINE + ".record..")
          .layer("apply")
          .definedBy(ENGINE + ".apply..")
          .layer("listing")
          .definedBy(ENGINE + ".listing..")
          .layer("verify")
          .definedBy(ENGINE + ".verify..")
          .layer("mirror")
          .definedBy(ENGINE + ".mirror..")
          .layer("restore")
          .definedBy(ENGINE + ".restore..")
          .layer("drill")
          .definedBy(ENGINE + ".drill..")
          .layer("prune")
          .definedBy(ENGINE + ".prune..")
          .layer("conflict")
          .definedBy(ENGINE + ".conflict..")
          .layer("undo")
          .definedBy(ENGINE + ".undo..")
          .layer("twin")
          .definedBy(ENGINE + ".twin..")
          .layer("status")
          .definedBy(ENGINE + ".status..")
          .layer("core")
          .definedBy(ENGINE + ".core..")
          .whereLayer("selection")
          .mayNotAccessAnyLayer()
          .whereLayer("transfer")
          .mayNotAccessAnyLayer()
          .whereLayer("trust")
          .mayOnlyAccessLayers("transfer")
          // An index that is built anew begins with what is trusted.
          .whereLayer("profile")
          .mayOnlyAccessLayers("selection", "transfer", "trust")
          .whereLayer("learn")
          .mayOnlyAccessLayers("transfer", "trust")
          // What it begins with, the log goes on from; an audit takes segments in as learning does.
          .whereLayer("checkpoint")
          .mayOnlyAccessLayers("transfer", "trust", "learn")
          // What goes because it is not chosen is nobody's mistake; how well a version could be
          // compressed follows from its chunks, which are
          // sealed.
          .whereLayer("guard")
          .mayOnlyAccessLayers("selection", "trust")
          // Own commits are taken into the index as others' are.
          .whereLayer("record")
          .mayOnlyAccessLayers("transfer", "trust", "learn")
          // A doubt about what was learned stops removals, and so does their number.
          .whereLayer("apply")
          .mayOnlyAccessLayers("selection", "transfer", "trust", "learn", "guard")
          // The ignore patterns: whether an entry is left out here.
          .whereLayer("listing")
          .mayOnlyAccessLayers("selection", "transfer", "trust", "profile")
          // Which files damage touches.
          .whereLayer("verify")
          .mayOnlyAccessLayers("transfer", "trust", "listing")
          // What belongs into a copy is what a check expects of a storage.
          .whereLayer("mirror")
          .mayOnlyAccessLayers("transfer", "trust", "verify")
          // Assembles files as a round does, and keeps what waits; an export learns first.
          .whereLayer("restore")
          .mayOnlyAccessLayers(
              "selection", "transfer", "trust", "profile", "learn", "guard", "apply", "listing")
          // Learns as a newcomer does, and reads chunks as those of files that are assembled.
          .whereLayer("drill")
          .mayOnlyAccessLayers("transfer", "trust", "learn", "checkpoint", "apply")
          // What is needed follows from what was ever recorded, read as past trees are.
          .whereLayer("prune")
          .mayOnlyAccessLayers("trust", "listing")
          // Settled by commits of this device.
          .whereLayer("conflict")
          .mayOnlyAccessLayers("trust", "record", "listing")
          // What was done is read as past trees are, and undone by commits of this device.
          .whereLayer("undo")
          .mayOnlyAccessLayers("trust", "record", "listing")
          // Own commits that were taken in already are taken in as those of another writer.
          .whereLayer("twin")
          .mayOnlyAccessLayers("transfer", "trust", "learn", "listing")
          .whereLayer("status")
          .mayOnlyAccessLayers(
              "selection",
              "transfer",
              "trust",
              "profile",
              "learn",
              "checkpoint",
              "guard",
              "listing")
          .whereLayer("core")
          .mayNotBeAccessedByAnyLayer()
          .because(
              "each step of the ring is read without the others: only core knows how they follow each other");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching("org.tidelock.(**)")
          .should()
          .beFreeOfCycles()
          .because("who reads a package must not have to read the one that uses it");

  @ArchTest
  static final ArchRule mergePlanAndHistoryArePure =
      noClasses()
          .that()
          .resideInAnyPackage("..engine.merge..", "..engine.plan..", "..engine.history..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.nio.file..",
              "java.nio.channels..",
              "java.net..",
              "java.sql..",
              "java.util.concurrent..",
              "org.slf4j..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.(File|RandomAccess|Console).*")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.(time\\.(Clock|InstantSource)|util\\.(Timer|Date)|lang\\.(Thread|Runtime|ProcessBuilder))")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .because(
              "merge, plan and history are functions of facts (I5): no I/O, no clock, no SQL, no threads, no log");

  @ArchTest
  static final ArchRule mergeAndPlanKnowNoChance =
      noClasses()
          .that()
          .resideInAnyPackage("..engine.merge..", "..engine.plan..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.security\\.SecureRandom|java\\.util\\.random\\..*|java\\.util\\.UUID")
          .because("ten devices that know the same commits compute the same tree (I5)");

  @ArchTest
  static final ArchRule sqlStaysInTheIndex =
      noClasses()
          .that()
          .resideOutsideOfPackage("..engine.index..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
          .because("the index is the only place that knows how facts are kept");

  @ArchTest
  static final ArchRule compressionStaysInTheContent =
      noClasses()
          .that()
          .resideOutsideOfPackage("..engine.content..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.github.luben..", "java.util.zip..")
          .because("what is compressed, and how much may come out of it, is decided in one place");

  @ArchTest
  static final ArchRule nativeCallsAndWatchersStayLocal =
      noClasses()
          .that()
          .resideOutsideOfPackages("..engine.local..", "..engine.errors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.lang.foreign..", "io.methvin..", "com.sun.jna..", "org.eclipse.jgit..")
          .because("how each system's disks behave, and what it says, is known in one place each");

  @ArchTest
  static final ArchRule sshStaysInItsStorage =
      noClasses()
          .that()
          .resideOutsideOfPackage("..engine.storage.sftp..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.sshd..")
          .because("what a server may make of a connection is bounded in one place");

  @ArchTest
  static final ArchRule theWireStaysInTheHistory =
      noClasses()
          .that()
          .resideOutsideOfPackage("..engine.history..")
          .and()
          .haveNameNotMatching("org\\.tidelock\\.engine\\.storage\\.http\\.Json(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("tools.jackson..", "com.fasterxml..")
          .because(
              "there is one strict reading of CBOR (decision 0012), and one of the JSON of servers");

  @ArchTest
  static final ArchRule okHttpStaysInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("..engine.storage.http..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "okio..", "kotlin..", "java.net.http..")
          .because(
              "what HTTP does behind one's back (redirects, second tries, compression) is switched off in one place (decision 0120)");

  @ArchTest
  static final ArchRule nobodyIsAskedOrTold =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javafx..", "java.awt..", "javax.swing..", "picocli..", "org.tidelock.app..")
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(System.class, "in")
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .because(
              "the engine has no screen and no terminal: window and command line are its clients");

  @ArchTest
  static final ArchRule noWeakChance =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom|random\\.RandomGenerator.+)")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(RandomGenerator.class, "getDefault")
          .orShould()
          .callMethod(RandomGenerator.class, "of", String.class)
          .because(
              "ids and keys come from an injected SecureRandom, and so does what is drawn for anything else: a RandomGenerator is handed in, and never made");

  @ArchTest
  static final ArchRule noJavaSerialization =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.Object(In|Out)putStream")
          .because("bytes from storage never choose which classes are loaded (I2)");

  @ArchTest
  static final ArchRule storagesSeeSealedBytesOnly =
      noClasses()
          .that()
          .resideInAPackage("..engine.storage..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.tidelock.crypto..")
                  .and(not(belongToAnyOf(Id128.class, Hash256.class, WriterId.class))))
          .because("what goes to a provider was sealed before, and no key is at hand there (I1)");

  @ArchTest static final ArchRule nullMarked = NullMarkedPackages.RULE;

  static Stream<Trespass> trespasses() {
    String random = "new java.util.Random().nextInt();";
    return Stream.of(
        Trespass.of(theRing, ENGINE, ENGINE + ".core.LocalVaults.standard();"),
        Trespass.of(theRing, ENGINE + ".history", ENGINE + ".merge.View.class.getName();"),
        Trespass.of(theRing, ENGINE + ".content", ENGINE + ".merge.View.class.getName();"),
        Trespass.of(theRing, ENGINE + ".merge", ENGINE + ".index.Database.class.getName();"),
        Trespass.of(theRing, ENGINE + ".plan", ENGINE + ".local.Disk.class.getName();"),
        Trespass.of(theRing, ENGINE + ".local", ENGINE + ".content.ChunkReader.class.getName();"),
        Trespass.of(theRing, ENGINE + ".storage", ENGINE + ".content.ChunkReader.class.getName();"),
        Trespass.of(theRing, ENGINE + ".storage.folder", ENGINE + ".local.Disk.class.getName();"),
        Trespass.of(theRing, ENGINE + ".index", ENGINE + ".storage.ObjectStore.class.getName();"),
        Trespass.of(theRing, ENGINE + ".system", ENGINE + ".core.LocalVaults.standard();"),
        Trespass.of(theRing, ENGINE + ".newcomer", ""),
        Trespass.of(theRing, ENGINE + ".index", ENGINE + ".transfer.Remote.class.getName();"),
        Trespass.of(theRing, ENGINE + ".local", ENGINE + ".apply.Applier.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".transfer", ENGINE + ".trust.Identity.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".trust", ENGINE + ".learn.Learner.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".profile", ENGINE + ".listing.Listing.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".learn", ENGINE + ".record.Recorder.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".record", ENGINE + ".apply.Applier.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".apply", ENGINE + ".record.Recorder.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".listing", ENGINE + ".status.StatusBoard.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".verify", ENGINE + ".restore.Restorer.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".restore", ENGINE + ".record.Recorder.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".drill", ENGINE + ".record.Committer.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".twin", ENGINE + ".record.Committer.class.getName();"),
        Trespass.of(theSteps, ENGINE + ".status", ENGINE + ".core.LocalVaults.standard();"),
        Trespass.of(
            storagesSeeSealedBytesOnly,
            ENGINE + ".storage.folder",
            "org.tidelock.crypto.EpochKeys.class.getName();"),
        Trespass.cycle(noCycles, ENGINE + ".a", ENGINE + ".b"),
        Trespass.cycle(noCycles, ENGINE + ".storage", ENGINE + ".storage.folder"),
        Trespass.cycle(noCycles, ENGINE + ".record", ENGINE + ".apply"),
        Trespass.of(
            mergePlanAndHistoryArePure, ENGINE + ".merge", "java.nio.file.Files.exists(null);"),
        Trespass.of(
            mergePlanAndHistoryArePure, ENGINE + ".plan", "new java.io.File(\"\").exists();"),
        Trespass.of(mergePlanAndHistoryArePure, ENGINE + ".history", "new java.net.Socket();"),
        Trespass.of(mergePlanAndHistoryArePure, ENGINE + ".history", "java.time.Instant.now();"),
        Trespass.of(mergePlanAndHistoryArePure, ENGINE + ".merge", "java.time.Clock.systemUTC();"),
        Trespass.of(mergePlanAndHistoryArePure, ENGINE + ".plan", "System.nanoTime();"),
        Trespass.of(mergePlanAndHistoryArePure, ENGINE + ".plan", "Thread.sleep(1);"),
        Trespass.of(
            mergePlanAndHistoryArePure,
            ENGINE + ".merge",
            "org.slf4j.LoggerFactory.getLogger(\"\");"),
        Trespass.of(
            mergeAndPlanKnowNoChance, ENGINE + ".merge", "new java.security.SecureRandom();"),
        Trespass.of(mergeAndPlanKnowNoChance, ENGINE + ".plan", "java.util.UUID.randomUUID();"),
        Trespass.of(
            sqlStaysInTheIndex, ENGINE + ".core", "java.sql.DriverManager.getConnection(\"\");"),
        Trespass.of(
            compressionStaysInTheContent,
            ENGINE + ".core",
            "com.github.luben.zstd.Zstd.compressBound(1);"),
        Trespass.of(
            nativeCallsAndWatchersStayLocal,
            ENGINE + ".core",
            "java.lang.foreign.Linker.nativeLinker();"),
        Trespass.of(
            sshStaysInItsStorage,
            ENGINE + ".storage.folder",
            "org.apache.sshd.client.SshClient.setUpDefaultClient();"),
        Trespass.of(
            theWireStaysInTheHistory,
            ENGINE + ".content",
            "new tools.jackson.dataformat.cbor.CBORFactory();"),
        Trespass.of(
            okHttpStaysInOnePackage,
            ENGINE + ".storage.webdav",
            "new okhttp3.OkHttpClient.Builder();"),
        Trespass.of(nobodyIsAskedOrTold, ENGINE + ".core", "System.out.println();"),
        Trespass.of(nobodyIsAskedOrTold, ENGINE + ".core", "System.exit(0);"),
        Trespass.of(noWeakChance, ENGINE + ".core", random),
        Trespass.of(noWeakChance, ENGINE + ".core", "Math.random();"),
        Trespass.of(
            noWeakChance, ENGINE + ".core", "java.util.random.RandomGenerator.getDefault();"),
        Trespass.of(noWeakChance, ENGINE + ".core", "java.util.random.RandomGenerator.of(\"\");"),
        Trespass.of(
            noWeakChance,
            ENGINE + ".core",
            "java.util.random.RandomGeneratorFactory.getDefault().create();"),
        Trespass.of(
            noJavaSerialization,
            ENGINE + ".index",
            "new java.io.ObjectInputStream(null).readObject();"),
        Trespass.of(nullMarked, ENGINE + ".newcomer", ""));
  }

  @ParameterizedTest
  @MethodSource("trespasses")
  void whoeverBreaksARuleIsSeen(Trespass trespass, @TempDir Path directory) throws Exception {
    trespass.isSeen(directory);
  }
}
