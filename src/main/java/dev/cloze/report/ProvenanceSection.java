package dev.cloze.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;

import j2html.tags.specialized.SectionTag;

/** What the run was made of, and how to run it again. */
final class ProvenanceSection {
  private ProvenanceSection() {}

  static SectionTag of(Provenance provenance) {
    return Sections.of(
        "provenance",
        "Where this comes from",
        Facts.list(provenance.facts()),
        p("To run it again:"),
        pre(code(provenance.command())).withClass("command"));
  }
}
