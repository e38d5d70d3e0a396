package dev.cloze.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ul;

import com.google.common.collect.ImmutableList;
import j2html.tags.specialized.SectionTag;

/** What makes the numbers less sure than they look. */
final class WarningsSection {
  private WarningsSection() {}

  static SectionTag of(ImmutableList<String> warnings) {
    String id = "warnings";
    String heading = "Warnings";
    return warnings.isEmpty()
        ? Sections.of(id, heading, Sections.note("None."))
        : Sections.of(
            id,
            heading,
            ul(each(warnings, warning -> li(warning).attr("dir", "auto"))).withClass("warnings"));
  }
}
