package org.tidelock.engine.storage.sftp;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.UnknownServer;

/// Decides whether the server is the one it was: before any secret goes to it, at every connection. Of a server that is met for the first time the
/// key is believed, told and kept, unless this user's `ssh` knows better. Of one connection; thread-safe.
final class HostKeyCheck implements ServerKeyVerifier {
  private final HostKeys kept;
  private final KnownHostsFile.Knowledge ssh;
  private volatile @Nullable HostKey first;
  private volatile @Nullable String refusal;
  private volatile @Nullable HostKey refused;

  HostKeyCheck(HostKeys kept, KnownHostsFile.Knowledge ssh) {
    this.kept = kept;
    this.ssh = ssh;
  }

  /// The keys of which one is expected; empty if the server was never met.
  List<HostKey> expected() {
    List<HostKey> known = kept.known();
    return known.isEmpty() ? ssh.keys() : known;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    HostKey shown = HostKey.of(key);
    List<HostKey> expected = expected();
    if (ssh.revoked().contains(shown))
      refusal = "has a key that known_hosts calls revoked: " + shown;
    else if (!expected.isEmpty() && !expected.contains(shown)) {
      refused = shown;
      refusal = "shows the key " + shown + ", but it was known by " + expected.getFirst();
    } else if (expected.isEmpty() && !kept.believesFirst()) {
      refused = shown;
      refusal = "is met for the first time. Its key is " + shown;
    } else if (kept.known().isEmpty()) first = shown;
    return refusal == null;
  }

  /// Why the server was not believed, if it was not.
  Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /// What the server showed, if a person may trust it for that.
  Optional<UnknownServer> unknown() {
    return Optional.ofNullable(refused)
        .map(
            shown ->
                new UnknownServer(
                    StorageAccess.HOST_KEY,
                    shown.toString(),
                    shown.toString(),
                    Optional.empty(),
                    expected().stream().map(HostKey::toString).findFirst()));
  }

  /// To be called when the server has let this user in: of a name that was mistyped nothing is kept.
  void keep() {
    HostKey met = first;
    if (met != null) kept.firstSeen(met, ssh.keys().contains(met));
    first = null;
  }
}
