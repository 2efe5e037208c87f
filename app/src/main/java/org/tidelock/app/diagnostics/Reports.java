package org.tidelock.app.diagnostics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;

/// Makes reports. Asks the index and this system, and neither the storage nor anybody else.
public final class Reports {
  private Reports() {}

  /// @param parts what is to be in it
  /// @throws NameInReportException if a name was found in it after all
  public static Report of(Surroundings from, Set<Part> parts) throws NameInReportException {
    ReportText text = new ReportText();
    for (Part part : EnumSet.allOf(Part.class)) if (parts.contains(part)) add(part, from, text);
    requireNameless(text.toString(), text.own(), from);
    return new Report(
        EnumSet.allOf(Part.class).stream().filter(parts::contains).toList(), text.toString());
  }

  private static void add(Part part, Surroundings from, ReportText text) {
    text.begin(part);
    switch (part) {
      case SYSTEM -> SystemFacts.into(text, from);
      case SETTINGS -> SettingsFacts.into(text, from);
      case STATUS -> StatusFacts.into(text, from);
      case INDEX -> IndexFacts.into(text, from);
      case LOG -> LogFacts.into(text, from.log());
    }
  }

  static void requireNameless(String text, Set<String> own, Surroundings from)
      throws NameInReportException {
    LastLook look = new LastLook(text, own);
    boolean ascii = text.chars().allMatch(c -> c < 128);
    // Looking through all names takes a while, and without such words none can be among them.
    boolean mayShow = !look.unexplained().isEmpty();
    if (!ascii || (mayShow && shows(look, from))) throw new NameInReportException();
  }

  private static boolean shows(LastLook look, Surroundings from) {
    return names(from).anyMatch(look::shows)
        || from.vault().filter(vault -> vault.knowsName(look::shows)).isPresent();
  }

  /// Names that stand nowhere in a vault.
  private static Stream<String> names(Surroundings from) {
    Stream<String> here =
        Stream.concat(
            Stream.of(
                System.getProperty("user.name", ""),
                System.getProperty("user.home", ""),
                from.home().toAbsolutePath().toString(),
                hostname()),
            Stream.of("HOSTNAME", "COMPUTERNAME", "USER", "LOGNAME", "USERNAME")
                .flatMap(name -> Optional.ofNullable(from.environment().get(name)).stream()));
    return Stream.concat(here, from.vault().stream().flatMap(Reports::names));
  }

  private static Stream<String> names(Vault vault) {
    VaultInfo info = vault.info();
    return Stream.of(
            List.of(info.id(), info.folder().toString(), info.storage()),
            vault.mirror().map(Mirror::storage).stream().toList(),
            vault.ignorePatterns(),
            vault.sharedIgnorePatterns(),
            vault.placedFolders().stream().map(Reports::name).toList())
        .flatMap(List::stream);
  }

  private static String name(PlacedFolder placed) {
    return placed.name() + " " + placed.place();
  }

  private static String hostname() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return ""; // the environment may have it
    }
  }
}
