import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Programs that are run, and trees of files.
final class Tools {
  private Tools() {}

  /// A tool of this JDK, in this process.
  static void jdk(String tool, List<String> args) {
    int exit =
        ToolProvider.findFirst(tool)
            .orElseThrow(() -> new IllegalStateException("this JDK has no " + tool))
            .run(System.out, System.err, args.toArray(String[]::new));
    if (exit != 0) throw new IllegalStateException(tool + " ended with " + exit);
  }

  static void run(List<String> command) throws IOException, InterruptedException {
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) throw new IllegalStateException(command.getFirst() + " ended with " + exit);
  }

  static boolean isThere(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(java.io.File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /// With times and permissions: the AOT cache knows the jars by their times.
  static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) Files.createDirectories(copy);
        else Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /// The first file of this name below a folder.
  static Path find(Path top, String name) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(f -> f.endsWith(name) && Files.isRegularFile(f)).findFirst().orElseThrow();
    }
  }

  static void deleteTree(Path top) throws IOException {
    if (!Files.exists(top)) return;
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            if (e != null) throw e;
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Bytes of all files below it.
  static long size(Path top) throws IOException {
    try (Stream<Path> all = Files.walk(top)) {
      long bytes = 0;
      for (Path file : all.filter(Files::isRegularFile).toList()) bytes += Files.size(file);
      return bytes;
    }
  }
}
