/// The sync engine. Its API is the facade; the rest can be reached by nobody, but for the place where the app makes an engine.
@SuppressWarnings("module") // the app, which is compiled later
module org.tidelock.engine {
  requires static transitive org.jspecify;
  requires transitive org.tidelock.crypto;
  requires java.sql;
  requires java.xml;
  requires kotlin.stdlib;
  requires okhttp3;
  requires okio;
  requires org.xerial.sqlitejdbc;
  requires com.github.luben.zstd_jni;
  requires directory.watcher;
  requires org.apache.sshd.osgi;
  requires org.eclipse.jgit;
  requires org.slf4j;
  requires tools.jackson.core;
  requires tools.jackson.dataformat.cbor;

  exports org.tidelock.engine;
  exports org.tidelock.engine.phrase;
  exports org.tidelock.engine.core to
      org.tidelock.app;
}
