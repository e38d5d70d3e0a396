package dev.cloze.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Shorthand;
import dev.cloze.data.Output;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.CalibrationOptions;
import dev.cloze.verbalizer.EachLabelOptions;
import dev.cloze.verbalizer.VerbalizerMaker;
import java.util.Optional;

/**
 * What is asked of a text; a settings file may give {@code kind} alone.
 *
 * @param kind one label, several, or a number
 * @param threshold with several labels, the probability above which a label is given; 0.5 where
 *     absent
 * @param range with a number, the numbers of the lower and the upper pole
 */
@Shorthand("kind")
public record OutputSettings(
    OutputKind kind, Optional<Double> threshold, Optional<ImmutableList<Double>> range) {
  private static final double EVEN = 0.5;

  /** The kinds whose scores can be read label by label. */
  private static final ImmutableSet<VerbalizerKind> EACH =
      ImmutableSet.of(
          VerbalizerKind.MANUAL,
          VerbalizerKind.ONE_TO_ONE,
          VerbalizerKind.SOFT,
          VerbalizerKind.HEAD);

  /** The kinds that do not have to see examples of each label. */
  private static final ImmutableSet<VerbalizerKind> WITHOUT_EXAMPLES =
      ImmutableSet.of(
          VerbalizerKind.MANUAL,
          VerbalizerKind.ONE_TO_ONE,
          VerbalizerKind.SOFT,
          VerbalizerKind.EXACT,
          VerbalizerKind.GENERATIVE,
          VerbalizerKind.RULES,
          VerbalizerKind.KNOWLEDGEABLE,
          VerbalizerKind.HEAD);

  /** Checks that each option belongs to the kind. */
  public OutputSettings {
    checkArgument(
        threshold.isEmpty() || kind == OutputKind.SEVERAL_LABELS,
        "threshold belongs to the kind several_labels, not to %s",
        lower(kind));
    checkArgument(
        range.isPresent() == (kind == OutputKind.NUMBER),
        kind == OutputKind.NUMBER
            ? "range is missing, which the kind number has: [lower, upper]"
            : "range belongs to the kind number, not to " + lower(kind));
    range.ifPresent(
        ends -> checkArgument(ends.size() == 2, "range must have two numbers, was %s", ends));
    outputOf(kind, threshold, range);
  }

  /** One label. */
  public static OutputSettings defaults() {
    return new OutputSettings(OutputKind.ONE_LABEL, Optional.empty(), Optional.empty());
  }

  /** What is asked, as data and figures know it. */
  public Output output() {
    return outputOf(kind, threshold, range);
  }

  private static Output outputOf(
      OutputKind kind, Optional<Double> threshold, Optional<ImmutableList<Double>> range) {
    return switch (kind) {
      case ONE_LABEL -> Output.ONE_LABEL;
      case SEVERAL_LABELS -> new Output.SeveralLabels(threshold.orElse(EVEN));
      case NUMBER -> new Output.NumberRange(range.orElseThrow().get(0), range.orElseThrow().get(1));
    };
  }

  /** How labels are scored for this. */
  VerbalizerMaker maker(VerbalizerMaker asked) {
    return kind == OutputKind.SEVERAL_LABELS ? new EachLabelOptions(asked) : asked;
  }

  /** Labels that are decided one by one are always compared with what they get anyway. */
  Optional<CalibrationOptions> calibration(Optional<CalibrationOptions> asked) {
    return kind == OutputKind.SEVERAL_LABELS
        ? asked.or(() -> Optional.of(CalibrationOptions.defaults()))
        : asked;
  }

  /** The figure that epochs are compared by where a run file names none. */
  TrainingOptions.Metric metric() {
    return TrainingOptions.Metric.of(output()).get(0);
  }

  /** Checks what a run file cannot ask for together with this. */
  void requireFit(RunFile.Data data, TrainingOptions training) {
    checkArgument(
        kind == OutputKind.ONE_LABEL || data.fewShot().isEmpty(),
        "data.few_shot draws so many of each class, and output %s has no classes; leave it out"
            + " and name data.test",
        lower(kind));
    checkArgument(
        kind == OutputKind.ONE_LABEL || data.softLabels().isEmpty(),
        "data.soft_labels says how probable each of several labels is that compete, and output %s"
            + " has none of these",
        lower(kind));
    checkArgument(
        kind == OutputKind.ONE_LABEL || training.temperature() == 1,
        "training.temperature belongs to the output one_label, not to %s",
        lower(kind));
    checkArgument(
        data.softLabels().isEmpty() || (!training.balanced() && training.classWeights().isEmpty()),
        "training.%s weighs right labels, and data.soft_labels has soft ones; give its lines a"
            + " weight each",
        training.balanced() ? "balanced" : "class_weights");
    checkArgument(
        kind != OutputKind.NUMBER || (!training.balanced() && training.classWeights().isEmpty()),
        "training.%s weighs labels, and a number has none",
        training.balanced() ? "balanced" : "class_weights");
  }

  /**
   * Checks that a verbalizer can give this.
   *
   * @param labels how many labels it has
   * @throws ClozeException {@link RunError#OTHER_OUTPUT}
   */
  void requireVerbalizer(VerbalizerSettings verbalizer, int labels) {
    if (kind == OutputKind.SEVERAL_LABELS && !EACH.contains(verbalizer.kind())) {
      throw new ClozeException(
          RunError.OTHER_OUTPUT,
          "verbalizer.kind: %s only compares labels with each other, and output several_labels"
              + " decides each by itself; take manual, one_to_one, soft or head",
          lower(verbalizer.kind()));
    }
    if (kind == OutputKind.NUMBER && !WITHOUT_EXAMPLES.contains(verbalizer.kind())) {
      throw new ClozeException(
          RunError.OTHER_OUTPUT,
          "verbalizer.kind: %s learns from examples of each label, and with output number none has"
              + " a label; take manual, one_to_one, exact, generative, rules, soft,"
              + " knowledgeable or head",
          lower(verbalizer.kind()));
    }
    if (kind == OutputKind.NUMBER && labels != 2) {
      throw new ClozeException(
          RunError.OTHER_OUTPUT,
          "verbalizer: %d labels were found; output number lies between two, the lower pole and"
              + " the upper",
          labels);
    }
  }

  private static String lower(Enum<?> constant) {
    return Ascii.toLowerCase(constant.name());
  }
}
