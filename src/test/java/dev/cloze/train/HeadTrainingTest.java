package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.nn.Parameter;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.Prediction;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Template;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.HeadOptions;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fine-tuning of a head, with the model and on top of one that stands still. */
class HeadTrainingTest {
  private static final List<Example> EXAMPLES =
      List.of(
          Example.of("It rained.").withLabel(0),
          Example.of("A fine trophy.").withLabel(1),
          Example.of("A waste of money and time, if you ask the team.").withLabel(0),
          Example.of("The soup").withLabel(1));
  private static final double[] STEPS = {3e-2, 1e-2, 3e-3};

  private static LoadedPrompt load(String family, LoadOptions options) {
    return PromptParts.of(
            Path.of("src/test/resources/golden/openprompt", family),
            Template.parseFragment("{\"placeholder\":\"text_a\"}"),
            LabelWords.ofLabels(List.of("no", "yes")))
        .withVerbalizer(HeadOptions.defaults())
        .withTokens(PromptTokenizerOptions.defaults().withMaxLength(64))
        .load(options, Seeds.of(1));
  }

  private static double loss(LoadedPrompt prompt) {
    return Scope.get(() -> (double) lossOf(prompt).item());
  }

  private static Tensor lossOf(LoadedPrompt prompt) {
    return Losses.crossEntropy(
        prompt
            .classifier()
            .verbalizer()
            .score(prompt.model().score(prompt.tokenizer().batch(EXAMPLES))),
        Tensor.of(new long[] {0, 1, 0, 1}, 4),
        List.of(),
        0);
  }

  /** Of the head's layers, and of the first layers of the model, which every loss goes through. */
  private static List<Tensor> looked(LoadedPrompt prompt) {
    List<Tensor> looked = new ArrayList<>(prompt.verbalizer().orElseThrow().parameters().values());
    prompt.model().model().parameters().stream()
        .map(Parameter::tensor)
        .filter(tensor -> tensor.shape().length == 2)
        .limit(4)
        .forEach(looked::add);
    return looked;
  }

