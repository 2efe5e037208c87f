package org.tidelock.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The walls of the engine, each with its reason.
@AnalyzeClasses(packages = "org.tidelock.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule mergeAndPlanArePure =
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
              "java.util.concurrent..")
          .because(
              "merge, plan and history are functions of facts (I5): no I/O, no SQL, no threads");

  @ArchTest
  static final ArchRule mergeAndPlanKnowNoClockAndNoChance =
      noClasses()
          .that()
          .resideInAnyPackage("..engine.merge..", "..engine.plan..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.security.SecureRandom")
          .because("ten devices that know the same commits compute the same tree (I5)")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule storageSeesSealedBytesOnly =
      noClasses()
          .that()
          .resideInAPackage("..engine.storage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..engine.content..",
              "..engine.local..",
              "..engine.merge..",
              "..engine.index..",
              "..engine.core..")
          .because("providers carry sealed bytes and know nothing of what is in them (I1)")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule sqlStaysInTheIndex =
      noClasses()
          .that()
          .resideOutsideOfPackage("..engine.index..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..")
          .because("the index is the only place that knows how facts are kept");

  @ArchTest
  static final ArchRule noWeakChance =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .callMethod(Math.class, "random")
          .because("ids and keys come from an injected SecureRandom");
}
