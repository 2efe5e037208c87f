package org.tidelock.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an address means, or that it means nothing: never a folder that nobody named.
final class StorageUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file:///mnt/nas             | /mnt/nas",
        "file:///mnt/nas/            | /mnt/nas",
        "file:/mnt/nas               | /mnt/nas",
        "FILE:///mnt/nas             | /mnt/nas",
        "file://localhost/mnt/nas    | /mnt/nas",
        "file://LocalHost/mnt/nas    | /mnt/nas",
        "file:///mnt//nas/./x/../y   | /mnt/nas/y",
        "file:///                    | /",
        "file:///my%20nas            | /my nas",
        "file:///my nas              | /my nas",
        "file:///my nas%20x          | /my nas x",
        "file:///50%                 | /50%",
        "file:///50% off             | /50% off",
        "file:///50%25               | /50%",
        "file:///%E6%9D%B1           | /東",
        "file:///東                  | /東",
        "file:///a%3Fb%23c           | /a?b#c",
        "file:///a%2fb               | /a/b",
        "file:///a+b&c=d;e@f:g[h]    | /a+b&c=d;e@f:g[h]",
        "file:///back\\slash         | /back\\slash"
      })
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not run: these are paths of other systems")
  void aFolderOfThisComputer(String url, String folder) {
    assertThat(StorageUrl.parse(url).asFolder()).hasValue(Path.of(folder));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file://host/path            | the computer host,",
        "file://host//path           | the computer host,",
        "file://./x                  | the computer .,",
        "file://../x                 | the computer ..,",
        "file://127.0.0.1/x          | the computer 127.0.0.1,",
        "file://localhost:80/x       | the computer localhost:80,",
        "file://me@localhost/x       | the computer me@localhost,",
        "file://localhost.lan/x      | the computer localhost.lan,",
        "file://%6cocalhost/x        | the computer %6cocalhost,",
        "file:////nas/share          | another computer,",
        "file://localhost//nas/share | another computer,",
        "file://///nas/share         | another computer,",
        "file:///%2Fnas/share        | another computer,"
      })
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "not run: Windows reaches such places")
  void aPlaceOnAnotherComputerIsRefused(String url, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StorageUrl.parse(url))
        .withMessageStartingWith("This storage address names " + named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:",
        "file:x",
        "file:./x",
        "file://",
        "file://host",
        "file:///%FF",
        "file:///%C3",
        "file:///%ED%A0%80",
        "file:///a%00b"
      })
  void whatNamesNoFolderIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StorageUrl.parse(url))
        .withMessage("The storage address is not of the form file:///path/to/folder.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///x?region=eu", "file:///x#y", "file:///x?", "file:///#"})
  void whatFoldersDoNotHaveIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StorageUrl.parse(url))
        .withMessageStartingWith("In a storage address ? and # begin something");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/mnt/nas", "ftp://bucket", "files:///x", "nas", " file:///x"})
  void otherStoragesComeLater(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StorageUrl.parse(url))
        .withMessageStartingWith("This is no address of a storage. Write file:///");
  }

  @Test
  void whatItSaysOfItselfIsUnderstood(@TempDir Path temp) {
    for (String name : new String[] {"a b", "50%", "50%25", "ä東😀", "a?b#c", "+&;=@"}) {
      if (java.io.File.separatorChar == '\\' && name.contains("?")) continue;
      StorageUrl url = new FolderUrl(temp.resolve(name));
      assertThat(StorageUrl.parse(url.toString())).isEqualTo(url);
    }
  }
}
