package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.engine.FastTempDir;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.local.PrivateFolder;
import org.tidelock.engine.local.RealDisk;
import org.tidelock.engine.selection.Chosen;

/// A profile that was put back, and died before all of the folder was seen, is not believed the next time either.
final class ChosenNoteTest {
  private static final Chosen PHOTOS = without("0123456789abcdef0123456789abcdef");
  private static final Chosen NOTES = without("fedcba9876543210fedcba9876543210");

  @TempDir(factory = FastTempDir.class)
  Path folder;

  private Chosen chosen = Chosen.ALL;

  private static Chosen without(String node) {
    return new Chosen(Set.of(), Set.of(NodeId.parse(node)));
  }

  private ChosenNote opened(Chosen profile) throws Exception {
    chosen = profile;
    return new ChosenNote(
        new PrivateFolder(RealDisk.open(folder), new SecureRandom(), Clock.systemUTC()),
        folder,
        () -> chosen);
  }

  @Test
  void whatWasChosenMeanwhileIsContradictedByEachProfile() throws Exception {
    opened(Chosen.ALL).keep();
    ChosenNote before = opened(Chosen.ALL);
    assertThat(before.contradictsProfile()).isFalse();
    chosen = PHOTOS;
    before.keep();

    ChosenNote old = opened(Chosen.ALL);
    assertThat(old.contradictsProfile()).isTrue();
    chosen = NOTES;
    old.keep();
    assertThat(opened(NOTES).contradictsProfile()).isTrue();
    assertThat(opened(PHOTOS).contradictsProfile()).isTrue();

    chosen = NOTES;
    old.settle();
    assertThat(opened(NOTES).contradictsProfile()).isFalse();
    assertThat(opened(PHOTOS).contradictsProfile()).isTrue();
  }
}
