package org.tidelock.engine.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tidelock.crypto.Hash256;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.ErrorCode;
import org.tidelock.engine.FileEntry;
import org.tidelock.engine.Issue;
import org.tidelock.engine.State;
import org.tidelock.engine.SyncReport;
import org.tidelock.engine.TidelockException;
import org.tidelock.engine.Vault;
import org.tidelock.engine.VerifyReport;
import org.tidelock.engine.core.TestDevice;
import org.tidelock.engine.history.ContentId;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.VersionVector;
import org.tidelock.engine.index.NodeSearch;
import org.tidelock.engine.index.PackTable;
import org.tidelock.engine.index.VersionTable;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.StorageException;
import org.tidelock.engine.trust.OwnWriter;

/// Looks at the properties of a world ([Property]).
final class Checks {
  /// P5 asks for three, and whoever reads again what it has just written needs one more.
  private static final int MOST_PASSES = 6;

  /// Fewer files may be removed without a question.
  private static final int MANY = 50;

  /// The kit that nobody has confirmed yet, devices that are new, conflict copies, and an index that was made anew.
  private static final Set<String> EXPECTED = Set.of("KEY-06", "DEV-04", "SYN-01", "APP-02");

  private final SimWorld world;

  /// What was visible at the last peace, and what was so before and is not any more.
  private Set<NodeId> alive = new TreeSet<>();

  private final Set<NodeId> dead = new TreeSet<>();

  Checks(SimWorld world) {
    this.world = world;
  }

  private static void require(boolean holds, Property property, String otherwise) {
    if (!holds) throw new Violation(property, otherwise);
  }

  /// P3.
  void afterSync(SimDevice device) throws IOException {
    for (Map.Entry<String, String> e : device.user.tree().entrySet())
      if (device.user.isFile(e.getKey()) && !Ignoring.isRuleFile(e.getKey()))
        require(
            world.contents.isKnown(e.getValue()),
            Property.NOTHING_INVENTED,
            "on " + device.number + ", " + e.getKey() + " is " + Contents.shortly(e.getValue()));
  }

  /// What a device has before a sync.
  ///
  /// @param files what the files on its disk hold
  /// @param alive the nodes of files that it shows
  /// @param known what it knows of others' logs and its own
  /// @param paths what the vault has, as it knows
  /// @param partial whether it has only a part of the vault
  record Before(
      SortedMap<String, String> files,
      Set<NodeId> alive,
      VersionVector known,
      Set<String> paths,
      boolean partial) {}

  /// Only where there is enough for a valve to close.
  Optional<Before> before(SimDevice device) throws IOException, TidelockException {
    SortedMap<String, String> files = filesOf(device);
    Set<NodeId> alive = alive(device);
    return Math.max(files.size(), alive.size()) < MANY
        ? Optional.empty()
        : Optional.of(
            new Before(
                files, alive, known(device), listed(device.vault()).keySet(), device.isPartial()));
  }

  /// P15. In one sync, at least: what comes before and after it within ten minutes may make it fewer.
  ///
  /// @param undisturbed whether the person did nothing meanwhile
  void valves(SimDevice device, Optional<Before> before, boolean undisturbed) throws IOException {
    Optional<SimUser> beneath = device.inItsPlace();
    if (beneath.isPresent())
      require(
          beneath.get().everything().isEmpty(),
          Property.VALVES,
          device.number + " puts " + beneath.get().everything().keySet() + " into an empty folder");
    if (before.isEmpty() || !device.isOn() || !undisturbed) return;
    SortedMap<String, String> were = before.get().files();
    SortedMap<String, String> are = filesOf(device);
    if (world.hasUndone(device.number)) return; // asked for, and not asked about
    // What somebody moves out of what is chosen is put away, and that is no loss.
    if (!device.isPartial() && !before.get().partial())
      mayRemove(removed(were, are), were.size(), "from the disk of " + device.number);
    if (!learnedNothing(device, before.get().known())) return;
    if (isSomethingInPlaceOf(before.get().paths(), device)) return;
    Set<NodeId> deleted = new TreeSet<>(before.get().alive());
    deleted.removeAll(alive(device));
    mayRemove(deleted.size(), before.get().alive().size(), "from the vault by " + device.number);
  }

