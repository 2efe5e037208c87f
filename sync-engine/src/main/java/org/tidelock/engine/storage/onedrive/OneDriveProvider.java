package org.tidelock.engine.storage.onedrive;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tidelock.engine.SignIn;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.StorageNeeds;
import org.tidelock.engine.storage.Bandwidth;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.PageSignIn;
import org.tidelock.engine.storage.Provider;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.Terms;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.Limits;
import org.tidelock.engine.storage.http.Proxies;
import org.tidelock.engine.storage.http.Security;
import org.tidelock.engine.storage.oauth.AccessTokens;
import org.tidelock.engine.storage.oauth.BrowserSignIn;
import org.tidelock.engine.storage.oauth.CodeSignIn;
import org.tidelock.engine.storage.oauth.OAuthServer;

/// `onedrive:/Folder?client=ID`, in the folder that Microsoft makes for the application, or with `&in=drive` anywhere. The secret is a refresh token.
public final class OneDriveProvider implements Provider {
  /// The name of what is agreed: the application by which a person has signed in. Its tokens are of no use to another one.
  public static final String CLIENT = "onedrive-client";

  /// More are no vault, but a server that has no end.
  static final int MOST_OBJECTS = 1_000_000;

  private final Limits limits;
  private final Proxies proxies;
  private final InstantSource clock;
  private final Optional<String> packaged;
  private final int mostObjects;
  private final int piece;

  /// @param clock by which tokens end
  /// @param packaged the id of the application that this package is registered as, if it is
  /// @param proxies by which servers are reached where nothing is said of one
  public OneDriveProvider(InstantSource clock, Optional<String> packaged, Proxies proxies) {
    this(Limits.usual(), clock, packaged, proxies, MOST_OBJECTS, Upload.PIECE);
  }

  /// @param piece bytes, as [Upload] has it
  OneDriveProvider(
      Limits limits,
      InstantSource clock,
      Optional<String> packaged,
      Proxies proxies,
      int mostObjects,
      int piece) {
    this.proxies = proxies;
    this.piece = piece;
    this.limits = limits;
    this.clock = clock;
    this.packaged = packaged;
    this.mostObjects = mostObjects;
  }

  @Override
  public Set<String> schemes() {
    return Set.of("onedrive");
  }

  @Override
  public StorageNeeds needs(ServerUrl url) {
    OneDriveAddress.of(url, StorageAccess.NONE, packaged);
    return StorageNeeds.SIGN_IN;
  }

  @Override
  public ObjectStore open(ServerUrl url, StorageAccess access, Terms terms) {
    OneDriveAddress address = OneDriveAddress.of(url, access, packaged);
    Proxies way = proxies.agreed(access, address.graph());
    OAuthServer login = login(address, way);
    GraphServer server =
        new GraphServer(
            client(address.graph(), terms.bandwidth(), way),
            address.graph(),
            new AccessTokens(login, terms.secret(), clock));
    return new OneDriveStore(server, address, mostObjects, piece);
  }

  @Override
  public PageSignIn signIn(
      ServerUrl url,
      StorageAccess access,
      SignIn.Way way,
      SignIn.Extent extent,
      PageSignIn.Pause pause,
      SecureRandom random)
      throws StorageException, InterruptedException {
    OneDriveAddress address = OneDriveAddress.of(url, StorageAccess.NONE, packaged);
    OAuthServer login = login(address, proxies.agreed(access, address.program().token()));
    String scope = extent == SignIn.Extent.ALL_FILES ? OneDriveAddress.ALL_FILES : address.scope();
    Function<String, StorageAccess> opens =
        token -> StorageAccess.NONE.withSecret(token).agreeing(CLIENT, address.program().id());
    return switch (way) {
      case BROWSER -> BrowserSignIn.start(login, scope, random, opens);
      case CODE -> CodeSignIn.start(login, scope, pause, opens);
    };
  }

  private OAuthServer login(OneDriveAddress address, Proxies way) {
    return new OAuthServer(
        client(address.program().token(), Bandwidth.UNLIMITED, way), address.program());
  }

  /// Only a test's server on this computer has no encryption ([OneDriveAddress]).
  private HttpClient client(URI base, Bandwidth bandwidth, Proxies way) {
    return new HttpClient(
        base.getScheme().equals("https") ? Security.ofLargeProvider() : Security.cleartext(),
        limits,
        bandwidth,
        way);
  }
}
