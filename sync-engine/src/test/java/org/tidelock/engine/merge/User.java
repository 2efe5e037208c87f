package org.tidelock.engine.merge;

import java.util.ArrayList;
import java.util.List;
import org.tidelock.crypto.Id128;
import org.tidelock.engine.history.NodeId;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Operation;

/// Someone with a device, who acts on paths as they are on the disk. Each action is one commit. What was learned gets onto the disk only
/// by [#refresh]: until then the user has not seen it.
final class User {
  private final Peer peer;
  private final int number;
  private VisibleTree disk;
  private int created;

  User(int number) {
    this.number = number;
    this.peer = new Peer(number);
    refresh();
  }

  Peer peer() {
    return peer;
  }

  VisibleTree disk() {
    return disk;
  }

  Entry entry(String path) {
    VisibleTree.Row row = disk.rows().get("/" + path);
    if (row == null) throw new AssertionError(path + " is not in " + disk.look());
    return row.entry();
  }

  List<String> look() {
    return disk.look();
  }

  void refresh() {
    disk = VisibleTree.of(peer.view());
  }

  void learn(User... others) {
    List<Peer> all = new ArrayList<>(List.of(peer));
    for (User other : others) all.add(other.peer);
    peer.pullAll(all);
  }

  /// Everybody learns everything and sees it.
  static void exchange(User... users) {
    for (User user : users) user.learn(users);
    for (User user : users) {
      user.refresh();
      if (!user.peer.state().stateHash().equals(users[0].peer.state().stateHash()))
        throw new AssertionError(user.peer + " has another state");
    }
  }

  private Intents intents() {
    return new Intents(peer.view());
  }

  private void commit(List<Operation> operations) {
    if (!operations.isEmpty()) peer.commit(operations);
    refresh();
  }

  private NodeId newId() {
    return new NodeId(new Id128(number, ++created));
  }

  private NodeId parentOf(String path) {
    int slash = path.lastIndexOf('/');
    return disk.folderId(slash < 0 ? "" : "/" + path.substring(0, slash));
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  void folder(String path) {
    commit(intents().createFolder(newId(), parentOf(path), nameOf(path)));
  }

  void file(String path, int content) {
    create(path, NodeKind.FILE, content);
  }

  void link(String path, int content) {
    create(path, NodeKind.LINK, content);
  }

  private void create(String path, NodeKind kind, int content) {
    commit(
        intents()
            .create(
                newId(),
                kind,
                parentOf(path),
                nameOf(path),
                TestContents.of(kind, content),
                TestContents.attributes(0)));
  }

  void edit(String path, int content) {
    Entry entry = entry(path);
    commit(
        intents()
            .setContent(
                Target.of(entry),
                TestContents.of(entry.kind(), content),
                TestContents.attributes(0)));
  }

  void setAttributes(String path, int attributes) {
    commit(intents().setAttributes(Target.of(entry(path)), TestContents.attributes(attributes)));
  }

  void move(String path, String to) {
    commit(intents().move(Target.of(entry(path)), parentOf(to), nameOf(to)));
  }

  /// @return how many things are left out of it
  int delete(String path) {
    List<Target> below =
        disk.below("/" + path).values().stream().map(row -> Target.of(row.entry())).toList();
    DeleteIntent intent = intents().delete(Target.of(entry(path)), below);
    commit(intent.operations());
    return intent.leftOut().size();
  }
}
