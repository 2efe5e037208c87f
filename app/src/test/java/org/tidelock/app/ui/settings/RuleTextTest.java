package org.tidelock.app.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person means becomes a line as in a `.gitignore` file, in which letters that mean something there mean themselves.
final class RuleTextTest {
  @ParameterizedTest
  @CsvSource({
    "ENDING,  .tmp,          *.tmp",
    "ENDING,  *.tmp,         *.tmp",
    "ENDING,  ~,             *~",
    "NAME,    notes.bak,     notes.bak",
    "NAME,    '#list',       '\\#list'",
    "NAME,    '!read me!',   '\\!read me!'",
    "NAME,    'a[1]?*',      'a\\[1]\\?\\*'",
    "NAME,    'C:\\x',       'C:\\\\x'",
    "FOLDER,  node_modules,  node_modules/",
    "FOLDER,  node_modules/, node_modules/",
    "PATTERN, '!a[1]*/x?',   '!a[1]*/x?'"
  })
  void aLineIsMade(RuleText kind, String typed, String pattern) {
    assertThat(kind.pattern(typed)).isEqualTo(pattern);
  }
}
