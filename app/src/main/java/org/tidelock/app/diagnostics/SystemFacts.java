package org.tidelock.app.diagnostics;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tidelock.app.program.Version;

/// The program, and what it runs on.
final class SystemFacts {
  private SystemFacts() {}

  enum Os {
    LINUX,
    WINDOWS,
    MAC,
    OTHER
  }

  enum Processor {
    AMD64,
    AARCH64,
    OTHER
  }

  enum Desktop {
    NONE,
    GNOME,
    KDE,
    XFCE,
    CINNAMON,
    MATE,
    LXQT,
    UNITY,
    BUDGIE,
    SWAY,
    OTHER
  }

  enum Language {
    EN,
    DE,
    OTHER
  }

  /// How a disk keeps files.
  enum Kept {
    EXT2,
    EXT3,
    EXT4,
    BTRFS,
    XFS,
    ZFS,
    F2FS,
    TMPFS,
    OVERLAY,
    NTFS,
    REFS,
    FAT32,
    VFAT,
    MSDOS,
    EXFAT,
    APFS,
    HFS,
    NFS,
    NFS4,
    CIFS,
    SMBFS,
    SMB3,
    FUSE,
    FUSEBLK,
    OTHER
  }

  static void into(ReportText text, Surroundings from) {
    text.line(Label.MADE_AT).is(from.clock().instant()).end();
    text.line(Label.TIDELOCK).version(Version.current()).end();
    text.line(Label.JAVA).version(version()).end();
    String os = property("os.name");
    text.line(Label.SYSTEM).is(system(os)).end();
    text.line(Label.SYSTEM_VERSION).version(property("os.version")).end();
    text.line(Label.PROCESSOR)
        .is(named(Processor.class, property("os.arch"), Processor.OTHER))
        .end();
    Runtime runtime = Runtime.getRuntime();
    text.line(Label.PROCESSORS).is(runtime.availableProcessors()).end();
    text.line(Label.MEMORY_LIMIT).is(runtime.maxMemory()).end();
    text.line(Label.MEMORY_USED).is(runtime.totalMemory() - runtime.freeMemory()).end();
    ProcessHandle.current()
        .info()
        .startInstant()
        .ifPresent(t -> text.line(Label.STARTED).is(t).end());
    text.line(Label.DESKTOP)
        .is(desktop(from.environment().getOrDefault("XDG_CURRENT_DESKTOP", "")))
        .end();
    text.line(Label.LANGUAGE)
        .is(named(Language.class, Locale.getDefault().getLanguage(), Language.OTHER))
        .end();
    boolean proxy =
        from.environment().keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).matches("(https?|all)_proxy"));
    text.line(Label.PROXY_IN_ENVIRONMENT).is(proxy).end();
    drive(text, Label.PROFILE_ON, from.home());
    from.vault().ifPresent(vault -> drive(text, Label.FILES_ON, vault.info().folder()));
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static String version() {
    return Runtime.version().version().stream()
        .map(String::valueOf)
        .collect(Collectors.joining("."));
  }

  static Os system(String os) {
    String lower = os.toLowerCase(Locale.ROOT);
    if (lower.startsWith("windows")) return Os.WINDOWS;
    if (lower.startsWith("mac")) return Os.MAC;
    return named(Os.class, os, Os.OTHER);
  }

  /// `ubuntu:GNOME`, for example.
  static Desktop desktop(String named) {
    if (named.isBlank()) return Desktop.NONE;
    return Arrays.stream(named.split(":", -1))
        .map(one -> named(Desktop.class, one, Desktop.OTHER))
        .filter(one -> one != Desktop.OTHER)
        .findFirst()
        .orElse(Desktop.OTHER);
  }

  static <E extends Enum<E>> E named(Class<E> type, String name, E other) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(other);
  }

  private static void drive(ReportText text, Label label, Path place) {
    try {
      FileStore drive = Files.getFileStore(place);
      Kept kind = named(Kept.class, drive.type().split("[.]", 2)[0], Kept.OTHER);
      long free = drive.getUsableSpace();
      long all = drive.getTotalSpace();
      text.line(label).is(kind).and(Label.FREE).is(free).and(Label.OF).is(all).end();
    } catch (IOException e) {
      text.line(label).is(Kept.OTHER).end();
    }
  }
}
