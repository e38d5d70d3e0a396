package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.TinyClassifier;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  private static final List<Example> EXAMPLES =
      List.of(
          Example.of("The soup was wonderful.").withLabel(0),
          Example.of("A waste of money.").withLabel(1),
          Example.of("A long and dull evening.").withLabel(2),
          Example.of("The trophy impressed the children.").withLabel(0),
          Example.of("The engine never starts.").withLabel(1),
          Example.of("Nothing happened in late October.").withLabel(2));

  private static final TrainingOptions OPTIONS = new TrainingOptions(30, 3e-3, 2, 0.01);

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void learnsASmallSetByHeart(String family) {
    try (TinyClassifier tiny = new TinyClassifier(family, LoadOptions.trained(NumberFormat.F32))) {
      int before = Tensor.liveCount();

      List<Double> losses = train(tiny, 1);

      assertThat(losses).hasSize(30);
      assertThat(losses.get(29)).isLessThan(0.5 * losses.get(0));
      assertThat(Evaluation.of(EXAMPLES, tiny.classifier().predict(EXAMPLES), 3).accuracy())
          .isEqualTo(1);
      assertThat(Tensor.liveCount()).isEqualTo(before);
    }
  }

  @Test
  void oneSeedGivesOneResultAndAnotherSeedAnother() {
    assertThat(losses(7)).isEqualTo(losses(7)).isNotEqualTo(losses(8));
  }

  @Test
  void bfloat16ComputesOverSinglePrecisionWeights() {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.BF16))) {
      List<Double> losses = train(tiny, 1);

      assertThat(losses.get(29)).isLessThan(0.5 * losses.get(0));
    }
  }

  @Test
  void failsWhenNothingTrains() {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.defaults())) {
      assertThatThrownBy(() -> train(tiny, 1))
          .hasMessage("nothing of this classifier trains; load its model with LoadOptions.trained");
    }
  }

  @Test
  void failsWhenOptionsMakeNoSense() {
    assertThatThrownBy(() -> new TrainingOptions(1, 0, 8, 0))
        .hasMessage("learning_rate must be above 0, was 0.0");
    assertThatThrownBy(() -> new TrainingOptions(1, 1e-4, 0, 0))
        .hasMessage("batch_size must be above 0, was 0");
  }

  @Test
  void defaultsArePinned() {
    assertThat(TrainingOptions.defaults()).isEqualTo(new TrainingOptions(10, 1e-4, 8, 0.01));
  }

  private static List<Double> losses(long seed) {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.F32))) {
      return train(tiny, seed);
    }
  }

  private static List<Double> train(TinyClassifier tiny, long seed) {
    return new Training(tiny.classifier(), OPTIONS, Seeds.of(seed)).run(EXAMPLES, Progress.SILENT);
  }
}
