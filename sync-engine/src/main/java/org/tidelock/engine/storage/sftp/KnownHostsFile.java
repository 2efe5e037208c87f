package org.tidelock.engine.storage.sftp;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/// What this user's `ssh` knows of servers (`~/.ssh/known_hosts`, sshd(8)). Only read.
record KnownHostsFile(Path file) {
  private static final long LONGEST = 4 << 20;

  /// @param keys that the server may have
  /// @param revoked that it must not have
  record Knowledge(List<HostKey> keys, List<HostKey> revoked) {
    static final Knowledge NONE = new Knowledge(List.of(), List.of());
  }

  /// Nothing, if there is no such file or it cannot be read: then it vouches for nobody.
  Knowledge of(String host, int port) {
    List<HostKey> keys = new ArrayList<>();
    List<HostKey> revoked = new ArrayList<>();
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) return Knowledge.NONE;
      try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
        for (String line = in.readLine(); line != null; line = in.readLine())
          parse(line.strip(), host, port, keys, revoked);
      }
    } catch (IOException e) {
      return Knowledge.NONE;
    }
    return new Knowledge(List.copyOf(keys), List.copyOf(revoked));
  }

  private static void parse(
      String line, String host, int port, List<HostKey> keys, List<HostKey> revoked) {
    if (line.isEmpty() || line.startsWith("#")) return;
    try {
      KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(line);
      if (entry == null || !entry.isHostMatch(host, port)) return;
      Optional<HostKey> key = key(entry);
      if (key.isEmpty()) return;
      String marker = entry.getMarker();
      if ("revoked".equals(marker)) revoked.add(key.get());
      else if (marker == null || marker.isEmpty()) keys.add(key.get());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return; // a line that is none, or of a kind of key that is unknown here
    }
  }

  private static Optional<HostKey> key(KnownHostEntry entry)
      throws IOException, GeneralSecurityException {
    PublicKey key = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
    return key == null ? Optional.empty() : Optional.of(HostKey.of(key));
  }
}
