package org.tidelock.engine.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.FileEntry.Local;
import org.tidelock.engine.FileEntry.Type;
import org.tidelock.engine.FileVersion;
import org.tidelock.engine.RestoreRequest;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.core.RandomBytes;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.core.TwoDevices;
import org.tidelock.engine.index.Database;
import org.tidelock.engine.index.Tables;
import org.tidelock.engine.phrase.Said;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.trust.OwnWriter;

/// What is, and what was, in a vault of two devices.
final class ListingTest extends TwoDevices {
  private static List<String> paths(List<FileEntry> entries) {
    return entries.stream().map(FileEntry::path).toList();
  }

  private static Local local(TestDevice device, String folder, String path)
      throws TidelockException, InterruptedException {
    return device.vault.list(folder, Optional.empty()).stream()
        .filter(e -> e.path().equals(path))
        .map(FileEntry::local)
        .findFirst()
        .orElseThrow();
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  /// Brought back, or made anew: what was deleted there is an earlier version of it, which its history has.
  @Test
  void whatHasSomethingInItsPlaceAgainIsNotToldToBeDeleted() throws Exception {
    a.write("d/plan", "first");
    a.write("d/e/other", "other");
    a.write("d/kind", "was a file");
    a.sync();
    a.delete("d/plan");
    a.delete("d/e");
    a.delete("d/kind");
    a.sync();
    assertThat(paths(a.vault.listDeleted("")))
        .containsExactlyInAnyOrder("d/plan", "d/e", "d/e/other", "d/kind");
    a.vault.restore(
        new RestoreRequest("d/e", Optional.empty(), Optional.empty(), Optional.empty()));
    a.write("d/plan", "made anew");
    a.write("d/kind/inside", "is a folder now");
    a.sync();
    assertThat(paths(a.vault.listDeleted(""))).containsExactly("d/kind");
    assertThat(a.vault.history("d/plan")).hasSize(2);
    assertThat(a.vault.history("d/kind")).hasSize(1);
  }

  @Test
  void foldersComeFirstThenNamesWithoutRegardToCase() throws Exception {
    a.write("beta", "1");
    a.write("Alpha", "22");
    a.write("zoo/x", "3");
    Files.createSymbolicLink(a.folder.resolve("link"), Path.of("beta"));
    a.sync();
    List<FileEntry> top = a.vault.list("", Optional.empty());
    assertThat(paths(top)).containsExactly("zoo", "Alpha", "beta", "link");
    assertThat(top.stream().map(FileEntry::type))
        .containsExactly(Type.FOLDER, Type.FILE, Type.FILE, Type.LINK);
    FileEntry alpha = top.get(1);
    assertThat(alpha.size()).isEqualTo(2);
    assertThat(alpha.device()).isEqualTo("a");
    assertThat(alpha.modified())
        .isEqualTo(
            Files.getLastModifiedTime(a.folder.resolve("Alpha"))
                .toInstant()
                .truncatedTo(java.time.temporal.ChronoUnit.MICROS));
    assertThat(paths(a.vault.list("zoo", Optional.empty()))).containsExactly("zoo/x");
    assertThat(paths(a.vault.list("zoo/x", Optional.empty()))).containsExactly("zoo/x");
    assertRefused(() -> a.vault.list("nothing", Optional.empty()));
    assertRefused(() -> a.vault.list("beta/in a file", Optional.empty()));
  }

  /// It may take long, and another time is asked for already.
  @Test
  void aTreeOfThePastThatNobodyWaitsForAnyMoreIsNotWorkedOut() throws Exception {
    a.write("d/one", "1");
    exchange();
    Instant then = Instant.now();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> a.vault.list("d", Optional.of(then)))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(paths(a.vault.list("d", Optional.of(then)))).containsExactly("d/one");
  }

  @Test
  void anEntryIsReceivingUntilItIsHere() throws Exception {
    a.write("d/file", "x");
    exchange();
    a.write("d/file", "longer");
    a.sync();
    b.learn();
    assertThat(local(b, "d", "d/file")).isEqualTo(Local.RECEIVING);
    assertThat(local(b, "", "d")).isEqualTo(Local.STORED);
    b.sync();
    assertThat(local(b, "d", "d/file")).isEqualTo(Local.STORED);
  }

