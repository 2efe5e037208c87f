package org.tidelock.engine.storage.onedrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageUrl;

/// Whom an address names gets the sign-in: it may have come from a stranger.
final class OneDriveAddressTest {
  private static OneDriveAddress address(String login, String graph) {
    String url = "onedrive:/Vault?client=abc" + option("login", login) + option("graph", graph);
    return OneDriveAddress.of(
        (ServerUrl) StorageUrl.parse(url), StorageAccess.NONE, Optional.empty());
  }

  private static String option(String name, String value) {
    if (value.equals("-")) return "";
    return "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "-, -",
    "https://login.microsoftonline.com/contoso.example, -",
    "-, https://GRAPH.microsoft.com/v1.0/",
    "https://login.microsoftonline.us/common, https://graph.microsoft.us/v1.0",
    "https://login.microsoftonline.us/common, https://dod-graph.microsoft.us/v1.0",
    "https://login.chinacloudapi.cn/common, https://microsoftgraph.chinacloudapi.cn/v1.0",
    "https://login.partner.microsoftonline.cn/common, https://microsoftgraph.chinacloudapi.cn/v1.0",
    "http://127.0.0.1:8080/common, http://localhost:8081/v1.0"
  })
  void cloudsOfMicrosoftAndThisComputerAreUsed(String login, String graph) {
    assertThat(address(login, graph).graph().getHost()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.evil.example/common, -",
    "-, https://graph.evil.example/v1.0",
    "https://login.evil.example/common, https://graph.evil.example/v1.0",
    "https://login.microsoftonline.com.evil.example/common, -",
    "https://login.microsoftonline.com/common, https://graph.microsoft.com.evil.example/v1.0",
    "https://login.microsoftonline.com/common, https://graph.microsoft.us/v1.0",
    "https://login.microsoftonline.us/common, -",
    "-, https://graph.microsoft.com:8443/v1.0",
    "-, http://127.0.0.1:8081/v1.0",
    "http://127.0.0.1:8080/common, -",
    "https://127.0.0.1:8080/common, https://graph.evil.example/v1.0"
  })
  void othersAreNot(String login, String graph) {
    assertThatThrownBy(() -> address(login, graph))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not Microsoft's")
        .hasMessageNotContaining("evil");
  }
}
