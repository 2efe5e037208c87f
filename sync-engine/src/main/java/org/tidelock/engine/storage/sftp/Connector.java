package org.tidelock.engine.storage.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.SignIn;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.StorageException.Untrusted;

/// Connects and signs in. One caller at a time.
final class Connector implements AutoCloseable {
  private static final int LONGEST_KEY_FILE = 64 << 10;

  /// Servers lock out whoever knocks too often with a wrong password.
  private static final Duration FIRST_REST = Duration.ofSeconds(30);

  private static final Duration LONGEST_REST = Duration.ofHours(1);

  private final SftpAddress address;
  private final Login login;
  private final HostKeys hostKeys;
  private final KnownHostsFile knownHosts;
  private final Patience patience;
  private @Nullable SshClient started;
  private boolean closed;
  private @Nullable SignIn lastRefusal;
  private long triedAt;
  private Duration rest = FIRST_REST;

  Connector(
      SftpAddress address,
      Login login,
      HostKeys hostKeys,
      KnownHostsFile knownHosts,
      Patience patience) {
    this.address = address;
    this.login = login;
    this.hostKeys = hostKeys;
    this.knownHosts = knownHosts;
    this.patience = patience;
  }

  /// Made with the first connection: it has threads, and takes a while to load.
  private synchronized SshClient client() throws Transient {
    if (closed) throw new Transient("The storage is closed.", null);
    SshClient there = started;
    if (there == null) {
      there = start();
      started = there;
    }
    return there;
  }

