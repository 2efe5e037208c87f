package org.tidelock.engine.storage.onedrive;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.tidelock.engine.storage.ObjectInfo;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.storage.StorageException.AlreadyExists;
import org.tidelock.engine.storage.StorageException.NotFound;
import org.tidelock.engine.storage.StorageException.OutOfBounds;
import org.tidelock.engine.storage.StorageException.Permanent;
import org.tidelock.engine.storage.StorageException.Transient;
import org.tidelock.engine.storage.http.HttpClient;
import org.tidelock.engine.storage.http.HttpException;
import org.tidelock.engine.storage.http.HttpRequest;
import org.tidelock.engine.storage.http.HttpTroubles;
import org.tidelock.engine.storage.http.Json;
import org.tidelock.engine.storage.onedrive.Children.Child;
import org.tidelock.engine.storage.onedrive.GraphServer.Outcome;

/// Objects in OneDrive, each a file in the vault's folder. Small ones are sent with one request that forbids to replace, larger ones in pieces; of either
/// nothing is seen before the last byte has come.
///
/// RACE: of two creators of one name both may be told that they made it, if OneDrive does not keep its word, and the later one stays. Names are never used for two
/// objects, so that nobody else writes this one.
final class OneDriveStore implements ObjectStore {
  private static final String NEW_ONLY = "?@microsoft.graph.conflictBehavior=fail";
  private static final String FIELDS =
      "?$select=id,name,size,file,folder,package,remoteItem,lastModifiedDateTime";
  private static final int DEPTH = 3;
  private static final int DELETED = 204;
  private static final int LISTINGS_AT_ONCE = 4;

  private final GraphServer server;
  private final OneDriveAddress address;

  /// Bytes: more are sent in pieces, so that a line that breaks costs at most one of them.
  private final int piece;

  private final Upload upload;

  /// The id of the vault's folder, once it is known. What is stored is stored in this one: by its path OneDrive would make a folder anew that somebody has
  /// deleted or moved away, and the vault would look empty there.
  private volatile @Nullable String place;

  private final Children children;

  /// Of the store as a whole: folders in folders are listed at once, too.
  private final Semaphore listing = new Semaphore(LISTINGS_AT_ONCE);

  /// @param piece bytes, as [Upload] has it
  OneDriveStore(GraphServer server, OneDriveAddress address, int mostObjects, int piece) {
    this.server = server;
    this.address = address;
    this.piece = piece;
    this.upload = new Upload(server, piece);
    this.children = new Children(server, mostObjects);
  }

  private static List<String> path(ObjectName name) {
    return Arrays.asList(name.value().split("/"));
  }

  private URI uri(ObjectName name, String verb, String query) {
    return URI.create(address.uri(path(name), verb) + query);
  }

  private <T> Outcome<T> ask(HttpRequest request, HttpClient.Reading<T> good)
      throws StorageException, InterruptedException {
    try {
      return server.ask(request, good);
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    }
  }

  @Override
  public void create(ObjectName name, byte[] bytes) throws StorageException, InterruptedException {
    create(name, ByteBuffer.wrap(bytes));
  }

  @Override
  public void create(ObjectName name, ByteBuffer bytes)
      throws StorageException, InterruptedException {
    try {
      String there = place;
      if (there == null) there = requirePlace();
      Outcome<Json> put = put(there, name, bytes);
      if (put.error().filter(e -> e.status() == 404).isPresent()) {
        there = requirePlace();
        makeParents(there, name);
        put = put(there, name, bytes);
      }
      if (put.error().isPresent()) throw refusal(name, put.error().get());
      requireLength(name, put.orThrow(), bytes.remaining());
    } catch (HttpException e) {
      throw settled(name, e);
    }
  }

  private Outcome<Json> put(String there, ObjectName name, ByteBuffer bytes)
      throws HttpException, StorageException, InterruptedException {
    if (bytes.remaining() > piece)
      return upload.run(name, address.below(there, path(name), "createUploadSession"), bytes);
    URI uri = URI.create(address.below(there, path(name), "content") + NEW_ONLY);
    HttpRequest request =
        HttpRequest.of("PUT", uri).with("Content-Type", "application/octet-stream").sending(bytes);
    return server.ask(request, GraphServer::json);
  }

  private StorageException refusal(ObjectName name, GraphError error)
      throws StorageException, InterruptedException {
    // The same words are used for a name whose upload somebody has begun and not ended.
    if (error.isExistence() && stat(name).isPresent()) return new AlreadyExists(name);
    return error.explained();
  }

  /// Without an answer the object is there as a whole or not at all; whether it is ours, the caller finds out by its bytes.
  private StorageException settled(ObjectName name, HttpException e)
      throws StorageException, InterruptedException {
    boolean unknown =
        e.kind() == HttpException.Kind.LOST || e.kind() == HttpException.Kind.UNUSABLE;
    if (unknown && stat(name).isPresent()) return new AlreadyExists(name);
    return HttpTroubles.of(e);
  }

