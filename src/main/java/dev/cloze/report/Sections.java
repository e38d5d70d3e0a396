package dev.cloze.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.text;
import static j2html.TagCreator.time;

import j2html.tags.DomContent;
import j2html.tags.specialized.PTag;
import j2html.tags.specialized.SectionTag;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

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

  /** A moment in small print, behind what happened then. */
  static PTag moment(String what, Instant when) {
    String shown =
        DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC)
            .format(when);
    return p(text(what), time(shown).attr("datetime", when.toString())).withClass("note");
  }

  /** What to say of numbers that were counted over all seeds. */
  static String together(RunPage page) {
    return page.seeds().size() == 1
        ? ""
        : " Counted over all " + page.seeds().size() + " seeds together.";
  }
}
