package dev.cloze.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of the page: a name in the first column and numbers, to the right, in the others. */
final class Grid {
  private static final String NUMBER = "number";

  private final List<String> heads;
  private final List<TrTag> rows = new ArrayList<>();

  /** A table whose columns have these heads. */
  Grid(List<String> heads) {
    this.heads = heads;
  }

  /** A table whose columns have these heads. */
  Grid(String... heads) {
    this(Arrays.asList(heads));
  }

  /** Adds a row. */
  Grid add(DomContent name, List<String> numbers) {
    return add(name, numbers, "");
  }

  /** Adds a row of a class of the style sheet. */
  Grid add(DomContent name, List<String> numbers, String style) {
    TrTag row = tr(th(name).attr("scope", "row"), each(numbers, n -> td(n).withClass(NUMBER)));
    rows.add(style.isEmpty() ? row : row.withClass(style));
    return this;
  }

  /** Adds a row. */
  Grid add(String name, String... numbers) {
    return add(text(name), Arrays.asList(numbers));
  }

  /** The table, in a box that scrolls where it is too wide for the screen. */
  DivTag tag() {
    TrTag head = tr();
    for (int i = 0; i < heads.size(); i++) {
      head.with(th(heads.get(i)).attr("scope", "col").withCondClass(i > 0, NUMBER));
    }
    return div(table(thead(head), tbody().with(rows))).withClass("scroll");
  }
}
