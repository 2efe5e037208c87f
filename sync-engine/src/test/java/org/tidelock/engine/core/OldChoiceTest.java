package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.VaultSelection.Mode;

/// What was put away for a choice that the profile does not know, as it is an old one, is no deletion.
final class OldChoiceTest extends TwoDevices {
  private static final VaultSelection WITHOUT_PHOTOS =
      new VaultSelection(Mode.EXCEPT, List.of("photos"));

  @BeforeEach
  void bothHaveAll() throws Exception {
    for (int i = 0; i < 10; i++) a.write("photos/" + i, "photo " + i);
    a.write("notes", "text");
    exchange();
  }

  /// @param doing what happens between the backup and its restoration
  private void restoreProfileAfter(Doing doing) throws Exception {
    b.vault.close();
    Path copy = root.resolve("copy");
    HostileScene.copy(b.home, copy);
    b.restart();
    doing.run();
    b.vault.close();
    HostileScene.replace(b.home, copy);
    b.restart();
  }

  private interface Doing {
    void run() throws Exception;
  }

  @Test
  void whatWasPutAwayComesBack() throws Exception {
    restoreProfileAfter(() -> b.vault.select(WITHOUT_PHOTOS));
    assertThat(b.has("photos/3")).isFalse();
    exchange();
    assertThat(a.has("photos/3")).isTrue();
    assertThat(b.tree()).isEqualTo(a.tree());
    assertThat(b.vault.status().state()).isEqualTo(State.UP_TO_DATE);
  }

  @Test
  void whatIsDeletedAfterThatIsDeleted() throws Exception {
    restoreProfileAfter(() -> b.vault.select(WITHOUT_PHOTOS));
    exchange();
    b.delete("notes");
    b.delete("photos/3");
    exchange();
    assertThat(a.has("notes")).isFalse();
    assertThat(a.has("photos/3")).isFalse();
    assertThat(a.has("photos/4")).isTrue();
  }

  @Test
  void whatCameForAnotherChoiceStays() throws Exception {
    b.vault.select(WITHOUT_PHOTOS);
    restoreProfileAfter(() -> b.vault.select(VaultSelection.ALL));
    exchange();
    assertThat(a.has("photos/3")).isTrue();
    assertThat(b.has("photos/3")).as("nobody knows whose it is").isTrue();
    assertThat(b.vault.issues()).extracting(Issue::code).contains("LOC-20");
  }

  @Test
  void anotherChoiceIsMadeBeforeAnythingWasLookedAt() throws Exception {
    restoreProfileAfter(() -> b.vault.select(WITHOUT_PHOTOS));
    b.vault.select(new VaultSelection(Mode.EXCEPT, List.of("notes")));
    exchange();
    assertThat(a.has("photos/3")).isTrue();
    assertThat(b.has("photos/3")).isTrue();
    assertThat(a.has("notes")).isTrue();
    assertThat(b.has("notes")).isFalse();
  }

  @Test
  void whatAPersonDeletedBeforeChoosingIsDeleted() throws Exception {
    b.delete("notes");
    b.vault.select(WITHOUT_PHOTOS);
    exchange();
    assertThat(a.has("notes")).isFalse();
    assertThat(a.has("photos/3")).isTrue();
  }
}
