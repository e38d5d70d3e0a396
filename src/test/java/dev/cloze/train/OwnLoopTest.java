package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptClassifier;
import dev.cloze.task.TinyClassifier;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whoever writes the loop again out of public parts gets what {@link Training} gets. */
class OwnLoopTest {
  private static final Seeds SEEDS = Seeds.of(13);
  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withEpochs(3).withBatchSize(4).withLearningRate(1e-3);
  private static final ImmutableList<Example> EXAMPLES =
      ImmutableList.of(
          Example.of("the soup was wonderful").withLabel(0),
          Example.of("a good harbour").withLabel(0),
          Example.of("the robot forgot the kettle").withLabel(1),
          Example.of("it rained").withLabel(1),
          Example.of("the mayor slept").withLabel(2),
          Example.of("nothing happened in october").withLabel(2));

  @Test
  void anOwnLoopTakesTheSameSteps() {
    assertThat(trained(OwnLoopTest::loop))
        .isEqualTo(
            trained(
                classifier ->
                    new Training(classifier, OPTIONS, SEEDS).run(EXAMPLES, Progress.SILENT)))
        .isNotEqualTo(trained(classifier -> {}));
  }

  private static ImmutableList<Prediction> trained(Consumer<PromptClassifier> training) {
    LoadOptions options = LoadOptions.trained(NumberFormat.F32);
    try (TinyClassifier tiny = new TinyClassifier("bert", options)) {
      training.accept(tiny.classifier());
      return tiny.classifier().predict(EXAMPLES);
    }
  }

  private static void loop(PromptClassifier classifier) {
    try (Optimization optimization =
        new Optimization(
            ParameterGroup.of(classifier, OPTIONS),
            Schedule.constant(),
            Optimizer.Settings.defaults(),
            Optional.empty())) {
      long step = 0;
      for (int epoch = 0; epoch < OPTIONS.epochs(); epoch++) {
        List<Example> shuffled = new ArrayList<>(EXAMPLES);
        Collections.shuffle(shuffled, new Random(SEEDS.derive("order", epoch)));
        for (List<Example> batch : Lists.partition(shuffled, OPTIONS.batchSize())) {
          Machine.seed(SEEDS.derive("dropout", step));
          optimization.step(step, () -> loss(classifier, batch));
          step++;
        }
      }
    }
  }

  private static Tensor loss(PromptClassifier classifier, List<Example> batch) {
    long[] right = batch.stream().mapToLong(example -> example.label().orElseThrow()).toArray();
    return Losses.crossEntropy(
        classifier
            .verbalizer()
            .score(classifier.model().train(classifier.tokenizer().batch(batch))), // [B,3]
        right);
  }
}
