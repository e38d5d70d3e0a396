package dev.cloze.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.SectionTag;

/** What all sections of the page are made of. */
final class Sections {
  private Sections() {}

  /** A section under a heading; {@code id} is what links lead to. */
  static SectionTag of(String id, String heading, DomContent... content) {
    return section(h2(heading)).with(content).withId(id);
  }

  /** A remark in small print. */
  static PTag note(String text) {
    return p(text).withClass("note");
  }

  /** What to say of numbers that were counted over all seeds. */
  static String together(RunPage page) {
    return page.seeds().size() == 1
        ? ""
        : " Counted over all " + page.seeds().size() + " seeds together.";
  }
}