  /// What arrived with another length is not left there.
  private void requireLength(ObjectName name, Json item, int length)
      throws StorageException, InterruptedException {
    if (item.number("size").orElse(length) == length) return;
    delete(name);
    throw new Transient("An object did not arrive in OneDrive as it was sent.", null);
  }

  private void makeParents(String there, ObjectName name)
      throws StorageException, InterruptedException {
    List<String> path = path(name);
    for (int i = 0; i < path.size() - 1; i++)
      makeFolder(address.below(there, path.subList(0, i), "children"), path.get(i));
  }

  /// @param children of the folder in which it is made
  private void makeFolder(URI children, String name) throws StorageException, InterruptedException {
    // Names are of letters, digits and signs that JSON takes as they are, or were chosen by the
    // person.
    String body =
        "{\"name\":\"" + name + "\",\"folder\":{},\"@microsoft.graph.conflictBehavior\":\"fail\"}";
    Outcome<Json> made = ask(GraphServer.json("POST", children, body), GraphServer::json);
    if (made.error().filter(e -> !e.isExistence()).isPresent()) made.orThrow();
  }

  @Override
  public void prepare() throws StorageException, InterruptedException {
    requireOwnFolder();
    List<String> parent = new ArrayList<>();
    for (String name : address.folder()) {
      if (item(address.at(append(parent, name), "")).isEmpty())
        makeFolder(address.at(parent, "children"), name);
      parent.add(name);
    }
    requirePlace();
  }

