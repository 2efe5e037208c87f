package org.tidelock.app.ui.issues;

import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tidelock.app.ui.Page;
import org.tidelock.app.ui.PageContext;
import org.tidelock.app.ui.Texts;
import org.tidelock.app.ui.component.Banner;
import org.tidelock.app.ui.component.Card;
import org.tidelock.app.ui.component.EmptyState;
import org.tidelock.app.ui.component.PageHeader;
import org.tidelock.app.ui.component.Tone;
import org.tidelock.app.ui.component.Ui;
import org.tidelock.app.ui.issues.IssuesViewModel.Line;

/// Whatever needs a person.
public final class IssuesPage implements Page {
  private final Texts texts;
  private final IssuesViewModel model;
  private final PageHeader header;
  private final Banner problem = new Banner();
  private final ListView<Line> list = new ListView<>();
  private final VBox view;
  private Optional<String> wanted = Optional.empty();

  public IssuesPage(PageContext context) {
    this.texts = context.texts();
    this.model = new IssuesViewModel(context);
    this.header = new PageHeader(texts.get("nav.issues"), "");
    list.setId("issues-list");
    list.getStyleClass().add("tl-list");
    list.setAccessibleText(texts.get("nav.issues"));
    list.setItems(model.lines());
    list.setCellFactory(_ -> new IssueCell(context));
    list.addEventFilter(KeyEvent.KEY_PRESSED, event -> act(event, context));
    list.setPlaceholder(
        new EmptyState(Feather.CHECK, texts.get("issues.empty"), texts.get("issues.empty.body")));
    var card = Ui.grow(Card.around(list));
    this.view = Ui.styled(new VBox(header, problem, card), "page");
    model
        .lines()
        .addListener(
            (ListChangeListener<Line>)
                _ -> {
                  count();
                  choose();
                });
    model
        .problemProperty()
        .addListener(
            (_, _, what) ->
                what.ifPresentOrElse(
                    said -> problem.show(Tone.WARNING, said.title(), said.body()), problem::hide));
    count();
  }

  /// Enter does what the chosen row offers first.
  private void act(KeyEvent event, PageContext context) {
    if (event.getCode() == KeyCode.ENTER
        && list.getSelectionModel().getSelectedItem() instanceof Line.Item item) {
      event.consume();
      IssueActions.of(item, context).stream().findFirst().ifPresent(action -> action.run().run());
    }
  }

  private void count() {
    long open = model.lines().stream().filter(line -> line instanceof Line.Item).count();
    header.say(texts.get("issues.sentence", open));
  }

  @Override
  public Node view() {
    return view;
  }

  @Override
  public void shown() {
    model.shown();
  }

  /// At once, or as soon as it is there.
  @Override
  public void reveal(String issue) {
    wanted = Optional.of(issue);
    choose();
  }

  private void choose() {
    for (int i = 0; i < list.getItems().size(); i++) {
      if (list.getItems().get(i) instanceof Line.Item(var issue, _)
          && wanted.filter(issue.id()::equals).isPresent()) {
        list.getSelectionModel().select(i);
        list.scrollTo(i);
        list.requestFocus();
        wanted = Optional.empty();
        return;
      }
    }
  }

  @Override
  public void hidden() {
    wanted = Optional.empty();
    model.hidden();
  }
}
