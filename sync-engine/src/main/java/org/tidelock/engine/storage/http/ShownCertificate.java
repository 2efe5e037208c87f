package org.tidelock.engine.storage.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.UnknownServer;

/// What a server showed, for people to compare.
final class ShownCertificate {
  private ShownCertificate() {}

  /// @param known the key that was compared before, if one was
  /// @return empty if the certificate is not in force: nobody should trust it
  static Optional<UnknownServer> of(X509Certificate certificate, Optional<PinnedKey> known) {
    try {
      certificate.checkValidity();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return Optional.of(
          new UnknownServer(
              StorageAccess.SERVER_KEY,
              PinnedKey.of(certificate).text(),
              "SHA-256 " + HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash),
              Optional.of(certificate.getNotAfter().toInstant()),
              known.map(PinnedKey::text)));
    } catch (CertificateException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
