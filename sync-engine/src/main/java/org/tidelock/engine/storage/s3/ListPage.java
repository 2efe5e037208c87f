package org.tidelock.engine.storage.s3;

import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.storage.Percent;
import org.tidelock.engine.storage.http.HttpException;

/// One page of a listing, as the server tells it (ListObjectsV2).
///
/// @param prefixes what keys have in common up to the next slash, if that was asked for
/// @param next where the next page begins; empty on the last one
record ListPage(List<Entry> entries, List<String> prefixes, Optional<String> next) {
  static final int MOST_BYTES = 8 << 20;

  private static final String ROOT = "ListBucketResult";

  /// @param size bytes, or -1 if the server does not say
  record Entry(String allegedKey, long size, Instant modified) {}

  static ListPage read(byte[] xml) throws HttpException {
    Reader reader = new Reader();
    Xml.read(xml, reader);
    return reader.page();
  }

  private static final class Reader implements Xml.Element {
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();
    private String key = "";
    private long size = -1;
    private Instant modified = Instant.EPOCH;
    private boolean isEncoded;
    private boolean goesOn;
    private String next = "";
    private boolean isListing;

    @Override
    public void ends(String path, String text) {
      switch (path) {
        case ROOT + "/Contents/Key" -> key = text;
        case ROOT + "/Contents/Size" ->
            size = text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
        case ROOT + "/Contents/LastModified" -> modified = time(text);
        case ROOT + "/Contents" -> {
          entries.add(new Entry(key, size, modified));
          key = "";
          size = -1;
          modified = Instant.EPOCH;
        }
        case ROOT + "/CommonPrefixes/Prefix" -> prefixes.add(text);
        case ROOT + "/EncodingType" -> isEncoded = text.equals("url");
        case ROOT + "/IsTruncated" -> goesOn = text.equals("true");
        case ROOT + "/NextContinuationToken" -> next = text;
        case ROOT -> isListing = true;
        default -> {}
      }
    }

    /// Whether keys are encoded may be said after them.
    ListPage page() throws HttpException {
      if (!isListing || goesOn && next.isEmpty()) throw Xml.unusable(null);
      List<Entry> decoded = new ArrayList<>();
      for (Entry e : entries) decoded.add(new Entry(decode(e.allegedKey), e.size, e.modified));
      List<String> common = new ArrayList<>();
      for (String prefix : prefixes) common.add(decode(prefix));
      return new ListPage(decoded, common, goesOn ? Optional.of(next) : Optional.empty());
    }

    /// A key that cannot be decoded is none of ours: it stays as it is.
    private String decode(String text) {
      if (!isEncoded) return text;
      try {
        return Percent.decode(text.replace('+', ' '));
      } catch (CharacterCodingException e) {
        return text;
      }
    }

    private static Instant time(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        return Instant.EPOCH;
      }
    }
  }
}