  @Test
  void anEntryIsWaitingUntilTheStorageHasConfirmedIt() throws Exception {
    a.write("first", "x");
    a.sync();
    a.write("second", "y");
    Path inTheWay = nextHead();
    Files.createDirectory(inTheWay);
    assertThatThrownBy(a::sync).isInstanceOf(TidelockException.class);
    assertThat(local(a, "", "first")).isEqualTo(Local.STORED);
    assertThat(local(a, "", "second")).isEqualTo(Local.WAITING);
    assertThat(why(a, "second")).anyMatch(f -> f.contains("has not sent that yet"));
    Files.delete(inTheWay);
    a.sync();
    assertThat(local(a, "", "second")).isEqualTo(Local.STORED);
  }

  /// Where the next head of device a will be stored.
  private Path nextHead() {
    try (Database index = Database.open(a.home.resolve("index.db"), Database.Access.READ)) {
      Tables tables = Tables.over(index);
      WriterId writer = OwnWriter.of(tables).orElseThrow();
      long count = tables.log().writer(writer).orElseThrow().count();
      return root.resolve("store").resolve(ObjectName.head(writer, count).value());
    }
  }

  @Test
  void whatARuleLeavesOutIsSaidToBeLeftOut() throws Exception {
    b.vault.addIgnorePattern("private/");
    a.write("private/deep/file", "x");
    a.write("other", "x");
    exchange();
    assertThat(local(b, "", "private")).isEqualTo(Local.LEFT_OUT);
    assertThat(local(b, "private/deep", "private/deep/file")).isEqualTo(Local.LEFT_OUT);
    assertThat(local(b, "", "other")).isEqualTo(Local.STORED);
    assertThat(local(a, "", "private")).isEqualTo(Local.STORED);
    assertThat(why(b, "private/deep/file"))
        .contains("The ignore pattern private/ leaves out private, and so all that is in it.");
  }

  @Test
  void aFileThatCannotBeBroughtHereIsAProblem() throws Exception {
    a.write("ok", "x");
    exchange();
    a.write("damaged", RandomBytes.of(300_000, 7));
    a.sync();
    Path pack = newestPack();
    byte[] bytes = Files.readAllBytes(pack);
    bytes[1000] ^= 1;
    Files.write(pack, bytes);
    assertThatThrownBy(b::sync).isInstanceOf(TidelockException.class);
    assertThat(local(b, "", "damaged")).isEqualTo(Local.PROBLEM);
    assertThat(local(b, "", "ok")).isEqualTo(Local.STORED);
    assertThat(why(b, "damaged")).anyMatch(f -> f.startsWith("Open: "));
  }

  private Path newestPack() throws IOException {
    try (Stream<Path> packs = Files.walk(root.resolve("store/packs"))) {
      return packs
          .filter(Files::isRegularFile)
          .max(java.util.Comparator.comparingLong(p -> p.toFile().lastModified()))
          .orElseThrow();
    }
  }

  @Test
  void searchFindsNamesWithoutRegardToCaseAndTheBestFirst() throws Exception {
    a.write("docs/Plan of the year.txt", "1");
    a.write("docs/plan", "2");
    a.write("Planets/mars", "3");
    a.write("docs/explanation", "4");
    a.write("other", "5");
    a.sync();
    assertThat(paths(a.vault.search("PLAN", false, 10)))
        .containsExactly("docs/plan", "docs/Plan of the year.txt", "Planets", "docs/explanation");
    assertThat(paths(a.vault.search("plan", false, 2)))
        .containsExactly("docs/plan", "docs/Plan of the year.txt");
    assertThat(a.vault.search("nothing like it", true, 10)).isEmpty();
    assertThat(a.vault.search(" ", true, 10)).isEmpty();
  }

  @Test
  void searchFindsDecomposedText() throws Exception {
    a.write("Übung.txt", "1");
    a.sync();
    assertThat(paths(a.vault.search("U\u0308bung", false, 10))).containsExactly("\u00dcbung.txt");
  }

  @Test
  void searchWithHistoryFindsEarlierNamesAndWhatIsDeleted() throws Exception {
    a.write("letter to anna.txt", "1");
    a.write("notes on anna.txt", "2");
    a.write("kept", "3");
    a.sync();
    a.move("letter to anna.txt", "first.txt");
    a.sync();
    a.move("first.txt", "second.txt");
    a.delete("notes on anna.txt");
    a.sync();
    assertThat(a.vault.search("anna", false, 10)).isEmpty();
    assertThat(paths(a.vault.search("anna", true, 10)))
        .containsExactly("second.txt", "notes on anna.txt");
    assertThat(paths(a.vault.search("first", true, 10))).containsExactly("second.txt");
    assertThat(a.vault.search("anna", true, 10).getLast().deleted()).isPresent();
  }

