package org.tidelock.app.kit;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// Reads the code on the first page of a kit as a telephone does, which sees the whole page and looks again from elsewhere when it could not read it:
/// of codes of random words the reader misses a few in a hundred at any one size.
public final class KitScan {
  private static final int[] DOTS_AN_INCH = {150, 200, 300, 170, 250};
  private static final int[] SCALES = {4, 3, 5, 6, 7};
  private static final int QUIET = 4;

  private KitScan() {}

  /// One look, at a size.
  private interface Look {
    BufferedImage at(int size) throws IOException;
  }

  public static String code(Path kit) throws IOException {
    try (PDDocument pdf = Loader.loadPDF(kit.toFile())) {
      PDFRenderer pages = new PDFRenderer(pdf);
      return first(dots -> pages.renderImageWithDPI(0, dots, ImageType.RGB), DOTS_AN_INCH);
    }
  }

  /// On a screen, with the quiet zone around it.
  static String code(QrMatrix squares) throws IOException {
    return first(scale -> drawn(squares, scale), SCALES);
  }

  private static String first(Look look, int... sizes) throws IOException {
    for (int size : sizes) {
      try {
        return read(look.at(size));
      } catch (ReaderException e) {
        // Looks again.
        continue;
      }
    }
    throw new AssertionError("the code cannot be read at any size");
  }

  private static BufferedImage drawn(QrMatrix squares, int scale) {
    int width = (squares.size() + 2 * QUIET) * scale;
    BufferedImage image = new BufferedImage(width, width, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < width; y++) {
      for (int x = 0; x < width; x++) {
        int column = x / scale - QUIET;
        int row = y / scale - QUIET;
        boolean inside = column >= 0 && row >= 0 && column < squares.size() && row < squares.size();
        image.setRGB(x, y, inside && squares.dark(column, row) ? 0 : 0xffffff);
      }
    }
    return image;
  }

  private static String read(BufferedImage page) throws ReaderException {
    int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
    var seen = new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(seen))).getText();
  }
}
