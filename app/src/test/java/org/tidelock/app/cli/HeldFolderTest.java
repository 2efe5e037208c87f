package org.tidelock.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Safe;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.phrase.Todo;

/// `hold`, of the folder itself.
final class HeldFolderTest extends CliFixture {
  static final Issue UNMARKED =
      folder(
          "LOC-15",
          Happened.MARKER_GONE.of("/home/mira/Tidelock/.tidelock/root"),
          Todo.USE_AGAIN_OR_CONNECT.of());

  private static Issue folder(String code, Said happened, Said todo) {
    return new Issue(
        "folder",
        Issue.Severity.DECIDE,
        Issue.Kind.SAFETY,
        code,
        happened,
        Safe.NOTHING_DELETED.of().and(todo),
        Optional.empty(),
        TestVault.NOON);
  }

  private TestVault held(Issue... issues) {
    TestVault vault = ready();
    vault.status = TestVault.status(State.STOPPED, issues);
    return vault;
  }

  @Test
  void theFolderThatLostItsMarkerIsListedWithWhatToDo() {
    held(UNMARKED);
    Result result = run("hold");
    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .isEqualTo(
            "folder: The folder is not marked as the synced one any more: /home/mira/Tidelock/.tidelock/root is missing."
                + " Nothing was deleted anywhere. If its drive is not connected, connect it. If you deleted .tidelock, use the folder"
                + " again: in the window under Issues, or with `tidelock hold approve folder`. It is compared with what was synced"
                + " first, and nothing is deleted anywhere.\n");
    assertDocument(
        runAnew("hold", "list", "--json"),
        "{\"held\":[{\"id\":\"folder\",\"kind\":\"folder-unmarked\",\"folder\":\"\",\"count\":12408,\"bytes\":184000000000,\"since\":\"2026-11-24T12:00:00Z\"}]}");
  }

  @Test
  void approvingUsesTheFolderAgainAndSyncs() {
    TestVault vault = held(UNMARKED);
    Result result = run("hold", "approve", "folder");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).endsWith("Up to date\n");
    assertThat(vault.calls).containsSubsequence("useFolderAgain", "sync");
  }

  @Test
  void undoingBringsEverythingBack() {
    TestVault vault =
        held(
            folder(
                "LOC-16",
                Happened.FOLDER_EMPTIED.of("/home/mira/Tidelock"),
                Todo.PUT_FILES_BACK.of()));
    assertThat(run("hold", "undo", "folder").exit()).isZero();
    assertThat(vault.calls)
        .contains(
            "restore RestoreRequest[path=, version=Optional.empty, at=Optional.empty, to=Optional.empty]");
    assertDocument(
        runAnew("hold", "--json"),
        "{\"held\":[{\"id\":\"folder\",\"kind\":\"folder-emptied\",\"folder\":\"\",\"count\":12408,\"bytes\":184000000000,\"since\":\"2026-11-24T12:00:00Z\"}]}");
  }

  @Test
  void withNothingHeldItIsAnIdLikeAnyOther() {
    TestVault vault = ready();
    run("hold", "approve", "folder");
    runAnew("hold", "undo", "folder");
    assertThat(vault.calls)
        .contains("answer 'folder' true", "answer 'folder' false")
        .doesNotContain("useFolderAgain")
        .noneMatch(call -> call.startsWith("restore"));
  }
}
