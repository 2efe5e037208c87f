package org.tidelock.engine.local;

import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Which folders are watched: all but what is in Tidelock's own, which itself is watched for a [WatchProbe]. One that vanishes or cannot be read does not keep the others from being watched.
final class WatchedFolders implements FileTreeVisitor {
  private final Path own;

  WatchedFolders(Path root) {
    own = root.resolve(PrivateFolder.NAME);
  }

  @Override
  public void recursiveVisitFiles(Path top, Callback onFolder, Callback onFile) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.startsWith(own) && !folder.equals(own)) return FileVisitResult.SKIP_SUBTREE;
            try {
              onFolder.call(folder);
              return folder.equals(own) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
              return FileVisitResult.SKIP_SUBTREE;
            }
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            onFile.call(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