  @Test
  void searchFindsConflictCopiesByTheNamesTheyAreShownWith() throws Exception {
    a.write("report.txt", "base");
    exchange();
    a.write("report.txt", "from a, and longer");
    b.write("report.txt", "from b");
    exchange();
    List<String> all = paths(a.vault.search("report", false, 10));
    assertThat(all).hasSize(2);
    String copy = all.stream().filter(p -> !p.equals("report.txt")).findFirst().orElseThrow();
    assertThat(paths(a.vault.search(copy.substring(8), false, 10))).containsExactly(copy);
  }

  @Test
  void whatWasDeletedIsListedNewestFirst() throws Exception {
    a.write("d/one", "1");
    a.write("d/two", "22");
    a.write("d/sub/three", "333");
    a.write("e/four", "4");
    exchange();
    a.delete("d/one");
    exchange();
    b.delete("d/sub");
    exchange();
    List<FileEntry> deleted = a.vault.listDeleted("d");
    assertThat(paths(deleted)).containsExactly("d/sub", "d/sub/three", "d/one");
    assertThat(deleted.get(1).device()).isEqualTo("b");
    assertThat(deleted.get(1).size()).isEqualTo(3);
    assertThat(deleted.get(1).deleted().orElseThrow().when())
        .isAfter(deleted.get(2).deleted().orElseThrow().when());
    assertThat(paths(a.vault.listDeleted(""))).isEqualTo(paths(deleted));
    assertThat(a.vault.listDeleted("e")).isEmpty();
    assertRefused(() -> a.vault.listDeleted("nothing"));
  }

  @Test
  void aRenamedFileKeepsItsHistory() throws Exception {
    a.write("draft.txt", "1");
    a.sync();
    a.write("draft.txt", "22");
    a.sync();
    a.move("draft.txt", "final/paper.txt");
    exchange();
    b.write("final/paper.txt", "333");
    exchange();
    List<FileVersion> versions = a.vault.history("final/paper.txt");
    assertThat(versions.stream().map(FileVersion::size)).containsExactly(3L, 2L, 1L);
    assertThat(versions.stream().map(FileVersion::device)).containsExactly("b", "a", "a");
    assertThat(versions.stream().map(FileVersion::current)).containsExactly(true, false, false);
    assertRefused(() -> a.vault.history("draft.txt"));
    assertRefused(() -> a.vault.history("final"));
    assertRefused(() -> a.vault.history(""));
  }

  @Test
  void aDeletedFileKeepsItsHistoryAndAnotherOneInItsPlaceHasItToo() throws Exception {
    a.write("x", "1");
    a.write("y", "to keep the folder from being empty");
    a.sync();
    a.delete("x");
    a.sync();
    List<FileVersion> versions = a.vault.history("x");
    assertThat(versions.stream().map(FileVersion::size)).containsExactly(1L);
    assertThat(versions.getFirst().current()).isFalse();
    a.write("x", "22");
    a.sync();
    assertThat(a.vault.history("x").stream().map(FileVersion::current))
        .containsExactly(true, false);
  }

  @Test
  void theTreeIsListedAsItWasAtATime() throws Exception {
    a.write("d/one", "1");
    a.write("d/two", "2");
    exchange();
    Instant then = Instant.now();
    Thread.sleep(5);
    a.move("d", "e");
    a.write("e/one", "longer");
    a.delete("e/two");
    exchange();
    assertThat(paths(b.vault.list("", Optional.empty()))).containsExactly("e");
    List<FileEntry> past = b.vault.list("d", Optional.of(then));
    assertThat(paths(past)).containsExactly("d/one", "d/two");
    assertThat(past.getFirst().size()).isEqualTo(1);
    assertRefused(() -> b.vault.list("e", Optional.of(then)));
    assertThat(b.vault.list("", Optional.of(Instant.EPOCH))).isEmpty();
    assertThat(paths(b.vault.list("e", Optional.of(Instant.now())))).containsExactly("e/one");
  }

  private static List<String> why(TestDevice device, String path) {
    return device.vault.why(path).stream().map(Said::english).toList();
  }
}
