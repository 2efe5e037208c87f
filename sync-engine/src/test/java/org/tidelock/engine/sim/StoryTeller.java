package org.tidelock.engine.sim;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tidelock.engine.VaultSelection;
import org.tidelock.engine.storage.Fault;

/// Invents what happens next in a world, from a seed and from what there is: mostly in the same few places, so that devices get in each other's way.
final class StoryTeller {
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e.txt");
  private static final int MOST_DEVICES = 6;
  private static final String DECOMPOSED = "a\u0308";
  private static final List<String> ODD_NAMES =
      List.of("A", "E.TXT", "\u00e4", DECOMPOSED, "CON", "x.", "y ", "q?", "a:b");
  private static final List<Long> PAUSES =
      List.of(1L, 20L, 400L, 3_000L, 60_000L, 7_200_000L, 300_000_000L);

  /// In one order.
  private static final List<Fault> FAULTS =
      Stream.concat(Fault.PASSING.stream(), Stream.of(Fault.RESURRECTED)).toList();

  private final Random random;
  private final Subjects subjects;
  private final SimWorld world;
  private final List<Drive> drives;
  private final List<Event> told = new ArrayList<>();
  private final boolean linksWork;
  private final List<String> names = new ArrayList<>(NAMES);
  private int numbers;

  /// Where many files were put.
  private final List<String> crowds = new ArrayList<>();

