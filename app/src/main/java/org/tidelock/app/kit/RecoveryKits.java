package org.tidelock.app.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes recovery kits. The file's name decides: `.pdf` or `.txt`.
public final class RecoveryKits {
  /// More than any kit takes.
  private static final int ROOM = 64 << 10;

  private static final Pattern FOLDER =
      Pattern.compile("(?i)file:(?://(?:localhost)?)?(?<path>/.*)", Pattern.DOTALL);

  private RecoveryKits() {}

  public static boolean isKitName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".pdf") || name.endsWith(".txt");
  }

  /// Makes a blank file that only its owner may read, so that a place that cannot be written is known before there is a key to lose.
  ///
  /// @throws FileAlreadyExistsException rather than replacing anything
  static void reserve(Path file) throws IOException {
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      blank(channel);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /// Room for a kit, so that a full disk is known before there is a key.
  private static void blank(SeekableByteChannel channel) throws IOException {
    ByteBuffer blanks = ByteBuffer.allocate(ROOM);
    while (blanks.hasRemaining()) {
      channel.write(blanks);
    }
  }

  /// Whether a file would be in a folder, also by way of symbolic links. Asks the disk.
  public static boolean isInside(Path file, Path folder) {
    return real(file).startsWith(real(folder));
  }

  /// Whether a file would be in the storage of a vault, which others can read. Asks the disk.
  ///
  /// @param storage a URL; only folders are places on a disk
  public static boolean isInStorage(Path file, String storage) {
    return folder(storage).filter(folder -> isInside(file, folder)).isPresent();
  }

  private static Optional<Path> folder(String storage) {
    Matcher parts = FOLDER.matcher(storage);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String path = parts.group("path");
    try {
      return Optional.of(Path.of(URI.create("file://" + path)));
    } catch (IllegalArgumentException e) {
      // Spaces and percent signs that nobody encoded.
      return Optional.of(Path.of(path));
    }
  }

  /// Without symbolic links as far as the path exists, so that a link into the folder does not hide that it is one.
  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      return absolute.toRealPath();
    } catch (IOException e) {
      Path parent = absolute.getParent();
      return parent == null || absolute.getFileName() == null
          ? absolute
          : real(parent).resolve(absolute.getFileName());
    }
  }

  /// Fills a reserved file and waits until the disk has it.
  ///
  /// @param language of the sheet; the 24 words are English
  static void fill(Path file, KitContent kit, PaperSize paper, Locale language) throws IOException {
    KitText text = KitText.in(language);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".txt")) {
        ByteBuffer bytes = ByteBuffer.wrap(text.of(kit).getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } else {
        OutputStream out = Channels.newOutputStream(channel);
        KitPdf.write(kit, paper, text, out);
        out.flush();
      }
      // Only now, so that the room was never given away meanwhile.
      channel.truncate(channel.position());
      channel.force(true);
    }
  }

  /// Both at once.
  public static void write(Path file, KitContent kit, PaperSize paper, Locale language)
      throws IOException {
    try (KitPlace place = KitPlace.reserve(file)) {
      place.fill(kit, paper, language);
    }
  }
}
