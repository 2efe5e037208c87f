package org.tidelock.app.diagnostics;

import java.util.OptionalLong;
import org.tidelock.engine.BandwidthLimits;
import org.tidelock.engine.Diagnostics;
import org.tidelock.engine.Mirror;
import org.tidelock.engine.PlacedFolder;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VaultInfo;
import org.tidelock.engine.VaultSelection;

/// What a person has chosen, without the names in it.
final class SettingsFacts {
  private SettingsFacts() {}

  static void into(ReportText text, Surroundings from) {
    text.line(Label.OPENS_WITHOUT_PASSPHRASE).is(from.opensWithoutPassphrase()).end();
    from.vault().ifPresent(vault -> ofVault(text, vault));
  }

  private static void ofVault(ReportText text, Vault vault) {
    VaultInfo info = vault.info();
    text.line(Label.DEVICE_SINCE).is(info.since()).end();
    text.line(Label.RECOVERY_KIT_CONFIRMED).is(info.recoveryKitConfirmed()).end();
    text.line(Label.STORAGE).is(Diagnostics.Provider.of(info.storage())).end();
    vault.mirror().ifPresent(mirror -> copy(text, mirror));
    limits(text, vault.bandwidth());
    text.line(Label.IGNORE_RULES_HERE).is(vault.ignorePatterns().size()).end();
    text.line(Label.IGNORE_RULES_EVERYWHERE).is(vault.sharedIgnorePatterns().size()).end();
    VaultSelection chosen = vault.selection();
    text.line(Label.CHOSEN)
        .is(chosen.mode())
        .and(Label.CHOSEN_PLACES)
        .is(chosen.paths().size())
        .end();
    for (PlacedFolder placed : vault.placedFolders())
      text.line(Label.PLACED).named(StandIns.Kind.FOLDER, placed.name()).is(placed.state()).end();
  }

  private static void copy(ReportText text, Mirror mirror) {
    text.line(Label.SECOND_COPY)
        .is(Diagnostics.Provider.of(mirror.storage()))
        .and(Label.SINCE)
        .is(mirror.since())
        .end();
  }

  private static void limits(ReportText text, BandwidthLimits limits) {
    limit(text, Label.SEND_LIMIT, limits.send());
    limit(text, Label.RECEIVE_LIMIT, limits.receive());
    text.line(Label.LIMITED_HOURS).is(limits.hours().isPresent()).end();
  }

  private static void limit(ReportText text, Label label, OptionalLong limit) {
    if (limit.isPresent()) text.line(label).is(limit.getAsLong()).end();
    else text.line(label).is(false).end();
  }
}
