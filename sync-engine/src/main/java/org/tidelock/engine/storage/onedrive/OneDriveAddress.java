package org.tidelock.engine.storage.onedrive;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tidelock.engine.StorageAccess;
import org.tidelock.engine.storage.Percent;
import org.tidelock.engine.storage.ServerUrl;
import org.tidelock.engine.storage.http.Security;
import org.tidelock.engine.storage.oauth.OAuthServer.Registration;

/// What `onedrive:/Folder?client=ID` says.
///
/// @param program as it is registered with Microsoft
/// @param graph without a slash at the end
/// @param place in which the folder is: the application's own folder, or the whole drive
/// @param folder names in it, of the vault's place
record OneDriveAddress(Registration program, URI graph, Place place, List<String> folder) {
  static final String ALL_FILES = "Files.ReadWrite offline_access";
  private static final String APP_FOLDER_ONLY = "Files.ReadWrite.AppFolder offline_access";

  /// Options of the address.
  static final String CLIENT = "client";

  private static final String LOGIN = "login";
  private static final String GRAPH = "graph";
  private static final String IN = "in";

  private static final URI MICROSOFT = URI.create("https://login.microsoftonline.com/common");
  private static final URI GRAPH_BASE = URI.create("https://graph.microsoft.com/v1.0");

  /// Whoever is named there gets the token, or the person's sign-in, and an address may come from a stranger.
  ///
  /// @param login hosts for signing in
  /// @param graph hosts of Graph
  private record Cloud(Set<String> login, Set<String> graph) {
    private static final List<Cloud> MICROSOFTS =
        List.of(
            new Cloud(Set.of("login.microsoftonline.com"), Set.of("graph.microsoft.com")),
            new Cloud( // US government
                Set.of("login.microsoftonline.us"),
                Set.of("graph.microsoft.us", "dod-graph.microsoft.us")),
            new Cloud( // China
                Set.of("login.chinacloudapi.cn", "login.partner.microsoftonline.cn"),
                Set.of("microsoftgraph.chinacloudapi.cn")));

    private static boolean isMicrosofts(URI login, URI graph) {
      return MICROSOFTS.stream().anyMatch(c -> is(login, c.login) && is(graph, c.graph));
    }

    private static boolean is(URI uri, Set<String> hosts) {
      return "https".equals(uri.getScheme())
          && uri.getPort() == -1
          && hosts.contains(uri.getHost().toLowerCase(Locale.ROOT));
    }
  }

  /// In what the folder is.
  enum Place {
    /// What Microsoft makes for the application, below `Apps`: nothing else can be read or changed.
    APP_FOLDER("/me/drive/special/approot"),
    DRIVE("/me/drive/root");

    final String path;

    Place(String path) {
      this.path = path;
    }
  }

  /// @param packaged the application's id that this package of Tidelock has, if it has one
  /// @throws IllegalArgumentException with a sentence for the person
  static OneDriveAddress of(ServerUrl url, StorageAccess access, Optional<String> packaged) {
    if (!url.host().isEmpty() || url.user().isPresent() || url.port() >= 0) throw malformed();
    if (!Set.of(CLIENT, LOGIN, GRAPH, IN).containsAll(url.options().keySet())) throw malformed();
    if (url.path().isEmpty())
      throw new IllegalArgumentException("Name a folder in OneDrive: onedrive:/Folder.");
    url.path().forEach(OneDriveAddress::requireName);
    String id =
        Optional.ofNullable(url.options().get(CLIENT))
            .or(() -> access.agreed(OneDriveProvider.CLIENT))
            .or(() -> packaged)
            .filter(text -> text.matches("[A-Za-z0-9._-]{1,100}"))
            .orElseThrow(OneDriveAddress::noClient);
    URI login = base(url.options().get(LOGIN), MICROSOFT);
    URI graph = base(url.options().get(GRAPH), GRAPH_BASE);
    boolean isTest = Security.isLoopback(login) && Security.isLoopback(graph);
    if (!isTest && !Cloud.isMicrosofts(login, graph)) throw elsewhere();
    return new OneDriveAddress(
        new Registration(
            URI.create(login + "/oauth2/v2.0/authorize"),
            URI.create(login + "/oauth2/v2.0/token"),
            URI.create(login + "/oauth2/v2.0/devicecode"),
            id),
        graph,
        place(url.options().get(IN)),
        url.path());
  }

  private static Place place(@org.jspecify.annotations.Nullable String in) {
    if (in == null || in.equals("app")) return Place.APP_FOLDER;
    if (in.equals("drive")) return Place.DRIVE;
    throw malformed();
  }

  /// @return what has a host, and nothing but a path beside it
  private static URI base(@org.jspecify.annotations.Nullable String text, URI usual) {
    if (text == null) return usual;
    try {
      URI uri = URI.create(text.replaceAll("/+$", ""));
      boolean safe =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && Security.isLoopback(uri));
      boolean plain =
          uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (safe && plain) return uri;
    } catch (IllegalArgumentException e) {
      throw (IllegalArgumentException) malformed().initCause(e);
    }
    throw malformed();
  }

  private static void requireName(String name) {
    boolean bad =
        name.matches(".*[\"*:<>?/\\\\|].*")
            || name.startsWith(" ")
            || name.startsWith("~")
            || name.endsWith(" ")
            || name.endsWith(".");
    if (bad)
      throw new IllegalArgumentException(
          "OneDrive has no folders with such a name. Choose one of letters and digits.");
  }

  private static IllegalArgumentException noClient() {
    return new IllegalArgumentException(
        "This package of Tidelock has no application id for OneDrive. Register one (the guide says how, in five minutes) and add it: onedrive:/Folder?client=ID.");
  }

  private static IllegalArgumentException elsewhere() {
    return new IllegalArgumentException(
        "The storage address names servers that are not Microsoft's (login, graph), or not of the same cloud. They would get the sign-in, so that Tidelock does not use them.");
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "The storage address is not of the form onedrive:/Folder?client=ID.");
  }

  /// What has to be allowed for it, at the least.
  String scope() {
    return place == Place.APP_FOLDER ? APP_FOLDER_ONLY : ALL_FILES;
  }

  /// The address of something below a folder by that folder's own id: where the folder is gone, there is nothing, whatever is made at its path.
  ///
  /// @param id as Graph has it
  /// @param path below the folder
  URI below(String id, List<String> path, String verb) {
    return uri("/me/drive/items/" + Percent.encode(id), path, verb);
  }

  /// @param path below the vault's folder
  /// @param verb what is asked of it, or empty
  URI uri(List<String> path, String verb) {
    return at(join(folder, path), verb);
  }

  /// @param path below the place
  URI at(List<String> path, String verb) {
    return uri(place.path, path, verb);
  }

  private URI uri(String anchor, List<String> path, String verb) {
    StringBuilder out = new StringBuilder(graph.toString()).append(anchor);
    if (!path.isEmpty()) {
      out.append(':');
      for (String name : path) out.append('/').append(Percent.encode(name));
      if (!verb.isEmpty()) out.append(':');
    }
    if (!verb.isEmpty()) out.append('/').append(verb);
    return URI.create(out.toString());
  }

  URI quota() {
    return URI.create(graph + "/me/drive?$select=quota");
  }

  private static List<String> join(List<String> a, List<String> b) {
    return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
  }
}
