package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.tensor.Tensor;
import java.util.List;

/** What a training makes small, by the kind of output. */
interface BatchLoss {
  /**
   * The loss of a batch.
   *
   * @param scores as the verbalizer gives them, [B,L]
   * @param batch B examples with what is right
   */
  Tensor of(Tensor scores, List<Example> batch);

  /** The loss of an output, with weights that {@code examples} may decide. */
  static BatchLoss of(
      Output output,
      TrainingOptions options,
      ImmutableList<String> labels,
      List<Example> examples) {
    return output.match(
        () ->
            SoftLabelLosses.fit(options, examples)
                ? SoftLabelLosses.of(options, labels)
                : ClassLosses.of(options, labels, examples),
        several -> LabelLosses.of(options, labels, examples),
        range -> new NumberLosses(range, options.labelSmoothing()));
  }
}
