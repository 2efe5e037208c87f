import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// The application with a Java runtime of its own: `tidelock` (its launcher), `tidelock-app.jar`, `lib`, `native`, `runtime` and the AOT cache, in one folder that can be anywhere.
final class AppImage {
  private static final String JAR = "tidelock-app.jar";

  /// What nothing names in its code.
  private static final List<String> ALSO =
      List.of(
          "jdk.localedata", // days and numbers in German
          "java.naming", // logback looks for it
          "java.management", // SFTP, and the memory that is left
          "java.rmi", // SFTP
          "jdk.jfr"); // JavaFX

  /// JavaFX's jars without code.
  private static final Pattern STUB = Pattern.compile("javafx-[a-z]+-[0-9.]+\\.jar");

  private final Path app;
  private final Path image;
  private final Path modules;

  /// @param app the module, built
  AppImage(Path app, Path target) {
    this.app = app;
    this.image = target.resolve("image/tidelock");
    this.modules = target.resolve("modules");
  }

  Path make() throws IOException, InterruptedException {
    Path built = app.resolve("target");
    if (!Files.exists(built.resolve(JAR)))
      throw new IllegalStateException("build the app first: there is no " + JAR);
    Files.createDirectories(image.resolve("lib"));
    Files.copy(built.resolve(JAR), image.resolve(JAR));
    Tools.copyTree(built.resolve("lib"), image.resolve("lib"));
    if (Files.isDirectory(built.resolve("native")))
      Tools.copyTree(built.resolve("native"), image.resolve("native"));
    deleteStubs();
    linkRuntime();
    dropForeignNatives();
    launcher();
    return image;
  }

  private void deleteStubs() throws IOException {
    try (Stream<Path> jars = Files.list(image.resolve("lib"))) {
      for (Path jar : jars.filter(j -> STUB.matcher(name(j)).matches()).toList()) Files.delete(jar);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private void linkRuntime() throws IOException {
    Tools.copyTree(image.resolve("lib"), modules);
    Files.copy(image.resolve(JAR), modules.resolve(JAR));
    TreeSet<String> needed = new TreeSet<>(ALSO);
    needed.addAll(namedModules());
    Tools.jdk(
        "jlink",
        List.of(
            "--add-modules",
            String.join(",", needed),
            "--include-locales=en,de",
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--output",
            image.resolve("runtime").toString()));
  }

  private List<String> namedModules() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                System.err,
                "--multi-release",
                "25",
                "--ignore-missing-deps",
                "--module-path",
                modules.toString(),
                "--add-modules",
                "ALL-MODULE-PATH",
                "--print-module-deps",
                "-q",
                "-m",
                "org.tidelock.app");
    String named = said.toString(StandardCharsets.UTF_8).strip();
    if (exit != 0 || !named.contains("java.base"))
      throw new IllegalStateException("jdeps: " + named);
    return List.of(named.split(","));
  }

  /// By the program that makes the checkout's: the same flags, the same script.
  private void launcher() throws IOException, InterruptedException {
    Path source = app.resolve("src/launcher");
    Tools.run(
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                source.resolve("MakeLauncher.java").toString(),
                source.toString(),
                image.toString(),
                JAR,
                "runtime")));
    for (String log : List.of("tidelock.log", "tidelock-window.log"))
      Files.deleteIfExists(image.resolve(log));
    // Windows has programs that jpackage makes, and others have no use for it.
    Files.deleteIfExists(image.resolve("tidelock.cmd"));
  }

  /// What this system needs of them was unpacked into `native`; those of all systems are a quarter of the jars.
  private void dropForeignNatives() throws IOException {
    if (!Files.isDirectory(image.resolve("native"))) return;
    try (Stream<Path> jars = Files.list(image.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        if (name(jar).startsWith("sqlite-jdbc-")) drop(jar, "org/sqlite/native");
        if (name(jar).startsWith("zstd-jni-"))
          drop(jar, "aix", "darwin", "freebsd", "linux", "win");
      }
    }
  }

  private static void drop(Path jar, String... folders) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(jar)) {
      for (String folder : folders) Tools.deleteTree(zip.getPath("/" + folder));
    }
  }
}
