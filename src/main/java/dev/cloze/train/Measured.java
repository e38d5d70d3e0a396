package dev.cloze.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.google.common.collect.ImmutableMap;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.task.Prediction;
import java.util.List;

/** How predictions compare with what is right, by the kind of output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(Evaluation.class),
  @JsonSubTypes.Type(LabelsEvaluation.class),
  @JsonSubTypes.Type(NumberEvaluation.class)
})
public sealed interface Measured permits Evaluation, LabelsEvaluation, NumberEvaluation {
  /** How many examples were counted. */
  int total();

  /** The mean of the examples' losses, in nats; NaN where nothing was counted. */
  double loss();

  /** All figures that this output has, the main one first. */
  ImmutableMap<TrainingOptions.Metric, Double> figures();

  /**
   * Compares predictions.
   *
   * @param examples with what is right, in the order of the predictions
   * @param labels the number of labels
   * @throws dev.cloze.base.ClozeException {@link TrainError#NOT_FINITE} where a probability is not
   *     a number
   */
  static Measured of(
      Output output, List<Example> examples, List<Prediction> predictions, int labels) {
    return output.match(
        () -> Evaluation.of(examples, predictions, labels),
        several -> LabelsEvaluation.of(several, examples, predictions, labels),
        range -> NumberEvaluation.of(range, examples, predictions));
  }
}
