package dev.cloze.sweep;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Output;
import dev.cloze.run.OutputKind;
import dev.cloze.run.RunCheck;
import dev.cloze.run.RunFile;
import dev.cloze.train.TrainingOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads words, template, data and model folder of every cell before the first one runs, each
 * combination once, and sees whether cells can be chosen from and combined.
 */
final class PlanCheck {
  private final Plan plan;
  private final Map<Object, RunCheck> read = new HashMap<>();

  private PlanCheck(Plan plan) {
    this.plan = plan;
  }

  /**
   * Checks a plan and returns the hashes of all that its cells read, by path.
   *
   * @throws ClozeException with the cell that is wrong
   */
  static ImmutableMap<String, String> of(Plan plan) {
    return new PlanCheck(plan).check();
  }

  private ImmutableMap<String, String> check() {
    requireMetric(plan.options().metric());
    ImmutableMap.Builder<String, String> hashes = ImmutableMap.builder();
    for (PlannedCell planned : plan.planned()) {
      requireOneLabel(planned);
      requireDev(planned);
      hashes.putAll(labelled(planned).hashes());
    }
    if (!plan.options().ensemble().isEmpty()) {
      plan.planned().forEach(this::requireLike);
    }
    return hashes.buildKeepingLast();
  }

  private static void requireMetric(TrainingOptions.Metric metric) {
    ImmutableList<TrainingOptions.Metric> known = TrainingOptions.Metric.of(Output.ONE_LABEL);
    if (!known.contains(metric)) {
      throw new ClozeException(
          SweepError.OTHER_OUTPUT,
          "metric: %s is no figure of runs of one label a text, which a sweep compares; one of %s"
              + " belongs there",
          metric.key(),
          known.stream().map(TrainingOptions.Metric::key).collect(Collectors.joining(", ")));
    }
  }

  private static void requireOneLabel(PlannedCell planned) {
    if (planned.file().output().kind() != OutputKind.ONE_LABEL) {
      throw new ClozeException(
          SweepError.OTHER_OUTPUT,
          "cell %s (%s): a sweep compares runs of one label a text, and its output is %s; leave"
              + " output out, or do the runs one by one",
          planned.cell().name(),
          planned.cell().describe(),
          Ascii.toLowerCase(planned.file().output().kind().name()));
    }
  }

  private RunCheck labelled(PlannedCell planned) {
    RunFile file = planned.file();
    try {
      return read.computeIfAbsent(
          ImmutableList.of(
              file.model(),
              file.data(),
              file.template(),
              file.verbalizer(),
              file.start(),
              file.forgetting(),
              file.soft(),
              file.output(),
              file.training().metric(),
              file.training().classWeights(),
              file.training().epochs() > 0),
          key -> RunCheck.of(file));
    } catch (ClozeException e) {
      throw in(planned.cell(), e);
    }
  }

  /** The same error, with the cell that it was made in. */
  static ClozeException in(Cell cell, ClozeException e) {
    return new ClozeException(
            e.code(), "cell %s (%s): %s", cell.name(), cell.describe(), e.getMessage())
        .causedBy(e);
  }

  private void requireDev(PlannedCell planned) {
    boolean learns = plan.options().ensemble().contains(EnsembleKind.LEARNT);
    if (plan.options().choose().isEmpty() && !learns) {
      return;
    }
    String what = learns ? "ensemble: learnt" : "choose";
    if (planned.file().training().epochs() == 0) {
      throw noDev(what, planned, "trains nothing, so that no dev set is read");
    } else if (!planned.file().data().hasDev()) {
      throw noDev(what, planned, "has no dev set");
    }
  }

  private static ClozeException noDev(String what, PlannedCell planned, String why) {
    return new ClozeException(
        SweepError.NO_DEV,
        "%s: cell %s (%s) %s; data.dev or data.few_shot.dev_per_class and training.epochs above 0"
            + " belong in the run file",
        what,
        planned.cell().name(),
        planned.cell().describe(),
        why);
  }

  /** Rows can be combined where they say the same labels of the same examples. */
  private void requireLike(PlannedCell planned) {
    if (plan.options().ensemble().contains(EnsembleKind.ACCURACY)
        && (planned.file().training().epochs() == 0 || planned.file().data().train().isEmpty())) {
      String what =
          planned.file().training().epochs() == 0
              ? "trains nothing"
              : "trains on soft labels alone";
      throw unlike(planned, what + ", so that it has no training examples to be weighed by");
    }
    PlannedCell first = beside(planned);
    LabelSet wanted = labelled(first).labels();
    LabelSet found = labelled(planned).labels();
    if (!found.equals(wanted)) {
      throw unlike(
          planned,
          "has the labels %s, and cell %s has %s"
              .formatted(found.names(), first.cell().name(), wanted.names()));
    } else if (!planned.file().data().equals(first.file().data())) {
      throw unlike(planned, "has other data than cell " + first.cell().name());
    } else if (!planned.file().allSeeds().equals(first.file().allSeeds())) {
      throw unlike(planned, "has other seeds than cell " + first.cell().name());
    }
  }

  /** The first cell that is combined with this one. */
  private PlannedCell beside(PlannedCell planned) {
    ImmutableList<PlannedCell> cells = plan.planned();
    Optional<PlannedCell> first =
        cells.stream()
            .filter(other -> other.cell().curve().equals(planned.cell().curve()))
            .filter(other -> other.cell().dataSeed().equals(planned.cell().dataSeed()))
            .findFirst();
    return first.orElse(planned);
  }

  private static ClozeException unlike(PlannedCell planned, String why) {
    return new ClozeException(
        SweepError.UNLIKE_ROWS,
        "ensemble: cell %s (%s) %s; an ensemble's rows have the same labels and the same data",
        planned.cell().name(),
        planned.cell().describe(),
        why);
  }
}
