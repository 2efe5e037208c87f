package org.tidelock.engine.storage.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.tidelock.engine.StorageAccess;

/// By which proxy a server is reached: one for all, as a person has said for a storage, or as the variables of the environment say that other programs go by, too (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, also in
/// small letters, which count first). This computer itself is always reached directly. Decision 0167.
public final class Proxies {
  /// Every server is reached directly.
  public static final Proxies NONE = new Proxies(_ -> Optional.empty());

  private static final String AUTHORIZATION = "Proxy-Authorization";

  private final Function<URI, Optional<Address>> choice;

  private Proxies(Function<URI, Optional<Address>> choice) {
    this.choice = choice;
  }

  /// @param authorization what the proxy is told, if it knows its users
  private record Address(Proxy.Type type, String host, int port, Optional<String> authorization) {
    Proxy proxy() {
      return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
    }
  }

  /// As the environment says.
  public static Proxies of(Map<String, String> environment) {
    return new Proxies(uri -> ofEnvironment(environment, uri));
  }

  /// One for all servers: `http://host:port`, `socks5://host:port`, or `none`.
  ///
  /// @throws IllegalArgumentException with a sentence for the person, if it is none
  public static Proxies of(String text) {
    if (text.equals("none")) return NONE;
    if (text.indexOf('@') >= 0)
      throw new IllegalArgumentException(
          "A proxy's user and password are not taken here, where others could read them. Put the whole into the variable HTTPS_PROXY.");
    Address address = parse(text);
    return new Proxies(_ -> Optional.of(address));
  }

  /// What a person has said for one storage, or else this for servers that are spoken to encrypted: a proxy reads all of what is sent in the clear, the password, too, and
  /// who has agreed to that has not thought of one.
  ///
  /// @param server that will be reached
  /// @throws IllegalArgumentException as by [#of(String)], and if what the environment says cannot be used
  public Proxies agreed(StorageAccess access, URI server) {
    Proxies agreed =
        access.agreed(StorageAccess.PROXY).map(Proxies::of).orElseGet(this::encryptedOnly);
    agreed.to(server);
    return agreed;
  }

  private Proxies encryptedOnly() {
    return new Proxies(
        uri -> uri.getScheme().equals("https") ? choice.apply(uri) : Optional.empty());
  }

  private static Optional<Address> ofEnvironment(Map<String, String> environment, URI uri) {
    if (variable(environment, "no_proxy")
        .map(DirectServers::of)
        .filter(d -> d.has(uri))
        .isPresent()) return Optional.empty();
    String own = uri.getScheme().equals("https") ? "https_proxy" : "http_proxy";
    return variable(environment, own)
        .or(() -> variable(environment, "all_proxy"))
        .map(Proxies::parse);
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static Address parse(String text) {
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      Proxy.Type type = type(uri.getScheme().toLowerCase(Locale.ROOT));
      if (uri.getHost() == null) throw unusable();
      boolean socks = type == Proxy.Type.SOCKS;
      if (socks && uri.getRawUserInfo() != null)
        throw new Unusable("A SOCKS proxy that knows its users cannot be used; one of HTTP can.");
      int port = uri.getPort() > 0 ? uri.getPort() : socks ? 1080 : 80;
      return new Address(
          type, uri.getHost(), port, Optional.ofNullable(uri.getUserInfo()).map(Proxies::basic));
    } catch (Unusable e) {
      throw e;
    } catch (IllegalArgumentException e) {
      // What URI says has the text in it, and that may have a password.
      throw unusable();
    }
  }

  /// With a sentence that has nothing of the text in it.
  private static final class Unusable extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Unusable(String sentence) {
      super(sentence);
    }
  }

  private static Proxy.Type type(String scheme) {
    return switch (scheme) {
      case "http" -> Proxy.Type.HTTP;
      case "socks", "socks5", "socks5h" -> Proxy.Type.SOCKS;
      default -> throw unusable();
    };
  }

  private static IllegalArgumentException unusable() {
    return new Unusable(
        "A proxy is written as http://host:port or socks5://host:port; the one that is set is none of these.");
  }

  private static String basic(String userAndPassword) {
    String[] both = userAndPassword.split(":", 2);
    return Credentials.basic(both[0], both.length > 1 ? both[1] : "", StandardCharsets.UTF_8);
  }

  private Optional<Address> to(URI uri) {
    return Security.isLoopback(uri) ? Optional.empty() : choice.apply(uri);
  }

  /// Whether a server is reached by one.
  ///
  /// @throws IllegalArgumentException with a sentence for the person, if the one that is set cannot be used
  public boolean isUsedFor(URI uri) {
    return to(uri).isPresent();
  }

  void applyTo(OkHttpClient.Builder builder) {
    builder.proxySelector(new Selector());
    builder.proxyAuthenticator(
        (_, response) -> {
          Request request = response.request();
          if (request.header(AUTHORIZATION) != null) return null; // it did not want that one
          return authorization(request.url().uri())
              .map(said -> request.newBuilder().header(AUTHORIZATION, said).build())
              .orElse(null);
        });
  }

  private Optional<String> authorization(URI uri) {
    return to(uri).flatMap(Address::authorization);
  }

  /// A request in the clear, which the proxy itself reads, with what it wants to know: nothing is sent for its refusal first.
  Request known(Request request) {
    if (request.isHttps()) return request;
    return authorization(request.url().uri())
        .map(said -> request.newBuilder().header(AUTHORIZATION, said).build())
        .orElse(request);
  }

  private final class Selector extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return List.of(to(uri).map(Address::proxy).orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // there is no other one
    }
  }
}
