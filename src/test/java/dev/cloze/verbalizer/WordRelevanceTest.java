package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three texts, so that centred vectors lie in a plane; the anchors stand at right angles in it. */
class WordRelevanceTest {
  private static final float[] ANCHOR_0 = {1, -1, 0};
  private static final float[] ANCHOR_1 = {1, 1, -2};

  /** The sum of both: its cosines are 2/(√8·√2) = 1/2 and 6/(√8·√6) = √3/2. */
  private static final float[] BETWEEN = {2, 0, -2};

  @Test
  void aWordIsHeldAgainstTheFirstWordsOfItsLabelAndOfTheOther() {
    double[] scores =
        WordRelevance.of(
            new float[][] {ANCHOR_0, ANCHOR_1, BETWEEN, BETWEEN},
            new int[] {0, 1, 0, 1},
            new int[] {0, 1});

    assertThat(scores[2]).isCloseTo(1 / Math.sqrt(3), within(1e-6));
    assertThat(scores[3]).isCloseTo(Math.sqrt(3), within(1e-6));
    assertThat(scores[0]).isGreaterThan(1e6);
  }

  @Test
  void theLevelOfAWordsLogitsDoesNotCountNorTheirSpread() {
    double[] scores =
        WordRelevance.of(
            new float[][] {ANCHOR_0, ANCHOR_1, {27, 7, -13}},
            new int[] {0, 1, 1},
            new int[] {0, 1});

    assertThat(scores[2]).isCloseTo(Math.sqrt(3), within(1e-6));
  }

  @Test
  void aWordThatGoesAgainstItsLabelIsPutLast() {
    double[] scores =
        WordRelevance.of(
            new float[][] {ANCHOR_0, ANCHOR_1, {-1, 1, 0}}, new int[] {0, 1, 0}, new int[] {0, 1});

    assertThat(scores[2]).isEqualTo(-100);
  }

  @Test
  void aWordWithTheSameLogitOnAllTextsHasNoRelevance() {
    double[] scores =
        WordRelevance.of(
            new float[][] {ANCHOR_0, ANCHOR_1, {4, 4, 4}}, new int[] {0, 1, 0}, new int[] {0, 1});

    assertThat(scores[2]).isZero();
  }

  @Test
  void ofSeveralOtherLabelsThePowerMeanCounts() {
    double[] scores =
        WordRelevance.of(
            new float[][] {ANCHOR_0, ANCHOR_1, BETWEEN, BETWEEN},
            new int[] {0, 1, 2, 2},
            new int[] {0, 1, 2});

    double p = 10 / (3 - 1.99) + 1;
    double mean = Math.pow((Math.pow(0.5, p) + Math.pow(Math.sqrt(3) / 2, p)) / 2, 1 / p);
    assertThat(scores[3]).isCloseTo(1 / mean, within(1e-6));
  }

  @Test
  void aLargePowerDoesNotUnderflow() {
    assertThat(WordRelevance.powerMean(new double[] {0.5, 0.25}, 1001))
        .isCloseTo(0.5 * Math.pow(0.5, 1.0 / 1001), within(1e-12));
    assertThat(WordRelevance.powerMean(new double[] {0, 0}, 11)).isZero();
  }

  @Test
  void oneRateIsCutOffAllLabelsWhereTheLastRelevancesComeNearestToOne() {
    List<ImmutableDoubleArray> scores =
        List.of(ImmutableDoubleArray.of(0.2, 3, 1, 1.5), ImmutableDoubleArray.of(1, 2));

    // from 0.51 to 0.75 three of four and two of two are kept, the last of which are 1 and 1
    assertThat(WordRelevance.cutRate(scores)).isEqualTo(0.75);
  }

  @Test
  void aRateKeepsAtLeastOneWord() {
    assertThat(WordRelevance.kept(4, 0.01)).isEqualTo(1);
    assertThat(WordRelevance.kept(10, 0.3)).isEqualTo(3);
    assertThat(WordRelevance.kept(4, 0.76)).isEqualTo(4);
  }
}
