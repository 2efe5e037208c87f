package org.tidelock.engine.status;

import java.util.Set;
import org.tidelock.engine.Issue;
import org.tidelock.engine.Issue.Severity;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.phrase.Happened;
import org.tidelock.engine.phrase.Title;

/// What trouble with the storage as a whole is called. That it does not answer passes by itself; that it is full, refuses or has something in front of it
/// needs a person.
record StorageCode(String code, Severity severity, Title title) {
  private static final Set<String> AWAY = Set.of("NET-01", "NET-02", "NET-03", "NET-04");

  private static final StorageCode SILENT =
      new StorageCode("NET-02", Severity.INFO, Title.STORAGE_SILENT);

  static StorageCode of(TidelockException e) {
    return e.happened().phrase() instanceof Happened happened ? of(happened) : SILENT;
  }

  private static StorageCode of(Happened happened) {
    return switch (happened) {
      case STORAGE_OFFLINE -> new StorageCode("NET-01", Severity.INFO, Title.OFFLINE);
      case STORAGE_PAGE -> new StorageCode("NET-03", Severity.ATTENTION, Title.NETWORK_ASKS);
      case STORAGE_PROXY -> new StorageCode("NET-04", Severity.ATTENTION, Title.PROXY_REFUSES);
      case STORAGE_FULL -> new StorageCode("STO-01", Severity.ATTENTION, Title.STORAGE_FULL);
      case STORAGE_BUSY -> new StorageCode("STO-03", Severity.INFO, Title.STORAGE_SLOW);
      case STORAGE_TAKES_LESS ->
          new StorageCode("STO-07", Severity.ATTENTION, Title.STORAGE_TAKES_LESS);
      case STORAGE_SIGN_IN_ENDED ->
          new StorageCode(Issue.SIGN_IN_ENDED, Severity.ATTENTION, Title.STORAGE_SIGN_IN_ENDED);
      case STORAGE_SIGN_IN ->
          new StorageCode(Issue.SIGN_IN, Severity.ATTENTION, Title.STORAGE_SIGN_IN);
      case STORAGE_FORBIDS -> new StorageCode("AUTH-03", Severity.ATTENTION, Title.STORAGE_REFUSES);
      case CERTIFICATE_CHANGED, HOST_KEY_CHANGED ->
          new StorageCode(Issue.SERVER_CHANGED, Severity.DECIDE, Title.SERVER_CHANGED);
      case CERTIFICATE_UNKNOWN, STORAGE_UNTRUSTED ->
          new StorageCode(Issue.SERVER_UNKNOWN, Severity.ATTENTION, Title.SERVER_UNKNOWN);
      default -> SILENT;
    };
  }

  /// Whether it is the code of a storage that cannot be reached for the moment.
  static boolean isAway(String code) {
    return AWAY.contains(code);
  }
}
