package dev.cloze.report;

import static j2html.TagCreator.p;

import dev.cloze.train.Summary;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.SectionTag;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** What the model knew of running text before it was tuned, and what it knows now. */
final class ForgettingSection {
  private final RunPage page;
  private final ForgettingPage forgetting;

  private ForgettingSection(RunPage page, ForgettingPage forgetting) {
    this.page = page;
    this.forgetting = forgetting;
  }

  static SectionTag of(RunPage page, ForgettingPage forgetting) {
    return new ForgettingSection(page, forgetting).section();
  }

  private SectionTag section() {
    return Sections.of(
        "forgetting",
        "What tuning made the model forget",
        p(forgetting.after().isEmpty() ? unmoved() : finding()),
        table(),
        Sections.note(
            Numbers.count(forgetting.targets(), "token")
                + " of "
                + forgetting.text()
                + " are hidden, the same before and after. The loss is the mean of −ln p of the"
                + " right ones, in nats: the lower, the better. Top-1 is the share that the model"
                + " names first."
                + (forgetting.after().size() > 1
                    ? " ± is one standard deviation over seeds."
                    : "")));
  }

  private static String unmoved() {
    return "Only the prompt was tuned: the model's weights did not move, so that it names hidden"
        + " tokens of running text as well as before.";
  }

  private String finding() {
    double change = mean(MaskedFigures::loss).mean() - forgetting.before().loss();
    String verdict =
        change == 0 ? "is what it was" : (change > 0 ? "rose by " : "fell by ") + nats(change);
    return "In running text, the loss of hidden tokens " + verdict + ".";
  }

  private static String nats(double change) {
    return Numbers.nats(Math.abs(change)) + " nats";
  }

  private DivTag table() {
    Grid grid = new Grid("running text", "loss (nats)", "top-1");
    MaskedFigures before = forgetting.before();
    grid.add("before tuning", Numbers.nats(before.loss()), Numbers.percent(before.accuracy()));
    if (!forgetting.after().isEmpty()) {
      Summary loss = mean(MaskedFigures::loss);
      Summary accuracy = mean(MaskedFigures::accuracy);
      grid.add(
          "after tuning" + (loss.count() > 1 ? ", mean of " + loss.count() + " seeds" : ""),
          shown(loss, Numbers::nats, Numbers::nats),
          shown(accuracy, Numbers::percent, Numbers::points));
      grid.add(
          "difference",
          Numbers.signed(loss.mean() - before.loss(), Numbers::nats),
          Numbers.signed(accuracy.mean() - before.accuracy(), Numbers::points) + " points");
      if (loss.count() > 1) {
        seeds(grid);
      }
    }
    return grid.tag();
  }

  private void seeds(Grid grid) {
    for (int i = 0; i < forgetting.after().size(); i++) {
      MaskedFigures after = forgetting.after().get(i);
      grid.add(
          "seed " + page.seeds().get(i).seed(),
          Numbers.nats(after.loss()),
          Numbers.percent(after.accuracy()));
    }
  }

  private static String shown(
      Summary figure, DoubleFunction<String> mean, DoubleFunction<String> deviation) {
    return figure.count() == 1
        ? mean.apply(figure.mean())
        : mean.apply(figure.mean()) + " ± " + deviation.apply(figure.deviation());
  }

  private Summary mean(ToDoubleFunction<MaskedFigures> figure) {
    return Summary.of(forgetting.after().stream().mapToDouble(figure).toArray());
  }
}
