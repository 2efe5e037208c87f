package org.tidelock.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.local.LocalPath;

/// A user moves what is synced to a bigger drive and leaves a link to it.
class LinkedAwayTest extends TwoDevices {
  private void linkAway(String path) throws Exception {
    Path away = root.resolve("drive").resolve(path);
    Files.createDirectories(away.getParent());
    Files.move(a.folder.resolve(path), away);
    Files.createSymbolicLink(a.folder.resolve(path), away);
  }

  @Test
  void whatWasLinkedAwayIsDeletedNowhere() throws Exception {
    a.write("Photos/2024/sea.jpg", "sea");
    a.write("Photos/sun.jpg", "sun");
    a.write("film.mkv", "film");
    exchange();
    linkAway("Photos");
    linkAway("film.mkv");

    TestDevice.round(a.vault, Set.of(LocalPath.ROOT, LocalPath.ROOT.child("Photos")));
    SyncReport report = a.sync();
    b.sync();

    assertThat(report.problems())
        .extracting(SyncReport.Problem::path)
        .containsExactlyInAnyOrder("Photos", "film.mkv");
    assertThat(b.read("Photos/2024/sea.jpg")).isEqualTo("sea");
    assertThat(b.read("Photos/sun.jpg")).isEqualTo("sun");
    assertThat(b.read("film.mkv")).isEqualTo("film");
  }

  /// Nothing is written through the link, nor deleted; when the folder is back, both are the same again.
  @Test
  void whatOthersDoMeanwhileComesWhenTheFolderIsBack() throws Exception {
    a.write("Photos/sun.jpg", "sun");
    a.write("Photos/sea.jpg", "sea");
    a.write("film.mkv", "film");
    exchange();
    linkAway("Photos");
    linkAway("film.mkv");
    a.sync();
    b.write("Photos/sun.jpg", "moon, from b");
    b.write("Photos/new.jpg", "new");
    b.delete("Photos/sea.jpg");
    b.write("film.mkv", "director's cut");
    b.sync();
    a.sync();

    Path drive = root.resolve("drive");
    assertThat(drive.resolve("Photos/sun.jpg")).hasContent("sun");
    assertThat(drive.resolve("Photos/sea.jpg")).hasContent("sea");
    assertThat(drive.resolve("Photos/new.jpg")).doesNotExist();
    assertThat(drive.resolve("film.mkv")).hasContent("film");

    for (String path : new String[] {"Photos", "film.mkv"}) {
      Files.delete(a.folder.resolve(path));
      Files.move(drive.resolve(path), a.folder.resolve(path));
    }
    exchange();
    assertThat(a.tree()).isEqualTo(b.tree());
    assertThat(a.read("Photos/sun.jpg")).isEqualTo("moon, from b");
    assertThat(a.read("film.mkv")).isEqualTo("director's cut");
    assertThat(a.has("Photos/sea.jpg")).isFalse();
    assertThat(a.read("Photos/new.jpg")).isEqualTo("new");
  }
}
