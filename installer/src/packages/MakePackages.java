import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Run by `mvn -Ppackages package` with the JDK 25 of the build: `MakePackages <installer> <app> <version> [jpackage]`. Makes an image that needs no Java on the computer (a
/// linked runtime, the app, its libraries, the AOT cache), and of it the packages that this system's tools can build: `.deb` and `.rpm` on Linux, `.msi` on Windows, `.dmg` on
/// macOS. Everything goes to `installer/target`. With `jpackage`, on any system, only the programs that Windows and macOS get, to be tried.
public final class MakePackages {
  private MakePackages() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Path installer = Path.of(args[0]);
    Path app = Path.of(args[1]);
    String version = args[2];
    Path target = installer.resolve("target");
    Tools.deleteTree(target);
    Files.createDirectories(target);
    Icons icons = new Icons(installer.resolve("src/icons/tidelock-512.png"));
    Path image = new AppImage(app, target).make();
    NativePackage byJpackage = new NativePackage(app, target, image, version);
    if (args.length > 3) {
      Path png = target.resolve("tidelock.png");
      Files.write(png, icons.png(512));
      System.out.println(byJpackage.appImage(png, byJpackage.forTerminals("")));
      return;
    }
    List<Path> made =
        switch (system()) {
          case "windows" -> List.of(byJpackage.msi(icons));
          case "mac" -> List.of(byJpackage.dmg(icons));
          default -> new LinuxPackages(installer, target, image, version, icons).make();
        };
    for (Path file : made)
      System.out.printf(
          Locale.ROOT, "%s: %.1f MB%n", file.getFileName(), Files.size(file) / 1_000_000.0);
  }

  private static String system() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "mac" : "linux";
  }
}
