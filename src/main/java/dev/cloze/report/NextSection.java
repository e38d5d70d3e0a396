package dev.cloze.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;

import com.google.common.base.Ascii;
import j2html.tags.specialized.SectionTag;
import java.util.List;

/** What can be done now, each with the command that does it. */
final class NextSection {
  private NextSection() {}

  static SectionTag of(List<Fact> next) {
    return Sections.of(
        "next",
        "What to try next",
        each(
            next,
            step ->
                div(
                    p(capitalized(step.name()) + ":"),
                    pre(code(step.value())).withClass("command"))));
  }

  private static String capitalized(String words) {
    return Ascii.toUpperCase(words.substring(0, 1)) + words.substring(1);
  }
}
