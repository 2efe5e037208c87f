import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Run by `mvn -Ppackages package` with the JDK 25 of the build: `MakePackages <installer> <app> <version>`. Makes an image that needs no Java on the computer (a
/// linked runtime, the app, its libraries, the AOT cache), and of it the packages that this system's tools can build: `.deb` and `.rpm` on Linux, `.msi` on Windows, `.dmg` on
/// macOS. Everything goes to `installer/target`.
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
    List<Path> made =
        switch (system()) {
          case "windows" -> List.of(new NativePackage(app, target, image, version).msi(icons));
          case "mac" -> List.of(new NativePackage(app, target, image, version).dmg(icons));
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
