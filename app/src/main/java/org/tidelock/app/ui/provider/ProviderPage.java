package org.tidelock.app.ui.provider;

import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.Icons;
import org.tidelock.app.ui.component.ObjectRow;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.engine.ProviderView;
import org.tidelock.engine.ProviderView.StoredObject;
import org.tidelock.engine.phrase.Said;

/// What you see, and what whoever runs the storage sees.
public final class ProviderPage implements Page {
  /// Half the page at the window's first size. Boxes compute the height of wrapped words from the preferred width.
  private static final double SIDE = 444;

  private final PageContext context;
  private final Texts texts;
  private final ProviderViewModel model;
  private final PageHeader header;
  private final Button refresh;
  private final Banner problem = new Banner();
  private final NameTree tree;
  private final ListView<StoredObject> objects = new ListView<>();
  private final Label files = Ui.label("", "t-caption", "fg-muted");
  private final Label count = Ui.label("", "t-caption", "fg-muted");
  private final HBox hidden = columns();
  private final HBox visible = columns();
  private final HBox leaks;
  private final VBox view;

  public ProviderPage(PageContext context) {
    this.context = context;
    this.texts = context.texts();
    this.model = new ProviderViewModel(context);
    this.refresh = Ui.button(Feather.REFRESH_CW, texts.get("provider.refresh"), this::refresh);
    refresh.setId("provider-refresh");
    this.header = new PageHeader(texts.get("nav.provider"), "", refresh);
    this.tree = new NameTree(model, context.formats());
    tree.setAccessibleText(texts.get("provider.you"));
    buildObjects();
    var yours = side(Feather.EYE, Tone.ACCENT, texts.get("provider.you"), files, tree);
    var theirs = side(Feather.EYE_OFF, Tone.NEUTRAL, texts.get("provider.they"), count, objects);
    theirs.getStyleClass().add("subtle");
    var sides = Ui.grow(new HBox(20, yours, theirs));
    this.leaks =
        new HBox(
            20,
            leak(Feather.LOCK, Tone.SUCCESS, texts.get("provider.hidden"), hidden),
            leak(Feather.EYE, Tone.WARNING, texts.get("provider.visible"), visible));
    this.view = Ui.styled(new VBox(header, problem, sides, leaks), "page");
    model.viewProperty().addListener((_, _, _) -> show());
    model.loadingProperty().addListener((_, _, _) -> show());
    model.problemProperty().addListener((_, _, _) -> showProblem());
    show();
  }

  private static Card side(Feather icon, Tone tone, String title, Label right, Node list) {
    var head = new HBox(8, Icons.of(icon, 18, tone), Ui.label(title, "t-sub"), Ui.spacer(), right);
    head.getStyleClass().addAll("card-header", "lined");
    var body = Ui.grow(Ui.rounded(new StackPane(list), 11));
    body.setPadding(new Insets(8, 1, 8, 1));
    var card = new Card(head, body);
    card.setPrefWidth(100);
    card.setMinHeight(160);
    return Ui.grow(card);
  }

  private static Card leak(Feather icon, Tone tone, String title, HBox list) {
    var head = Ui.row(8, Icons.of(icon, 16, tone), Ui.label(title, "t-sub"));
    var card = Card.padded(10, head, list);
    card.setPrefWidth(SIDE);
    return Ui.grow(card);
  }

  /// Two columns, so that six facts need three lines.
  private static HBox columns() {
    var columns = new HBox(16);
    for (int i = 0; i < 2; i++) {
      var column = Ui.grow(new VBox(8));
      column.setPrefWidth(SIDE / 2 - 30);
      columns.getChildren().add(column);
    }
    return columns;
  }

  private void buildObjects() {
    objects.setId("provider-objects");
    objects.getStyleClass().add("tl-list");
    objects.setFixedCellSize(32);
    objects.setMinHeight(0);
    tree.setMinHeight(0);
    objects.setAccessibleText(texts.get("provider.they"));
    objects.setCellFactory(_ -> new ObjectCell());
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    model.refresh();
    tree.refresh("");
  }

  @Override
  public boolean refresh() {
    shown();
    return true;
  }

  private void show() {
    refresh.setDisable(model.loadingProperty().get());
    files.setText(context.formats().files(context.model().status().files()));
    var seen = model.viewProperty().get();
    header.say(
        seen.map(
                view ->
                    texts.get(
                        "provider.sentence",
                        model.storage(),
                        context.formats().moment(view.listed())))
            .orElse(texts.get("provider.sentence.none")));
    objects.setPlaceholder(
        model.loadingProperty().get()
            ? Ui.label(texts.get("provider.loading"), "fg-muted")
            : new EmptyState(
                Feather.EYE_OFF, texts.get("provider.empty"), texts.get("provider.empty.body")));
    Ui.show(leaks, seen.isPresent());
    seen.ifPresent(this::fill);
  }

  private void fill(ProviderView seen) {
    count.setText(texts.get("provider.objects", seen.objects()));
    if (!objects.getItems().equals(seen.listing())) {
      objects.getItems().setAll(seen.listing());
    }
    list(hidden, Feather.CHECK, Tone.SUCCESS, said(seen.cannotSee()));
    list(visible, Feather.EYE, Tone.WARNING, said(seen.canSee()));
  }

  private List<String> said(List<Said> facts) {
    return facts.stream().map(context.formats()::say).toList();
  }

  private static void list(HBox columns, Feather icon, Tone tone, List<String> facts) {
    columns.getChildren().forEach(column -> ((VBox) column).getChildren().clear());
    for (int i = 0; i < facts.size(); i++) {
      var fact = Ui.grow(Ui.paragraph(facts.get(i), "t-small"));
      var glyph = new HBox(Icons.of(icon, 14, tone));
      glyph.setPadding(new Insets(2, 0, 0, 0));
      ((VBox) columns.getChildren().get(i % 2)).getChildren().add(new HBox(8, glyph, fact));
    }
  }

  private void showProblem() {
    model
        .problemProperty()
        .get()
        .ifPresentOrElse(
            said -> problem.show(Tone.WARNING, said.title(), said.body()), problem::hide);
  }

  private final class ObjectCell extends ListCell<StoredObject> {
    private final ObjectRow row = new ObjectRow();

    ObjectCell() {
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable StoredObject object, boolean empty) {
      super.updateItem(object, empty);
      if (empty || object == null) {
        setGraphic(null);
        setAccessibleText(null);
        return;
      }
      var size = context.formats().size(object.size());
      row.show(object.name(), size, model.when(object.modified()));
      setGraphic(row);
      setAccessibleText(object.name() + ", " + size);
    }
  }
}
