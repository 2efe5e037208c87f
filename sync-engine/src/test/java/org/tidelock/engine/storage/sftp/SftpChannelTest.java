package org.tidelock.engine.storage.sftp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.Test;

final class SftpChannelTest {
  /// The library says so by another exception than for all else that a lost connection does.
  @Test
  void noConversationBeginsInAConnectionThatIsOnItsWayDown() throws Exception {
    try (MinaServer server = MinaServer.start();
        SshClient client = SshClient.setUpDefaultClient()) {
      client.setServerKeyVerifier((_, _, _) -> true);
      client.start();
      try (ClientSession session =
          client
              .connect("ada", "127.0.0.1", server.port())
              .verify(Duration.ofSeconds(10))
              .getSession()) {
        session.addPasswordIdentity(MinaServer.PASSWORD);
        session.auth().verify(Duration.ofSeconds(10));
        session.close(true).await();
        assertThatThrownBy(() -> SftpChannel.open(session, new Progress(), Patience.USUAL))
            .isInstanceOf(IOException.class);
      }
    }
  }
}
