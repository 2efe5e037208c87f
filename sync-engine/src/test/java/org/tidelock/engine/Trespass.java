package org.tidelock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/// A class that breaks a rule on purpose: a rule that does not see it guards nothing.
///
/// @param rule the rule it breaks
/// @param places the packages it stands in, one class in each; they know each other if there are several
/// @param deed what it does: a statement
public record Trespass(ArchRule rule, List<String> places, String deed) {
  public static Trespass of(ArchRule rule, String place, String deed) {
    return new Trespass(rule, List.of(place), deed);
  }

  /// Two packages that know each other.
  public static Trespass cycle(ArchRule rule, String one, String other) {
    return new Trespass(rule, List.of(one, other), "");
  }

  /// Compiles the classes into a directory and shows them to the rule.
  public void isSeen(Path directory) throws IOException {
    List<Source> sources = places.stream().map(this::source).toList();
    assertThat(Compiler.compiles(sources, directory)).as("it can be compiled").isTrue();
    assertThat(rule.evaluate(new ClassFileImporter().importPath(directory)).hasViolation())
        .as(this + " is seen")
        .isTrue();
  }

  /// One for all: it has the class path open, which takes longer than to compile. Not thread-safe, so one at a time.
  private static final class Compiler {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final StandardJavaFileManager FILES =
        JAVAC.getStandardFileManager(null, null, null);

    static {
      FILES.handleOption("-cp", List.of(System.getProperty("java.class.path")).iterator());
    }

    static synchronized boolean compiles(List<Source> sources, Path directory) throws IOException {
      FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
      return JAVAC
          .getTask(null, FILES, null, List.of("-proc:none", "-nowarn"), null, sources)
          .call();
    }
  }

  private Source source(String place) {
    StringBuilder knows = new StringBuilder();
    for (String other : places) {
      if (!other.equals(place)) {
        knows.append(other).append(".Trespasser other; ");
      }
    }
    return new Source(
        URI.create("string:///" + place.replace('.', '/') + "/Trespasser.java"),
        "package %s; public class Trespasser { %s public void act() throws Exception { %s } }"
            .formatted(place, knows, deed));
  }

  @Override
  public String toString() {
    return String.join(" and ", places) + ": " + deed;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(URI name, String code) {
      super(name, JavaFileObject.Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