  /// Whoever puts a file where a folder was has meant it: that does not wait.
  private static boolean isSomethingInPlaceOf(Set<String> paths, SimDevice device)
      throws IOException {
    SortedMap<String, String> tree = device.user.tree();
    for (String path : paths)
      for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1))
        if (!tree.getOrDefault(path.substring(0, at), "/").equals("/")) return true;
    return false;
  }

  private static void mayRemove(int count, int of, String where) {
    require(
        count < MANY || count * 10 < of,
        Property.VALVES,
        count + " of " + of + " removed " + where + " without a question");
  }

  /// What is nowhere any more, and nothing is where it was.
  private static int removed(SortedMap<String, String> were, SortedMap<String, String> are) {
    Set<String> contents = Set.copyOf(are.values());
    return (int)
        were.entrySet().stream()
            .filter(e -> !are.containsKey(e.getKey()) && !contents.contains(e.getValue()))
            .count();
  }

  private boolean learnedNothing(SimDevice device, VersionVector before) {
    Optional<WriterId> own = OwnWriter.of(device.index());
    VersionVector now = known(device);
    return now.counts().entrySet().stream()
        .allMatch(
            e ->
                own.filter(e.getKey()::equals).isPresent()
                    || e.getValue().equals(before.counts().get(e.getKey())));
  }

  private static SortedMap<String, String> filesOf(SimDevice device) throws IOException {
    SortedMap<String, String> files = new TreeMap<>();
    for (Map.Entry<String, String> e : device.user.tree().entrySet())
      if (e.getValue().startsWith(Contents.MARK)) files.put(e.getKey(), e.getValue());
    return files;
  }

  private static Set<NodeId> alive(SimDevice device) {
    Set<NodeId> alive = new TreeSet<>();
    new NodeSearch(device.index().db())
        .visible(n -> n.kind() == NodeKind.FILE, (id, _) -> alive.add(id));
    return alive;
  }

  /// P14: whether something is gone from the storage that this device has seen there.
  boolean storageLacksWhatIsKnown(SimDevice device) throws StorageException, InterruptedException {
    Optional<WriterId> own = OwnWriter.of(device.index());
    int unsent = device.index().outbox().entries().size();
    for (Map.Entry<WriterId, Long> e : known(device).counts().entrySet()) {
      long count = e.getValue() - (own.filter(e.getKey()::equals).isPresent() ? unsent : 0);
      if (count > 0 && world.storage.stat(ObjectName.segment(e.getKey(), count - 1)).isEmpty())
        return true;
    }
    return false;
  }

  /// P5: all devices in turn, until nobody sends or receives anything any more.
  void comeToRest() throws Exception {
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      boolean still = true;
      for (SimDevice device : world.devices) {
        VersionVector known = known(device);
        SyncReport report = sync(device);
        require(
            report.problems().isEmpty(),
            Property.SOUNDNESS,
            "problems of " + device.number + ": " + report.problems());
        still &= known.equals(known(device)) && isQuiet(report, known.counts().size());
      }
      if (still) return;
    }
    throw new Violation(Property.REST, "the devices do not come to rest");
  }

  /// Two looks at the heads where files are read again, as they might have changed; and each tenth look also reads the header and its own head, and asks each
  /// writer for more than its head says. A device that has lost its index is a new writer.
  private static boolean isQuiet(SyncReport report, int writers) {
    return report.sent().requests() == 0
        && report.received().files() == 0
        && report.received().requests() <= 4 + writers;
  }

  private static VersionVector known(SimDevice device) {
    return device.index().log().known();
  }

  private SyncReport sync(SimDevice device) throws InterruptedException {
    try {
      SyncReport report = device.vault().sync();
      world.trace.add(device.number + " " + report);
      return report;
    } catch (TidelockException e) {
      throw new Violation(
          Property.SOUNDNESS, "at peace, " + device.number + " says " + e.code() + " " + e, e);
    }
  }

  /// @param alone what must have come of it, if only one person has done anything
  void atRest(Optional<SortedMap<String, String>> alone) throws Exception {
    converged();
    SimDevice first = world.devices.getFirst();
    for (Map.Entry<String, String> e : first.user.tree().entrySet())
      world.trace.add("at rest " + e.getKey() + " " + Contents.shortly(e.getValue()));
    if (alone.isPresent())
      require(
          folder(first).equals(alone.get()),
          Property.EXACTNESS,
          "one person alone had " + difference(alone.get(), folder(first)));
    nothingIsLost();
    historyIsWhole();
    nothingComesBack();
    storageIsSound();
    staysAtRest();
  }

  /// P1.
  private void converged() throws Exception {
    SimDevice first = world.devices.getFirst();
    SortedMap<String, String> listed = listed(first.vault());
    List<String> files = files(first);
    Hash256 state = state(first);
    for (SimDevice device : world.devices) {
      require(
          listed(device.vault()).equals(listed),
          Property.CONVERGENCE,
          "vault of " + device.number + difference(listed, listed(device.vault())));
      require(
          state(device).equals(state), Property.CONVERGENCE, "merged state of " + device.number);
      require(
          files(device).equals(files),
          Property.CONVERGENCE,
          "files of " + device.number + ": " + short_(files(device)) + " not " + short_(files));
      if (world.alike)
        require(
            folder(device).equals(folder(first)),
            Property.CONVERGENCE,
            "folder of " + device.number + difference(folder(first), folder(device)));
      List<Issue> issues =
          device.vault().issues().stream()
              .filter(i -> !EXPECTED.contains(i.code()))
              .filter(i -> !(i.code().equals("LOC-23") && world.everRestored()))
              .filter(i -> !(i.code().equals("LOC-17") && world.everIgnored()))
              .toList();
      require(issues.isEmpty(), Property.SOUNDNESS, "issues of " + device.number + ": " + issues);
      require(
          device.vault().status().state() == State.UP_TO_DATE,
          Property.SOUNDNESS,
          device.number + " is " + device.vault().status().state());
      require(
          device.user.everything().keySet().stream()
              .noneMatch(p -> p.startsWith(".tidelock/staging/") || p.contains(".tidelock-")),
          Property.CONVERGENCE,
          "something is left over on " + device.number + ": " + device.user.everything().keySet());
    }
  }

  /// What a person sees; not how a disk spells it: one that tells composed accents from others keeps the spelling that it has, and one that takes two names
  /// for one marks either. A person may have made a file whose name looks like a marked one: then two are called the same here.
  static SortedMap<String, String> folder(SimDevice device) throws IOException {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    device
        .user
        .treeWithAttributes()
        .forEach((path, what) -> all.computeIfAbsent(plain(path), _ -> new TreeSet<>()).add(what));
    SortedMap<String, String> folder = new TreeMap<>();
    all.forEach((path, what) -> folder.put(path, String.join(" and ", what)));
    return folder;
  }

  private static String plain(String path) {
    return Normalizer.normalize(path, Form.NFC).replaceAll("(~[0-9a-f]{8,32})+(?=\\.|/|$)", "");
  }

  private static SortedMap<String, String> listed(Vault vault) throws TidelockException {
    SortedMap<String, String> listed = new TreeMap<>();
    try {
      list(vault, "", listed);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a story", e);
    }
    return listed;
  }

  private static void list(Vault vault, String folder, SortedMap<String, String> to)
      throws TidelockException, InterruptedException {
    for (FileEntry e : vault.list(folder, Optional.empty())) {
      to.put(e.path(), e.type() + " " + e.size() + " " + e.local());
      if (e.type() == FileEntry.Type.FOLDER) list(vault, e.path(), to);
    }
  }

  private static Hash256 state(SimDevice device) {
    return device.index().merged().stateHash();
  }

  private static List<String> files(SimDevice device) throws IOException {
    List<String> files = new ArrayList<>(device.user.tree().values());
    files.sort(null);
    return files;
  }

  private static List<String> short_(List<String> files) {
    return files.stream().map(Contents::shortly).toList();
  }

  static String difference(Map<String, String> one, Map<String, String> other) {
    StringBuilder text = new StringBuilder();
    TreeSet<String> paths = new TreeSet<>(one.keySet());
    paths.addAll(other.keySet());
    for (String path : paths) {
      String a = one.getOrDefault(path, "nothing");
      String b = other.getOrDefault(path, "nothing");
      if (!a.equals(b))
        text.append(" [")
            .append(path)
            .append(": ")
            .append(Contents.shortly(a))
            .append(" / ")
            .append(Contents.shortly(b))
            .append(']');
    }
    return text.toString();
  }

  /// P2.
  private void nothingIsLost() throws IOException {
    nothingIsMissing(List.of(world.devices.getFirst()));
  }

  /// P2, where there is no peace: whatever was not thrown away, somebody has.
  void nobodyMissesAnything() throws IOException {
    nothingIsMissing(world.devices);
  }

  private void nothingIsMissing(List<SimDevice> of) throws IOException {
    List<String> visible = new ArrayList<>();
    for (SimDevice device : of) visible.addAll(device.user.tree().values());
    List<String> trash = new ArrayList<>();
    for (SimDevice device : world.devices) trash.addAll(device.trash());
    List<String> missing = world.contents.missing(visible, trash);
    require(missing.isEmpty(), Property.NOTHING_LOST, "missing: " + missing);
  }

  /// P2, of what was overwritten and deleted: each of it is in the history, of which [#storageIsSound] then finds everything in the storage.
  private void historyIsWhole() {
    List<String> missing =
        world.contents.kept().stream()
            .filter(content -> world.devices.stream().noneMatch(d -> knowsVersion(d, content)))
            .map(Contents::shortly)
            .toList();
    require(missing.isEmpty(), Property.NOTHING_LOST, "not in the history: " + missing);
  }

  private static boolean knowsVersion(SimDevice device, String content) {
    ContentId id =
        TestDevice.contentIds(device.vault()).of(content.getBytes(StandardCharsets.UTF_8));
    return new VersionTable(device.index().db()).byContent(id).isPresent();
  }

  /// P4, of contents and of things. Who has forgotten that something was deleted brings it back; so does who, in an old state, gave it another name.
  private void nothingComesBack() throws IOException {
    SimDevice first = world.devices.getFirst();
    // The patterns for all may end as an empty file, as which a file may have begun that a power
    // cut has emptied.
    Map<String, String> files = new TreeMap<>(first.user.tree());
    files.keySet().removeIf(Ignoring::isRuleFile);
    Collection<String> visible = files.values();
    List<String> back = world.contents.cameBack(visible);
    require(
        back.isEmpty() || world.isAmnesic() || world.hasUndone(),
        Property.NO_RETURN,
        "deleted and back: " + back);
    world.contents.rest(visible);
    Set<NodeId> now = alive(first);
    Set<NodeId> returned = new TreeSet<>(now);
    returned.retainAll(dead);
    require(
        returned.isEmpty() || world.isForgetful() || world.hasUndone(),
        Property.NO_RETURN,
        "nodes deleted and back: " + returned);
    dead.addAll(alive);
    dead.removeAll(now);
    alive = now;
  }

  /// P9 and P13.
  private void storageIsSound() throws Exception {
    Set<String> orphans = new TreeSet<>();
    for (Map.Entry<ObjectName, byte[]> object : world.objects().entrySet()) {
      String name = object.getKey().value();
      if (name.startsWith("packs/") && !name.endsWith("-laptop")) orphans.add(name);
      require(
          !contains(object.getValue(), Contents.MARK.getBytes(StandardCharsets.UTF_8)),
          Property.SECRECY,
          name + " shows what is in a file");
    }
    SimDevice first = world.devices.getFirst();
    first.index().packs().named().forEach(p -> orphans.remove(ObjectName.pack(p.id()).value()));
    // After a crash they go with the next commit (decision 0098).
    for (SimDevice device : world.devices)
      for (PackTable.LeftOver left : device.index().packs().leftOver())
        orphans.remove(ObjectName.pack(left.pack().id()).value());
    require(
        orphans.isEmpty() || world.everForgetful(),
        Property.STORAGE,
        "packs that no history names: " + orphans);
    List<VerifyReport.Finding> findings =
        first.vault().verify(true, _ -> {}).findings().stream()
            .filter(f -> !(world.everForgetful() && isMissingHead(f)))
            .filter(f -> !world.isDamaged(f.object()))
            .toList();
    require(findings.isEmpty(), Property.STORAGE, "found: " + findings);
  }

  /// Whoever forgets what it was about to send, forgets to send the head of a segment that it has sent.
  private static boolean isMissingHead(VerifyReport.Finding finding) {
    return finding.code() == ErrorCode.MISSING && finding.object().startsWith("heads/");
  }

  static boolean contains(byte[] bytes, byte[] what) {
    for (int i = 0; i + what.length <= bytes.length; i++)
      if (bytes[i] == what[0] && Arrays.equals(bytes, i, i + what.length, what, 0, what.length))
        return true;
    return false;
  }

  /// P5.
  private void staysAtRest() throws Exception {
    Set<ObjectName> before = new TreeSet<>(world.objects().keySet());
    for (SimDevice device : world.devices)
      require(
          sync(device).sent().equals(new SyncReport.Moved(0, 0, 0)),
          Property.REST,
          device.number + " sends though nothing has changed");
    require(
        before.equals(new TreeSet<>(world.objects().keySet())),
        Property.REST,
        "objects come and go at rest");
  }
}
