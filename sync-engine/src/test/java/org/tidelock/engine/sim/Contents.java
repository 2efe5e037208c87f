package org.tidelock.engine.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// What people have written, and what became of it by their own will. A content is its text, and nobody writes the same text twice (copies apart).
final class Contents {
  /// In every content, so that a storage can be searched for it.
  static final String MARK = "secret content ";

  private static final class Fate {
    final int writer;

    /// Written while an engine was at work on the same disk: the trash may have it, where no file system can be asked to compare and exchange.
    final boolean inARace;

    /// How many rounds of its writer's device had begun that cannot have seen it.
    final int rounds;

    boolean destroyed;

    /// It was nowhere to be seen when all had come to rest.
    boolean gone;

    boolean excused;

    /// The vault has it since.
    boolean kept;

    Fate(int writer, boolean inARace, int rounds) {
      this.writer = writer;
      this.inARace = inARace;
      this.rounds = rounds;
    }
  }

  private final Map<String, Fate> fates = new HashMap<>();

  /// How many rounds each device has begun.
  private final Map<Integer, Integer> rounds = new HashMap<>();

  /// The text of a number, at least so many characters long.
  static String text(int number, int size) {
    String line = MARK + number + "\n";
    return line.repeat(Math.max(1, (size + line.length() - 1) / line.length()));
  }

  /// A text of a number, whose bytes look as if they had been drawn by lot, but for the mark.
  static String scrambled(int number) {
    Random random = new Random(number);
    StringBuilder text = new StringBuilder(MARK).append(number).append("!\n");
    // Two characters of nine have two bytes: then no byte stands out.
    for (int i = 0; i < 300; i++)
      text.append(
          (char) (random.nextInt(9) < 2 ? 0x80 + random.nextInt(0x740) : random.nextInt(128)));
    return text.toString();
  }

  /// @param inARace while an engine is at work on the same disk
  void wrote(String content, int device, boolean inARace) {
    int blind = rounds.getOrDefault(device, 0) - (inARace ? 1 : 0);
    Fate old = fates.putIfAbsent(content, new Fate(device, inARace, blind));
    if (old != null) old.destroyed = false; // as it was before, by chance
    isWanted(List.of(content));
  }

  /// A device goes round: what is in its folder may be recorded.
  void begins(int device) {
    rounds.merge(device, 1, Integer::sum);
  }

  Set<String> all() {
    return Set.copyOf(fates.keySet());
  }

  /// What a device may have recorded of what its person has written.
  Set<String> recordedBy(int device) {
    Set<String> recorded = new HashSet<>();
    fates.forEach(
        (content, fate) -> {
          if (fate.writer == device && rounds.getOrDefault(device, 0) > fate.rounds)
            recorded.add(content);
        });
    return recorded;
  }

  /// Somebody has done something with it, where she still had it: it may come back.
  void isWanted(Collection<String> contents) {
    for (String content : contents) {
      Fate fate = fates.get(content);
      if (fate != null) fate.gone = false;
    }
  }

  /// What is visible though it was gone.
  List<String> cameBack(Collection<String> visible) {
    return visible.stream()
        .filter(content -> fates.containsKey(content) && fates.get(content).gone)
        .map(Contents::shortly)
        .toList();
  }

  /// All has come to rest.
  void rest(Collection<String> visible) {
    Set<String> seen = new HashSet<>(visible);
    fates.forEach((content, fate) -> fate.gone = !seen.contains(content));
  }

  void destroyed(Collection<String> contents) {
    for (String content : contents) {
      Fate fate = fates.get(content);
      if (fate != null) fate.destroyed = true;
    }
  }

  /// The power failed before it was on the drive; or it is what a power cut made of what was being written.
  void excuse(String content, int device) {
    fates.computeIfAbsent(content, _ -> new Fate(device, false, 0)).excused = true;
    isWanted(List.of(content));
  }

  boolean isExcused(String content) {
    return fates.containsKey(content) && fates.get(content).excused;
  }

  /// It may be lost, if it was hers.
  void excuseWhatWasWrittenBy(int device, String content) {
    Fate fate = fates.get(content);
    if (fate != null && fate.writer == device) fate.excused = true;
  }

  boolean isKnown(String content) {
    return fates.containsKey(content);
  }

  /// These were in a folder when a device had sent all that it has: from now on the history has them.
  void kept(Collection<String> contents) {
    for (String content : contents) {
      Fate fate = fates.get(content);
      if (fate != null) fate.kept = true;
    }
  }

  /// What the history must have.
  List<String> kept() {
    return fates.entrySet().stream()
        .filter(e -> e.getValue().kept && !e.getValue().excused)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// What ought to be there and is not.
  ///
  /// @param visible what is in the folders
  /// @param trash what is in the trash of any device
  List<String> missing(Collection<String> visible, Collection<String> trash) {
    Set<String> seen = new HashSet<>(visible);
    Set<String> kept = new HashSet<>(trash);
    List<String> missing = new ArrayList<>();
    new TreeMap<>(fates)
        .forEach(
            (content, fate) -> {
              boolean there = seen.contains(content) || (fate.inARace && kept.contains(content));
              if (!there && !fate.destroyed && !fate.excused)
                missing.add(shortly(content) + " by " + fate.writer);
            });
    return missing;
  }

  /// For people.
  static String shortly(String content) {
    List<String> lines = content.lines().distinct().toList();
    String all = String.join(" + ", lines).replace(MARK, "#");
    return (all.length() > 80 ? all.substring(0, 80) + "..." : all) + " (" + content.length() + ")";
  }
}
