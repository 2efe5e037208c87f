package org.tidelock.engine.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.Hash256;
import org.tidelock.engine.history.NodeKind;
import org.tidelock.engine.history.Nodes;
import org.tidelock.engine.history.Operation;

class VaultNameTest {
  private final Peer one = new Peer(1);
  private final Peer two = new Peer(2);
  private final List<Peer> both = List.of(one, two);

  private static void name(Peer peer, String name) {
    peer.commit(new Intents(peer.view()).nameVault(name));
  }

  private static String nameAt(Peer peer) {
    return peer.state().vaultName().map(VaultName::name).orElse("");
  }

  @Test
  void aNewVaultHasNoName() {
    assertThat(one.state().vaultName()).isEmpty();
  }

  @Test
  void concurrentNamesEndAsTheSameNameEverywhere() {
    name(one, "first");
    name(two, "second");
    one.pullAll(both);
    two.pullAll(both);
    assertThat(nameAt(one)).isEqualTo("second").isEqualTo(nameAt(two));
    assertThat(one.state().stateHash()).isEqualTo(two.state().stateHash());
    name(one, "third");
    two.pullAll(both);
    assertThat(nameAt(two)).isEqualTo("third");
  }

  @Test
  void devicesThatDifferInTheNameDifferInTheStateHash() {
    Hash256 unnamed = one.state().stateHash();
    name(one, "a");
    Hash256 a = one.state().stateHash();
    name(one, "b");
    assertThat(List.of(unnamed, a, one.state().stateHash())).doesNotHaveDuplicates();
  }

  @Test
  void namingChangesNoFolder() {
    assertThat(one.commit(new Operation.NameVault("a"))).isEqualTo(Merged.NOTHING);
  }

  @Test
  void namesThatNoVaultMayHaveAreRefused() {
    Intents intents = new Intents(one.view());
    for (String bad : List.of("", "a\nb", "\u007f", "é".repeat(128), "\ud800")) {
      assertThatThrownBy(() -> intents.nameVault(bad)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> one.commit(new Operation.NameVault(bad)))
          .isInstanceOf(MalformedCommitException.class);
    }
    assertThat(one.state().vaultName()).isEmpty();
    assertThat(one.state().applied().counts()).isEmpty();
  }

  @Test
  void noOtherOperationSpeaksOfTheRoot() {
    for (Operation bad :
        List.of(
            new Operation.Create(Nodes.ROOT, NodeKind.FOLDER, Nodes.ROOT, "x"),
            new Operation.Move(Nodes.ROOT, Nodes.ROOT, "x"),
            new Operation.Delete(
                Nodes.ROOT, List.of(new Operation.Deleted(Nodes.ROOT, Nodes.ROOT))),
            new Operation.Touch(Nodes.ROOT)))
      assertThatThrownBy(() -> one.commit(bad)).isInstanceOf(MalformedCommitException.class);
  }
}
