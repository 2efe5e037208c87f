package org.tidelock.engine.storage.servers;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tidelock.engine.Needs;

/// WebDAV servers as their users have them. All know the user `u` with one password, or ask nobody.
public enum DavServers {
  APACHE("apache2"),
  NGINX("nginx"),
  LIGHTTPD("lighttpd"),
  RCLONE("rclone"),
  SABRE("php");

  public static final String PASSWORD = "quiet-harbour-4711";

  private static final Path APACHE_MODULES = Path.of("/usr/lib/apache2/modules");
  private static final Path NGINX_MODULE =
      Path.of("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so");
  private static final Path LIGHTTPD_MODULE = Path.of("/usr/lib/lighttpd/mod_webdav.so");
  private static final Path SABRE_LIBRARY = Path.of("/usr/share/php/Sabre/autoload.php");

  private final String program;

  DavServers(String program) {
    this.program = program;
  }

  public LocalServer start() throws Exception {
    return LocalServer.start(program, this::configure);
  }

  /// Whether it asks for the user and the password.
  public boolean asks() {
    return this == APACHE || this == RCLONE;
  }

  /// The address of a place below its root.
  public String url(LocalServer server, String path) {
    return url(server.port(), path);
  }

  /// The same, over whatever listens at a port.
  public String url(int port, String path) {
    return "webdav+http://" + (asks() ? "u@" : "") + "127.0.0.1:" + port + "/" + path;
  }

  private List<String> configure(Path dir, int port) throws IOException, InterruptedException {
    return switch (this) {
      case APACHE -> apache(dir, port);
      case NGINX -> nginxOf(dir, port, "0");
      case LIGHTTPD -> lighttpd(dir, port);
      case RCLONE -> rclone(dir, port);
      case SABRE -> sabre(dir, port);
    };
  }

  private List<String> rclone(Path dir, int port) {
    return List.of(
        path(),
        "--config",
        "/dev/null",
        "serve",
        "webdav",
        dir + "/root",
        "--addr",
        "127.0.0.1:" + port,
        "--user",
        "u",
        "--pass",
        PASSWORD,
        "--dir-cache-time",
        "0s");
  }

  /// rclone with TLS; its address is `webdav+https`.
  ///
  /// @param certificate a folder with `cert.pem` and `key.pem`, read when it starts
  public static LocalServer startEncrypted(Path certificate) throws Exception {
    return LocalServer.start(
        RCLONE.program,
        (dir, port) -> {
          List<String> command = new ArrayList<>(RCLONE.rclone(dir, port));
          command.addAll(List.of("--cert", certificate + "/cert.pem"));
          command.addAll(List.of("--key", certificate + "/key.pem"));
          return command;
        });
  }

  /// nginx with TLS and HTTP/2; its address is `webdav+https`. At `/how` it says by which protocols it was asked.
  ///
  /// @param certificate a folder with `cert.pem` and `key.pem`
  /// @param protocols as nginx writes them: `TLSv1.2`
  /// @param ciphers of TLS 1.2, as OpenSSL writes them
  public static LocalServer startEncrypted(Path certificate, String protocols, String ciphers)
      throws Exception {
    return LocalServer.start(
        NGINX.program,
        (dir, port) ->
            NGINX.nginx(
                dir,
                """
                listen 127.0.0.1:%1$d ssl http2; client_max_body_size 0;
                ssl_certificate %2$s/cert.pem; ssl_certificate_key %2$s/key.pem;
                ssl_protocols %3$s; ssl_ciphers %4$s;
                location = /how { return 200 "$ssl_protocol $server_protocol"; }
                """
                    .formatted(port, certificate, protocols, ciphers)));
  }

  private String path() {
    return LocalServer.find(program).orElseThrow().toString();
  }

