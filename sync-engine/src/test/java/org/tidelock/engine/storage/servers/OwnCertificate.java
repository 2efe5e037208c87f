package org.tidelock.engine.storage.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

/// A certificate that nobody vouches for, as a NAS has; made by the JDK's own tool.
public record OwnCertificate(KeyStore keys) {
  public static final char[] PASSWORD = "changeit".toCharArray();

  /// @param file to be made
  public static OwnCertificate make(Path file) throws Exception {
    return make(file, "-0d");
  }

  /// One that has ended.
  ///
  /// @param file to be made
  public static OwnCertificate makeEnded(Path file) throws Exception {
    return make(file, "-400d");
  }

  private static OwnCertificate make(Path file, String from) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                "k",
                "-dname",
                "CN=nas",
                "-startdate",
                from,
                "-validity",
                "365",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) throw new AssertionError(said);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return new OwnCertificate(keys);
  }

  public X509Certificate certificate() throws Exception {
    return (X509Certificate) keys.getCertificate("k");
  }

  /// As servers want it: `cert.pem` and `key.pem`.
  public void write(Path folder) throws Exception {
    pem(folder.resolve("cert.pem"), "CERTIFICATE", certificate().getEncoded());
    pem(folder.resolve("key.pem"), "PRIVATE KEY", keys.getKey("k", PASSWORD).getEncoded());
  }

  private static void pem(Path file, String what, byte[] bytes) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
  }
}
