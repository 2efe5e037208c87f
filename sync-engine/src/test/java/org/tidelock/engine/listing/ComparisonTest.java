package org.tidelock.engine.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.PastEntry;
import org.tidelock.engine.PastQuery;
import org.tidelock.engine.PastQuery.Scope;
import org.tidelock.engine.PastView;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.core.TwoDevices;

/// A past time beside now.
final class ComparisonTest extends TwoDevices {
  /// A time between two rounds.
  private static Instant moment() throws InterruptedException {
    Instant now = Instant.now();
    Thread.sleep(5);
    return now;
  }

  private PastView past(String folder, Instant at, Scope scope, String text, int limit)
      throws Exception {
    return a.vault.past(new PastQuery(folder, at, scope, text, limit));
  }

  private static List<String> said(PastView view) {
    return view.entries().stream()
        .map(
            e ->
                e.entry().path()
                    + " "
                    + e.since()
                    + e.now().map(FileEntry::path).map(now -> " " + now).orElse(""))
        .toList();
  }

  /// One of each fate, made by two devices.
  private Instant story() throws Exception {
    a.write("docs/same", "1");
    a.write("docs/edited", "before");
    a.write("docs/moved", "to be moved");
    a.write("docs/gone", "four");
    a.write("Old/inside", "goes with its folder");
    exchange();
    Instant then = moment();
    b.write("docs/edited", "and after that");
    b.move("docs/moved", "docs/elsewhere");
    b.sync();
    a.sync();
    a.delete("docs/gone");
    a.move("Old", "docs/Older");
    a.write("docs/later", "new");
    a.sync();
    return then;
  }

  @Test
  void eachThingOfAPastFolderSaysWhatHasBecomeOfIt() throws Exception {
    Instant then = story();
    PastView docs = past("docs", then, Scope.CHILDREN, "", 100);
    assertThat(said(docs))
        .containsExactly(
            "docs/Older LATER docs/Older",
            "docs/edited CHANGED docs/edited",
            "docs/elsewhere LATER docs/elsewhere",
            "docs/gone GONE",
            "docs/later LATER docs/later",
            "docs/moved MOVED docs/elsewhere",
            "docs/same SAME docs/same");
    assertThat(docs.counts()).isEqualTo(new PastView.Counts(1, 1, 1, 1, 2, 6 + 11 + 4));
    PastEntry edited = docs.entries().get(1);
    assertThat(edited.entry().size()).isEqualTo(6);
    assertThat(edited.entry().device()).isEqualTo("a");
    assertThat(edited.now().map(FileEntry::size)).contains(14L);
    assertThat(edited.now().map(FileEntry::device)).contains("b");
  }

  @Test
  void whatDiffersIsFoundBelowAFolderAndCounted() throws Exception {
    Instant then = story();
    PastView all = past("", then, Scope.DIFFERING, "", 100);
    assertThat(said(all))
        .containsExactly(
            "Old MOVED docs/Older",
            "Old/inside MOVED docs/Older/inside",
            "docs/Older LATER docs/Older",
            "docs/Older/inside LATER docs/Older/inside",
            "docs/edited CHANGED docs/edited",
            "docs/elsewhere LATER docs/elsewhere",
            "docs/gone GONE",
            "docs/later LATER docs/later",
            "docs/moved MOVED docs/elsewhere");
    assertThat(all.counts().same()).isEqualTo(1);
    assertThat(all.counts().missing()).as("edited, moved, gone, inside").isEqualTo(4);
    assertThat(all.counts().later()).isEqualTo(3);
    PastView some = past("", then, Scope.DIFFERING, "", 2);
    assertThat(some.entries()).hasSize(2);
    assertThat(some.counts()).as("of all").isEqualTo(all.counts());
  }

  @Test
  void namesOfThatTimeAreFoundAlsoOfWhatIsGone() throws Exception {
    Instant then = story();
    assertThat(said(past("", then, Scope.BELOW, "GON", 100))).containsExactly("docs/gone GONE");
    assertThat(said(past("docs", then, Scope.BELOW, "old", 100)))
        .containsExactly("docs/Older LATER docs/Older");
    assertThat(said(past("", then, Scope.BELOW, "e\u0301", 100))).isEmpty();
  }

  @Test
  void aFolderThatIsGoneIsShownAsItWas() throws Exception {
    Instant then = story();
    assertThat(said(past("Old", then, Scope.CHILDREN, "", 100)))
        .containsExactly("Old/inside MOVED docs/Older/inside");
    assertThatThrownBy(() -> past("nowhere", then, Scope.CHILDREN, "", 100))
        .isInstanceOfSatisfying(
            TidelockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @Test
  void onlyOtherTimesOfAFileAreAChange() throws Exception {
    a.write("f", "x");
    a.sync();
    Instant then = moment();
    java.nio.file.Files.setLastModifiedTime(
        a.folder.resolve("f"),
        java.nio.file.attribute.FileTime.from(Instant.parse("2020-02-03T04:05:06Z")));
    a.sync();
    assertThat(said(past("", then, Scope.DIFFERING, "", 9))).containsExactly("f CHANGED f");
    assertThat(a.vault.list("", Optional.of(then))).hasSize(1);
  }
}
