package org.tidelock.engine.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.history.CommitReading;
import tools.jackson.databind.JsonNode;

/// docs/vault-format.cddl and real bodies: those of the published vectors, which the product reads and writes, and random segments of the product.
class CddlTest {
  private final Cddl cddl =
      Cddl.parse(Files.readString(Path.of("..", "docs", "vault-format.cddl")));

  CddlTest() throws IOException {}

  private record Body(String rule, byte[] cbor) {}

  private static JsonNode vectors(String file) throws IOException {
    return Fixture.JSON.readTree(Files.readString(Fixture.DIR.resolve(file)));
  }

  private static List<Body> good() throws IOException {
    List<Body> bodies = new ArrayList<>();
    all(bodies, "member-body", vectors("crypto/members.json").get("entries"), "body");
    JsonNode envelopes = vectors("crypto/envelopes.json");
    for (String kind : List.of("forDevice", "forRoot"))
      add(bodies, "envelope-body", envelopes.get(kind).get("body"));
    for (String kind : List.of("request", "answer"))
      add(
          bodies,
          "pairing-" + kind + "-body",
          vectors("crypto/pairing.json").get(kind).get("body"));
    add(bodies, "device-file-body", vectors("crypto/profile.json").get("deviceFileBody"));
    all(bodies, "segment", vectors("engine/segments.json").get("segments"), "body");
    for (JsonNode history : vectors("engine/merge.json").get("histories"))
      for (JsonNode body : history.get("bodies")) add(bodies, "segment", body);
    add(bodies, "head", vectors("engine/heads.json").get("body"));
    all(bodies, "pack-footer", vectors("engine/packs.json").get("packs"), "footer");
    JsonNode checkpoint = vectors("engine/checkpoints.json");
    for (JsonNode row : checkpoint.get("rows")) add(bodies, "checkpoint-row", row);
    add(bodies, "checkpoint-manifest", checkpoint.get("parts").get(2).get("body"));
    return bodies;
  }

  private static void all(List<Body> bodies, String rule, JsonNode list, String field) {
    for (JsonNode item : list) add(bodies, rule, item.get(field));
  }

  private static void add(List<Body> bodies, String rule, JsonNode hex) {
    bodies.add(new Body(rule, Fixture.hexBytes(hex.asString())));
  }

  @Test
  void everyBodyFitsAndEveryRuleIsUsed() throws IOException {
    List<Body> good = good();
    assertThat(good).hasSizeGreaterThan(60);
    for (Body b : good)
      assertThat(cddl.fits(b.rule, b.cbor)).as("%s %s", b.rule, Fixture.hex(b.cbor)).isTrue();
    for (byte[] segment : CommitReading.random(300))
      assertThat(cddl.fits("segment", segment)).isTrue();
    Set<String> unused = new TreeSet<>(cddl.rules());
    unused.removeAll(cddl.used());
    assertThat(unused).as("rules that no body needed").isEmpty();
  }

  /// Which refusals are not a matter of form. All others the CDDL must refuse as the product does.
  private static final Set<String> MEANING =
      Set.of(
          // members
          "a higher format",
          "a device twice",
          "a device with an epoch that does not exist",
          "a slot twice",
          "cuts that descend",
          "an epoch twice",
          "an epoch's number that skips one",
          "recipients that descend",
          "another content key",
          "a rotation that the new root did not sign",
          "a rotation signed for other parents",
          "a parent that is absent",
          "a second beginning",
          "parents that descend",
          "another vault",
          "a root that is not the vault's",
          "another epoch than the frame's",
          // envelopes
          "another epoch than its name",
          "another recipient",
          "not the key of its epoch",
          "a key twice",
          // segments and heads
          "no segment before",
          "tips that descend",
          "another count of the writer's own segments",
          "nothing seen of the writer himself",
          "writers that descend",
          "an operation about the root",
          "chunks that do not add up",
          "a chunk of no bytes",
          "a chunk above 16 MiB",
          "half a chunk",
          "half a pair",
          "the deleted root is not among the deleted",
          "the vault's root is deleted",
          "another id than the copy's",
          "a vault's name with a control character",
          "half an extent",
          "another writer than its name",
          "another number than its name",
          // checkpoints
          "one author too few",
          "a vector with another count of its writer",
          "a name of a segment outside the vector",
          "a segment twice",
          "a segment left out",
          "a writer that the vector lacks",
          "a segment that the vector does not cover",
          "seen what the vector does not cover",
          "seen no more than before",
          "rows that descend",
          "no extent",
          "an operation of a segment that is not told",
          "the root as a node",
          "a birth in words of birth",
          "a life dot outside the vector",
          "a loser before the winner",
          "half a member",
          "a second group without a first",
          // packs
          "a piece outside the stream",
          "a piece in the frame",
          "a piece behind the end of its chunk");

  @Test
  void whatTheProductRefusesForItsFormTheCddlRefuses() throws IOException {
    Set<String> meant = new TreeSet<>();
    refused("member-body", vectors("crypto/members.json").get("refused"), "body", meant);
    refused("envelope-body", vectors("crypto/envelopes.json").get("refused"), "body", meant);
    refused("segment", vectors("engine/segments.json").get("refused"), "body", meant);
    refused("head", vectors("engine/heads.json").get("refused"), "body", meant);
    refused("pack-footer", vectors("engine/packs.json").get("refusedFooters"), "footer", meant);
    JsonNode checkpoint = vectors("engine/checkpoints.json");
    refused("checkpoint-row", checkpoint.get("refusedRows"), "row", meant);
    refused("checkpoint-manifest", checkpoint.get("refusedManifests"), "body", meant);
    assertThat(meant)
        .as("refusals that fit all the same")
        .containsExactlyInAnyOrderElementsOf(MEANING);
  }

