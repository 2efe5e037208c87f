import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// The icon in the sizes and files that systems want, from one large picture.
final class Icons {
  static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);

  private final BufferedImage large;

  Icons(Path png) throws IOException {
    System.setProperty("java.awt.headless", "true");
    large = ImageIO.read(png.toFile());
  }

  /// @param size pixels of a side
  byte[] png(int size) throws IOException {
    BufferedImage now = large;
    // By halves: one big step would skip most of the picture.
    while (now.getWidth() >= 2 * size) now = scaled(now, now.getWidth() / 2);
    if (now.getWidth() != size) now = scaled(now, size);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(now, "png", bytes);
    return bytes.toByteArray();
  }

  private static BufferedImage scaled(BufferedImage from, int size) {
    BufferedImage to = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = to.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(from, 0, 0, size, size, null);
    g.dispose();
    return to;
  }

  /// Windows: a directory of PNGs.
  void ico(Path file) throws IOException {
    List<byte[]> pictures = new ArrayList<>();
    List<Integer> sizes = SIZES.stream().filter(size -> size <= 256).toList();
    for (int size : sizes) pictures.add(png(size));
    ByteBuffer head = ByteBuffer.allocate(6 + 16 * sizes.size()).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) 0).putShort((short) 1).putShort((short) sizes.size());
    int at = head.capacity();
    for (int i = 0; i < sizes.size(); i++) {
      byte side = (byte) (int) sizes.get(i); // 256 is written as 0
      head.put(side).put(side).put((byte) 0).put((byte) 0);
      head.putShort((short) 1).putShort((short) 32);
      head.putInt(pictures.get(i).length).putInt(at);
      at += pictures.get(i).length;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.array());
    pictures.forEach(all::writeBytes);
    Files.write(file, all.toByteArray());
  }

  /// macOS: PNGs, each after four letters that say its size.
  void icns(Path file) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    part(out, "icp5", 32);
    part(out, "icp6", 64);
    part(out, "ic07", 128);
    part(out, "ic08", 256);
    part(out, "ic09", 512);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    DataOutputStream to = new DataOutputStream(whole);
    to.write("icns".getBytes(StandardCharsets.US_ASCII));
    to.writeInt(8 + all.size());
    all.writeTo(to);
    Files.write(file, whole.toByteArray());
  }

  private void part(DataOutputStream out, String kind, int size) throws IOException {
    byte[] picture = png(size);
    out.write(kind.getBytes(StandardCharsets.US_ASCII));
    out.writeInt(8 + picture.length);
    out.write(picture);
  }
}
