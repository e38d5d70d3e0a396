package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Seeds;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EachLabelVerbalizerTest {
  private static final Path MODEL = Path.of("src/test/resources/golden/openprompt/bert");
  private static final LabelWords WORDS =
      LabelWords.ofSingle(List.of("g", "b"), List.of("good", "bad"));

  private PretrainedTokenizer tokenizer;
  private LanguageModel model;
  private EachLabelVerbalizer verbalizer;
  private int good;
  private int bad;
  private int vocabulary;

  @BeforeEach
  void load() {
    tokenizer = PretrainedTokenizer.load(MODEL);
    model = Architectures.load(MODEL, LoadOptions.defaults());
    verbalizer = make(ManualVerbalizerOptions.defaults());
    ManualVerbalizer manual = ManualVerbalizer.of(WORDS, tokenizer);
    good = manual.tokens().entries().get(0).ids().get(0);
    bad = manual.tokens().entries().get(1).ids().get(0);
    vocabulary = model.shape().vocabulary();
  }

  @AfterEach
  void close() {
    model.close();
    tokenizer.close();
  }

  private EachLabelVerbalizer make(VerbalizerMaker inner) {
    return new EachLabelOptions(inner)
        .make(WORDS, new VerbalizerContext(tokenizer, model, Seeds.of(1), Support.NONE, false));
  }

  /** States of one example whose words have these scores, and all other tokens 0. */
  private MaskStates states(double ofGood, double ofBad) {
    float[] scores = new float[vocabulary];
    scores[good] = (float) ofGood;
    scores[bad] = (float) ofBad;
    return new Whole(Tensor.of(scores, 1, vocabulary));
  }

  private float[] scores(Verbalizer scoring, double ofGood, double ofBad) {
    return Scope.get(() -> scoring.score(states(ofGood, ofBad)).toFloats());
  }

  @Test
  void aLabelIsComparedWithAllTokensThatAreNoLabelWords() {
    double rest = Math.log(vocabulary - 2.0);

    assertThat(scores(verbalizer, 7, 3))
        .containsExactly(new float[] {(float) (7 - rest), (float) (3 - rest)}, within(1e-4f));
    assertThat(verbalizer.decidesEach()).isTrue();
  }

  @Test
  void oneLabelTakesNothingFromAnother() {
    assertThat(scores(verbalizer, 7, 3)[1]).isEqualTo(scores(verbalizer, 20, 3)[1]);
  }

  @Test
  void calibrationDividesTheOddsByThoseOfTheMeanProbability() {
    EachLabelVerbalizer calibrated =
        verbalizer.calibrated(new Calibration(ImmutableMap.of("g", 0.2, "b", 0.5), 10));
    float[] before = scores(verbalizer, 7, 3);

    assertThat(scores(calibrated, 7, 3))
        .containsExactly(
            new float[] {(float) (before[0] - Math.log(0.2 / 0.8)), before[1]}, within(1e-5f));
  }

  @Test
  void whatIsCalibratedIsTheMeanOfProbabilities() {
    Calibrator calibrator = new Calibrator(verbalizer);
    double rest = Math.log(vocabulary - 2.0);
    Scope.run(
        () -> {
          calibrator.add(states(rest, rest + Math.log(3)));
          calibrator.add(states(rest + Math.log(9), rest));
        });

    // probabilities 1/2 and 9/10 of the one, 3/4 and 1/2 of the other
    assertThat(calibrator.calibration().means().get("g")).isCloseTo(0.7, within(1e-4));
    assertThat(calibrator.calibration().means().get("b")).isCloseTo(0.625, within(1e-4));
  }

  @Test
  void refusesAKindThatOnlyComparesLabels() {
    assertThatThrownBy(() -> make(ExactOptions.defaults()))
        .hasMessage(
            "ExactVerbalizer only compares labels with each other; it decides none by itself");
  }

  /** States that have the scores of the whole vocabulary, and nothing else. */
  private record Whole(Tensor logits) implements MaskStates {
    @Override
    public int batch() {
      return 1;
    }

    @Override
    public int masks() {
      return 1;
    }

    @Override
    public Tensor hidden() {
      throw new AssertionError("hidden states are not needed to score words");
    }

    @Override
    public Tensor transformed() {
      throw new AssertionError("hidden states are not needed to score words");
    }

    @Override
    public Tensor logits(int[] ids) {
      throw new AssertionError("the whole vocabulary is asked for");
    }
  }
}
