package org.tidelock.app.tray;

/// The icon in one size.
///
/// @param argb four bytes for each pixel, row by row: alpha, red, green, blue
public record TrayPicture(int width, int height, byte[] argb) {
  public TrayPicture {
    if (argb.length != 4 * width * height)
      throw new IllegalArgumentException("not " + width + " times " + height + " pixels");
    argb = argb.clone();
  }

  @Override
  public byte[] argb() {
    return argb.clone();
  }
}
