package org.tidelock.engine.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.SyncPreview;
import org.tidelock.engine.SyncPreview.Part;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.core.TwoDevices;
import org.tidelock.engine.phrase.Said;

/// Why something is synced or not, what a round would do, and what the storage sees.
final class ExplainTest extends TwoDevices {
  private static final Part NOTHING = new Part(0, 0, List.of());

  private static Part part(long bytes, String... paths) {
    return new Part(paths.length, bytes, List.of(paths));
  }

  @Test
  void whyFollowsAFileFromHereToTheOtherDevices() throws Exception {
    a.write("d/plan", "12345");
    assertThat(why(a, "d/plan"))
        .containsExactly(
            "It is on this computer, in " + a.folder + ".",
            "No round has seen it yet: the next one compares it with the vault.",
            "No ignore pattern leaves it out.",
            "The vault has nothing at this place, and never had.",
            "Nothing about it is open.");
    a.sync();
    List<String> sent = why(a, "d/plan");
    assertThat(sent)
        .contains(
            "It is as the last round saw it.",
            "The storage has confirmed it.",
            "a (this device) knows of it.")
        .anyMatch(f -> f.startsWith("The vault has it: 5 bytes, recorded on a, 2"));
    b.sync();
    b.write("other", "x");
    exchange();
    assertThat(why(a, "d/plan")).contains("b knows of it.");
    a.write("d/plan", "123456");
    assertThat(why(a, "d/plan"))
        .contains("It was changed since the last round: the next one records that.");
    a.sync();
    assertThat(why(a, "d/plan")).anyMatch(f -> f.startsWith("b has not said"));
    a.delete("d");
    a.sync();
    assertThat(why(a, "d/plan"))
        .contains("It is not on this computer, in " + a.folder + ".")
        .anyMatch(f -> f.startsWith("It was deleted on a, 2"));
    assertThat(why(a, "never")).contains("The vault has nothing at this place, and never had.");
    assertThat(why(a, "")).containsExactly("It is the folder " + a.folder + " itself.");
  }

  @Test
  void thePreviewSaysWhatTheRoundThenDoes() throws Exception {
    a.write("same", "same");
    a.write("gone here", "1");
    a.write("gone there", "22");
    a.write("changed here", "333");
    a.write("changed there", "4444");
    a.write("changed twice", "base");
    a.write("old name", "666666");
    exchange();
    assertThat(a.vault.preview())
        .isEqualTo(new SyncPreview(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING));
    b.delete("gone there");
    b.write("changed there", "longer now");
    b.write("changed twice", "by b");
    b.write("new/there", "123");
    b.sync();
    a.delete("gone here");
    a.write("changed here", "longer here");
    a.write("changed twice", "by a, longer");
    a.write("new here", "12345");
    a.move("old name", "new name");
    Files.createSymbolicLink(a.folder.resolve("out"), Path.of("/etc"));
    SyncPreview preview = a.vault.preview();
    assertThat(preview.toSend().paths())
        .containsExactlyInAnyOrder("changed here", "new here", "new name");
    assertThat(preview.toSend().bytes()).isEqualTo(11 + 5);
    assertThat(preview.toReceive()).isEqualTo(part(10 + 3, "changed there", "new/there"));
    assertThat(preview.toDeleteHere()).isEqualTo(part(2, "gone there"));
    assertThat(preview.toDeleteThere()).isEqualTo(part(1, "gone here"));
    assertThat(preview.differs()).isEqualTo(part(12, "changed twice"));
    assertThat(preview.leftOut()).isEqualTo(part(0, "out"));
    assertThat(a.read("changed there")).isEqualTo("4444");
    a.sync();
    b.sync();
    assertThat(a.has("gone there")).isFalse();
    assertThat(b.has("gone here")).isFalse();
    assertThat(a.read("changed there")).isEqualTo("longer now");
  }

