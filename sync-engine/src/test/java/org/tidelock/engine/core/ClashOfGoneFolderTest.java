package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.local.LocalPath;

/// A file that lies where its name clashes is not gone, also if the folder that it was in is.
final class ClashOfGoneFolderTest extends TwoDevices {
  private static final String COMPOSED = "caf\u00e9";
  private static final String DECOMPOSED = "cafe\u0301";

  private static List<String> clashes(TestDevice device) {
    return device.vault.issues().stream()
        .filter(i -> i.code().equals("LOC-06"))
        .map(Issue::path)
        .map(p -> p.orElseThrow())
        .toList();
  }

  private void moveIntoAClashAndDeleteTheFolder() throws Exception {
    a.write("deep/old/mine", "mine");
    a.write("deep/old/beside", "beside");
    a.write("new/" + COMPOSED, "the other");
    exchange();
    a.move("deep/old/mine", "new/" + DECOMPOSED);
    a.delete("deep/old/beside");
    a.delete("deep/old");
    a.delete("deep");
    a.sync();
  }

  @Test
  void itIsNotDeletedElsewhere() throws Exception {
    moveIntoAClashAndDeleteTheFolder();
    assertThat(clashes(a)).containsExactly("new/" + DECOMPOSED);
    b.sync();
    assertThat(b.read("deep/old/mine")).isEqualTo("mine");
    assertThat(b.has("deep/old/beside")).isFalse();
    a.sync();
    exchange();
    assertThat(b.read("deep/old/mine")).isEqualTo("mine");
    assertThat(a.read("new/" + DECOMPOSED)).isEqualTo("mine");
  }

  @Test
  void renamedItIsTheSameFile() throws Exception {
    moveIntoAClashAndDeleteTheFolder();
    exchange();
    a.move("new/" + DECOMPOSED, "new/renamed");
    exchange();
    assertThat(clashes(a)).isEmpty();
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
    assertThat(b.tree()).isEqualTo(a.tree()).containsKey("new/renamed");
    assertThat(b.has("deep")).isFalse();
    assertThat(b.vault.history("new/renamed")).hasSize(1);
  }

  /// A round over the folder that it was in does not see where it is now.
  @Test
  void aLookAtItsFormerFolderDoesNotDeleteIt() throws Exception {
    a.write("old/mine", "mine");
    a.write("new/" + COMPOSED, "the other");
    exchange();
    a.move("old/mine", "new/" + DECOMPOSED);
    a.sync();
    a.write("old/added", "added");
    TestDevice.round(a.vault, Set.of(LocalPath.of("old")));
    b.sync();
    assertThat(b.read("old/added")).isEqualTo("added");
    assertThat(b.read("old/mine")).isEqualTo("mine");
    a.delete("new/" + DECOMPOSED);
    exchange();
    assertThat(b.has("old/mine")).isFalse();
  }

  /// The folder goes then, but not what only lies elsewhere.
  @Test
  void norIfSomethingElseTakesThePlaceOfTheFolder() throws Exception {
    a.write("old/mine", "mine");
    a.write("old/beside", "beside");
    a.write("new/" + COMPOSED, "the other");
    exchange();
    a.move("old/mine", "new/" + DECOMPOSED);
    a.delete("old/beside");
    a.delete("old");
    a.write("old", "a file now");
    exchange();
    exchange();
    assertThat(b.read("old/mine")).isEqualTo("mine");
    assertThat(b.has("old/beside")).isFalse();
    String copy =
        b.tree().keySet().stream().filter(n -> n.startsWith("old (")).findFirst().orElseThrow();
    assertThat(b.read(copy)).isEqualTo("a file now");
    assertThat(a.read("old/mine")).isEqualTo("mine");
    assertThat(a.read("new/" + DECOMPOSED)).isEqualTo("mine");
    assertThat(clashes(a)).containsExactly("new/" + DECOMPOSED);
    assertThat(a.sync().received().files()).isZero();
  }

  /// Until the names are settled there is no folder for it here.
  @Test
  void whatOthersPutIntoTheFolderComesWhenTheNamesAreSettled() throws Exception {
    moveIntoAClashAndDeleteTheFolder();
    b.sync();
    b.write("deep/old/added", "added");
    exchange();
    assertThat(a.vault.status().state()).isEqualTo(State.ATTENTION);
    assertThat(b.read("deep/old/mine")).isEqualTo("mine");
    a.move("new/" + DECOMPOSED, "new/renamed");
    exchange();
    assertThat(a.read("deep/old/added")).isEqualTo("added");
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(b.has("deep/old/mine")).isFalse();
    assertThat(a.sync().state()).isEqualTo(State.UP_TO_DATE);
  }
}
