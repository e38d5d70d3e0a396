package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.List;
import java.util.Optional;

/** What epochs are compared by, where there is something. */
final class DevSet {
  private final PromptClassifier classifier;
  private final ImmutableList<Example> examples;
  private final ImmutableList<EncodedPrompt> prompts;
  private final TrainingOptions options;
  private final Output output;

  DevSet(
      PromptClassifier classifier, List<Example> examples, TrainingOptions options, Output output) {
    this.classifier = classifier;
    this.examples = ImmutableList.copyOf(examples);
    this.prompts = classifier.encodeAll(examples);
    this.options = options;
    this.output = output;
  }

  /** How the classifier does now. */
  Optional<EpochResult.Dev> measure() {
    if (examples.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        EpochResult.Dev.of(
            Measured.of(
                output,
                examples,
                classifier.predictPrompts(prompts, Progress.SILENT),
                classifier.verbalizer().labels().size())));
  }

  /** Whether the best epoch's weights are to be kept. */
  boolean selects() {
    return !examples.isEmpty() && options.select() != TrainingOptions.Select.LAST;
  }

  /** Whether an epoch is better than the best so far. */
  boolean isBetter(EpochResult epoch, Optional<EpochResult> best) {
    return epoch.dev().isPresent()
        && (best.isEmpty()
            || epoch.dev().get().betterThan(best.get().dev().orElseThrow(), options.metric()));
  }

  /** Whether the training ends before its last epoch. */
  boolean stops(TrainingState state) {
    return options.patience().filter(patience -> state.epochsSinceBest() >= patience).isPresent();
  }

  double saveEvery() {
    return options.saveEvery();
  }
}