  /// Only the marks of the engine's own steps aside are left out.
  @Test
  void aNameLikeTidelocksOwnIsInThePreview() throws Exception {
    a.write("notes", "1");
    exchange();
    b.move("notes", ".tidelock-notes");
    b.sync();
    assertThat(a.vault.preview().toReceive()).isEqualTo(part(0, ".tidelock-notes"));
  }

  @Test
  void thePreviewTakesAnEqualFolderForEqual() throws Exception {
    a.write("d/one", "1");
    a.write("d/two", "2");
    a.sync();
    Files.createDirectories(b.folder.resolve("d"));
    for (String n : List.of("d/one", "d/two"))
      Files.copy(
          a.folder.resolve(n),
          b.folder.resolve(n),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    b.write("d/two", "something else");
    b.write("e/three", "333");
    SyncPreview preview = b.vault.preview();
    assertThat(preview.toSend()).isEqualTo(part(3, "e/three"));
    assertThat(preview.toReceive()).isEqualTo(NOTHING);
    assertThat(preview.differs()).isEqualTo(part(14, "d/two"));
  }

  @Test
  void theStoragesViewIsItsListingAndTellsNoName() throws Exception {
    a.write("secret plans/the name of it.txt", "x");
    exchange();
    ProviderView view = a.vault.providerView();
    long objects;
    long bytes = 0;
    try (Stream<Path> files = Files.walk(root.resolve("store"))) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      objects = all.size();
      for (Path f : all) bytes += Files.size(f);
    }
    assertThat(view.objects()).isEqualTo(objects).isEqualTo(view.listing().size());
    assertThat(view.bytes()).isEqualTo(bytes);
    assertThat(view.listing()).extracting(o -> o.name()).contains("vault").isSorted();
    assertThat(view.toString()).doesNotContain("secret").doesNotContain("the name of it");
    assertThat(view.canSee()).anyMatch(s -> s.english().contains("keys for 2 lie here"));
    assertThat(view.cannotSee()).isNotEmpty();
  }

  private static void assertOpen(TestDevice device, String path, String open, String code)
      throws Exception {
    assertThat(why(device, path))
        .noneMatch(f -> f.startsWith("No round has seen it yet"))
        .doesNotContain("Nothing about it is open.")
        .anyMatch(f -> f.startsWith(open) && f.endsWith("[" + code + "]"));
  }

  @Test
  void whyTellsWhatIsOpenOfAFolderThatItIsIn() throws Exception {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("file"), "text");
    Files.createSymbolicLink(a.folder.resolve("out"), elsewhere);
    a.sync();
    assertOpen(a, "out", "Open: ", "LOC-11");
    assertOpen(a, "out/file", "Open, of out, which it is in: ", "LOC-11");
    assertOpen(a, "out/deep/file", "Open, of out, which it is in: ", "LOC-11");
    assertThat(why(a, "outside")).contains("Nothing about it is open.");
  }

  @Test
  void whyTellsWhatIsOpenOfTheVaultAsAWhole() throws Exception {
    a.write("file", "text");
    a.sync();
    a.vault.pause(Optional.empty());
    assertThat(why(a, "file"))
        .contains("Syncing in the background is paused.")
        .doesNotContain("Nothing about it is open.");
    a.vault.resume();
    assertThat(why(a, "file")).contains("Nothing about it is open.");
    Files.move(root.resolve("store"), root.resolve("away"));
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    assertOpen(a, "file", "Open, of the vault as a whole: ", "NET-02");
    Files.move(root.resolve("away"), root.resolve("store"));
    Files.move(a.folder, root.resolve("away"));
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    assertOpen(a, "file", "Open, of the vault as a whole: ", "LOC-01");
    Files.move(root.resolve("away"), a.folder);
    a.sync();
    assertThat(why(a, "file")).contains("Nothing about it is open.");
  }

  private static List<String> why(TestDevice device, String path) {
    return device.vault.why(path).stream().map(Said::english).toList();
  }
}
