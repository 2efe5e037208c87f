package org.tidelock.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidelock.engine.local.Disk.NameRules;

class IgnoreRulesTest {
  /// Patterns, a path (a folder if it ends with `/`), the rule that leaves it out.
  @ParameterizedTest
  @CsvSource({
    "'',        notes.txt,            ''",
    "'',        a/b/~$notes.docx,     ~$*",
    "'',        .~lock.notes.odt#,    .~lock.*",
    "'',        film.mkv.part,        *.part",
    "'',        film.crdownload,      *.crdownload",
    "'',        a/.DS_Store,          .DS_Store",
    "'',        a/Thumbs.db,          Thumbs.db",
    "'',        desktop.ini,          desktop.ini",
    "'',        .notes.swp,           *.swp",
    "'',        partly,               ''",
    "!*.part,   film.mkv.part,        ''",
    "!*.part,   film.crdownload,      *.crdownload",
    "*.log,     a/b/x.log,            *.log",
    "*.log,     a/x.log/inside,       *.log",
    "*.log,     x.logs,               ''",
    "build/,    a/build/,             build/",
    "build/,    a/build/deep/x,       build/",
    "build/,    a/build,              ''",
    "/build,    build,                /build",
    "/build,    a/build,              ''",
    "a/b,       a/b,                  a/b",
    "a/b,       x/a/b,                ''",
    "a/*/c,     a/x/c,                a/*/c",
    "a/*/c,     a/x/y/c,              ''",
    "a/**/c,    a/c,                  a/**/c",
    "a/**/c,    a/x/y/c,              a/**/c",
    "**/c,      x/y/c,                **/c",
    "a/**,      a/x/y,                a/**",
    "a/**,      a/,                   ''",
    "x?,        xy,                   x?",
    "[ab]x,     bx,                   [ab]x",
    "[!ab]x,    bx,                   ''",
    "[!ab]x,    cx,                   [!ab]x",
    "\\#x,      #x,                   \\#x",
    "#x,        #x,                   ''",
    "\\!x,      !x,                   \\!x",
    "'x  ',     x,                    'x  '",
    "a+b,       a+b,                  a+b",
    "a+b,       aab,                  ''",
    "*.log;!keep.log, keep.log,       ''",
    "*.log;!keep.log, a/keep.log,     ''",
    "!keep.log;*.log, keep.log,       *.log",
    "a/;!a/keep, a/keep,              a/",
    "a/*;!a/keep, a/keep,             ''",
    "a/*;!a/keep, a/other,            a/*",
  })
  void leavesOut(String patterns, String path, String rule) {
    IgnoreRules rules = IgnoreRules.of(List.of(patterns.split(";")));
    boolean folder = path.endsWith("/");
    LocalPath place = FakeDisk.of(path);
    assertThat(rules.ruleFor(place, folder)).isEqualTo(Optional.of(rule).filter(r -> !r.isEmpty()));
    assertThat(rules.test(place, folder)).isEqualTo(!rule.isEmpty());
  }

  @Test
  void theRootIsNeverLeftOut() {
    assertThat(IgnoreRules.of(List.of("*", "/", "**")).test(LocalPath.ROOT, true)).isFalse();
  }

  @Test
  void namesWithNewlinesAndWithoutPatternMeaning() {
    IgnoreRules rules = IgnoreRules.of(List.of("*.tmp"));
    assertThat(rules.test(LocalPath.of("a\nb.tmp"), false)).isTrue();
    assertThat(rules.test(LocalPath.of("a\\b.tmp"), false)).isTrue();
    assertThat(rules.test(LocalPath.of("*.tmp*"), false)).isFalse();
  }

  @Test
  void compositionDoesNotMatter() {
    IgnoreRules rules = IgnoreRules.of(List.of("caf\u00e9?"));
    assertThat(rules.test(LocalPath.of("cafe\u03011"), false)).isTrue();
    assertThat(rules.test(LocalPath.of("caf\u00e91"), false)).isTrue();
  }

  @Test
  void caseFollowsTheDisk() {
    LocalPath shouting = LocalPath.of("\u00c4.LOG");
    Disk.Facts mac = new Disk.Facts(false, true, 1, NameRules.POSIX);
    Disk.Facts linux = new Disk.Facts(true, true, 1, NameRules.POSIX);
    assertThat(IgnoreRules.of(List.of("\u00e4.log"), mac).test(shouting, false)).isTrue();
    assertThat(IgnoreRules.of(List.of("\u00c4.Log"), mac).test(shouting, false)).isTrue();
    assertThat(IgnoreRules.of(List.of("\u00e4.log"), linux).test(shouting, false)).isFalse();
    assertThat(IgnoreRules.of(List.of("\u00c4.Log"), mac).ruleFor(shouting, false))
        .contains("\u00c4.Log");
  }

  @Test
  void answersDoNotDependOnWhatWasAskedBefore() {
    IgnoreRules rules = IgnoreRules.of(List.of("a/", "!x", "b/c"));
    List<LocalPath> paths =
        Stream.of("a", "a/x", "b", "b/c", "b/c/x", "b/x", "a/b/c", "x", "b/c/d/e", "b/d/e")
            .map(FakeDisk::of)
            .toList();
    for (LocalPath first : paths)
      for (LocalPath second : paths) {
        IgnoreRules fresh = IgnoreRules.of(List.of("a/", "!x", "b/c"));
        rules.test(first, true);
        assertThat(rules.ruleFor(second, true)).isEqualTo(fresh.ruleFor(second, true));
      }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "# comment", "!", "/", "[a"})
  void whatIsNoPatternMatchesNothing(String line) {
    assertThat(IgnoreRules.isPattern(line)).as(line).isFalse();
    assertThat(IgnoreRules.of(List.of(line)).test(LocalPath.of("a"), false)).isFalse();
  }
}