  private static SshClient start() {
    SshClient client = SshClient.setUpDefaultClient();
    // Only what is told here: no files of this user's ssh, no agent, no forwarding.
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    // A server opens nothing here, and what it sends is as long as it says.
    client.setChannelFactories(List.of());
    client.setGlobalRequestHandlers(List.of());
    client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    client.setCompressionFactories(List.of(BuiltinCompressions.none));
    CoreModuleProperties.NIO_WORKERS.set(client, 1);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.SOCKET_KEEPALIVE.set(client, true);
    CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
    CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, Duration.ofSeconds(30));
    // A slow line may take minutes for what was queued before it.
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 10);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ofMinutes(30));
    client.start();
    return client;
  }

  /// @throws Untrusted if the server is not the one it was
  /// @throws SignIn if it does not let this user in
  Link connect() throws StorageException, InterruptedException {
    SignIn before = lastRefusal;
    if (before != null && System.nanoTime() - triedAt < rest.toNanos())
      throw new SignIn(String.valueOf(before.getMessage()), before);
    try {
      Link link = attempt();
      lastRefusal = null;
      rest = FIRST_REST;
      return link;
    } catch (SignIn e) {
      if (before != null)
        rest =
            rest.multipliedBy(2).compareTo(LONGEST_REST) < 0 ? rest.multipliedBy(2) : LONGEST_REST;
      lastRefusal = e;
      triedAt = System.nanoTime();
      throw e;
    }
  }

  private Link attempt() throws StorageException, InterruptedException {
    HostKeyCheck check = new HostKeyCheck(hostKeys, knownHosts.of(address.host(), address.port()));
    List<KeyPair> keys = keys();
    SshClient client = client();
    ClientSession session = null;
    try {
      client.setServerKeyVerifier(check);
      client.setSignatureFactories(signatures(check.expected()));
      session =
          Waiting.forResult(
                  client.connect(address.user(), address.host(), address.port()),
                  patience.connect())
              .getSession();
      signIn(session, keys);
      check.keep();
      Link link = new Link(session, patience);
      session = null;
      return link;
    } catch (IOException | RuntimeException e) {
      throw refused(check, e);
    } finally {
      if (session != null) session.close(true);
    }
  }

  private void signIn(ClientSession session, List<KeyPair> keys)
      throws IOException, InterruptedException {
    for (KeyPair key : keys) session.addPublicKeyIdentity(key);
    if (login.keyFile().isEmpty()) login.secret().ifPresent(session::addPasswordIdentity);
    Waiting.forResult(session.auth(), patience.login());
  }

  private StorageException refused(HostKeyCheck check, Exception e) {
    Optional<String> stranger = check.refusal();
    if (stranger.isPresent()) return untrusted(check, stranger.get(), e);
    if (e instanceof SshException ssh
        && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE)
      return new SignIn(
          "The server " + address.host() + " does not let " + address.user() + " in.", e);
    return new Transient(
        Transient.unreached(e), "The server " + address.host() + " cannot be reached.", e);
  }

  private Untrusted untrusted(HostKeyCheck check, String stranger, Exception e) {
    boolean first = check.unknown().filter(s -> !s.isAlarm()).isPresent();
    return new Untrusted(
        "The server "
            + address.host()
            + " "
            + stranger
            + (first
                ? "."
                : ". Either it was set up anew, or another computer answers in its place."),
        check.unknown().orElse(null),
        e);
  }

  /// Kinds of keys by which the server is known come first: it may have several, and only one is shown.
  private static List<NamedFactory<Signature>> signatures(List<HostKey> expected) {
    Set<String> known = new TreeSet<>();
    for (HostKey key : expected) known.add(key.type());
    List<NamedFactory<Signature>> all = new ArrayList<>();
    for (BuiltinSignatures s : BuiltinSignatures.VALUES)
      if (s.isSupported() && isUsual(s.getName())) all.add(s);
    all.sort(Comparator.comparingInt(s -> rank(s.getName(), known)));
    return all;
  }

  /// Certificates would need an authority that this user trusts; the rest is no server's, or too weak.
  private static boolean isUsual(String signature) {
    return !signature.contains("-cert-")
        && !signature.startsWith("sk-")
        && !signature.equals("ssh-dss");
  }

  private static int rank(String signature, Set<String> known) {
    String type = KeyUtils.getCanonicalKeyType(signature);
    int rank = known.contains(type) ? 0 : 100;
    if (signature.equals("ssh-ed25519")) return rank;
    if (signature.startsWith("ecdsa")) return rank + 1;
    return rank + (signature.equals("ssh-rsa") ? 3 : 2);
  }

  private List<KeyPair> keys() throws StorageException {
    List<KeyPair> keys = new ArrayList<>();
    if (login.keyFile().isPresent()) {
      Path file = login.keyFile().get();
      try {
        keys.addAll(read(file, FilePasswordProvider.of(login.secret().orElse(""))));
      } catch (IOException | GeneralSecurityException | RuntimeException e) {
        throw new SignIn(
            "The key file " + file + " cannot be read, or its passphrase is wrong.", e);
      }
      if (keys.isEmpty()) throw new SignIn("There is no key in the file " + file + ".", null);
    } else for (Path file : login.usualKeys()) addUsual(file, keys);
    return keys;
  }

  private static void addUsual(Path file, List<KeyPair> keys) {
    try {
      if (Files.isRegularFile(file)) keys.addAll(read(file, FilePasswordProvider.EMPTY));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return; // one that has a passphrase, or is of another kind
    }
  }

  static boolean opensWithoutPassphrase(Path file) {
    List<KeyPair> keys = new ArrayList<>();
    addUsual(file, keys);
    return !keys.isEmpty();
  }

  private static List<KeyPair> read(Path file, FilePasswordProvider passphrase)
      throws IOException, GeneralSecurityException {
    if (Files.size(file) > LONGEST_KEY_FILE) throw new IOException("no key file is so long");
    List<KeyPair> keys = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> read =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(file.toString()), in, passphrase);
      if (read != null) for (KeyPair key : read) keys.add(Objects.requireNonNull(key));
    }
    return keys;
  }

  @Override
  public void close() {
    SshClient there;
    synchronized (this) {
      closed = true;
      there = started;
    }
    if (there != null) there.close(true);
  }
}