  StoryTeller(long seed, SimWorld world, List<Drive> drives) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.subjects = new Subjects(seed);
    this.world = world;
    this.drives = drives;
    linksWork = drives.stream().allMatch(d -> d.mode().can(FileSystemMode.Ability.HAS_LINKS));
    if (random.nextInt(4) == 0) names.addAll(ODD_NAMES);
    // Two spellings of one name are told of, and stay until their person renames one.
    if (drives.stream().anyMatch(d -> d.mode().spelling() == FileSystemMode.Spelling.AS_GIVEN))
      names.remove(DECOMPOSED);
  }

  static List<Drive> drives(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    int count = random.nextInt(8) == 0 ? 1 + random.nextInt(6) : 2 + random.nextInt(2);
    boolean mixed = random.nextInt(4) == 0;
    Drive all = random.nextInt(3) > 0 ? Drive.LINUX : any(random);
    List<Drive> drives = new ArrayList<>();
    for (int i = 0; i < count; i++) drives.add(mixed ? any(random) : all);
    return drives;
  }

  private static Drive any(Random random) {
    return Drive.values()[random.nextInt(Drive.values().length)];
  }

  /// A story that breaks off where something did not hold.
  ///
  /// @param trace the hash of all lines
  record Told(Story story, Optional<Violation> violation, String trace, List<String> lines) {}

  /// @param acts how many times something is let happen, rests apart
  static Told tell(long seed, int acts) {
    return tell(seed, acts, Ablation.NONE);
  }

  static Told tell(long seed, int acts, Ablation ablation) {
    List<Drive> drives = drives(seed);
    try (SimWorld world = new SimWorld(seed, drives, ablation)) {
      StoryTeller teller = new StoryTeller(seed, world, drives);
      Optional<Violation> violation = teller.tell(acts);
      return new Told(
          new Story(seed, drives, teller.told), violation, world.trace.end(), world.trace.lines());
    } catch (Exception e) {
      throw new IllegalStateException("seed " + seed, e);
    }
  }

  private Optional<Violation> tell(int acts) throws IOException {
    for (int i = 0; i < acts; i++) {
      Event next = i % 20 == 19 ? new Event.Peace() : next();
      told.add(next);
      Optional<Violation> violation = world.run(List.of(next));
      if (violation.isPresent()) return violation;
    }
    if (told.getLast() instanceof Event.Peace) return Optional.empty();
    told.add(new Event.Peace());
    return world.run(List.of(new Event.Peace()));
  }

  private int device() {
    return random.nextInt(world.devices.size());
  }

  private Event next() throws IOException {
    Optional<Subjects.Subject> subject = subjects.next();
    return subject.isPresent() ? about(subject.get()) : ordinary();
  }

  private Event about(Subjects.Subject subject) throws IOException {
    return switch (subject) {
      case UNDO -> undo(device());
      case JOIN -> join(device());
      case IGNORE -> ignore(device());
      case LOSS -> loss(device());
      case WATCH -> watch(device());
    };
  }

  private Event join(int device) throws IOException {
    return switch (random.nextInt(6)) {
      case 0, 1 -> world.devices.size() < MOST_DEVICES ? newcomer() : ordinary();
      case 2 -> new Event.LoseIndex(device);
      default -> new Event.Checkpoint(device, disturbances(device));
    };
  }

  private Event ignore(int device) throws IOException {
    String pattern =
        switch (random.nextInt(6)) {
          case 0 -> name();
          case 1 -> name() + "/";
          case 2 -> "/" + name();
          case 3 -> "!" + name();
          case 4 -> "*.txt";
          default -> "/" + existing(device());
        };
    return random.nextInt(3) > 0
        ? new Event.Ignore(device, pattern)
        : new Event.IgnoreEverywhere(device, pattern);
  }

  private Event watch(int device) throws IOException {
    if (random.nextInt(4) == 0) return hear(device);
    boolean long_ = random.nextInt(8) == 0;
    long time = PAUSES.get(random.nextInt(PAUSES.size() - (long_ ? 1 : 2)));
    List<Event.During> meanwhile = new ArrayList<>(disturbances(device));
    if (random.nextInt(4) == 0)
      meanwhile.add(
          new Event.During(
              (int) Math.pow(2, random.nextDouble() * 8.5),
              random.nextBoolean() ? new Event.Miss(device, random.nextBoolean()) : hear(device)));
    return new Event.Watch(device, time, meanwhile);
  }

  private Event hear(int device) {
    return new Event.Hear(device, Ears.values()[random.nextInt(Ears.values().length)]);
  }

  private Event loss(int device) throws IOException {
    Event.Damage[] kinds = Event.Damage.values();
    Event loss = new Event.Lose(random.nextInt(1000), kinds[random.nextInt(kinds.length)]);
    if (random.nextInt(3) > 0) return loss;
    int call = (int) Math.pow(2, random.nextDouble() * 8.5);
    return new Event.Sync(device, List.of(), List.of(new Event.During(call, loss)));
  }

  private Event newcomer() throws IOException {
    Drive drive = drives.get(random.nextInt(drives.size()));
    int files = random.nextInt(world.devices.size() + 1) - 1;
    List<Event.During> meanwhile = new ArrayList<>();
    if (random.nextInt(2) == 0)
      meanwhile.add(new Event.During((int) Math.pow(2, random.nextDouble() * 7), whileOneJoins()));
    return new Event.Join(drive, files, meanwhile);
  }

  private Event whileOneJoins() throws IOException {
    int newcomer = world.devices.size();
    int other = device();
    return switch (random.nextInt(4)) {
      case 0 -> new Event.Restart(newcomer);
      case 1 -> new Event.PowerCut(newcomer, random.nextInt(1_000_000));
      case 2 -> new Event.Sync(other, List.of(), List.of());
      default -> new Event.Act(other, deed(other));
    };
  }

  private Event undo(int device) throws IOException {
    return random.nextBoolean()
        ? new Event.UndoBatch(device, random.nextInt(4), disturbances(device))
        : new Event.UndoSince(
            device, device(), PAUSES.get(random.nextInt(PAUSES.size())), disturbances(device));
  }

  private Event ordinary() throws IOException {
    int device = device();
    return switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> sync(device);
      case 10, 11, 12 -> new Event.Pass(PAUSES.get(random.nextInt(PAUSES.size())));
      case 13 -> new Event.Restart(device);
      case 14 -> new Event.PowerCut(device, random.nextInt(1_000_000));
      case 15 -> trouble(device);
      case 16, 17 -> rarely(device);
      case 18 -> random.nextInt(4) == 0 ? choice(device) : new Event.Act(device, deed(device));
      default -> new Event.Act(device, deed(device));
    };
  }

  private Event rarely(int device) throws IOException {
    return switch (random.nextInt(22)) {
      case 17 -> new Event.Act(device, new Deed.Scramble("", ++numbers));
      case 18 -> choice(device);
      case 14 -> new Event.Unplug(device);
      case 15 -> new Event.Unmount(device);
      case 16, 19, 20 -> {
        String many = somewhere(device);
        crowds.add(many);
        int count = random.nextBoolean() ? 12 : 40;
        yield new Event.Act(
            device, new Deed.WriteMany(many, ++numbers, count + random.nextInt(count)));
      }
      case 8 -> new Event.StorageFull(device, random.nextInt(300_000));
      case 9 -> new Event.LoseIndex(device);
      case 10 -> new Event.BackUp(device);
      case 11 -> new Event.RestoreProfile(device);
      case 12 -> new Event.RestoreDevice(device);
      case 21 -> new Event.RestoreFolder(device);
      case 13 -> new Event.Clone(device, device());
      case 0 -> new Event.Away(device);
      case 1 -> new Event.DiskFull(device, random.nextInt(200_000));
      case 2 -> new Event.InUse(device, existing(device));
      case 3 -> new Event.Denied(device, existing(device));
      case 4 -> new Event.RollBack();
      case 5 -> new Event.ProviderCopy(random.nextInt(1000));
      case 6 -> new Event.SetClock(device, random.nextInt(-300_000_000, 300_000_000));
      default -> new Event.Restart(device);
    };
  }

  private Event choice(int device) throws IOException {
    VaultSelection.Mode mode = VaultSelection.Mode.values()[random.nextInt(3)];
    Set<String> paths = new TreeSet<>();
    // A folder that is emptied stops syncing.
    if (mode == VaultSelection.Mode.ONLY) paths.add(SimWorld.KEPT);
    if (mode != VaultSelection.Mode.ALL)
      for (int i = random.nextInt(3); i >= 0; i--) paths.add(existing(device()));
    return new Event.Choose(device, mode, List.copyOf(paths));
  }

  private Event trouble(int device) {
    double rate = Math.pow(random.nextDouble(), 3) * 0.6 + 0.01;
    return new Event.Trouble(
        device, FAULTS.get(random.nextInt(FAULTS.size())), rate, random.nextInt(1_000_000));
  }

  private Event sync(int device) throws IOException {
    List<String> folders = new ArrayList<>();
    if (random.nextInt(4) == 0)
      for (Map.Entry<String, String> e : world.devices.get(device).user.tree().entrySet())
        if (e.getValue().equals("/") && random.nextInt(3) == 0) folders.add(e.getKey());
    // A watcher may tell of what is no folder, or not there any more.
    if (random.nextInt(16) == 0)
      folders.add(random.nextBoolean() ? existing(device) : somewhere(device));
    return new Event.Sync(device, folders, disturbances(device));
  }

  private List<Event.During> disturbances(int device) throws IOException {
    List<Event.During> meanwhile = new ArrayList<>();
    if (random.nextInt(3) == 0)
      for (int i = 1 + random.nextInt(3); i > 0; i--)
        meanwhile.add(
            new Event.During((int) Math.pow(2, random.nextDouble() * 8.5), meanwhile(device)));
    return meanwhile;
  }

  private Event meanwhile(int device) throws IOException {
    int other = device();
    return switch (random.nextInt(10)) {
      case 0 -> random.nextInt(8) == 0 ? new Event.Unplug(device) : new Event.Restart(device);
      case 1 -> new Event.PowerCut(device, random.nextInt(1_000_000));
      case 2, 3 -> new Event.Sync(other, List.of(), List.of());
      case 4 -> new Event.Act(other, deed(other));
      case 5 -> new Event.Pass(PAUSES.get(random.nextInt(PAUSES.size()))); // the computer sleeps
      default -> new Event.Act(device, deed(device));
    };
  }

  private Deed crowd(int number) {
    String crowd = crowds.get(random.nextInt(crowds.size()));
    return random.nextBoolean() ? new Deed.Delete(crowd) : new Deed.Scramble(crowd, number);
  }

  private String name() {
    return names.get(random.nextInt(names.size()));
  }

  private String existing(int device) throws IOException {
    List<String> paths = new ArrayList<>(world.devices.get(device).user.tree().keySet());
    paths.removeIf(path -> path.equals(SimWorld.KEPT) || Ignoring.isRuleFile(path));
    return paths.isEmpty() ? name() : paths.get(random.nextInt(paths.size()));
  }

  private String file(int device) throws IOException {
    String path = existing(device);
    for (int i = 0; i < 4 && "/".equals(at(device, path)); i++) path = existing(device);
    return path;
  }

  private String at(int device, String path) throws IOException {
    return world.devices.get(device).user.tree().getOrDefault(path, "");
  }

  /// Free or not, not too deep.
  private String somewhere(int device) throws IOException {
    String at = existing(device);
    String folder =
        at(device, at).equals("/")
            ? at
            : at.contains("/") ? at.substring(0, at.lastIndexOf('/')) : "";
    boolean deep = folder.chars().filter(c -> c == '/').count() >= 3;
    return folder.isEmpty() || deep || random.nextInt(3) == 0 ? name() : folder + "/" + name();
  }

  private int size() {
    return switch (random.nextInt(30)) {
      case 0 -> 70_000;
      case 1, 2 -> 6_000;
      case 3 -> random.nextInt(5) == 0 ? 1_400_000 : 300;
      default -> 0;
    };
  }

  private Deed deed(int device) throws IOException {
    int number = ++numbers;
    boolean tells =
        world.devices.get(device).volume.mode().numbers() != FileSystemMode.Numbers.NONE;
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4 -> new Deed.Write(somewhere(device), number, size());
      case 5, 6 -> new Deed.Write(file(device), number, size());
      case 7 -> new Deed.Append(file(device), number);
      case 8, 9 -> new Deed.Save(file(device), number, size());
      case 10 ->
          tells ? new Deed.Patch(file(device), number) : new Deed.Append(file(device), number);
      case 11, 12, 13, 14 -> new Deed.Rename(existing(device), somewhere(device));
      case 15 -> new Deed.Rename(existing(device), existing(device));
      case 16, 17 -> new Deed.Delete(existing(device));
      case 18 -> crowds.isEmpty() ? new Deed.Delete(existing(device)) : crowd(number);
      case 19 -> new Deed.MakeFolder(somewhere(device) + "/" + name());
      case 20 -> new Deed.Copy(file(device), somewhere(device));
      case 21 ->
          linksWork
              ? new Deed.Link(somewhere(device), NAMES.get(random.nextInt(NAMES.size())))
              : new Deed.MakeFolder(somewhere(device));
      case 22 -> new Deed.SetExecutable(file(device), random.nextBoolean());
      default -> new Deed.Touch(file(device), 1_000_000_000L + number);
    };
  }
}
