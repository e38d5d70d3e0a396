package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tensor.Tensor;
import java.util.List;

/**
 * Tensors that one learning rate and one weight decay hold for.
 *
 * @param name what they are, such as {@code model} or {@code soft rows}
 * @param learningRate the peak of the schedule
 * @param weightDecay the share of a weight taken off at each step, times the rate
 */
public record ParameterGroup(
    String name, ImmutableList<NamedTensor> tensors, double learningRate, double weightDecay) {
  /** Checks the ranges. */
  public ParameterGroup {
    checkArgument(learningRate > 0, "learning rate of %s must be above 0", name);
    checkArgument(weightDecay >= 0, "weight decay of %s must be 0 or more", name);
  }

  /**
   * What trains of a classifier, with the rates and the weight decay that {@code options} say.
   *
   * @throws dev.cloze.base.ClozeException {@link TrainError#NOTHING_TRAINS}
   */
  public static ImmutableList<ParameterGroup> of(
      PromptClassifier classifier, TrainingOptions options) {
    return new ClassifierGroups(classifier, options).groups();
  }

  /**
   * Splits tensors in two groups: matrices decay; biases and the weights of norms, which have one
   * axis, do not (Devlin et al. 2019, appendix A.2). A group that would be empty is left out.
   */
  public static ImmutableList<ParameterGroup> withAndWithoutDecay(
      String name, List<NamedTensor> tensors, double learningRate, double weightDecay) {
    ImmutableList<NamedTensor> matrices = axes(tensors, true);
    ImmutableList<NamedTensor> vectors = axes(tensors, false);
    ImmutableList.Builder<ParameterGroup> groups = ImmutableList.builder();
    if (!matrices.isEmpty()) {
      groups.add(new ParameterGroup(name, matrices, learningRate, weightDecay));
    }
    if (!vectors.isEmpty()) {
      groups.add(new ParameterGroup(name + " without decay", vectors, learningRate, 0));
    }
    return groups.build();
  }

  private static ImmutableList<NamedTensor> axes(List<NamedTensor> tensors, boolean several) {
    return tensors.stream()
        .filter(named -> named.tensor().shape().length > 1 == several)
        .collect(ImmutableList.toImmutableList());
  }

  ImmutableList<Tensor> values() {
    return tensors.stream().map(NamedTensor::tensor).collect(ImmutableList.toImmutableList());
  }
}
