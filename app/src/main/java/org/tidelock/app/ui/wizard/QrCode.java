package org.tidelock.app.ui.wizard;

import javafx.scene.Node;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;
import org.tidelock.app.kit.QrMatrix;

/// A QR code as one outline, dark on white in every theme, because scanners want that.
final class QrCode {
  private QrCode() {}

  static Node of(String content, double size, String name) {
    var squares = QrMatrix.of(content);
    var path = new SVGPath();
    path.setContent(outline(squares));
    path.setFill(Color.web("#101820"));
    path.getTransforms().setAll(new Scale(size / squares.size(), size / squares.size()));
    var holder = new StackPane(new javafx.scene.Group(path));
    holder.setStyle(
        "-fx-background-color: -color-border-muted, white; -fx-background-insets: 0, 1; -fx-background-radius: 10, 9; -fx-padding: 10;");
    holder.setAccessibleRole(javafx.scene.AccessibleRole.IMAGE_VIEW);
    holder.setAccessibleText(name);
    return holder;
  }

  private static String outline(QrMatrix squares) {
    var path = new StringBuilder();
    for (int y = 0; y < squares.size(); y++) {
      for (int x = 0; x < squares.size(); x++) {
        if (squares.dark(x, y)) {
          int start = x;
          while (x + 1 < squares.size() && squares.dark(x + 1, y)) {
            x++;
          }
          path.append('M')
              .append(start)
              .append(' ')
              .append(y)
              .append('H')
              .append(x + 1)
              .append('V')
              .append(y + 1)
              .append('H')
              .append(start)
              .append('Z');
        }
      }
    }
    return path.toString();
  }
}
