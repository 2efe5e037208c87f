package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/// The SSH server of the library, in this process: it runs on every machine, and is no OpenSSH (no links, a rename that looks first).
final class MinaServer implements AutoCloseable {
  static final String USER = "ada";
  static final String PASSWORD = "right";

  final AtomicInteger passwordsTried = new AtomicInteger();
  private final SshServer server = SshServer.setUpDefaultServer();

  private MinaServer() {}

  static MinaServer start() throws Exception {
    return start(new SftpSubsystemFactory());
  }

  /// @param sftp who speaks SFTP there
  static MinaServer start(SubsystemFactory sftp) throws Exception {
    MinaServer s = new MinaServer();
    s.server.setHost("127.0.0.1");
    CoreModuleProperties.TCP_NODELAY.set(s.server, true);
    s.showKey(newKey("ssh-ed25519", 256));
    s.server.setPasswordAuthenticator(
        (user, password, session) -> {
          s.passwordsTried.incrementAndGet();
          return user.equals(USER) && password.equals(PASSWORD);
        });
    s.server.setSubsystemFactories(List.of(sftp));
    s.server.start();
    return s;
  }

  /// Asks for the password as PAM does.
  MinaServer byQuestionOnly() {
    server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
    return this;
  }

  /// Speaks compressed only.
  MinaServer compressing() {
    server.setCompressionFactories(List.of(BuiltinCompressions.zlib));
    return this;
  }

  void showKey(KeyPair... keys) {
    server.setKeyPairProvider(KeyPairProvider.wrap(keys));
  }

  static KeyPair newKey(String type, int bits) throws Exception {
    return KeyUtils.generateKeyPair(type, bits);
  }

  int port() {
    return server.getPort();
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port());
  }

  SftpAddress at(Path folder) {
    return at(folder, port());
  }

  static SftpAddress at(Path folder, int port) {
    return new SftpAddress(USER, "127.0.0.1", port, folder.toString());
  }

  void hangUp() {
    server.getActiveSessions().forEach(s -> s.close(true));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
