package org.tidelock.engine.history;

import org.tidelock.crypto.IntegrityException;

/// A content on its own, in the encoding that it has inside operations: for the sealed column of the index.
public final class ContentCodec {
  private ContentCodec() {}

  /// Holds the lineage key: secret bytes, which the caller seals and wipes.
  public static byte[] encode(Content content) {
    return WireCbor.write(out -> OperationCodec.content(out, content));
  }

  /// Reads what [#encode] wrote.
  public static Content decode(byte[] encoded) throws IntegrityException {
    return WireCbor.<Content, IntegrityException>read(encoded, OperationCodec::content);
  }
}
