package org.tidelock.engine.guard;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the names and the beginnings of files tell of what is in them.
final class FileTypes {
  private record Mark(int at, byte[] bytes) {
    boolean isIn(byte[] head, int length) {
      if (length < at + bytes.length) return false;
      for (int i = 0; i < bytes.length; i++) if (head[at + i] != bytes[i]) return false;
      return true;
    }
  }

  /// Of what is compressed, or holds what is: such files may look scrambled and are not.
  private static final List<Mark> MARKS =
      List.of(
          text(0, "PK\3\4"), // ZIP, and what Office, OpenDocument, Java and Android make of it
          text(0, "PK\5\6"),
          text(0, "%PDF"),
          text(0, "\u00ff\u00d8\u00ff"), // JPEG
          text(0, "\u0089PNG"),
          text(0, "GIF8"),
          text(0, "RIFF"), // WebP, AVI, WAV
          text(0, "RIFX"),
          text(0, "FORM"),
          text(0, "II*\0"), // TIFF, and most cameras' raw pictures
          text(0, "MM\0*"),
          text(0, "IIRO"),
          text(0, "IIU\0"),
          text(0, "FUJIFILM"),
          text(0, "8BPS"),
          text(0, "\0\0\0\fjP"), // JPEG 2000
          text(0, "\u00ffO\u00ffQ"),
          text(4, "ftyp"), // MP4, HEIC, AVIF, M4A
          text(4, "moov"),
          text(4, "mdat"),
          text(4, "wide"),
          text(4, "free"),
          text(0, "\u001aE\u00df\u00a3"), // Matroska, WebM
          text(0, "OggS"),
          text(0, "fLaC"),
          text(0, "ID3"),
          text(0, "\u00ff\u00fb"), // MP3, AAC
          text(0, "\u00ff\u00fa"),
          text(0, "\u00ff\u00f3"),
          text(0, "\u00ff\u00f2"),
          text(0, "\u00ff\u00f1"),
          text(0, "\u00ff\u00f9"),
          text(0, "FLV"),
          text(0, "0&\u00b2u\u008ef\u00cf"), // ASF, WMV, WMA
          text(0, "\0\0\1\u00ba"), // MPEG
          text(0, "\0\0\1\u00b3"),
          text(0, "\u001f\u008b"), // gzip
          text(0, "BZh"),
          text(0, "\u00fd7zXZ"),
          text(0, "LZIP"),
          text(0, "7z\u00bc\u00af"),
          text(0, "Rar!"),
          text(0, "(\u00b5/\u00fd"), // zstd
          text(0, "\4\"M\30"), // LZ4
          text(0, "x\1"), // zlib
          text(0, "x^"),
          text(0, "x\u009c"),
          text(0, "x\u00da"),
          text(0, "MSCF"),
          text(0, "xar!"),
          text(0, "\u00d0\u00cf\u0011\u00e0"), // Office before 2007
          text(0, "SQLite format 3"),
          text(0, "\u007fELF"),
          text(0, "MZ"),
          text(0, "\u00ca\u00fe\u00ba\u00be"),
          text(0, "\u00cf\u00fa\u00ed\u00fe"),
          text(0, "wOFF"),
          text(0, "wOF2"),
          text(0, "\0\1\0\0\0"), // fonts
          text(0, "OTTO"),
          text(0, "bplist"),
          text(0, "PAR1"),
          text(0, "\u0089HDF"),
          text(0, "AT&TFORM"), // DjVu
          text(0, "\3\u00d9\u00a2\u009a"), // KeePass: encrypted by its own program
          text(0, "DIRC"));

  /// Where a file of such a name looks scrambled and has no mark, it is not what it is called.
  private static final Set<String> TOLD_BY_NAME =
      Set.of(
          // Text
          "txt",
          "md",
          "rst",
          "csv",
          "tsv",
          "json",
          "xml",
          "html",
          "htm",
          "css",
          "svg",
          "yaml",
          "yml",
          "toml",
          "ini",
          "conf",
          "cfg",
          "log",
          "tex",
          "bib",
          "rtf",
          "eml",
          "vcf",
          "ics",
          "sql",
          "sh",
          "bat",
          "ps1",
          "py",
          "js",
          "ts",
          "java",
          "kt",
          "c",
          "h",
          "cc",
          "cpp",
          "hpp",
          "cs",
          "go",
          "rs",
          "rb",
          "php",
          "pl",
          "r",
          "m",
          "swift",
          "scala",
          "lua",
          "properties",
          "gradle",
          "srt",
          // What has a mark
          "pdf",
          "doc",
          "docx",
          "xls",
          "xlsx",
          "ppt",
          "pptx",
          "odt",
          "ods",
          "odp",
          "odg",
          "epub",
          "pages",
          "numbers",
          "key",
          "zip",
          "jar",
          "gz",
          "tgz",
          "bz2",
          "xz",
          "7z",
          "rar",
          "zst",
          "jpg",
          "jpeg",
          "png",
          "gif",
          "webp",
          "heic",
          "heif",
          "avif",
          "tif",
          "tiff",
          "psd",
          "cr2",
          "nef",
          "arw",
          "dng",
          "orf",
          "rw2",
          "raf",
          "mp4",
          "m4v",
          "mov",
          "m4a",
          "avi",
          "mkv",
          "webm",
          "wmv",
          "mp3",
          "flac",
          "ogg",
          "wav",
          "aac",
          "sqlite",
          "db",
          "exe",
          "dll",
          "ttf",
          "otf",
          "woff",
          "woff2",
          "bmp");

  /// Of these, too much is compressed to say that their bytes have to shrink.
  private static final Set<String> COMPRESSED =
      Set.of(
          "pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "odg", "epub", "pages", "numbers",
          "key", "zip", "jar", "gz", "tgz", "bz2", "xz", "7z", "rar", "zst", "jpg", "jpeg", "png",
          "gif", "webp", "heic", "heif", "avif", "tif", "tiff", "psd", "cr2", "nef", "arw", "dng",
          "orf", "rw2", "raf", "mp4", "m4v", "mov", "m4a", "avi", "mkv", "webm", "wmv", "mp3",
          "flac", "ogg", "aac", "woff", "woff2", "doc", "xls", "ppt", "exe", "dll", "kdbx");

  private FileTypes() {}

  private static Mark text(int at, String bytes) {
    return new Mark(at, bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Whether its beginning says what it is.
  static boolean isMarked(byte[] head, int length) {
    return MARKS.stream().anyMatch(mark -> mark.isIn(head, length));
  }

  /// Whether files of such a name have a mark, or never look scrambled.
  static boolean isToldByName(String name) {
    return TOLD_BY_NAME.contains(ending(name));
  }

  /// Whether files of such a name are compressed as they are, all or some.
  static boolean isCompressed(String name) {
    return COMPRESSED.contains(ending(name));
  }

  private static String ending(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
