package org.tidelock.engine.storage.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tidelock.engine.Needs;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageUrl;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.Limits;
import org.tidelock.engine.storage.http.Proxies;
import org.tidelock.engine.storage.http.Security;
import org.tidelock.engine.storage.s3.S3Server.Ask;
import org.tidelock.engine.storage.servers.Ports;

/// S3Proxy, a server that is not ours, as a process: it checks signatures, the hash of bodies and clocks. Keeps everything in memory.
public final class S3Proxy implements AutoCloseable {
  public static final String KEY = "AKIATEST";
  public static final String SECRET = "secretsecret";

  private final Process process;
  private final int port;

  private S3Proxy(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// @param folder empty, for its configuration
  public static S3Proxy start(Path folder) throws Exception {
    Path classPath = Path.of("").toAbsolutePath().resolve("test-servers/target/s3proxy.classpath");
    Needs.that(
        Files.exists(classPath),
        "no S3Proxy (mvn -f sync-engine/test-servers validate fetches it)");
    int port = Ports.free();
    Path properties =
        Files.write(
            folder.resolve("s3proxy.properties"),
            List.of(
                "s3proxy.endpoint=http://127.0.0.1:" + port,
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=" + KEY,
                "s3proxy.credential=" + SECRET,
                "jclouds.provider=transient",
                "jclouds.identity=x",
                "jclouds.credential=x"));
    Path log = Files.writeString(folder.resolve("logback.xml"), "<configuration/>");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + log,
                "-cp",
                Files.readString(classPath),
                "org.gaul.s3proxy.Main",
                "--properties",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    S3Proxy server = new S3Proxy(process, port);
    server.await(folder.resolve("log"));
    return server;
  }

  private void await(Path log) throws Exception {
    for (int i = 0; ; i++) {
      try (Socket s = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        if (i == 3000 || !process.isAlive())
          throw new IOException("S3Proxy says: " + Files.readString(log), e);
        Thread.sleep(10);
      }
    }
  }

  public int port() {
    return port;
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /// As a person would write it.
  public String url(String bucketAndPrefix) {
    return "s3://" + bucketAndPrefix + "?endpoint=" + endpoint();
  }

  public void makeBucket(String name) throws Exception {
    Bucket bucket = new Bucket(name, URI.create(endpoint()), "us-east-1", false, false, List.of());
    try (S3Server server =
        new S3Server(
            new HttpClient(Security.cleartext(), Limits.usual()),
            bucket,
            new Signer(KEY, SECRET),
            InstantSource.system())) {
      server
          .ask(Ask.of("PUT", "").sending(ByteBuffer.allocate(0)), _ -> true)
          .value()
          .orElseThrow(() -> new IOException("no bucket could be made"));
    }
  }

  S3Store open(String bucketAndPrefix) {
    return open(url(bucketAndPrefix), KEY, SECRET, InstantSource.system());
  }

  static S3Store open(String url, String key, String secret, InstantSource clock) {
    StorageAccess access = StorageAccess.NONE.withUser(key).withSecret(secret);
    return (S3Store)
        new S3Provider(clock, Proxies.NONE)
            .open((ServerUrl) StorageUrl.parse(url), access, "me", new SecureRandom());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
  }
}
