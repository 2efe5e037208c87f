package org.tidelock.crypto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForbiddenApiTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tidelock.crypto");

  @Test
  void noWeakRandomness() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(Random|UUID|SplittableRandom|concurrent\\.ThreadLocalRandom)")
        .because(
            "whoever can predict an id or a key needs no attack (A11); SecureRandom is handed in")
        .check(MAIN);
    noClasses()
        .should()
        .callMethod(Math.class, "random")
        .because("it is predictable (A11)")
        .check(MAIN);
  }

  @Test
  void noJavaSerialization() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.io\\.Object(In|Out)putStream")
        .because("bytes from storage never choose which classes are loaded (I2)")
        .check(MAIN);
  }

  @Test
  void noDiskNetworkClockOrThread() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.(net\\..*|nio\\.file\\.Files|io\\.File.*|util\\.concurrent\\.(ExecutorService|Executors|.*Pool.*))")
        .because(
            "this module maps bytes to bytes: the engine alone touches the world, and hands in what runs beside")
        .check(MAIN);
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .because("the clock is injected, so that a simulator can turn it")
        .check(MAIN);
  }

  @Test
  void nothingOfSyncOrScreens() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tidelock.engine..", "org.tidelock.app..", "javafx..", "java.awt..")
        .because("crypto knows nothing of sync: dependencies point one way")
        .check(MAIN);
  }

  @Test
  void noElectronicCodebookAndNoRawCipher() throws IOException {
    for (Path source : sources()) {
      assertThat(Files.readString(source))
          .as(source.getFileName().toString())
          .doesNotContain("ECB")
          .doesNotContain("Cipher.getInstance");
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> java = files.filter(f -> f.toString().endsWith(".java")).toList();
      assertThat(java).hasSizeGreaterThan(30);
      return java;
    }
  }
}
