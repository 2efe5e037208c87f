package org.tidelock.engine.storage.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpException.Kind;
import org.tidelock.engine.storage.http.StrictXml;

/// Reads XML of a server, of which so many bytes are here already: no document type, no entities, nothing outside, no depths. Names of elements count
/// whatever their namespace, as servers differ in it.
final class Xml {
  private static final int LONGEST_TEXT = 8192;
  private static final int LONGEST_NAME = 64;
  private static final int DEEPEST = 16;

  private Xml() {}

  /// Is told each element when it ends.
  @FunctionalInterface
  interface Element {
    /// @param path names from the outermost element on, with slashes
    /// @param text what is in it, if no other element is
    void ends(String path, String text) throws HttpException;
  }

  /// @throws HttpException if it is something else
  static void read(byte[] bytes, Element element) throws HttpException {
    try {
      XMLStreamReader in = StrictXml.reader(new ByteArrayInputStream(bytes));
      try {
        read(in, element);
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      throw unusable(e);
    }
  }

  private static void read(XMLStreamReader in, Element element)
      throws XMLStreamException, HttpException {
    Deque<String> paths = new ArrayDeque<>();
    StringBuilder text = new StringBuilder();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (paths.size() == DEEPEST) throw unusable(null);
          String name = in.getLocalName();
          if (name.length() > LONGEST_NAME) throw unusable(null);
          paths.push(paths.isEmpty() ? name : paths.peek() + "/" + name);
          text.setLength(0);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          element.ends(paths.pop(), text.toString().strip());
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (text.length() + in.getTextLength() > LONGEST_TEXT) throw unusable(null);
          text.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw unusable(null);
        default -> {}
      }
    }
  }

  static HttpException unusable(@Nullable Exception cause) {
    return new HttpException(
        Kind.UNUSABLE, "The server's answer is not as S3 has it, or too long.", cause);
  }
}
