package org.tidelock.crypto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What this module must not touch, each with the reason; each rule is shown a class that breaks it.
class ForbiddenApiTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.tidelock.crypto");

  private record Wall(ArchRule rule, Class<?> trespasser) {
    @Override
    public String toString() {
      return rule.getDescription();
    }
  }

  private static ArchRule none(String names, String reason) {
    return noClasses().should().dependOnClassesThat().haveNameMatching(names).because(reason);
  }

  static Stream<Wall> walls() {
    return Stream.of(
        new Wall(
            none(
                "java\\.util\\.(Random|UUID|SplittableRandom|concurrent\\.ThreadLocalRandom)",
                "whoever can predict an id or a key needs no attack (A11); SecureRandom is handed in"),
            WeakChance.class),
        new Wall(
            none(
                "java\\.util\\.random\\..*",
                "what is behind it may be predictable (A11); SecureRandom is handed in"),
            ChosenChance.class),
        new Wall(
            noClasses()
                .should()
                .callMethod(Math.class, "random")
                .because("it is predictable (A11)"),
            WeakChance.class),
        new Wall(
            none(
                "java\\.io\\.Object(In|Out)putStream",
                "bytes from storage never choose which classes are loaded (I2)"),
            Serialization.class),
        new Wall(
            none(
                "java\\.(net\\..*|nio\\.file\\.Files|io\\.(File|RandomAccess).*|lang\\.(Thread\\$.*|ProcessBuilder)"
                    + "|util\\.concurrent\\.(Executors|.*ExecutorService|ForkJoin.*|ThreadPool.*))",
                "this module maps bytes to bytes: the engine alone touches the world, and hands in what runs beside"),
            World.class),
        new Wall(
            noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .because("the clock is injected, so that a simulator can turn it"),
            Clock.class),
        new Wall(
            noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    "org.tidelock.engine..", "org.tidelock.app..", "javafx..", "java.awt..")
                .because("crypto knows nothing of sync: dependencies point one way"),
            Screen.class),
        new Wall(
            none(
                "tools\\.jackson\\.databind\\..*",
                "objects are read token by token, by one strict reader (decision 0012)"),
            Binding.class));
  }

  @ParameterizedTest
  @MethodSource("walls")
  void theWallStands(Wall wall) {
    wall.rule.check(MAIN);
    assertThat(
            wall.rule
                .evaluate(new ClassFileImporter().importClasses(wall.trespasser))
                .hasViolation())
        .as("whoever breaks it is seen")
        .isTrue();
  }

  @Test
  void thePackageIsNullMarked() {
    assertThat(MAIN).isNotEmpty().allMatch(c -> c.getPackage().isAnnotatedWith(NullMarked.class));
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

  private static final class WeakChance {
    double chance() {
      return new java.util.Random().nextInt() + Math.random();
    }
  }

  private static final class ChosenChance {
    int chance() {
      return java.util.random.RandomGenerator.getDefault().nextInt();
    }
  }

  private static final class Serialization {
    Object read() throws Exception {
      return new java.io.ObjectInputStream(null).readObject();
    }
  }

  private static final class World {
    boolean touch() {
      return Files.exists(Path.of("x"));
    }
  }

  private static final class Clock {
    Instant now() {
      return Instant.now();
    }
  }

  private static final class Screen {
    Object screen() {
      return java.awt.Color.BLACK;
    }
  }

  private static final class Binding {
    Object bind() {
      return new tools.jackson.databind.ObjectMapper();
    }
  }
}
