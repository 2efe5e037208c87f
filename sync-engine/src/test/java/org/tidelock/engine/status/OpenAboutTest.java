package org.tidelock.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Issue.Kind;
import org.tidelock.engine.Issue.Severity;
import org.tidelock.engine.phrase.Said;

/// What is open of `d/sub/f`, which lies in a folder of this vault that is at `/elsewhere/d`.
final class OpenAboutTest {
  private static final Path FOLDER = Path.of("/elsewhere/d");

  private static Issue issue(String id, Kind kind, String code, String path) {
    return new Issue(
        id,
        Severity.ATTENTION,
        kind,
        code,
        Said.plain("title"),
        Said.plain("body"),
        Optional.of(path).filter(p -> !p.equals("-")),
        Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    // Of the thing itself, under its name in the vault and on this disk
    "read:, CANNOT_SYNC, LOC-03, d/sub/f, itself",
    "read:, CANNOT_SYNC, LOC-04, d/sub/f, itself",
    "scan:, CANNOT_SYNC, LOC-05, d/sub/f~, itself",
    "scan:, CANNOT_SYNC, LOC-06, d/sub/f, itself",
    "place:, CANNOT_SYNC, LOC-07, d/sub/f, itself",
    "scan:, CANNOT_SYNC, LOC-10, d/sub/f, itself",
    "place:, CANNOT_SYNC, LOC-13, d/sub/f, itself",
    "scan:, CANNOT_SYNC, LOC-14, d/sub/f, itself",
    "silent:, SAFETY, LOC-19, d/sub/f, itself",
    "scan:, CANNOT_SYNC, LOC-20, d/sub/f, itself",
    "changing:, CANNOT_SYNC, SYN-03, d/sub/f, itself",
    "conflict:, CONFLICT, SYN-01, d/sub/f, itself",
    // Of a folder that it is in
    "scan:, CANNOT_SYNC, LOC-04, d/sub, above",
    "scan:, CANNOT_SYNC, LOC-11, d/sub, above",
    "scan:, CANNOT_SYNC, LOC-12, d, above",
    "behind:, CANNOT_SYNC, LOC-17, d, above",
    "hidden:, CANNOT_SYNC, LOC-22, d, above",
    "placed:, CANNOT_SYNC, LOC-01, /elsewhere/d, above",
    "placed:, CANNOT_SYNC, LOC-15, /elsewhere/d, above",
    "placed:, CANNOT_SYNC, LOC-16, /elsewhere/d, above",
    // Of the vault
    "failure, STORAGE, NET-02, -, all",
    "failure, STORAGE, STO-01, -, all",
    "failure, STORAGE, AUTH-03, -, all",
    "history, STORAGE, STO-05, -, all",
    "failure, CANNOT_SYNC, LOC-02, -, all",
    "failure, CANNOT_SYNC, APP-99, -, all",
    "folder, SAFETY, LOC-01, -, all",
    "folder, SAFETY, LOC-15, -, all",
    "folder, SAFETY, LOC-16, -, all",
    "stop, SAFETY, ROLLBACK, log/0/1, all",
    "watch, CANNOT_SYNC, LOC-08, -, all",
    "watch, CANNOT_SYNC, LOC-18, -, all",
    "doubt:log/0/1, SAFETY, SYN-09, log/0/1, all",
    "checkpoint, SAFETY, SYN-11, -, all",
    // Of something else, or only to be known
    "scan:, CANNOT_SYNC, LOC-04, d/sub/f/deeper, none",
    "scan:, CANNOT_SYNC, LOC-04, d/su, none",
    "scan:, CANNOT_SYNC, LOC-04, d/sub/other, none",
    "placed:, CANNOT_SYNC, LOC-01, /elsewhere, none",
    "hold:1, HELD, SYN-02, -, none",
    "kit, SAFETY, KEY-06, -, none",
    "device:1, SAFETY, DEV-04, -, none",
    "rebuilt, SAFETY, APP-02, -, none",
    "checkpoint, SAFETY, SYN-10, -, none",
  })
  void eachIsWhereItBelongs(String id, Kind kind, String code, String path, String where) {
    Issue issue = issue(id.endsWith(":") ? id + path : id, kind, code, path);
    OpenAbout open = new OpenAbout(List.of(issue), Set.of("d/sub/f", "d/sub/f~"), FOLDER);
    assertThat(open.itself().size()).isEqualTo(where.equals("itself") ? 1 : 0);
    assertThat(open.above().size()).isEqualTo(where.equals("above") ? 1 : 0);
    assertThat(open.ofAll().size()).isEqualTo(where.equals("all") ? 1 : 0);
  }
}
