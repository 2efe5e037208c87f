package org.tidelock.app.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/// Writes recovery kits. The file's name decides: `.pdf` or `.txt`.
public final class RecoveryKits {
  private RecoveryKits() {}

  public static boolean isKitName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".pdf") || name.endsWith(".txt");
  }

  /// Makes an empty file that only its owner may read, so that a place that cannot be written is known before there is a key to lose.
  ///
  /// @throws FileAlreadyExistsException rather than replacing anything
  public static void reserve(Path file) throws IOException {
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)
        .close();
  }

  /// Fills a reserved file and waits until the disk has it.
  public static void fill(Path file, KitContent kit, PaperSize paper) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".txt")) {
        ByteBuffer text = ByteBuffer.wrap(KitText.of(kit).getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
          channel.write(text);
        }
      } else {
        OutputStream out = Channels.newOutputStream(channel);
        KitPdf.write(kit, paper, out);
        out.flush();
      }
      channel.force(true);
    }
  }

  /// Both at once.
  public static void write(Path file, KitContent kit, PaperSize paper) throws IOException {
    reserve(file);
    fill(file, kit, paper);
  }
}
