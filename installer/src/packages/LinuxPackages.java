import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `.deb` and `.rpm` of the same files. They have no scripts: what a system must do about desktop entries and icons, its triggers do.
final class LinuxPackages {
  private final Path installer;
  private final Path target;
  private final Path image;
  private final String version;
  private final Icons icons;

  LinuxPackages(Path installer, Path target, Path image, String version, Icons icons) {
    this.installer = installer;
    this.target = target;
    this.image = image;
    this.version = version;
    this.icons = icons;
  }

  /// @return what could be made here
  List<Path> make() throws IOException, InterruptedException {
    Path root = target.resolve("root");
    layOut(root);
    List<Path> made = new ArrayList<>();
    if (Tools.isThere("dpkg-deb")) made.add(deb(root));
    else System.err.println("No .deb: dpkg-deb is not here.");
    if (Tools.isThere("rpmbuild")) made.add(rpm(root));
    else System.err.println("No .rpm: rpmbuild is not here.");
    return made;
  }

  private void layOut(Path root) throws IOException {
    Tools.copyTree(image, root.resolve("opt/tidelock"));
    Path bin = Files.createDirectories(root.resolve("usr/bin"));
    Files.createSymbolicLink(bin.resolve("tidelock"), Path.of("/opt/tidelock/tidelock"));
    Path share = root.resolve("usr/share");
    copy("tidelock.desktop", share.resolve("applications/tidelock.desktop"));
    copy("copyright", share.resolve("doc/tidelock/copyright"));
    for (int size : Icons.SIZES)
      write(
          share.resolve("icons/hicolor/" + size + "x" + size + "/apps/tidelock.png"),
          icons.png(size));
    write(
        share.resolve("icons/hicolor/scalable/apps/tidelock.svg"),
        Files.readAllBytes(installer.resolve("src/icons/tidelock.svg")));
    permissions(root);
  }

  private void copy(String from, Path to) throws IOException {
    write(to, Files.readAllBytes(installer.resolve("src/linux").resolve(from)));
  }

  private static void write(Path to, byte[] bytes) throws IOException {
    Files.createDirectories(to.getParent());
    Files.write(to, bytes);
  }

  /// Whatever the umask of who builds.
  private static void permissions(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(f -> !Files.isSymbolicLink(f)).toList())
        Files.setPosixFilePermissions(
            file,
            PosixFilePermissions.fromString(Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /// A snapshot is older than its release: `0.1.0~SNAPSHOT` is before `0.1.0` for both.
  private String packageVersion() {
    return version.replace('-', '~');
  }

  private String template(String name, String architecture) throws IOException {
    return Files.readString(installer.resolve("src/linux").resolve(name))
        .replace("@VERSION@", packageVersion())
        .replace("@ARCHITECTURE@", architecture)
        .replace("@ROOT@", target.resolve("root").toAbsolutePath().toString())
        .replace("@SIZE@", String.valueOf(size()));
  }

  /// KiB.
  private long size() throws IOException {
    return Tools.size(target.resolve("root")) / 1024;
  }

  private static boolean isArm() {
    return System.getProperty("os.arch").equals("aarch64");
  }

  private Path deb(Path root) throws IOException, InterruptedException {
    String architecture = isArm() ? "arm64" : "amd64";
    Path tree = target.resolve("deb");
    Tools.run(List.of("cp", "-a", root.toString(), tree.toString()));
    Path control = Files.createDirectories(tree.resolve("DEBIAN")).resolve("control");
    Files.writeString(control, template("control", architecture));
    Path deb = target.resolve("tidelock_" + packageVersion() + "_" + architecture + ".deb");
    Tools.run(
        List.of(
            "dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree.toString(), deb.toString()));
    Tools.deleteTree(tree);
    return deb;
  }

  private Path rpm(Path root) throws IOException, InterruptedException {
    String architecture = isArm() ? "aarch64" : "x86_64";
    Path top = target.resolve("rpm");
    Path spec = Files.createDirectories(top).resolve("tidelock.spec");
    Files.writeString(spec, template("tidelock.spec", architecture));
    Tools.run(
        List.of(
            "rpmbuild",
            "-bb",
            "--quiet",
            "--target",
            architecture,
            "--define",
            "_topdir " + top.toAbsolutePath(),
            "--define",
            "_rpmdir " + target.toAbsolutePath(),
            "--define",
            "_rpmfilename tidelock-%{VERSION}-%{RELEASE}.%{ARCH}.rpm",
            spec.toString()));
    try (Stream<Path> files = Files.list(target)) {
      return files.filter(f -> f.toString().endsWith(".rpm")).findFirst().orElseThrow();
    }
  }
}
