package org.tidelock.engine.storage.s3;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tidelock.engine.storage.Percent;
import org.tidelock.engine.storage.ServerUrl;

/// Which bucket, where, and how it is spoken of: `s3://bucket/prefix?endpoint=https://host&region=R&style=path`. Without an endpoint it is Amazon's.
///
/// @param endpoint scheme and host, with a port if need be
/// @param region as it is signed for
/// @param isAmazons the host follows from the region
/// @param named the bucket's name is before the host's, not in the path
/// @param prefix segments of keys before the names of objects
record Bucket(
    String name,
    URI endpoint,
    String region,
    boolean isAmazons,
    boolean named,
    List<String> prefix) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,62}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern ENDPOINT =
      Pattern.compile("https?://(\\[[0-9a-fA-F:.]+\\]|[a-zA-Z0-9._-]+)(:[0-9]{1,5})?/?");

  private static final String CLOUDFLARES = ".r2.cloudflarestorage.com";

  /// Where the host says the region: Amazon, Backblaze B2, Wasabi, Scaleway, OVH, DigitalOcean.
  private static final List<Pattern> REGION_IN_HOST =
      List.of(
          Pattern.compile("s3[.-]([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?"),
          Pattern.compile("s3\\.([a-z0-9-]+)\\.backblazeb2\\.com"),
          Pattern.compile("s3\\.([a-z0-9-]+)\\.wasabisys\\.com"),
          Pattern.compile("s3\\.([a-z0-9-]+)\\.scw\\.cloud"),
          Pattern.compile("s3\\.([a-z0-9-]+)\\.io\\.cloud\\.ovh\\.net"),
          Pattern.compile("([a-z0-9-]+)\\.digitaloceanspaces\\.com"));

  /// What servers take that have no regions: Ceph, MinIO and others, unless they were told otherwise.
  private static final String USUAL_REGION = "us-east-1";

  Bucket {
    prefix = List.copyOf(prefix);
  }

  /// @throws IllegalArgumentException with a sentence for the person
  static Bucket of(ServerUrl url) {
    Map<String, String> options = new TreeMap<>(url.options());
    Optional<String> endpoint = Optional.ofNullable(options.remove("endpoint"));
    Optional<String> region = Optional.ofNullable(options.remove("region"));
    String style = Optional.ofNullable(options.remove("style")).orElse("");
    if (!options.isEmpty()
        || url.user().isPresent()
        || url.port() >= 0
        || !NAME.matcher(url.host()).matches()) throw malformed();
    if (region.filter(r -> !REGION.matcher(r).matches()).isPresent())
      throw new IllegalArgumentException("A region is written like eu-central-1.");
    if (!style.isEmpty() && !style.equals("path") && !style.equals("host")) throw malformed();
    if (endpoint.isEmpty()) {
      String there = region.orElse(USUAL_REGION);
      boolean named = style.isEmpty() ? url.host().indexOf('.') < 0 : style.equals("host");
      return new Bucket(url.host(), amazons(there), there, true, named, url.path());
    }
    if (!ENDPOINT.matcher(endpoint.get()).matches())
      throw new IllegalArgumentException("An endpoint is written like https://s3.example.org.");
    URI there = URI.create(endpoint.get().replaceFirst("/$", ""));
    String host = there.getHost().toLowerCase(Locale.ROOT);
    return new Bucket(
        url.host(),
        there,
        region.orElseGet(() -> regionOf(host)),
        false,
        style.equals("host"),
        url.path());
  }

  private static URI amazons(String region) {
    String china = region.startsWith("cn-") ? ".cn" : "";
    return URI.create("https://s3." + region + ".amazonaws.com" + china);
  }

  /// Whether its servers are known, and vouched for as all of them are.
  boolean isOfLargeProvider() {
    String host = endpoint.getHost().toLowerCase(Locale.ROOT);
    return isAmazons
        || host.endsWith(CLOUDFLARES)
        || REGION_IN_HOST.stream().anyMatch(p -> p.matcher(host).matches());
  }

  private static String regionOf(String host) {
    if (host.endsWith(CLOUDFLARES)) return "auto";
    for (Pattern p : REGION_IN_HOST) {
      Matcher m = p.matcher(host);
      if (m.matches()) return m.group(1);
    }
    return USUAL_REGION;
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "The storage address is not of the form s3://bucket/prefix?endpoint=https://host&region=R.");
  }

  /// The same in another region, if that can be one.
  Optional<Bucket> in(String other) {
    if (other.equals(region) || !REGION.matcher(other).matches()) return Optional.empty();
    return Optional.of(
        new Bucket(name, isAmazons ? amazons(other) : endpoint, other, isAmazons, named, prefix));
  }

  /// What keys begin with that are ours; empty, or with a slash at its end.
  String base() {
    return prefix.isEmpty() ? "" : String.join("/", prefix) + "/";
  }

  /// @param key empty for the bucket itself
  /// @param query is sorted and encoded here
  URI uri(String key, TreeMap<String, String> query) {
    StringBuilder out = new StringBuilder(endpoint.getScheme()).append("://");
    if (named) out.append(name).append('.');
    out.append(endpoint.getRawAuthority());
    if (!named) out.append('/').append(Percent.encode(name));
    if (!key.isEmpty())
      for (String segment : key.split("/")) out.append('/').append(Percent.encode(segment));
    else if (named) out.append('/');
    char next = '?';
    for (var parameter : query.entrySet()) {
      out.append(next).append(Percent.encode(parameter.getKey())).append('=');
      out.append(Percent.encode(parameter.getValue()));
      next = '&';
    }
    return URI.create(out.toString());
  }
}
