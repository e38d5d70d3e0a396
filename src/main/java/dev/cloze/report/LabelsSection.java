package dev.cloze.report;

import static j2html.TagCreator.bdi;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.ClassMetrics;
import j2html.tags.specialized.SectionTag;

/** How well each label is found. */
final class LabelsSection {
  private LabelsSection() {}

  static SectionTag of(RunPage page) {
    Grid grid = new Grid("label", "precision", "recall", "F1", "support");
    for (ClassMetrics metrics : Together.of(page).perClass()) {
      grid.add(
          bdi(page.labels().names().get(metrics.label())),
          ImmutableList.of(
              shown(metrics.precision(), metrics.predicted()),
              shown(metrics.recall(), metrics.support()),
              shown(metrics.f1(), metrics.predicted() + metrics.support()),
              Numbers.count(metrics.support())));
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

  /** A share, or a dash where there is nothing that it would be a share of. */
  private static String shown(double share, int whole) {
    return whole > 0 ? Numbers.percent(share) : "–";
  }
}