  private static List<String> append(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  /// OneDrive makes it when it is asked for it itself, and not before.
  private void requireOwnFolder() throws StorageException, InterruptedException {
    ask(HttpRequest.of("GET", address.at(List.of(), "")), GraphServer::json).orThrow();
  }

  /// Where the place of a vault is not, nothing is known of what is in it: one that was moved away must not look like an empty storage.
  ///
  /// @return its id
  private String requirePlace() throws StorageException, InterruptedException {
    place = null;
    Json folder =
        item(address.uri(List.of(), ""))
            .filter(json -> json.hasObject("folder"))
            .orElseThrow(
                () -> new Transient("The folder of this storage is not in OneDrive.", null));
    String id = folder.text("id").filter(text -> !text.isEmpty()).orElseThrow(Children::unsaid);
    place = id;
    return id;
  }

  /// What is at an address, if Graph knows anything there.
  private Optional<Json> item(URI uri) throws StorageException, InterruptedException {
    Outcome<Json> got = ask(HttpRequest.of("GET", URI.create(uri + FIELDS)), GraphServer::json);
    if (got.error().filter(GraphError::isAbsence).isPresent()) return Optional.empty();
    Json item = got.orThrow();
    if (!Children.isSomething(item)) throw Children.unsaid();
    return Optional.of(item);
  }

  @Override
  public Optional<ObjectInfo> stat(ObjectName name) throws StorageException, InterruptedException {
    Optional<Json> item = item(address.uri(path(name), ""));
    if (item.isEmpty()) {
      requirePlace();
      return Optional.empty();
    }
    if (!item.get().hasObject("file")) return Optional.empty();
    long size =
        item.get()
            .number("size")
            .orElseThrow(() -> new Permanent("OneDrive does not say how long an object is.", null));
    return Optional.of(new ObjectInfo(name, size, time(item.get())));
  }

  static Instant time(Json item) {
    try {
      return item.text("lastModifiedDateTime").map(Instant::parse).orElse(Instant.EPOCH);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  @Override
  public byte[] get(ObjectName name, int maxLength) throws StorageException, InterruptedException {
    return download(name).whole(name, maxLength);
  }

  /// Where Graph sends whoever wants the contents.
  private Download download(ObjectName name) throws StorageException, InterruptedException {
    Outcome<Download> got;
    try {
      got = server.askForContents(HttpRequest.of("GET", uri(name, "content", "")));
    } catch (HttpException e) {
      throw HttpTroubles.of(e);
    }
    if (got.value().isPresent()) return got.value().get();
    GraphError error = got.error().orElseThrow();
    // A folder is refused in various words; who wants to be left alone is not asked anything.
    if (error.isAboutItem() && stat(name).isEmpty()) throw new NotFound(name);
    throw error.explained();
  }

  @Override
  public byte[] getRange(ObjectName name, long offset, int length)
      throws StorageException, InterruptedException {
    boolean impossible = offset < 0 || length < 0 || offset > Long.MAX_VALUE - length;
    if (impossible || length == 0) {
      long size = stat(name).orElseThrow(() -> new NotFound(name)).size();
      if (impossible || offset > size) throw new OutOfBounds(name, size);
      return new byte[0];
    }
    ByteBuffer into = ByteBuffer.allocate(length);
    int read = read(name, offset, into);
    if (read < length) throw new OutOfBounds(name, offset + read);
    return into.array();
  }

  @Override
  public int read(ObjectName name, long offset, ByteBuffer into)
      throws StorageException, InterruptedException {
    if (!into.hasRemaining()) return 0;
    return download(name).part(offset, into);
  }

  @Override
  public List<ObjectInfo> list(String folder) throws StorageException, InterruptedException {
    if (!ObjectName.isValid(folder) || folder.indexOf('/') >= 0)
      throw new IllegalArgumentException("not a folder of the storage: " + folder);
    return walk(List.of(folder));
  }

  @Override
  public List<ObjectInfo> listAll() throws StorageException, InterruptedException {
    return walk(List.of());
  }

  private List<ObjectInfo> walk(List<String> folder) throws StorageException, InterruptedException {
    Optional<List<Child>> all = children(folder);
    if (all.isEmpty()) {
      requirePlace();
      return List.of(); // not made yet, or deleted meanwhile
    }
    List<ObjectInfo> found = new ArrayList<>();
    Set<String> deeper = new TreeSet<>(); // some come twice
    for (Child child : all.get()) {
      String name = String.join("/", append(folder, child.allegedName()));
      if (!ObjectName.isValid(name)) continue;
      if (child.isFolder()) deeper.add(child.allegedName());
      else if (child.isFile())
        found.add(new ObjectInfo(new ObjectName(name), child.size(), child.modified()));
    }
    if (folder.size() + 1 < DEPTH) addBelow(folder, deeper, found);
    return found;
  }

  private Optional<List<Child>> children(List<String> folder)
      throws StorageException, InterruptedException {
    listing.acquire();
    try {
      return children.of(address.uri(folder, "children"));
    } finally {
      listing.release();
    }
  }

  private void addBelow(List<String> folder, Set<String> names, List<ObjectInfo> found)
      throws StorageException, InterruptedException {
    List<HttpClient.Task<List<ObjectInfo>>> tasks = new ArrayList<>();
    for (String name : names) tasks.add(() -> walk(append(folder, name)));
    for (List<ObjectInfo> below : server.client().together(tasks, LISTINGS_AT_ONCE))
      found.addAll(below);
  }

  @Override
  public Optional<Set<String>> names() throws StorageException, InterruptedException {
    requireOwnFolder();
    Optional<List<Child>> all = children.of(address.uri(List.of(), "children"));
    if (all.isEmpty()) return Optional.empty();
    Set<String> names = new TreeSet<>();
    all.get().forEach(child -> names.add(child.allegedName()));
    return Optional.of(names);
  }

  /// After a look: a folder would go with all that is in it.
  @Override
  public void delete(ObjectName name) throws StorageException, InterruptedException {
    if (stat(name).isEmpty() || isDeleted(uri(name, "", ""))) return;
    if (stat(name).isPresent())
      throw new Transient("OneDrive did not delete an object, and does not say why.", null);
  }

  /// @return false if the answer is not the one that Graph gives, though no refusal either: then one has to look
  private boolean isDeleted(URI uri) throws StorageException, InterruptedException {
    Outcome<Boolean> deleted = ask(HttpRequest.of("DELETE", uri), a -> a.status() == DELETED);
    return deleted.error().filter(GraphError::isAbsence).isPresent() || deleted.orThrow();
  }

  @Override
  public OptionalLong room() throws StorageException, InterruptedException {
    Outcome<Json> drive = ask(HttpRequest.of("GET", address.quota()), GraphServer::json);
    // Not every account tells it to an application that has a folder only.
    if (drive.error().filter(GraphError::isAboutItem).isPresent()) return OptionalLong.empty();
    return drive.orThrow().number("quota", "remaining");
  }

  @Override
  public boolean removePlace() throws StorageException, InterruptedException {
    return removeEmpty(List.of());
  }

  /// RACE: a folder goes with all that is in it, so that what comes after the look would go, too (into the recycle bin). Only folders that a trial has just made
  /// are removed, in which nobody else has anything to do.
  private boolean removeEmpty(List<String> folder) throws StorageException, InterruptedException {
    Optional<List<Child>> all = children.of(address.uri(folder, "children"));
    if (all.isEmpty()) return true;
    boolean empty = true;
    for (Child child : all.get()) {
      List<String> path = append(folder, child.allegedName());
      empty &= child.isFolder() && path.size() <= DEPTH && removeEmpty(path);
    }
    if (!empty) return false;
    URI uri = address.uri(folder, "");
    return isDeleted(uri) || item(uri).isEmpty();
  }

  @Override
  public String describe() {
    return "OneDrive, /" + String.join("/", address.folder());
  }

  @Override
  public void close() {
    upload.close();
    server.close();
  }
}
