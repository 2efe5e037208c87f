package org.tidelock.app.ui.wizard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tidelock.engine.StorageAccess;

/// A bucket, of Amazon or of whoever speaks as Amazon does.
final class S3Form extends ServerForm {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]*");

  final Entry bucket = needed("s3-bucket", "storage.bucket.name", "storage.bucket.name.help");
  final Entry folder = optional("s3-folder", "storage.bucket.folder", "storage.bucket.folder.help");
  final Entry endpoint =
      optional("s3-endpoint", "storage.bucket.endpoint", "storage.bucket.endpoint.help");
  final Entry region = optional("s3-region", "storage.bucket.region", "storage.bucket.region.help");
  final Entry keyId = needed("s3-key-id", "storage.bucket.keyId", "");
  final Entry secret = secret("s3-secret", "storage.bucket.secret", "", false);

  S3Form() {
    row(bucket, folder);
    row(endpoint, region);
    row(keyId, secret);
  }

  @Override
  Wrong wrong() {
    if (!BUCKET.matcher(bucket.value()).matches()) {
      return new Wrong(bucket, "storage.wrong.bucket");
    }
    return REGION.matcher(region.value()).matches()
        ? wrong(endpoint, Set.of("https"))
        : new Wrong(region, "storage.wrong.region");
  }

  @Override
  String refused() {
    return "storage.bucket.signIn";
  }

  @Override
  List<String> urls() {
    var url = "s3://" + bucket.value() + segments(folder.value());
    var options = new ArrayList<String>();
    if (!endpoint.value().isEmpty()) {
      var typed = endpoint.value();
      options.add("endpoint=" + encoded(typed.contains("://") ? typed : "https://" + typed));
    }
    if (!region.value().isEmpty()) {
      options.add("region=" + encoded(region.value()));
    }
    return List.of(url + (options.isEmpty() ? "" : "?" + String.join("&", options)));
  }

  @Override
  StorageAccess access() {
    return StorageAccess.NONE.withUser(keyId.value()).withSecret(secret.text().get());
  }
}