  private void refused(String rule, JsonNode list, String field, Set<String> meant) {
    for (JsonNode item : list)
      if (!item.get("why").asString().equals("a name that is none")
          && cddl.fits(rule, Fixture.hexBytes(item.get(field).asString())))
        meant.add(item.get("why").asString());
  }

  /// Every value of every body in turn becomes one of a kind that stands nowhere in such a body; every array gets an item more and one less at its end; every map an
  /// unknown critical field.
  @Test
  void changedBodiesAreRefused() throws IOException {
    int changed = 0;
    for (Body b : good()) {
      Object value = CborReader.read(b.cbor);
      boolean maps = value instanceof SortedMap;
      List<Object> mutants = new ArrayList<>();
      mutate(value, v -> maps ? SecondCbor.NULL : new TreeMap<>(), m -> mutants.add(m));
      for (Object m : mutants)
        assertThat(cddl.fits(b.rule, Encoder.encode(m))).as("%s %s", b.rule, m).isFalse();
      if (value instanceof List<?> list) {
        if (!b.rule.equals("pack-footer")) {
          assertThat(cddl.fits(b.rule, Encoder.encode(with(list, 0L)))).isFalse();
          assertThat(cddl.fits(b.rule, Encoder.encode(list.subList(0, list.size() - 1)))).isFalse();
        }
      } else {
        List<Object> critical = new ArrayList<>();
        unknownFields(value, critical::add);
        for (Object m : critical) assertThat(cddl.fits(b.rule, Encoder.encode(m))).isFalse();
        changed += critical.size();
      }
      changed += mutants.size();
    }
    assertThat(changed).isGreaterThan(1000);
  }

  /// Whatever the product accepts, however it was changed, the CDDL accepts, too.
  @Test
  void nothingThatTheProductAcceptsIsRefused() {
    int accepted = 0;
    for (byte[] segment : CommitReading.random(25))
      for (int i = 0; i < segment.length; i += 3) {
        byte[] other = segment.clone();
        other[i] ^= (byte) (1 << i % 8);
        if (!CommitReading.accepts(other)) continue;
        accepted++;
        assertThat(cddl.fits("segment", other)).as(Fixture.hex(other)).isTrue();
      }
    assertThat(accepted).isGreaterThan(1000);
  }

  @Test
  void theValidatorItselfIsStrict() {
    assertThatThrownBy(() -> Cddl.parse("a = b").fits("a", new byte[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cddl.parse("a = ~b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Cddl.parse("a = 1 a = 2"))
        .isInstanceOf(IllegalArgumentException.class);
    Cddl list = Cddl.parse("a = [1*2 b, c] b = 0..5 c = 5 / tstr .size 2");
    assertThat(list.fits("a", Fixture.hexBytes("820005"))).isTrue();
    assertThat(list.fits("a", Fixture.hexBytes("83000562c3a4"))).isTrue();
    assertThat(list.fits("a", Fixture.hexBytes("8105"))).isFalse();
    assertThat(list.fits("a", Fixture.hexBytes("8400000005"))).isFalse();
    assertThat(list.fits("a", Fixture.hexBytes("820061c3"))).isFalse();
    assertThat(list.fits("a", Fixture.hexBytes("82001805"))).isFalse();
  }

  private static void mutate(
      Object value, Function<Object, Object> other, java.util.function.Consumer<Object> sink) {
    sink.accept(other.apply(value));
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        int at = i;
        mutate(list.get(i), other, m -> sink.accept(replaced(list, at, m)));
      }
    } else if (value instanceof SortedMap<?, ?> map) {
      map.forEach((k, v) -> mutate(v, other, m -> sink.accept(replaced(map, k, m))));
    }
  }

  private static void unknownFields(Object value, java.util.function.Consumer<Object> sink) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        int at = i;
        unknownFields(list.get(i), m -> sink.accept(replaced(list, at, m)));
      }
    } else if (value instanceof SortedMap<?, ?> map) {
      if (!(map.get(0L) instanceof Long kind && kind >= 128)) sink.accept(replaced(map, 100L, 0L));
      map.forEach((k, v) -> unknownFields(v, m -> sink.accept(replaced(map, k, m))));
    }
  }

  private static List<Object> replaced(List<?> list, int at, Object item) {
    List<Object> copy = new ArrayList<>(list);
    copy.set(at, item);
    return copy;
  }

  private static SortedMap<Object, Object> replaced(SortedMap<?, ?> map, Object key, Object item) {
    SortedMap<Object, Object> copy = new TreeMap<>();
    copy.putAll(map);
    copy.put(key, item);
    return copy;
  }

  private static List<Object> with(List<?> list, Object item) {
    List<Object> copy = new ArrayList<>(list);
    copy.add(item);
    return copy;
  }

  /// Arrays and maps mixed.
  private static final class Encoder {
    static byte[] encode(Object value) {
      if (value instanceof Map<?, ?> map) {
        byte[] out = head(0xa0, map.size());
        for (Map.Entry<?, ?> e : map.entrySet())
          out = Second.join(out, encode(e.getKey()), encode(e.getValue()));
        return out;
      }
      if (value instanceof List<?> list) {
        byte[] out = head(0x80, list.size());
        for (Object item : list) out = Second.join(out, encode(item));
        return out;
      }
      return SecondCbor.encode(value);
    }

    private static byte[] head(int major, int size) {
      if (size < 24) return new byte[] {(byte) (major | size)};
      return new byte[] {(byte) (major | 24), (byte) size};
    }
  }
}