  /** Weights of a usual size, so that a head says something. */
  private static void spread(LoadedPrompt prompt) {
    prompt
        .verbalizer()
        .orElseThrow()
        .parameters()
        .values()
        .forEach(
            tensor ->
                Gradients.pausing(
                    () ->
                        Scope.get(
                            () -> {
                              Memory.assign(tensor, Arithmetic.scale(tensor, 10));
                              return tensor;
                            })));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void gradientsAreTheSlopesOfTheLoss(String family) {
    try (LoadedPrompt prompt = load(family, LoadOptions.trained(NumberFormat.F32))) {
      spread(prompt);
      List<Tensor> looked = looked(prompt);
      List<float[]> gradients =
          Scope.get(
              () ->
                  Gradients.of(Gradients.recording(() -> lossOf(prompt)), looked).stream()
                      .map(Tensor::toFloats)
                      .toList());
      for (int i = 0; i < looked.size(); i++) {
        double error = error(prompt, looked.get(i), gradients.get(i), 1);
        double planted = error(prompt, looked.get(i), gradients.get(i), 1.02);
        assertThat(error).as("relative error of gradient %d", i).isLessThan(5e-3);
        assertThat(planted).as("a wrong factor in gradient %d", i).isGreaterThan(5e-3);
      }
    }
  }

  /** The least relative error of three steps along the gradient and a random direction. */
  private static double error(LoadedPrompt prompt, Tensor tensor, float[] gradient, double factor) {
    float[] start = tensor.toFloats();
    Random random = new Random(3);
    double squares = 0;
    for (float slope : gradient) {
      squares += (double) slope * slope;
    }
    double steepness = Math.sqrt(squares);
    double[] direction = new double[gradient.length];
    double expected = 0;
    for (int i = 0; i < direction.length; i++) {
      direction[i] =
          gradient[i] / steepness + 0.5 * random.nextGaussian() / Math.sqrt(direction.length);
      expected += factor * gradient[i] * direction[i];
    }
    double best = Double.POSITIVE_INFINITY;
    for (double step : STEPS) {
      double above = moved(prompt, tensor, start, direction, step);
      double below = moved(prompt, tensor, start, direction, -step);
      best = Math.min(best, Math.abs((above - below) / (2 * step) - expected) / expected);
    }
    moved(prompt, tensor, start, direction, 0);
    return best;
  }

  private static double moved(
      LoadedPrompt prompt, Tensor tensor, float[] start, double[] direction, double step) {
    float[] values = start.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (step * direction[i]);
    }
    return Gradients.pausing(
        () -> {
          Scope.run(() -> Memory.assign(tensor, Tensor.of(values, tensor.shape())));
          return loss(prompt);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "bert, FULL",
    "roberta, FULL",
    "gpt2, FULL",
    "bert, PROMPT",
    "roberta, PROMPT",
    "gpt2, PROMPT"
  })
  void trainingLowersTheLoss(String family, TrainingOptions.Tune tune) {
    boolean full = tune == TrainingOptions.Tune.FULL;
    LoadOptions options =
        full ? LoadOptions.trained(NumberFormat.F32) : LoadOptions.frozen(NumberFormat.F32);
    try (LoadedPrompt prompt = load(family, options)) {
      double before = loss(prompt);
      List<float[]> head = numbers(prompt.verbalizer().orElseThrow().parameters().values());
      List<float[]> model = model(prompt);

      new Training(
              prompt.keepingClassifier(),
              TrainingOptions.defaults().withTune(tune).withEpochs(60).withBatchSize(2),
              Seeds.of(1))
          .run(EXAMPLES, Progress.SILENT);

      assertThat(before).isCloseTo(Math.log(2), within(0.1));
      assertThat(loss(prompt)).isLessThan(0.5 * before);
      assertThat(prompt.rows().runs()).isEqualTo(full ? 0 : 1);
      List<float[]> after = numbers(prompt.verbalizer().orElseThrow().parameters().values());
      for (int i = 0; i < head.size(); i++) {
        assertThat(after.get(i)).isNotEqualTo(head.get(i));
      }
      for (int i = 0; i < model.size() && !full; i++) {
        assertThat(model(prompt).get(i)).isEqualTo(model.get(i));
      }
    }
  }

  private static List<float[]> model(LoadedPrompt prompt) {
    return numbers(prompt.model().model().parameters().stream().map(Parameter::tensor).toList());
  }

  private static List<float[]> numbers(Iterable<Tensor> tensors) {
    List<float[]> numbers = new ArrayList<>();
    tensors.forEach(tensor -> numbers.add(tensor.toFloats()));
    return numbers;
  }

  /** Padded on the right for a masked model, on the left for a causal one. */
  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void oneTextIsScoredAsItIsAmongOthers(String family) {
    try (LoadedPrompt prompt = load(family, LoadOptions.defaults())) {
      spread(prompt);
      List<Example> eight = new ArrayList<>(EXAMPLES);
      eight.addAll(EXAMPLES);
      ImmutableList<Prediction> together = prompt.classifier().predict(eight);

      assertThat(together.get(0).probabilities()).isNotEqualTo(together.get(1).probabilities());
      for (int i = 0; i < eight.size(); i++) {
        Prediction alone = prompt.classifier().predict(List.of(eight.get(i))).get(0);
        assertThat(together.get(i).probabilities().get(0))
            .isCloseTo(alone.probabilities().get(0), within(1e-5));
      }
    }
  }

  @Test
  void theSameSeedMakesTheSameHead() {
    try (LoadedPrompt one = load("bert", LoadOptions.defaults());
        LoadedPrompt other = load("bert", LoadOptions.defaults())) {
      assertThat(numbers(one.verbalizer().orElseThrow().parameters().values()).get(0))
          .isEqualTo(numbers(other.verbalizer().orElseThrow().parameters().values()).get(0));
    }
  }
}
