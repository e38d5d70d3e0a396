package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RuleVerbalizerTest {
  private static final ImmutableMap<String, RuleOptions.SubPrompt> ASKED =
      ImmutableMap.of(
          "who",
          new RuleOptions.SubPrompt(
              0,
              ImmutableMap.of(
                  "team", ImmutableList.of("team"), "film", ImmutableList.of("match", "night"))),
          "what",
          new RuleOptions.SubPrompt(
              1,
              ImmutableMap.of(
                  "good", ImmutableList.of("quiet"),
                  "bad", ImmutableList.of("broken"),
                  "dull", ImmutableList.of("old"))));
  private static final RuleOptions OPTIONS =
      new RuleOptions(
          ASKED,
          ImmutableMap.of(
              "praise", "who = team and what = good",
              "blame", "who = team and what = bad|dull",
              "review", "who = film and what = good|bad|dull"));
  private static final int VOCABULARY = 480;

  /**
   * At the first mask team has 1, match 2 and night 0: the values team and film have 1 and (2 + 0)
   * / 2 = 1, so that each has 1/2. At the second good, bad and dull have log 2, log 1 and log 5:
   * 2/8, 1/8 and 5/8. Then praise has 1/2 · 2/8, blame 1/2 · 6/8 and review 1/2.
   */
  @Test
  void aLabelIsAsLikelyAsAllThatItsRuleAsksFor() {
    try (PretrainedTokenizer tokenizer = tokenizer();
        RuleVerbalizer verbalizer = RuleVerbalizer.of(OPTIONS, " ", tokenizer)) {
      float[] scores = new float[2 * 2 * VOCABULARY];
      put(scores, tokenizer, 0, "team", 1);
      put(scores, tokenizer, 0, "match", 2);
      put(scores, tokenizer, 1, "quiet", Math.log(2));
      put(scores, tokenizer, 1, "old", Math.log(5));
      // what one mask asks for is not read at the other
      put(scores, tokenizer, 0, "quiet", 30);
      put(scores, tokenizer, 1, "team", 30);

      double[] found =
          Scope.get(
              () ->
                  verbalizer
                      .score(new GivenMaskStates(Tensor.of(scores, 4, VOCABULARY), 2))
                      .toDoubles());

      double[] probabilities = Arrays.stream(found).map(Math::exp).toArray();
      assertThat(Arrays.copyOf(probabilities, 3))
          .containsExactly(new double[] {0.125, 0.375, 0.5}, within(1e-5));
      // the second example's scores are all 0: 1/2 · 1/3, 1/2 · 2/3, 1/2
      assertThat(Arrays.copyOfRange(probabilities, 3, 6))
          .containsExactly(new double[] {1 / 6.0, 1 / 3.0, 0.5}, within(1e-5));
    }
  }

  @Test
  void calibrationTakesOffWhatLabelsGetAnyway() {
    try (PretrainedTokenizer tokenizer = tokenizer();
        RuleVerbalizer plain = RuleVerbalizer.of(OPTIONS, " ", tokenizer)) {
      GivenMaskStates flat =
          new GivenMaskStates(
              Scope.get(() -> Tensor.of(new float[2 * VOCABULARY], 2, VOCABULARY).lasting()), 2);
      Calibrator calibrator = new Calibrator(plain);
      Scope.run(() -> calibrator.add(flat));

      double[] found =
          Scope.get(() -> plain.calibrated(calibrator.calibration()).score(flat).toDoubles());

      assertThat(found).containsExactly(new double[] {0, 0, 0}, within(1e-5));
      flat.scores().close();
    }
  }

  @Test
  void saysTheRulesAsTheWordsOfTheLabels() {
    assertThat(OPTIONS.labelWords().labels()).containsExactly("praise", "blame", "review");
    assertThat(OPTIONS.labelWords().entries().get(1).words().get(0).text())
        .isEqualTo("who = team and what = bad|dull");
  }

  static PretrainedTokenizer tokenizer() {
    return PretrainedTokenizer.load(Path.of("src/test/resources/golden/openprompt/bert"));
  }

  private static void put(
      float[] scores, PretrainedTokenizer tokenizer, int mask, String word, double value) {
    int[] ids = tokenizer.encode(" " + word);
    assertThat(ids).as(word).hasSize(1);
    scores[mask * VOCABULARY + ids[0]] = (float) value;
  }
}
