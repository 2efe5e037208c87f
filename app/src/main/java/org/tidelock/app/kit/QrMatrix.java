package org.tidelock.app.kit;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import com.google.zxing.qrcode.encoder.QRCode;

/// A QR code as dark and light squares, without its quiet zone. Error correction Q: a quarter of it may be stained or folded.
public final class QrMatrix {
  private final ByteMatrix squares;

  private QrMatrix(ByteMatrix squares) {
    this.squares = squares;
  }

  public static QrMatrix of(String text) {
    try {
      QRCode code = Encoder.encode(text, ErrorCorrectionLevel.Q);
      return new QrMatrix(code.getMatrix());
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }

  /// Squares on a side.
  public int size() {
    return squares.getWidth();
  }

  public boolean dark(int x, int y) {
    return squares.get(x, y) == 1;
  }
}
