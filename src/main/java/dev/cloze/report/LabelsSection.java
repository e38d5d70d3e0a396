package dev.cloze.report;

import static j2html.TagCreator.bdi;

import com.google.common.collect.ImmutableList;
import j2html.tags.specialized.SectionTag;
import java.util.OptionalDouble;

/** How well each label is found. */
final class LabelsSection {
  private LabelsSection() {}

  static SectionTag of(RunPage page) {
    Confusion confusion = Confusion.of(page);
    Grid grid = new Grid("label", "precision", "recall", "F1", "support");
    for (int label = 0; label < confusion.labels(); label++) {
      grid.add(
          bdi(page.labels().names().get(label)),
          ImmutableList.of(
              shown(confusion.precision(label)),
              shown(confusion.recall(label)),
              shown(confusion.f1(label)),
              Numbers.count(confusion.support(label))));
    }
    return Sections.of(
        "labels",
        "Label by label",
        grid.tag(),
        Sections.note(
            "Precision: of those given the label, how many have it. Recall: of those that have it,"
                + " how many were given it. F1: their harmonic mean. Support: how many have it."
                + Sections.together(page)));
  }

  private static String shown(OptionalDouble share) {
    return share.isPresent() ? Numbers.percent(share.getAsDouble()) : "–";
  }
}
