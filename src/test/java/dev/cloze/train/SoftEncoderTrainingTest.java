package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Floats;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.SoftOptions;
import dev.cloze.prompt.SoftRows;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Template;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every encoder of soft rows on every family of models: all of it gets gradients, nothing else
 * moves, and a training ends with plain rows. An encoder that is added is taken up.
 */
class SoftEncoderTrainingTest {
  private static final String TEMPLATE =
      "{\"soft\":None,\"duplicate\":3} {\"placeholder\":\"text_a\"} {\"soft\":\"It was\"}"
          + " {\"mask\"}";
  private static final int ROWS = 5;
  private static final List<Example> EXAMPLES =
      List.of(
          Example.of("It rained.").withLabel(0),
          Example.of("A fine trophy.").withLabel(1),
          Example.of("A waste of money and time.").withLabel(0),
          Example.of("The soup was wonderful.").withLabel(1));

  /** Learning what is right makes it worse here, epoch by epoch. */
  private static final List<Example> TURNED =
      EXAMPLES.stream().map(example -> example.withLabel(1 - example.label().getAsInt())).toList();

  @TempDir Path folder;

  static Stream<Arguments> encodersAndFamilies() {
    return Arrays.stream(SoftOptions.Encoder.values())
        .filter(encoder -> encoder != SoftOptions.Encoder.NONE)
        .flatMap(
            encoder ->
                Stream.of("bert", "roberta", "gpt2").map(name -> Arguments.of(encoder, name)));
  }

  /** Two batches a step, and a state saved after each. */
  private static TrainingOptions options(int epochs) {
    return new TrainingOptions(
        TrainingOptions.Tune.PROMPT,
        epochs,
        1,
        2,
        1e-3,
        3e-3,
        1e-3,
        0.01,
        Schedule.Shape.LINEAR,
        0.2,
        Optional.of(1.0),
        Optional.empty(),
        0,
        false,
        ImmutableMap.of(),
        TrainingOptions.Select.AUTO,
        TrainingOptions.Metric.ACCURACY,
        Optional.empty(),
        0);
  }

  private static LoadedPrompt load(
      SoftOptions.Encoder encoder, String family, LoadOptions loading) {
    return PromptParts.of(
            Path.of("src/test/resources/golden/openprompt", family),
            Template.parse(TEMPLATE),
            LabelWords.ofSingle(List.of("bad", "good"), List.of("bad", "good")))
        .withTokens(PromptTokenizerOptions.defaults().withMaxLength(64))
        .withSoft(SoftOptions.defaults().withEncoder(encoder))
        .load(loading, Seeds.of(1));
  }

  private static SoftRows rows(LoadedPrompt prompt) {
    return prompt.model().softRows().orElseThrow();
  }

  private static float[] read(LoadedPrompt prompt) {
    return Gradients.pausing(() -> Scope.get(() -> rows(prompt).tensor().toFloats()));
  }

  private static List<float[]> numbers(Iterable<Tensor> tensors) {
    List<float[]> numbers = new ArrayList<>();
    tensors.forEach(tensor -> numbers.add(tensor.toFloats()));
    return numbers;
  }

  private static List<float[]> model(LoadedPrompt prompt) {
    return prompt.model().model().parameters().stream().map(p -> p.tensor().toFloats()).toList();
  }

  @ParameterizedTest
  @MethodSource("encodersAndFamilies")
  void everyRowAndEveryTensorGetsAGradient(SoftOptions.Encoder encoder, String family) {
    for (NumberFormat format : List.of(NumberFormat.F32, NumberFormat.BF16)) {
      try (LoadedPrompt prompt = load(encoder, family, LoadOptions.frozen(format))) {
        ImmutableMap<String, Tensor> own = rows(prompt).parameters();
        List<float[]> gradients = gradients(prompt, own.values().asList());

        for (int i = 0; i < own.size(); i++) {
          assertThat(norm(gradients.get(i))).as(own.keySet().asList().get(i)).isGreaterThan(1e-7);
        }
        float[] byRow = gradients.get(0);
        int hidden = byRow.length / ROWS;
        for (int row = 0; row < ROWS; row++) {
          float[] one = Arrays.copyOfRange(byRow, row * hidden, (row + 1) * hidden);
          assertThat(norm(one)).as("row %d", row).isGreaterThan(1e-7);
        }
      }
    }
  }

