package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.DemonstrationOptions;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.task.SampledDemonstrations;
import dev.cloze.template.Template;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.SoftVerbalizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trainings whose examples are shown with demonstrations that are drawn anew each time. */
class SampledDemonstrationTrainingTest {
  private static final Path MODEL = Path.of("src/test/resources/golden/openprompt/bert");
  private static final List<String> TEXTS =
      List.of("The soup was wonderful.", "A waste of money.", "A long and dull evening.");
  private static final ImmutableList<Example> TRAIN =
      IntStream.range(0, 8)
          .mapToObj(i -> Example.of(TEXTS.get(i % 3) + " Item " + i).withLabel(i % 2))
          .collect(ImmutableList.toImmutableList());

  @TempDir Path folder;

  private record Killed(long at) implements TrainingLog {
    @Override
    public void step(long step, double loss, double factor) {
      if (step == at) {
        throw new IllegalStateException("killed");
      }
    }
  }

  private static PromptParts parts(int sets) {
    return PromptParts.of(
            MODEL,
            Template.parse("{\"placeholder\":\"text_a\"} It was {\"mask\"}.{\"demonstrations\"}"),
            LabelWords.ofSingle(List.of("g", "b"), List.of("good", "bad")))
        .withDemonstrations(
            SampledDemonstrations.of(DemonstrationOptions.defaults().withSets(sets), TRAIN));
  }

  /** 3 epochs of 2 steps, each of which is saved. */
  private static TrainingOptions options(
      TrainingOptions.Tune tune, double rate, Optional<Double> dropout) {
    return new TrainingOptions(
        tune,
        3,
        2,
        2,
        rate,
        rate,
        rate,
        0,
        Schedule.Shape.CONSTANT,
        0,
        Optional.empty(),
        dropout,
        0,
        false,
        ImmutableMap.of(),
        TrainingOptions.Select.AUTO,
        TrainingOptions.Metric.ACCURACY,
        Optional.empty(),
        0);
  }

  private static List<float[]> train(TrainingLog log, Optional<StateFile> file) {
    TrainingOptions options = options(TrainingOptions.Tune.FULL, 1e-3, Optional.empty());
    try (LoadedPrompt prompt = parts(2).load(LoadOptions.trained(NumberFormat.F32), Seeds.of(5))) {
      new Training(prompt.classifier(), options, Seeds.of(5), log, file)
          .run(TRAIN, TRAIN.subList(0, 4), Progress.SILENT);
      return prompt.model().tensors().stream().map(Tensor::toFloats).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 5})
  void endsAsAnUnbrokenOneWhereverItWasKilled(long step) {
    List<float[]> unbroken = train(TrainingLog.SILENT, Optional.empty());
    StateFile file = new StateFile(folder.resolve("state.safetensors"));

    assertThatThrownBy(() -> train(new Killed(step), Optional.of(file))).hasMessage("killed");
    List<float[]> resumed = train(TrainingLog.SILENT, Optional.of(file));

    for (int i = 0; i < unbroken.size(); i++) {
      assertThat(Arrays.equals(resumed.get(i), unbroken.get(i))).isTrue();
    }
  }

  @Test
  void runsAFrozenModelAnewEachTime() {
    try (LoadedPrompt prompt =
        parts(1).withVerbalizer(SoftVerbalizer::of).load(LoadOptions.defaults(), Seeds.of(5))) {
      // with a rate of nearly 0 nothing moves: only other demonstrations can give another loss
      List<EpochResult> epochs =
          new Training(
                  prompt.keepingClassifier(),
                  options(TrainingOptions.Tune.PROMPT, 1e-30, Optional.of(0.0)),
                  Seeds.of(5))
              .run(TRAIN, Progress.SILENT);

      double[] losses = epochs.stream().mapToDouble(EpochResult::loss).toArray();
      assertThat(Math.abs(losses[1] - losses[0])).isGreaterThan(1e-5);
      assertThat(Math.abs(losses[2] - losses[1])).isGreaterThan(1e-5);
      assertThat(prompt.rows().runs()).isZero();
    }
  }
}
