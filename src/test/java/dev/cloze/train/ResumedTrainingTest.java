package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.TinyClassifier;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumedTrainingTest {
  private static final List<String> TEXTS =
      List.of("The soup was wonderful.", "A waste of money.", "A long and dull evening.");
  private static final ImmutableList<Example> TRAIN =
      IntStream.range(0, 7)
          .mapToObj(i -> Example.of(TEXTS.get(i % 3) + " Item " + i).withLabel(i % 3))
          .collect(ImmutableList.toImmutableList());

  /** 4 epochs of 2 steps of up to two batches of 2 each; a state after each step. */
  private static final TrainingOptions OPTIONS =
      new TrainingOptions(
          TrainingOptions.Tune.FULL,
          4,
          2,
          2,
          3e-3,
          1e-3,
          1e-3,
          0.01,
          Schedule.Shape.COSINE,
          0.2,
          Optional.of(1.0),
          Optional.empty(),
          0.1,
          true,
          ImmutableMap.of(),
          TrainingOptions.Select.AUTO,
          TrainingOptions.Metric.ACCURACY,
          Optional.of(3),
          0);

  @TempDir Path folder;

  /** Ends a training from outside at a step, as a kill does: after its state was saved or not. */
  private record Killed(long at) implements TrainingLog {
    @Override
    public void step(long step, double loss, double factor) {
      if (step == at) {
        throw new IllegalStateException("killed");
      }
    }
  }

  private record Outcome(List<EpochResult> epochs, List<float[]> weights) {
    void assertIs(Outcome other) {
      assertThat(epochs).isEqualTo(other.epochs());
      for (int i = 0; i < weights.size(); i++) {
        assertThat(Arrays.equals(weights.get(i), other.weights().get(i))).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 8})
  void endsAsAnUnbrokenOneWhereverItWasKilled(long step) {
    Outcome unbroken = run(TrainingLog.SILENT, Optional.empty());
    StateFile file = new StateFile(folder.resolve("state.safetensors"));

    assertThatThrownBy(() -> run(new Killed(step), Optional.of(file))).hasMessage("killed");
    Outcome resumed = run(TrainingLog.SILENT, Optional.of(file));

    resumed.assertIs(unbroken);
  }

  @Test
  void saysFromWhereItGoesOn() {
    StateFile file = new StateFile(folder.resolve("state.safetensors"));
    assertThatThrownBy(() -> run(new Killed(4), Optional.of(file))).hasMessage("killed");
    long[] found = new long[2];

    run(
        new TrainingLog() {
          @Override
          public void resumed(long steps, int epochs) {
            found[0] = steps;
            found[1] = epochs;
          }
        },
        Optional.of(file));

    // killed in step 4: step 3 is the last that was saved, one epoch of two steps was over
    assertThat(found).containsExactly(3, 1);
  }

  @Test
  void refusesTheStateOfSomethingElse() {
    StateFile file = new StateFile(folder.resolve("state.safetensors"));
    file.save("a pretraining", "{}", ImmutableMap.of());

    assertThatThrownBy(() -> run(TrainingLog.SILENT, Optional.of(file)))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(TrainError.OTHER_STATE))
        .hasMessageContaining("the state of a pretraining was saved there");
  }

  private static Outcome run(TrainingLog log, Optional<StateFile> file) {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.F32))) {
      int before = Tensor.liveCount();
      List<EpochResult> epochs =
          new Training(tiny.classifier(), OPTIONS, Seeds.of(5), log, file)
              .run(TRAIN, TRAIN.subList(0, 4), Progress.SILENT);
      assertThat(Tensor.liveCount()).isEqualTo(before);
      return new Outcome(
          epochs, tiny.classifier().model().tensors().stream().map(Tensor::toFloats).toList());
    }
  }
}