  private static List<float[]> gradients(LoadedPrompt prompt, List<Tensor> own) {
    return Scope.get(
        () -> {
          Tensor loss =
              Gradients.recording(
                  () ->
                      Losses.crossEntropy(
                          prompt
                              .verbalizer()
                              .orElseThrow()
                              .score(prompt.model().train(prompt.tokenizer().batch(EXAMPLES))),
                          Tensor.of(new long[] {0, 1, 0, 1}, 4),
                          List.of(),
                          0));
          return numbers(Gradients.of(loss, own));
        });
  }

  private static double norm(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @ParameterizedTest
  @MethodSource("encodersAndFamilies")
  void onlyItsOwnNumbersMoveAndPlainRowsAreLeft(SoftOptions.Encoder encoder, String family) {
    try (LoadedPrompt prompt = load(encoder, family, LoadOptions.defaults())) {
      List<float[]> model = model(prompt);
      List<List<float[]>> seen = new ArrayList<>();
      List<float[]> asRead = new ArrayList<>();
      TrainingLog look =
          new TrainingLog() {
            @Override
            public void step(long step, double loss, double factor) {
              seen.add(numbers(rows(prompt).parameters().values()));
              asRead.add(read(prompt));
            }
          };
      List<float[]> before = numbers(rows(prompt).parameters().values());

      new Training(prompt.classifier(), options(2), Seeds.of(1), look, Optional.empty())
          .run(EXAMPLES, Progress.SILENT);

      List<float[]> after = seen.get(seen.size() - 1);
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i)).isNotEqualTo(before.get(i));
      }
      List<float[]> modelAfter = model(prompt);
      for (int i = 0; i < model.size(); i++) {
        assertThat(modelAfter.get(i)).isEqualTo(model.get(i));
      }
      assertThat(rows(prompt).parameters()).containsOnlyKeys("soft_rows");
      assertThat(rows(prompt).tensor().toFloats()).isEqualTo(asRead.get(asRead.size() - 1));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void theRowsOfTheBestEpochAreTakenAndNoOthers(SoftOptions.Encoder encoder) {
    try (LoadedPrompt prompt = load(encoder, "bert", LoadOptions.defaults())) {
      List<float[]> afterEpochs = new ArrayList<>();
      TrainingLog look =
          new TrainingLog() {
            @Override
            public void epoch(EpochResult result) {
              afterEpochs.add(read(prompt));
            }
          };

      List<EpochResult> epochs =
          new Training(prompt.classifier(), options(5), Seeds.of(1), look, Optional.empty())
              .run(EXAMPLES, TURNED, Progress.SILENT);

      int chosen = Training.chosen(epochs, options(5));
      assertThat(chosen).isLessThan(5);
      assertThat(rows(prompt).tensor().toFloats()).isEqualTo(afterEpochs.get(chosen - 1));
      assertThat(rows(prompt).tensor().toFloats()).isNotEqualTo(afterEpochs.get(4));
      Evaluation again = Evaluation.of(prompt.classifier(), TURNED);
      assertThat(again.loss()).isEqualTo(epochs.get(chosen - 1).dev().orElseThrow().loss());
    }
  }

  private record Killed(long at) implements TrainingLog {
    @Override
    public void step(long step, double loss, double factor) {
      if (step == at) {
        throw new IllegalStateException("killed");
      }
    }
  }

  private record Outcome(List<EpochResult> epochs, ImmutableList<Float> rows) {}

  private static Outcome run(
      SoftOptions.Encoder encoder, TrainingLog log, Optional<StateFile> file) {
    try (LoadedPrompt prompt = load(encoder, "gpt2", LoadOptions.defaults())) {
      List<EpochResult> epochs =
          new Training(prompt.classifier(), options(3), Seeds.of(5), log, file)
              .run(EXAMPLES, TURNED, Progress.SILENT);
      return new Outcome(
          epochs, ImmutableList.copyOf(Floats.asList(rows(prompt).tensor().toFloats())));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void endsAsAnUnbrokenOneWhereverItWasKilled(SoftOptions.Encoder encoder) {
    Outcome unbroken = run(encoder, TrainingLog.SILENT, Optional.empty());
    for (long step : ImmutableList.of(2, 3, 6)) {
      StateFile file = new StateFile(folder.resolve(encoder + "-" + step));
      assertThatThrownBy(() -> run(encoder, new Killed(step), Optional.of(file)))
          .hasMessage("killed");

      Outcome resumed = run(encoder, TrainingLog.SILENT, Optional.of(file));

      assertThat(resumed).isEqualTo(unbroken);
    }
  }
}
