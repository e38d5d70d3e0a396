package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Label 0 has the tokens 1, 3 and 4 for words, label 1 the token 2. */
class KnowledgeableVerbalizerTest {
  private static final LabelWords WORDS =
      NumberedWords.words(List.of(List.of("1", "3", "4"), List.of("2")));
  private static final double[][] LOGITS = {{0, 1, 2, -1, 0.5}, {3, -2, 0, 1, 1}};
  private static final double[][] SUPPORT = {{0, 2, 1, 0, -1}, {1, 0, 1, 2, 3}};

  @Test
  void aLabelScoresAsItsManualVerbalizerBeforeItsWeightsTrain() {
    try (KnowledgeableVerbalizer verbalizer = verbalizer(WORDS, KnowledgeableOptions.defaults())) {
      ManualVerbalizer manual = NumberedWords.verbalizer(WORDS, ManualVerbalizerOptions.defaults());

      assertThat(scores(verbalizer)).containsExactly(scores(manual), within(1e-6));
      assertThat(verbalizer.labels()).containsExactly("label0", "label1");
    }
  }

  @Test
  void itIsCalibratedAsItsManualVerbalizerIs() {
    try (KnowledgeableVerbalizer verbalizer = verbalizer(WORDS, KnowledgeableOptions.defaults())) {
      ManualVerbalizer manual = NumberedWords.verbalizer(WORDS, ManualVerbalizerOptions.defaults());
      Calibrator calibrator = new Calibrator(verbalizer);
      Scope.run(() -> calibrator.add(GivenMaskStates.of(SUPPORT)));
      KnowledgeableVerbalizer calibrated = verbalizer.calibrated(calibrator.calibration());

      assertThat(scores(calibrated))
          .containsExactly(scores(manual.calibrated(calibrator.calibration())), within(1e-6));
      assertThat(calibrated.parameters()).isEqualTo(verbalizer.parameters());
    }
  }

  @Test
  void weightsAreWhereItStartsAndTheTemperatureActsOnThemOnlyWhereNothingTrains() {
    LabelWords weighed = WORDS.withWeight("label0", "3", 3);
    try (KnowledgeableVerbalizer verbalizer =
        verbalizer(weighed, KnowledgeableOptions.defaults().withWeights(true, 2))) {
      double[] training =
          Scope.get(
              () ->
                  Gradients.recording(() -> verbalizer.score(GivenMaskStates.of(LOGITS)))
                      .toDoubles());

      // ω = (0, ln 3, 0): shares 1/5, 3/5, 1/5; twice that: 1/11, 9/11, 1/11
      assertThat(training).containsExactly(expected(0.2, 0.6, 0.2), within(1e-5));
      assertThat(scores(verbalizer))
          .containsExactly(expected(1 / 11.0, 9 / 11.0, 1 / 11.0), within(1e-5));
    }
  }

  @Test
  void gradientsOfTheWeightsAreThoseOfTheFormula() {
    try (KnowledgeableVerbalizer verbalizer = verbalizer(WORDS, KnowledgeableOptions.defaults())) {
      Tensor weights = verbalizer.parameters().get(KnowledgeableVerbalizer.WORD_WEIGHTS);
      float[] gradient =
          Scope.get(
              () -> {
                Tensor total =
                    Gradients.recording(
                        () ->
                            Arithmetic.sum(
                                verbalizer.score(GivenMaskStates.of(new double[][] {LOGITS[0]}))));
                return Gradients.of(total, ImmutableList.of(weights)).get(0).toFloats();
              });

      // d Σ_w s_w log p_w / d ω_w = s_w (log p_w − score of the label); one word alone moves
      // nothing
      double[] logs = logProbabilities(LOGITS[0]);
      double score = (logs[0] + logs[1] + logs[2]) / 3;
      for (int word = 0; word < 3; word++) {
        assertThat((double) gradient[word]).isCloseTo((logs[word] - score) / 3, within(1e-5));
      }
      assertThat(gradient[3]).isZero();
    }
  }

  @Test
  void wordsThatAreGivenAtOnceNeedNoChoosing() {
    try (KnowledgeableVerbalizer verbalizer = verbalizer(WORDS, KnowledgeableOptions.defaults())) {
      assertThat(verbalizer.tokens().words()).isEqualTo(WORDS);
      assertThat(verbalizer.parameters().get("word_weights").shape()).containsExactly(4);
      assertThat(verbalizer.parameters().get("word_weights").toFloats()).containsOnly(0);
    }
  }

  @Test
  void weightsThatDoNotTrainAreNoParameters() {
    try (KnowledgeableVerbalizer verbalizer =
        verbalizer(
            WORDS.withWeight("label0", "3", 3),
            KnowledgeableOptions.defaults().withWeights(false, 1))) {
      assertThat(verbalizer.parameters()).isEmpty();
      assertThat(scores(verbalizer)).containsExactly(expected(0.2, 0.6, 0.2), within(1e-5));
    }
  }

  @Test
  void closingItLeavesNothingInMemory() {
    int before = Tensor.liveCount();
    KnowledgeableVerbalizer verbalizer = verbalizer(WORDS, KnowledgeableOptions.defaults());
    scores(verbalizer);

    verbalizer.close();

    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  private static KnowledgeableVerbalizer verbalizer(
      LabelWords words, KnowledgeableOptions options) {
    return KnowledgeableVerbalizer.of(NumberedWords.tokens(words), options);
  }

  private static double[] scores(Verbalizer verbalizer) {
    return Scope.get(() -> verbalizer.score(GivenMaskStates.of(LOGITS)).toDoubles());
  }

  private static double[] expected(double first, double second, double third) {
    double[] scores = new double[4];
    for (int i = 0; i < 2; i++) {
      double[] logs = logProbabilities(LOGITS[i]);
      scores[2 * i] = first * logs[0] + second * logs[1] + third * logs[2];
      scores[2 * i + 1] = logs[3];
    }
    return scores;
  }

  /** Of the tokens 1, 3, 4 and 2, among themselves. */
  private static double[] logProbabilities(double[] logits) {
    double sum =
        Math.exp(logits[1]) + Math.exp(logits[3]) + Math.exp(logits[4]) + Math.exp(logits[2]);
    return new double[] {
      logits[1] - Math.log(sum),
      logits[3] - Math.log(sum),
      logits[4] - Math.log(sum),
      logits[2] - Math.log(sum)
    };
  }
}
