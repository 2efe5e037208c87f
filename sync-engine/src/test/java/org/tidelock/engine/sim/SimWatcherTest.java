package org.tidelock.engine.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidelock.engine.local.FolderListener;
import org.tidelock.engine.local.LocalPath;

final class SimWatcherTest {
  private static final Path FOLDER = Path.of("folder");
  private static final LocalPath ONE = new LocalPath(List.of("one"));
  private static final LocalPath OTHER = new LocalPath(List.of("other"));

  private final SimWatcher watcher = new SimWatcher();
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void watch() {
    watcher.watch(
        FOLDER,
        new FolderListener() {
          @Override
          public void changed(Set<LocalPath> folders) {
            heard.add(folders.stream().map(LocalPath::toString).sorted().toList().toString());
          }

          @Override
          public void missed() {
            heard.add("missed");
          }

          @Override
          public void lost(Loss loss, String why) {
            heard.add("lost");
          }
        });
  }

  private List<String> hears(Ears ears) {
    watcher.hears(FOLDER, ears);
    watcher.does(FOLDER, "move", List.of(new LocalPath(List.of(".tidelock", "x")), ONE));
    watcher.changed(FOLDER, Set.of(ONE));
    watcher.changed(FOLDER, Set.of(OTHER));
    return heard;
  }

  @Test
  void goodOnesHearWhatAPersonDoes() {
    assertThat(hears(Ears.GOOD)).containsExactly("[one]", "[other]");
  }

  @Test
  void deafOnesHearNothing() {
    assertThat(hears(Ears.DEAF)).isEmpty();
  }

  @Test
  void slowOnesHearOfAChangeWhenTheNextComes() {
    assertThat(hears(Ears.SLOW)).containsExactly("[one]");
  }

  @Test
  void confusedOnesHearMoreThanThereIs() {
    assertThat(hears(Ears.CONFUSED))
        .containsExactly(
            "[]", "[not there]", "[one]", "[one]", "[]", "[not there]", "[other]", "[other]");
  }

  @Test
  void echoingOnesHearTheEngineAsWell() {
    assertThat(hears(Ears.ECHOING)).containsExactly("[, one]", "[one]", "[other]");
  }

  @Test
  void aWatchThatIsLostHearsNothingMore() {
    watcher.missed(FOLDER);
    watcher.lost(FOLDER);
    assertThat(hears(Ears.GOOD)).containsExactly("missed", "lost");
  }
}
