/// Keys, sealing, signing, recovery and pairing: usable without the rest of Tidelock. Knows nothing of sync, disks or screens.
///
/// Tink has no module descriptor of its own (1.24.0): it is an automatic module, by the name its manifest gives.
module org.tidelock.crypto {
  requires static transitive org.jspecify;
  requires com.google.crypto.tink;
  requires org.bouncycastle.provider;
  requires tools.jackson.core;
  requires tools.jackson.dataformat.cbor;

  exports org.tidelock.crypto;
}
