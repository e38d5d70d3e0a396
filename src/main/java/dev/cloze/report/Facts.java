package dev.cloze.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;

import j2html.tags.specialized.DdTag;
import j2html.tags.specialized.DlTag;
import java.util.List;

/** Facts as a list of names and values. */
final class Facts {
  private Facts() {}

  static DlTag list(List<Fact> facts) {
    return dl(each(facts, fact -> div(dt(fact.name()), value(fact)))).withClass("facts");
  }

  private static DdTag value(Fact fact) {
    DdTag value = fact.literal() ? dd(code(fact.value())) : dd(fact.value());
    return value.attr("dir", "auto");
  }
}
