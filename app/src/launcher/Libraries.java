import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// Makes the copied jars in `target/lib` cheap to start with. The signature of a jar keeps its classes out of the AOT cache and is checked at each
/// start, though Maven has checked the jar already; native libraries would be unpacked into the temporary directory by each process anew, and
/// left there by a killed one.
final class Libraries {
  private final Path jars;
  private final Path natives;

  Libraries(Path target) {
    jars = target.resolve("lib");
    natives = target.resolve("native");
  }

  void prepare() throws IOException {
    Files.createDirectories(natives);
    for (Path jar : jars()) {
      removeSignature(jar);
      String name = jar.getFileName().toString();
      if (name.startsWith("sqlite-jdbc-")) {
        unpackSqlite(jar);
      } else if (name.startsWith("zstd-jni-")) {
        unpackZstd(jar);
      }
    }
  }

  private List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(jars)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static void removeSignature(Path jar) throws IOException {
    if (!isSigned(jar)) {
      return;
    }
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Path meta = zip.getPath("META-INF");
      try (Stream<Path> files = Files.list(meta)) {
        for (Path file : files.filter(f -> isSignature(f.toString())).toList()) {
          Files.delete(file);
        }
      }
      Path path = meta.resolve("MANIFEST.MF");
      Manifest manifest;
      try (InputStream in = Files.newInputStream(path)) {
        manifest = new Manifest(in);
      }
      // The digests of the entries.
      manifest.getEntries().values().removeIf(Libraries::isDigest);
      try (OutputStream out = Files.newOutputStream(path)) {
        manifest.write(out);
      }
    }
  }

  private static boolean isDigest(Attributes attributes) {
    attributes.keySet().removeIf(key -> key.toString().endsWith("-Digest"));
    return attributes.isEmpty();
  }

  private static boolean isSigned(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      return file.stream().anyMatch(entry -> isSignature(entry.getName()));
    }
  }

  private static boolean isSignature(String name) {
    return name.toUpperCase(Locale.ROOT).matches("/?META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }

  /// The library itself knows what this system is called.
  private void unpackSqlite(Path jar) throws IOException {
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      String folder = text(classes, "org.sqlite.util.OSInfo", "getNativeLibFolderPathForCurrentOS");
      String name = text(classes, "org.sqlite.util.LibraryLoaderUtil", "getNativeLibName");
      unpack(jar, "org/sqlite/native/" + folder + "/" + name, name);
    } catch (ReflectiveOperationException e) {
      throw new IOException("this sqlite-jdbc cannot be asked for its native library", e);
    }
  }

  private static String text(ClassLoader classes, String type, String method)
      throws ReflectiveOperationException {
    return (String) classes.loadClass(type).getMethod(method).invoke(null);
  }

  private void unpackZstd(Path jar) throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String folder = os.startsWith("windows") ? "win" : os.startsWith("mac") ? "darwin" : os;
    String arch = System.getProperty("os.arch");
    // Java says amd64 on Linux and Windows, x86_64 on macOS; so does zstd-jni.
    String version = jar.getFileName().toString().replaceAll("^zstd-jni-|\\.jar$", "");
    String end = folder.equals("win") ? ".dll" : folder.equals("darwin") ? ".dylib" : ".so";
    unpack(jar, folder + "/" + arch + "/libzstd-jni-" + version + end, "libzstd-jni" + end);
  }

  /// A system that the jar has no library for is left to the library's own search.
  private void unpack(Path jar, String entry, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      var found = file.getJarEntry(entry);
      if (found == null) {
        return;
      }
      // A new file: a running Tidelock may still have the old one mapped.
      Path fresh = natives.resolve(name + ".new");
      try (InputStream in = file.getInputStream(found)) {
        Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      }
      fresh.toFile().setExecutable(true, false);
      Files.move(fresh, natives.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
