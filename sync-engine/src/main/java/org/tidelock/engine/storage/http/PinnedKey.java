package org.tidelock.engine.storage.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tidelock.engine.StorageAccess;

/// The public key of one server, as a person has compared it: the SHA-256 of its SubjectPublicKeyInfo (RFC 7469). It stays the same when the
/// certificate is renewed with the key.
///
/// @param text `sha256/` and 44 characters of base64
public record PinnedKey(String text) {
  private static final String PREFIX = "sha256/";

  public PinnedKey {
    if (!isPin(text))
      throw new IllegalArgumentException(
          "The key of a server is written as sha256/ and 44 characters of base64.");
  }

  private static boolean isPin(String text) {
    if (!text.startsWith(PREFIX)) return false;
    try {
      return Base64.getDecoder().decode(text.substring(PREFIX.length())).length == 32;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public static PinnedKey of(X509Certificate certificate) {
    try {
      byte[] key = certificate.getPublicKey().getEncoded();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(key);
      return new PinnedKey(PREFIX + Base64.getEncoder().encodeToString(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// The access that knows a server by this key.
  public StorageAccess trustedBy(StorageAccess access) {
    return access.agreeing(StorageAccess.SERVER_KEY, text);
  }

  boolean isShownBy(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate shown
          && of(shown).equals(this);
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /// Trusts a server that shows this key in a certificate that is in force, and nobody else.
  X509ExtendedTrustManager trust() {
    return new Trust();
  }

  private final class Trust extends X509ExtendedTrustManager {
    private void check(X509Certificate[] chain) throws CertificateException {
      if (chain.length == 0) throw new CertificateException("no certificate");
      chain[0].checkValidity();
      if (!of(chain[0]).equals(PinnedKey.this)) throw new OtherKey(chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// The server shows another key than the one that was compared.
  static final class OtherKey extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final transient X509Certificate shown;

    OtherKey(X509Certificate shown) {
      super("the server shows the key " + of(shown).text());
      this.shown = shown;
    }

    X509Certificate shown() {
      return shown;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
