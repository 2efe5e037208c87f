package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.tidelock.engine.effects.Handle;
import org.tidelock.engine.local.Disk;
import org.tidelock.engine.local.Fingerprint.Kind;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;
import org.tidelock.engine.local.Mounts;
import org.tidelock.engine.storage.ObjectStore;
import org.tidelock.engine.system.SystemPlaces;

/// Synced folders that are simulated, of which a watch hears what it is told, and one storage for all. Profiles with their index are real ones still.
public final class SimPlaces extends SystemPlaces {
  private final Map<Path, Mounted> mounted = new TreeMap<>();
  private final SimWatcher watcher = new SimWatcher();
  private final ObjectStore storage;
  private final Ablation ablation;

  private record Mounted(SimVolume volume, DiskTrouble trouble) {}

  /// Something below a simulated folder, or that folder.
  private record Place(Mounted on, LocalPath path) {}

  public SimPlaces(ObjectStore storage) {
    this(storage, Ablation.NONE);
  }

  SimPlaces(ObjectStore storage, Ablation ablation) {
    this.storage = storage;
    this.ablation = ablation;
  }

  /// From now on `folder` is the root of this volume.
  public void mount(Path folder, SimVolume volume, DiskTrouble trouble) {
    mounted.put(folder, new Mounted(volume, trouble));
  }

  private Optional<Place> place(Path path) {
    for (Map.Entry<Path, Mounted> each : mounted.entrySet())
      if (path.startsWith(each.getKey())) {
        List<String> names = new ArrayList<>();
        if (!path.equals(each.getKey()))
          each.getKey().relativize(path).forEach(name -> names.add(name.toString()));
        return Optional.of(new Place(each.getValue(), new LocalPath(names)));
      }
    return Optional.empty();
  }

  @Override
  public Disk disk(Path folder, Mounts mounts) throws IOException {
    if (!mounts.isEmpty()) throw new IOException("here nothing lies elsewhere: " + folder);
    Place place = place(folder).orElseThrow(() -> new NoSuchElementException("real: " + folder));
    place.on.volume.requirePlugged();
    place.on.volume.folder(place.path);
    if (!place.path.isRoot()) throw new IOException("only whole volumes are synced: " + folder);
    return ablation.of(
        new SimDisk(place.on.volume, place.on.trouble), new SimUser(place.on.volume));
  }

  @Override
  public ObjectStore store(Path folder, String owner, SecureRandom random) {
    return storage;
  }

  @Override
  public Handle watch(Path folder, FolderListener listener) {
    return place(folder).isEmpty() ? () -> {} : watcher.watch(folder, listener);
  }

  SimWatcher watcher() {
    return watcher;
  }

  private interface Answer<T> {
    T of(Place place) throws IOException;
  }

  private static boolean isTrue(Place place, Answer<Boolean> question) {
    try {
      place.on.volume.requirePlugged();
      return question.of(place);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public boolean exists(Path path) {
    return place(path)
        .map(at -> isTrue(at, p -> p.on.volume.isThere(p.path)))
        .orElseGet(() -> super.exists(path));
  }

  @Override
  public boolean isFolder(Path path) {
    return place(path)
        .map(at -> isTrue(at, p -> p.on.volume.node(p.path).kind == Kind.FOLDER))
        .orElseGet(() -> super.isFolder(path));
  }

  @Override
  public boolean isWritable(Path path) {
    return place(path).isPresent() ? exists(path) : super.isWritable(path);
  }

  @Override
  public List<String> names(Path folder) throws IOException {
    Optional<Place> at = place(folder);
    if (at.isEmpty()) return super.names(folder);
    at.get().on.volume.requirePlugged();
    return at.get().on.volume.folder(at.get().path).names.values().stream()
        .map(SimNode.Name::name)
        .toList();
  }

  @Override
  public void makeFolders(Path folder) throws IOException {
    Optional<Place> at = place(folder);
    if (at.isEmpty()) super.makeFolders(folder);
    else new SimUser(at.get().on.volume).makeFolder(at.get().path.toString());
  }

  @Override
  public Path real(Path path) {
    return place(path).isPresent() ? path.normalize() : super.real(path);
  }
}
