package org.tidelock.app.ui.component;

import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.paint.CycleMethod;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.transform.Scale;

/// The mark: tide inside a lock, whose shackle is an orbit with a moon on it. Drawn from the outlines of the logo files on a field of
/// 512, or of 16 below 24 pixels, where the moon would only blur.
public final class Logo {
  private static final Color MOON = Color.web("#ffe3b0");

  private Logo() {}

  /// The application icon: the mark on its rounded field.
  public static Node icon(double size) {
    return size < 24 ? scaled(smallIcon(), size / 16) : scaled(largeIcon(), size / 512);
  }

  /// The mark alone, for a dark ground.
  public static Node mark(double size) {
    return scaled(largeMark(Color.web("#4db6cf")), size / 512);
  }

  public static Image image(int size) {
    var parameters = new SnapshotParameters();
    parameters.setFill(Color.TRANSPARENT);
    return icon(size).snapshot(parameters, null);
  }

  private static Group largeIcon() {
    var field = new Rectangle(512, 512, gradient("#1190b0", "#063a4d"));
    field.setArcWidth(232);
    field.setArcHeight(232);
    return new Group(field, largeMark(gradient("#6ccbdf", "#1a8fad")));
  }

  private static Group largeMark(Paint water) {
    // The moon's surroundings are cut out of the shackle: the ring around it is the ground showing
    // through.
    var band = new SVGPath();
    band.setContent("M160 244V188A96 96 0 0 1 352 188V244H316V188A60 60 0 0 0 196 188V244Z");
    var shackle = Shape.subtract(band, new Circle(314.6, 136.6, 49));
    shackle.setFill(Color.WHITE);
    var body = new Rectangle(122, 230, 268, 202);
    body.setArcWidth(124);
    body.setArcHeight(124);
    body.setFill(Color.WHITE);
    var tide = new SVGPath();
    tide.setContent(
        "M122 336C156 304 192 301 224 320C260 342 294 354 330 333C352 320 372 311 390 320V370A62 62 0 0 1 328 432H184A62 62 0 0 1 122 370Z");
    tide.setFill(water);
    return new Group(shackle, new Circle(314.6, 136.6, 35, MOON), body, tide);
  }

  private static Group smallIcon() {
    var field = new Rectangle(16, 16, Color.web("#0b6c87"));
    field.setArcWidth(7);
    field.setArcHeight(7);
    var shackle = new SVGPath();
    shackle.setContent("M5.75 8V5.25A2.25 2.25 0 0 1 10.25 5.25V8");
    shackle.setFill(Color.TRANSPARENT);
    shackle.setStroke(Color.WHITE);
    shackle.setStrokeWidth(1.5);
    shackle.setStrokeLineCap(StrokeLineCap.BUTT);
    var body = new Rectangle(3, 7, 10, 7);
    body.setArcWidth(4);
    body.setArcHeight(4);
    body.setFill(Color.WHITE);
    var tide = new SVGPath();
    tide.setContent(
        "M3 10.9C4.4 9.9 5.8 10 7.4 10.7S10.8 11.6 13 10.3V12A2 2 0 0 1 11 14H5A2 2 0 0 1 3 12Z");
    tide.setFill(Color.web("#46b2cc"));
    return new Group(field, shackle, body, tide);
  }

  private static Group scaled(Group drawing, double factor) {
    drawing.getTransforms().setAll(new Scale(factor, factor));
    return new Group(drawing);
  }

  private static LinearGradient gradient(String top, String bottom) {
    return new LinearGradient(
        0,
        0,
        0,
        1,
        true,
        CycleMethod.NO_CYCLE,
        new Stop(0, Color.web(top)),
        new Stop(1, Color.web(bottom)));
  }
}
