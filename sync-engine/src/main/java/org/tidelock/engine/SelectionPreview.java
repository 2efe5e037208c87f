package org.tidelock.engine;

/// What another choice would do to this device's folder, as far as the device knows the vault now.
///
/// @param goes what is here and would go; it stays in the vault
/// @param comes what is not here and would be brought
public record SelectionPreview(Part goes, Part comes) {
  /// @param bytes their size
  public record Part(long files, long bytes) {}
}
