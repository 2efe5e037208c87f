package org.tidelock.engine.storage.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts whom the runtime trusts. What a server has shown that is refused goes with the refusal, so that a person can compare it: there may be several
/// connections at once, and each may show something else. Of one server; thread-safe.
final class SystemTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager runtime;

  /// Of a server that is vouched for, last: its name may be another one, which is found out elsewhere.
  private volatile @Nullable X509Certificate vouchedFor;

  SystemTrust() {
    this.runtime = runtimes();
  }

  private static X509ExtendedTrustManager runtimes() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((@Nullable KeyStore) null);
      for (TrustManager each : factory.getTrustManagers())
        if (each instanceof X509ExtendedTrustManager found) return found;
      throw new IllegalStateException("every Java has such a trust manager");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /// Nobody whom the runtime trusts vouches for it.
  static final class Unvouched extends CertificateException {
    private static final long serialVersionUID = 1L;
    private final X509Certificate shown;

    Unvouched(X509Certificate shown, CertificateException cause) {
      super(cause);
      this.shown = shown;
    }

    X509Certificate shown() {
      return shown;
    }
  }

  /// The certificate of a server that is vouched for, if one has shown itself.
  Optional<X509Certificate> vouchedFor() {
    return Optional.ofNullable(vouchedFor);
  }

  @FunctionalInterface
  private interface Check {
    void run() throws CertificateException;
  }

  private void noted(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      throw chain.length == 0 ? e : new Unvouched(chain[0], e);
    }
    vouchedFor = chain[0];
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    noted(chain, () -> runtime.checkServerTrusted(chain, type));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    noted(chain, () -> runtime.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    noted(chain, () -> runtime.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    runtime.checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    runtime.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    runtime.checkClientTrusted(chain, type, engine);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return runtime.getAcceptedIssuers();
  }
}
