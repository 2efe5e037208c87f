package org.tidelock.engine.storage.s3;

import java.net.URI;
import java.time.InstantSource;
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

/// `s3://bucket/prefix?endpoint=https://host&region=R`; without an endpoint, Amazon's.
public final class S3Provider implements Provider {
  private final Limits limits;
  private final Proxies proxies;
  private final InstantSource clock;

  /// @param clock requests are signed with the time
  /// @param proxies by which servers are reached where nothing is said of one
  public S3Provider(InstantSource clock, Proxies proxies) {
    this(Limits.usual(), clock, proxies);
  }

  S3Provider(Limits limits, InstantSource clock, Proxies proxies) {
    this.limits = limits;
    this.clock = clock;
    this.proxies = proxies;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("s3");
  }

  @Override
  public StorageNeeds needs(ServerUrl url) {
    Bucket.of(url);
    return StorageNeeds.ACCESS_KEY;
  }

  @Override
  public StorageAccess trusted(ServerUrl url, String key) {
    if (!isEncrypted(Bucket.of(url).endpoint()))
      throw new IllegalArgumentException(
          "At an endpoint with http:// a server has no key to be known by.");
    return new PinnedKey(key).trustedBy(StorageAccess.NONE);
  }

  @Override
  public boolean isGreeted(StorageAccess access) {
    return true;
  }

  @Override
  public ObjectStore open(ServerUrl url, StorageAccess access, Terms terms) {
    Bucket bucket = Bucket.of(url);
    HttpClient client =
        new HttpClient(
            security(bucket, access),
            limits,
            terms.bandwidth(),
            proxies.agreed(access, bucket.endpoint()));
    Signer signer =
        new Signer(access.user().orElse("").strip(), access.secret().orElse("").strip());
    return new S3Store(
        new S3Server(client, bucket, signer, clock),
        access.agreed(S3Store.REFUSES),
        terms.random(),
        S3Store.MOST_OBJECTS);
  }

  private static boolean isEncrypted(URI endpoint) {
    return endpoint.getScheme().equals("https");
  }

  private static Security security(Bucket bucket, StorageAccess access) {
    URI endpoint = bucket.endpoint();
    if (isEncrypted(endpoint)) {
      Optional<PinnedKey> key = access.agreed(StorageAccess.SERVER_KEY).map(PinnedKey::new);
      if (key.isPresent()) return Security.tls(key.get());
      return bucket.isOfLargeProvider() ? Security.ofLargeProvider() : Security.tls();
    }
    boolean agreed = access.agreed(StorageAccess.CLEARTEXT).filter("yes"::equals).isPresent();
    if (!agreed && !Security.isLoopback(endpoint))
      throw new IllegalArgumentException(
          "At an endpoint with http:// everyone on the way sees what is done. Write https://; if the server has no encryption and you accept that, add --allow-cleartext.");
    return Security.cleartext();
  }
}
