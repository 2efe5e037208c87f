package org.tidelock.app.ui.component;

import javafx.scene.Group;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.Circle;
import org.kordamp.ikonli.feather.Feather;

/// The state at a glance: a ring, a moon on its orbit, an icon. The moon stands at two o'clock, or rides on the end of the progress.
/// Drawn on a field of 80 and scaled, as in the design.
public final class StatusOrb extends StackPane {
  private static final double FIELD = 80;
  private static final double RADIUS = 32;
  private static final double BEAD = 6.5;
  private static final double REST_ANGLE = 34;

  private final double scale;

  public StatusOrb(double size) {
    this.scale = size / FIELD;
    setMinSize(size, size);
    setMaxSize(size, size);
  }

  public void show(Look look) {
    var pane = new Pane();
    double centre = FIELD / 2;
    var ring =
        new Arc(
            centre,
            centre,
            RADIUS,
            RADIUS,
            90,
            look.dashed() || look.progress() < 0 ? -360 : -360 * look.progress());
    ring.setType(ArcType.OPEN);
    ring.setStrokeWidth(look.dashed() ? 3 : 4);
    ring.getStyleClass().add("orb-ring");
    look.tone().paint(ring);
    if (look.dashed()) {
      ring.getStrokeDashArray().setAll(5.0, 5.05);
    }
    if (look.progress() >= 0) {
      var track = new Circle(centre, centre, RADIUS);
      track.setStrokeWidth(4);
      track.getStyleClass().add("orb-track");
      pane.getChildren().add(track);
    }
    pane.getChildren().add(ring);
    if (!look.dashed()) {
      double angle = Math.toRadians(look.progress() < 0 ? REST_ANGLE : 90 - 360 * look.progress());
      var bead =
          new Circle(centre + RADIUS * Math.cos(angle), centre - RADIUS * Math.sin(angle), BEAD);
      bead.setStrokeWidth(3);
      bead.getStyleClass().add("orb-bead");
      look.tone().paint(bead);
      pane.getChildren().add(bead);
    }
    pane.setMinSize(FIELD, FIELD);
    pane.setMaxSize(FIELD, FIELD);
    var drawing = new Group(pane);
    pane.getTransforms().setAll(new javafx.scene.transform.Scale(scale, scale));
    var icon = Icons.of(look.icon(), (int) Math.round(FIELD * scale * .36), look.tone());
    icon.getStyleClass().add("orb-icon");
    getChildren().setAll(drawing, icon);
  }

  /// @param progress from 0 to 1, or below 0 for a full ring
  public record Look(Tone tone, Feather icon, double progress, boolean dashed) {
    public static Look still(Tone tone, Feather icon) {
      return new Look(tone, icon, -1, false);
    }
  }
}
