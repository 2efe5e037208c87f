package org.tidelock.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.tidelock.crypto.WriterId;
import org.tidelock.engine.history.PackId;

class ObjectNameTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void namesThatMeanSomethingSomewhereAreRefused() {
    for (String name :
        new String[] {
          "",
          "/",
          "a/",
          "/a",
          "a//b",
          "a/b/c/d",
          "..",
          ".",
          "a/..",
          "a/../b",
          ".tmp/x",
          "a.b",
          "A",
          "a b",
          "a\\b",
          "a\u0000",
          "a\n",
          "é",
          "a/b\n",
          "a:b",
          "a%2fb",
          "x".repeat(81),
          "a/" + "x".repeat(81),
          "a/".repeat(99),
          " a",
          "a ",
          "~a",
          "con.txt",
          "a*"
        }) {
      assertThat(ObjectName.isValid(name)).as(name).isFalse();
      assertThatThrownBy(() -> new ObjectName(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void ourOwnNamesKeepToTheGrammarAndSortAsTheirNumbersDo() {
    WriterId writer = WriterId.random(RANDOM);
    assertThat(ObjectName.segment(writer, 9_999_999_999_999_999L).value()).hasSizeLessThan(100);
    assertThat(ObjectName.segment(writer, 9)).isLessThan(ObjectName.segment(writer, 10));
    assertThat(ObjectName.head(writer, 99)).isLessThan(ObjectName.head(writer, 100));
    assertThat(ObjectName.head(writer, 7).asHead()).contains(new ObjectName.AllegedHead(writer, 7));
    assertThat(ObjectName.segment(writer, 7).asHead()).isEmpty();
    PackId pack = PackId.random(RANDOM);
    assertThat(ObjectName.pack(pack).value())
        .isEqualTo("packs/" + pack.toString().substring(0, 2) + "/" + pack);
    for (long seq : new long[] {-1, 10_000_000_000_000_000L, Long.MAX_VALUE})
      assertThatThrownBy(() -> ObjectName.head(writer, seq))
          .isInstanceOf(IllegalArgumentException.class);
  }
}
