package org.tidelock.engine.storage.webdav;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.Provider;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.Terms;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.Limits;
import org.tidelock.engine.storage.http.PinnedKey;
import org.tidelock.engine.storage.http.Proxies;
import org.tidelock.engine.storage.http.Security;

/// `webdav+https://user@host/path`, and `webdav+http://` for this computer itself, or where a person has agreed to it.
public final class WebDavProvider implements Provider {
  private static final String ENCRYPTED = "webdav+https";

  private final Limits limits;
  private final Proxies proxies;

  /// @param proxies by which servers are reached where nothing is said of one
  public WebDavProvider(Proxies proxies) {
    this(Limits.usual(), proxies);
  }

  WebDavProvider(Limits limits, Proxies proxies) {
    this.limits = limits;
    this.proxies = proxies;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(ENCRYPTED, "webdav+http");
  }

  @Override
  public StorageNeeds needs(ServerUrl url) {
    if (!url.options().isEmpty())
      throw new IllegalArgumentException("The address of a WebDAV server has nothing after a ?.");
    if (url.user().filter(u -> u.indexOf(':') >= 0).isPresent())
      throw new IllegalArgumentException("The name of a WebDAV user has no colon in it.");
    return url.user().isPresent() ? StorageNeeds.PASSWORD : StorageNeeds.NOTHING;
  }

  @Override
  public StorageAccess trusted(ServerUrl url, String key) {
    if (!url.scheme().equals(ENCRYPTED))
      throw new IllegalArgumentException("With webdav+http a server has no key to be known by.");
    return new PinnedKey(key).trustedBy(StorageAccess.NONE);
  }

  @Override
  public boolean isGreeted(StorageAccess access) {
    return true;
  }

  @Override
  public ObjectStore open(ServerUrl url, StorageAccess access, Terms terms) {
    needs(url);
    boolean encrypted = url.scheme().equals(ENCRYPTED);
    String port = url.port() < 0 ? "" : ":" + url.port();
    URI origin = URI.create((encrypted ? "https://" : "http://") + url.host() + port);
    HttpClient client =
        new HttpClient(
            security(encrypted, origin, access),
            limits,
            terms.bandwidth(),
            proxies.agreed(access, origin));
    Optional<String> authorization =
        url.user().map(user -> basic(user, access.secret().orElse("")));
    return new WebDavStore(
        new DavServer(client, origin, url.path(), authorization),
        access.agreed(WebDavStore.HABITS).flatMap(Habits::parse),
        terms.owner(),
        terms.random());
  }

  private static Security security(boolean encrypted, URI origin, StorageAccess access) {
    if (encrypted) {
      Optional<PinnedKey> key = access.agreed(StorageAccess.SERVER_KEY).map(PinnedKey::new);
      return key.map(Security::tls).orElseGet(Security::tls);
    }
    boolean agreed = access.agreed(StorageAccess.CLEARTEXT).filter("yes"::equals).isPresent();
    if (!agreed && !Security.isLoopback(origin))
      throw new IllegalArgumentException(
          "With webdav+http everyone on the way can read the password. Write webdav+https; if the server has no encryption and you accept that, add --allow-cleartext.");
    return Security.cleartext();
  }

  private static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }
}