  private List<String> apache(Path dir, int port) throws IOException, InterruptedException {
    Needs.that(Files.exists(APACHE_MODULES), "Apache has no modules here");
    List<String> lines = new ArrayList<>();
    for (String module :
        List.of(
            "mpm_event",
            "authz_core",
            "authn_core",
            "authn_file",
            "authz_user",
            "auth_basic",
            "dav",
            "dav_fs"))
      lines.add("LoadModule " + module + "_module " + APACHE_MODULES + "/mod_" + module + ".so");
    // u:p by SHA-1, as htpasswd -s writes it.
    Files.writeString(dir.resolve("htpasswd"), "u:{SHA}" + sha1(PASSWORD) + "\n");
    lines.add(
        """
        ServerRoot %1$s
        ServerName 127.0.0.1
        Listen 127.0.0.1:%2$d
        PidFile %1$s/tmp/pid
        DefaultRuntimeDir %1$s/tmp
        ErrorLog %1$s/tmp/error.log
        DavLockDB %1$s/tmp/DavLock
        DocumentRoot %1$s/root
        <Directory %1$s/root>
          Dav On
          AuthType Basic
          AuthName dav
          AuthUserFile %1$s/htpasswd
          Require valid-user
        </Directory>
        """
            .formatted(dir, port));
    if (LocalServer.isRoot()) lines.add("User www-data\nGroup www-data");
    Files.write(dir.resolve("conf"), lines);
    LocalServer.giveAway(dir.resolve("root"), "www-data");
    LocalServer.giveAway(dir.resolve("tmp"), "www-data");
    return List.of(path(), "-f", dir + "/conf", "-DFOREGROUND");
  }

  private static String sha1(String password) {
    try {
      byte[] hash = java.security.MessageDigest.getInstance("SHA-1").digest(password.getBytes());
      return java.util.Base64.getEncoder().encodeToString(hash);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /// nginx as it is before many a server: with a limit of what may be sent at once.
  ///
  /// @param most as nginx writes it: `1m` is what it does where nobody has said anything
  public static LocalServer startLimited(String most) throws Exception {
    return LocalServer.start(NGINX.program, (dir, port) -> NGINX.nginxOf(dir, port, most));
  }

  private List<String> nginxOf(Path dir, int port, String most) throws IOException {
    return nginx(dir, "listen 127.0.0.1:" + port + "; client_max_body_size " + most + ";");
  }

  /// @param listening what stands at the beginning of its `server`
  private List<String> nginx(Path dir, String listening) throws IOException {
    Needs.that(Files.exists(NGINX_MODULE), "nginx has no dav-ext module here");
    Files.writeString(
        dir.resolve("conf"),
        """
        load_module %2$s;
        %3$s
        daemon off; worker_processes 2; pid %1$s/tmp/pid; error_log %1$s/tmp/error.log warn;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path %1$s/tmp/b; proxy_temp_path %1$s/tmp/p; fastcgi_temp_path %1$s/tmp/f; uwsgi_temp_path %1$s/tmp/u; scgi_temp_path %1$s/tmp/s;
          server {
            root %1$s/root;
            %4$s
            location / { dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS; }
          }
        }
        """
            .formatted(dir, NGINX_MODULE, LocalServer.isRoot() ? "user root;" : "", listening));
    return List.of(path(), "-e", dir + "/tmp/error.log", "-c", dir + "/conf");
  }

  private List<String> lighttpd(Path dir, int port) throws IOException {
    Needs.that(Files.exists(LIGHTTPD_MODULE), "lighttpd has no mod_webdav here");
    Files.writeString(
        dir.resolve("conf"),
        """
        server.modules = ("mod_webdav")
        server.document-root = "%1$s/root"
        server.bind = "127.0.0.1"
        server.port = %2$d
        server.upload-dirs = ("%1$s/tmp")
        server.errorlog = "%1$s/tmp/error.log"
        mimetype.assign = ( "" => "application/octet-stream" )
        webdav.activate = "enable"
        static-file.disable-pathinfo = "enable"
        """
            .formatted(dir, port));
    return List.of(path(), "-D", "-f", dir + "/conf");
  }

  private List<String> sabre(Path dir, int port) throws IOException {
    Needs.that(Files.exists(SABRE_LIBRARY), "there is no sabre/dav on this computer");
    Files.writeString(
        dir.resolve("server.php"),
        """
        <?php
        ini_set('display_errors', '0');
        error_reporting(0);
        require_once '%2$s';
        $server = new Sabre\\DAV\\Server(new Sabre\\DAV\\FS\\Directory('%1$s/root'));
        $server->setBaseUri('/');
        $server->exec();
        """
            .formatted(dir, SABRE_LIBRARY));
    return List.of(
        "env",
        "PHP_CLI_SERVER_WORKERS=4",
        path(),
        "-S",
        "127.0.0.1:" + port,
        requireNonNull(dir) + "/server.php");
  }
}
