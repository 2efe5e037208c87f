package org.tidelock.app.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidelock.app.Engine;

/// What the engine refuses of an address is said at the field, in the words of the form. Nothing is sent for any of it.
@UsesWindow
final class WrongAddressTest {
  private static final String ANOTHER_KIND = "is for another kind of server. Leave it out.";

  @TempDir Path temp;
  private TestWindow window;

  @BeforeEach
  void start() {
    var places = new Places(temp.resolve("storage"), temp.resolve("files"), "Laptop");
    window = new TestWindow(temp.resolve("home"), Engine.vaults(), places);
    window.start().fire("#welcome-create");
  }

  @AfterEach
  void close() {
    window.close();
  }

  /// It is said, and where the focus is.
  private void assertRefused(String field, String typed, String said) {
    window.fill("#" + field, typed);
    window.fire("#storage-test");
    assertThat(window.words())
        .as(typed)
        .contains(said)
        .doesNotContain("--", "Choose a folder", "storage address", "webdav+");
    assertThat(window.focus()).as(typed).isEqualTo(field);
    assertThat(window.enabled("#wizard-continue")).isFalse();
  }

  @Test
  void ofAWebDavServer() {
    window.fire("#storage-webdav");
    window.fill("#webdav-user", "mira");
    window.fill("#webdav-password", "quiet-harbour-4711");
    assertRefused("webdav-address", "http://nas.example/dav", "everyone on the way could read");
    assertRefused("webdav-address", "https://mira:pw@nas.example/dav", "has a field of its own");
    assertRefused("webdav-address", "https://nas.example/dav?x=1", "Leave out the question mark");
    assertRefused("webdav-address", "nas example/dav", "This is no address of a server");
    assertRefused("webdav-address", "ftp://nas.example/dav", ANOTHER_KIND);
    assertRefused("webdav-address", "sftp://nas.example/dav", ANOTHER_KIND);
    window.fill("#webdav-address", "nas.example/dav");
    assertRefused("webdav-user", "mi:ra", "The name has no colon in it");
  }

  @Test
  void ofABucket() {
    window.fire("#storage-s3");
    window.fill("#s3-key-id", "AKIA");
    window.fill("#s3-secret", "of the key");
    assertRefused("s3-bucket", "My Bucket", "The name of a bucket has small letters");
    window.fill("#s3-bucket", "my-bucket");
    assertRefused("s3-endpoint", "http://minio.example", "everyone on the way could read");
    assertRefused("s3-endpoint", "minio example", "This is no address of a server");
    assertRefused("s3-endpoint", "ftp://minio.example", ANOTHER_KIND);
    window.fill("#s3-endpoint", "");
    assertRefused("s3-region", "eu central", "such as eu-central-1");
  }

  /// This package has no application id of its own, so that one has to be typed.
  @Test
  void ofOneDrive() {
    window.fire("#storage-onedrive");
    assertThat(window.enabled("#storage-test")).as("without an application id").isFalse();
    assertThat(window.words()).contains("How you get yours");
    assertRefused("onedrive-client", "my id", "This is no application id");
    window.fill("#onedrive-client", "c0ffee00-1111-2222-3333-444455556666");
    assertRefused("onedrive-folder", "a|b", "OneDrive has no folders with such a name");
    assertThat(window.files.pages()).isEmpty();
  }

  @Test
  void ofAnSshServer() {
    window.fire("#storage-sftp");
    window.fill("#sftp-user", "mira");
    assertRefused("sftp-server", "nas example", "This is no address of a server");
    assertRefused("sftp-server", "http://nas.example", ANOTHER_KIND);
    assertRefused("sftp-server", "ftp://nas.example", ANOTHER_KIND);
    window.fill("#sftp-server", "nas.example");
    assertRefused("sftp-key", "id_nas", "by its whole path");
  }
}
