package org.tidelock.app.cli;

import java.util.Optional;
import org.tidelock.app.desktop.Opener;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vaults;

/// A person at a terminal signs in at the page of a storage's provider: she is told where, and waited for. What is told goes to stderr, always: without it there is
/// no way on.
record SigningIn(Context context, SignIn.Way way, SignIn.Extent extent) {
  /// @param chosen how, if somebody has said it; else the browser where there seems to be one
  /// @throws TidelockException LOCKED if nobody has said it and nobody is there
  static SigningIn with(Context context, Optional<SignIn.Way> chosen, boolean allFiles)
      throws TidelockException {
    if (chosen.isEmpty() && !context.terminal().canAsk()) {
      throw nobodyToAsk(
          "Run it at a terminal, or say how with --sign-in=browser or --sign-in=code.");
    }
    return new SigningIn(
        context,
        chosen.orElseGet(() -> usual(context)),
        allFiles ? SignIn.Extent.ALL_FILES : SignIn.Extent.NEEDED);
  }

  /// Where nobody can say how.
  ///
  /// @throws TidelockException LOCKED if nobody is there
  static SigningIn atTerminal(Context context) throws TidelockException {
    if (!context.terminal().canAsk()) {
      throw nobodyToAsk("Run it at a terminal.");
    }
    return new SigningIn(context, usual(context), SignIn.Extent.NEEDED);
  }

  private static SignIn.Way usual(Context context) {
    return Opener.hasScreen(context.environment()) ? SignIn.Way.BROWSER : SignIn.Way.CODE;
  }

  private static TidelockException nobodyToAsk(String todo) {
    return new TidelockException(
        ErrorCode.LOCKED,
        "Someone has to sign in to this storage, and there is nobody to ask.",
        "Nothing was changed.",
        todo);
  }

  /// @return what opens the storage
  StorageAccess to(String storage, Vaults vaults) throws TidelockException, InterruptedException {
    try (SignIn signIn = vaults.signIn(storage, way, extent)) {
      tell(signIn);
      return signIn.await();
    }
  }

  private void tell(SignIn signIn) {
    var err = context.terminal().err();
    if (signIn.code().isPresent()) {
      err.println("To sign in, open this page on any device: " + signIn.page());
      err.println("and type this code there: " + signIn.code().get());
    } else {
      err.println("To sign in, open this page in a browser of this computer: " + signIn.page());
      if (Opener.hasScreen(context.environment())) {
        Opener.open(signIn.page());
      }
    }
    err.println("Tidelock waits until you have.");
    err.flush();
  }
}
