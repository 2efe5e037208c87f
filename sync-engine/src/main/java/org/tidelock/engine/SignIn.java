package org.tidelock.engine;

import java.net.URI;
import java.util.Optional;

/// A sign-in to a storage at the page of its provider, under way ([Vaults#signIn]). One thread waits for its end; an interrupt of that thread gives it up. How to use it:
///
///     try (SignIn signIn = vaults.signIn(storage, SignIn.Way.BROWSER, SignIn.Extent.NEEDED)) {
///       show(signIn.page());                     // opens the browser
///       StorageAccess access = signIn.await();   // until the person is back
///       vaults.with(access).create(request);
///     }
public interface SignIn extends AutoCloseable {
  /// What the person opens: here with [Way#BROWSER], on any device with [Way#CODE]. Always https, but in tests.
  URI page();

  /// What she types there; with [Way#CODE] only.
  Optional<String> code();

  /// Waits until the person has agreed.
  ///
  /// @return what opens the storage: secret, and to be given to [Vaults#with]
  /// @throws TidelockException STORAGE if she did not agree or not in time (some ten minutes), or the provider does not let this application in
  StorageAccess await() throws TidelockException, InterruptedException;

  /// Ends it, as far as it is not at its end.
  @Override
  void close();

  /// Where a person signs in.
  enum Way {
    /// In this computer's browser, which comes back by itself.
    BROWSER,
    /// On any device, where she types a code.
    CODE
  }

  /// What she is asked to allow.
  enum Extent {
    /// What the storage needs.
    NEEDED,
    /// All her files. Some accounts of OneDrive want that to be allowed once, before what is needed is enough.
    ALL_FILES
  }
}
