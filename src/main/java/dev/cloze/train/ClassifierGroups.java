package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.nn.Parameter;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** What trains of a classifier, in groups with rates of their own. */
final class ClassifierGroups {
  private final PromptClassifier classifier;
  private final TrainingOptions options;

  ClassifierGroups(PromptClassifier classifier, TrainingOptions options) {
    this.classifier = classifier;
    this.options = options;
  }

  /**
   * The groups.
   *
   * @throws ClozeException {@link TrainError#NOTHING_TRAINS}
   */
  ImmutableList<ParameterGroup> groups() {
    ImmutableList<ParameterGroup> groups =
        ImmutableList.<ParameterGroup>builder()
            .addAll(group("model", model(), options.learningRate()))
            .addAll(group("soft", softRows(), options.softLearningRate()))
            .addAll(group("verbalizer", verbalizer(), options.verbalizerLearningRate()))
            .build();
    if (groups.isEmpty()) {
      throw new ClozeException(
          TrainError.NOTHING_TRAINS,
          "training: nothing of this classifier trains: the model is frozen (tune: prompt), the"
              + " template has no soft tokens and the verbalizer trains nothing; tune: full, a soft"
              + " token or a soft verbalizer would");
    }
    return groups;
  }

  private ImmutableList<ParameterGroup> group(
      String name, List<NamedTensor> tensors, double learningRate) {
    return ParameterGroup.withAndWithoutDecay(name, tensors, learningRate, options.weightDecay());
  }

  private ImmutableList<NamedTensor> model() {
    return classifier.model().model().parameters().stream()
        .filter(parameter -> parameter.tensor().isTrainable())
        .map(parameter -> new NamedTensor("model/" + name(parameter), parameter.tensor()))
        .collect(ImmutableList.toImmutableList());
  }

  private static String name(Parameter parameter) {
    return parameter.sources().get(0).path();
  }

  private ImmutableList<NamedTensor> softRows() {
    return classifier
        .model()
        .softRows()
        .map(rows -> named("", rows.parameters()))
        .orElse(ImmutableList.of());
  }

  private ImmutableList<NamedTensor> verbalizer() {
    return named("verbalizer/", classifier.verbalizer().parameters());
  }

  private static ImmutableList<NamedTensor> named(String prefix, Map<String, Tensor> tensors) {
    return tensors.entrySet().stream()
        .filter(entry -> entry.getValue().isTrainable())
        .map(entry -> new NamedTensor(prefix + entry.getKey(), entry.getValue()))
        .collect(ImmutableList.toImmutableList());
  }
}
