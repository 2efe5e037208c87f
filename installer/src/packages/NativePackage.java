import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What `jpackage` makes of the image on Windows and macOS: programs of these systems instead of the script, and an installer.
final class NativePackage {
  private static final String NAME = "Tidelock";

  /// What their AOT caches are called.
  private static final String COMMANDS = "tidelock";

  private static final String WINDOW = "tidelock-window";
  private static final String CLASS_PATH = "app.classpath=$APPDIR";

  private final Path app;
  private final Path target;
  private final Path image;
  private final String version;

  /// @param image whose runtime, jars and natives it takes
  NativePackage(Path app, Path target, Path image, String version) {
    this.app = app;
    this.target = target;
    this.image = image;
    this.version = version.replaceAll("-.*", "");
  }

  Path msi(Icons icons) throws IOException, InterruptedException {
    Path icon = target.resolve("tidelock.ico");
    icons.ico(icon);
    // The window's program has no console; the other one is for terminals.
    appImage(icon, forTerminals("win-console=true\n"));
    Tools.jdk(
        "jpackage",
        packaged(
            "msi",
            target.resolve(NAME),
            List.of(
                "--win-per-user-install",
                "--win-menu",
                "--win-shortcut-prompt",
                "--win-upgrade-uuid",
                // Once and for all: by it a newer version takes the place of an older one.
                "6f0c3c54-6f5e-4d0e-9a2a-2f4f4fbb6d11")));
    return target.resolve(NAME + "-" + version + ".msi");
  }

  Path dmg(Icons icons) throws IOException, InterruptedException {
    Path icon = target.resolve("tidelock.icns");
    icons.icns(icon);
    appImage(icon, List.of("--mac-package-identifier", "org.tidelock.app"));
    Tools.jdk("jpackage", packaged("dmg", target.resolve(NAME + ".app"), List.of()));
    return target.resolve(NAME + "-" + appVersion() + ".dmg");
  }

  /// A second program beside the window's, which takes the commands' cache.
  List<String> forTerminals(String properties) throws IOException {
    Path terminal = target.resolve("terminal.properties");
    String flags = String.join(" ", flags(COMMANDS));
    Files.writeString(terminal, properties + "java-options=" + flags + "\n");
    return List.of("--add-launcher", "tidelock-cli=" + terminal);
  }

  /// The programs alone, which can be tried on any system.
  Path appImage(Path icon, List<String> more) throws IOException, InterruptedException {
    Path input = target.resolve("input");
    for (String folder : List.of("lib", "native"))
      Tools.copyTree(image.resolve(folder), input.resolve(folder));
    Files.copy(image.resolve("tidelock-app.jar"), input.resolve("tidelock-app.jar"));
    List<String> args =
        new ArrayList<>(
            List.of(
                "--type",
                "app-image",
                "--name",
                NAME,
                "--app-version",
                appVersion(),
                "--vendor",
                NAME,
                "--icon",
                icon.toString(),
                "--runtime-image",
                image.resolve("runtime").toString(),
                "--input",
                input.toString(),
                "--main-jar",
                "tidelock-app.jar",
                "--main-class",
                "org.tidelock.app.Main",
                "--dest",
                target.toString()));
    for (String flag : flags(WINDOW)) args.addAll(List.of("--java-options", flag));
    args.addAll(more);
    Tools.jdk("jpackage", args);
    Path programs = target.resolve(isMac() ? NAME + ".app" : NAME);
    train(programs, COMMANDS, "training.txt");
    train(programs, WINDOW, "training-window.txt");
    return programs;
  }

  /// These programs name all jars, and `jpackage` gives them times of their own: the image's AOT caches do not fit, and they need two of theirs. Cabinets know times only by two
  /// seconds.
  private void train(Path programs, String cache, String training)
      throws IOException, InterruptedException {
    Path folder = Tools.find(programs, NAME + ".cfg").getParent();
    FileTime time = FileTime.from(Instant.ofEpochSecond(Instant.now().getEpochSecond() / 2 * 2));
    List<String> jars = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(NAME + ".cfg"))) {
      if (!line.startsWith(CLASS_PATH)) continue;
      Path jar = folder.resolve(line.substring(CLASS_PATH.length() + 1).replace('\\', '/'));
      Files.setLastModifiedTime(jar, time);
      jars.add(jar.toString());
    }
    Path source = app.resolve("src/launcher");
    Path log = target.resolve(cache + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(source.resolve("Train.java").toString());
    command.add(source.resolve(training).toString());
    command.add(log.toString());
    command.add(Tools.find(programs, isWindows() ? "java.exe" : "java").toString());
    for (String flag : flags(cache))
      command.add(
          flag.replace("-XX:AOTCache=", "-XX:AOTCacheOutput=")
              .replace("$APPDIR", folder.toString()));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, jars)));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) throw new IllegalStateException("the training has failed, see " + log);
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }

  /// macOS knows no version that begins with 0.
  private String appVersion() {
    return isMac() && version.startsWith("0.") ? "1" + version.substring(1) : version;
  }

  private List<String> flags(String cache) throws IOException {
    List<String> flags = new ArrayList<>();
    for (String line : Files.readAllLines(app.resolve("src/launcher/jvm-flags")))
      if (!line.isBlank() && !line.startsWith("#")) flags.add(line.strip());
    flags.add("-XX:AOTCache=$APPDIR/" + cache + ".aot");
    flags.add("-Dorg.sqlite.lib.path=$APPDIR/native");
    // The jars have no natives any more.
    try (Stream<Path> natives = Files.list(image.resolve("native"))) {
      for (Path file : natives.toList())
        if (file.getFileName().toString().startsWith("libzstd-jni."))
          flags.add("-DZstdNativePath=$APPDIR/native/" + file.getFileName());
    }
    return flags;
  }

  private List<String> packaged(String type, Path image, List<String> more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--type",
                type,
                "--app-image",
                image.toString(),
                "--name",
                NAME,
                "--app-version",
                appVersion(),
                "--vendor",
                NAME,
                "--dest",
                target.toString()));
    args.addAll(more);
    return args;
  }
}
