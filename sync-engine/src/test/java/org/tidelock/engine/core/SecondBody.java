package org.tidelock.engine.core;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tidelock.engine.history.Commit;
import org.tidelock.engine.history.SegmentBody;
import org.tidelock.engine.history.Segments;
import org.tidelock.engine.storage.ObjectName;
import org.tidelock.engine.storage.ObjectName.AllegedSegment;
import org.tidelock.engine.trust.Identity;

/// What a device may sign under a number that it has used: the same without what it changed.
final class SecondBody {
  private SecondBody() {}

  /// @param devices one of which wrote the segment
  static byte[] of(Path root, List<TestDevice> devices, Path segment) throws Exception {
    ObjectName name = new ObjectName(root.resolve("store").relativize(segment).toString());
    AllegedSegment place = name.asSegment().orElseThrow();
    byte[] first = Files.readAllBytes(segment);
    for (TestDevice device : devices) {
      Identity identity = identity(device);
      Segments segments = identity.segments();
      var opened = segments.open(first, place.writer(), place.seq());
      if (!opened.isSignedBy(identity.device().publicKeys())) continue;
      SegmentBody body = opened.allegedBody();
      Commit c = body.commit();
      Commit other =
          new Commit(
              c.writer(),
              c.seq(),
              c.seen(),
              c.lamport(),
              c.made(),
              List.of(),
              List.of(),
              Optional.empty());
      return segments
          .seal(
              new SegmentBody(other, body.previous(), body.tips(), body.certificate()),
              identity.device())
          .object();
    }
    throw new IllegalStateException("nobody's segment");
  }

  private static Identity identity(TestDevice device) throws Exception {
    Field field = LocalVault.class.getDeclaredField("identity");
    field.setAccessible(true);
    return (Identity) field.get(device.vault);
  }
}
