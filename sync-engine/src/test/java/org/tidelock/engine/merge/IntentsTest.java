package org.tidelock.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntentsTest {
  private final User ann = new User(1);
  private final User bob = new User(2);

  private String conflictName(User user, String name) {
    return user.disk().rows().values().stream()
        .filter(r -> r.entry().conflict().filter(c -> c.name().equals(name)).isPresent())
        .findFirst()
        .orElseThrow()
        .name();
  }

  @Test
  void freeingTheNameThatAConflictCopyCouldHaveHadRenamesNothing() {
    for (boolean moves : new boolean[] {false, true}) {
      User one = new User(1);
      User two = new User(2);
      one.file("a", 1);
      two.file("a", 2);
      two.learn(one);
      two.refresh();
      String name = conflictName(two, "a");
      one.file(name, 3);
      User.exchange(one, two);
      String longer = conflictName(one, "a");
      assertThat(longer).isNotEqualTo(name);
      if (moves) one.move(name, "b");
      else one.delete(name);
      assertThat(one.look()).contains("a=1", longer + "=2");
      User.exchange(one, two);
      assertThat(two.look()).contains("a=1", longer + "=2");
    }
  }

  @Test
  void aDeletedUnionSparesTheFolderThatWasMovedAwayUnseen() {
    ann.folder("x");
    bob.folder("x");
    bob.file("x/f", 1);
    User carol = new User(3);
    carol.learn(bob);
    carol.refresh();
    User.exchange(ann, bob);
    carol.move("x", "y");
    ann.learn(carol);
    ann.delete("x");
    assertThat(ann.look()).containsExactly("y/", "y/f=1");
  }

  @Test
  void aDeletedFileSparesTheEqualOneThatCameToItsPlaceUnseen() {
    ann.file("a", 1);
    bob.file("b", 1);
    bob.learn(ann);
    bob.move("b", "a");
    ann.learn(bob);
    assertThat(ann.delete("a")).isEqualTo(1);
    assertThat(ann.look()).containsExactly("a=1");
    User.exchange(ann, bob);
    assertThat(bob.look()).containsExactly("a=1");
  }

  @Test
  void aDeletedUnionGoesWhenItsOldestFolderWentUnseen() {
    ann.folder("x");
    bob.folder("x");
    bob.file("x/f", 1);
    User carol = new User(3);
    carol.learn(ann);
    carol.refresh();
    User.exchange(ann, bob);
    carol.delete("x");
    ann.learn(carol);
    assertThat(ann.delete("x")).isZero();
    assertThat(ann.look()).isEmpty();
  }

  @Test
  void movingAUnionWhoseOldestFolderWentUnseenMovesTheRest() {
    ann.folder("x");
    bob.folder("x");
    bob.file("x/f", 1);
    User carol = new User(3);
    carol.learn(ann);
    carol.refresh();
    User.exchange(ann, bob);
    carol.delete("x");
    ann.learn(carol);
    ann.move("x", "y");
    assertThat(ann.look()).containsExactly("y/", "y/f=1");
  }
}
