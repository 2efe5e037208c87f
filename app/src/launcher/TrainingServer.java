import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// As much of a WebDAV server (RFC 4918) over TLS as a sync needs, with everything in memory: most vaults lie on a server, and the training run is to load what
/// is used with one. It has a key of its own, made anew each time by the JDK's `keytool`.
final class TrainingServer implements AutoCloseable {
  private static final char[] PASSWORD = "training".toCharArray();
  private static final String ALIAS = "server";

  private final Path keys;
  private final String publicKey;
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> files = new TreeMap<>();
  private final Set<String> folders = new TreeSet<>(Set.of("/"));

  TrainingServer() throws IOException, InterruptedException, GeneralSecurityException {
    keys = Files.createTempDirectory("tidelock-training-server").resolve("keys.p12");
    makeKey();
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD);
    byte[] spki = store.getCertificate(ALIAS).getPublicKey().getEncoded();
    publicKey =
        "sha256/"
            + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(spki));
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "webdav+https://localhost:" + server.getAddress().getPort() + "/vault";
  }

  /// As `--storage-key` takes it.
  String publicKey() {
    return publicKey;
  }

  private void makeKey() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            keys.toString());
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IOException("keytool made no key");
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body;
      try (InputStream in = exchange.getRequestBody()) {
        body = in.readAllBytes();
      }
      String path = exchange.getRequestURI().getPath();
      String name =
          path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
      boolean onlyNew = exchange.getRequestHeaders().containsKey("If-None-Match");
      switch (exchange.getRequestMethod()) {
        case "PROPFIND" -> {
          String depth = exchange.getRequestHeaders().getFirst("Depth");
          byte[] said = listing(name, "1".equals(depth));
          exchange.getResponseHeaders().set("Content-Type", "application/xml");
          reply(exchange, said.length == 0 ? 404 : 207, said);
        }
        case "MKCOL" -> reply(exchange, makeFolder(name), new byte[0]);
        case "PUT" -> reply(exchange, put(name, body, onlyNew), new byte[0]);
        case "GET" -> get(exchange, name);
        case "DELETE" -> reply(exchange, delete(name) ? 204 : 404, new byte[0]);
        default -> reply(exchange, 405, new byte[0]);
      }
    }
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private synchronized int makeFolder(String name) {
    if (!folders.contains(parent(name))) return 409;
    return files.containsKey(name) || !folders.add(name) ? 405 : 201;
  }

  private synchronized int put(String name, byte[] body, boolean onlyNew) {
    if (!folders.contains(parent(name))) return 409;
    if (onlyNew && files.containsKey(name)) return 412;
    files.put(name, body);
    return 201;
  }

  private synchronized boolean delete(String name) {
    return files.remove(name) != null || folders.remove(name);
  }

  private void get(HttpExchange exchange, String name) throws IOException {
    byte[] whole;
    synchronized (this) {
      whole = files.get(name);
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (whole == null) {
      reply(exchange, 404, new byte[0]);
    } else if (range == null) {
      reply(exchange, 200, whole);
    } else {
      String[] ends = range.replace("bytes=", "").split("-");
      int from = Integer.parseInt(ends[0]);
      int to =
          ends.length > 1
              ? Math.min(Integer.parseInt(ends[1]), whole.length - 1)
              : whole.length - 1;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + to + "/" + whole.length);
      if (from > to) reply(exchange, 416, new byte[0]);
      else reply(exchange, 206, Arrays.copyOfRange(whole, from, to + 1));
    }
  }

  private synchronized byte[] listing(String name, boolean children) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    describe(name, out);
    if (out.size() == 0) return new byte[0];
    if (children) {
      for (String folder : folders) {
        if (!folder.equals("/") && parent(folder).equals(name)) describe(folder, out);
      }
      for (String file : files.keySet()) {
        if (parent(file).equals(name)) describe(file, out);
      }
    }
    String said =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><D:multistatus xmlns:D=\"DAV:\">"
            + out.toString(StandardCharsets.UTF_8)
            + "</D:multistatus>";
    return said.getBytes(StandardCharsets.UTF_8);
  }

  private void describe(String name, ByteArrayOutputStream out) {
    byte[] file = files.get(name);
    if (file == null && !folders.contains(name)) return;
    String kind =
        file == null
            ? "<D:resourcetype><D:collection/></D:resourcetype>"
            : "<D:resourcetype/><D:getcontentlength>" + file.length + "</D:getcontentlength>";
    String said =
        "<D:response><D:href>"
            + name
            + (file == null && !name.equals("/") ? "/" : "")
            + "</D:href><D:propstat><D:prop>"
            + kind
            + "<D:getlastmodified>Thu, 01 Jan 2026 00:00:00 GMT</D:getlastmodified></D:prop>"
            + "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>";
    out.writeBytes(said.getBytes(StandardCharsets.UTF_8));
  }

  private static String parent(String name) {
    int end = name.lastIndexOf('/');
    return end <= 0 ? "/" : name.substring(0, end);
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    Files.deleteIfExists(keys);
    Files.deleteIfExists(keys.getParent());
  }
}
