package dev.cloze.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.TinyClassifier;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import java.util.List;
import java.util.Optional;
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

  private static final TrainingOptions OPTIONS =
      TrainingOptions.defaults().withEpochs(30).withLearningRate(3e-3).withBatchSize(2);

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
          .isInstanceOfSatisfying(
              ClozeException.class, e -> assertThat(e.code()).isEqualTo(TrainError.NOTHING_TRAINS))
          .hasMessageContaining("nothing of this classifier trains");
    }
  }

  @Test
  void failsWhenOptionsMakeNoSense() {
    assertThatThrownBy(() -> OPTIONS.withLearningRate(0))
        .hasMessage("learningRate must be above 0, was 0.0");
    assertThatThrownBy(() -> OPTIONS.withBatchSize(0))
        .hasMessage("batchSize must be above 0, was 0");
  }

  @Test
  void refusesTheWeightOfAnUnknownClass() {
    TrainingOptions options = OPTIONS.withClassWeights(ImmutableMap.of("gg", 2.0));
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.F32))) {
      assertThatThrownBy(
              () ->
                  new Training(tiny.classifier(), options, Seeds.of(1))
                      .run(EXAMPLES, Progress.SILENT))
          .isInstanceOfSatisfying(
              ClozeException.class, e -> assertThat(e.code()).isEqualTo(TrainError.UNKNOWN_CLASS))
          .hasMessageContaining("no label is named 'gg'");
    }
  }

  @Test
  void defaultsArePinned() {
    assertThat(TrainingOptions.defaults())
        .isEqualTo(
            new TrainingOptions(
                TrainingOptions.Tune.FULL,
                10,
                8,
                1,
                1e-4,
                1e-3,
                1e-3,
                0.01,
                Schedule.Shape.CONSTANT,
                0,
                Optional.empty(),
                Optional.empty(),
                0,
                1,
                false,
                ImmutableMap.of(),
                TrainingOptions.Select.AUTO,
                TrainingOptions.Metric.ACCURACY,
                Optional.empty(),
                60,
                Optional.empty()));
    assertThat(LanguageModelLossOptions.defaults())
        .isEqualTo(new LanguageModelLossOptions(1e-4, 3, 0.15));
  }

  private static List<Double> losses(long seed) {
    try (TinyClassifier tiny = new TinyClassifier("bert", LoadOptions.trained(NumberFormat.F32))) {
      return train(tiny, seed);
    }
  }

  private static List<Double> train(TinyClassifier tiny, long seed) {
    return new Training(tiny.classifier(), OPTIONS, Seeds.of(seed))
        .run(EXAMPLES, Progress.SILENT).stream().map(EpochResult::loss).toList();
  }
}
