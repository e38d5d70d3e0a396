package dev.cloze.sweep;

import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Whether a difference is more than the chance in which texts were tested on. The p value is that
 * of a paired permutation test, two-sided: were the two methods alike, it would not matter which of
 * them gave which answer, so that the answers to each text are swapped in all runs at once, or not.
 * With few differing texts every way to swap is counted, which for accuracy and one run is
 * McNemar's exact test; otherwise {@value #DRAWS} are drawn (Noreen 1989; Dror et al. 2018, "The
 * Hitchhiker's Guide to Testing Statistical Significance in NLP", section 3.2), the one that was
 * seen counting as one more (Phipson and Smyth 2010). The interval is the paired bootstrap's: the
 * 2.5 and 97.5 percentiles of the difference on texts that are drawn anew from these.
 */
final class PairedTexts {
  /** How many ways to swap are drawn where there are too many to count. */
  static final int DRAWS = 9_999;

  private static final int RESAMPLES = 1_999;
  private static final int MOST_COUNTED = 13;
  private static final double TAIL = 0.025;
  private static final double SAME = 1e-12;
  private static final long SEED = 42;

  private final PairedAnswers answers;
  private final double seen;

  private PairedTexts(PairedAnswers answers) {
    this.answers = answers;
    this.seen = Math.abs(answers.difference());
  }

  static Difference.Test of(PairedAnswers answers) {
    PairedTexts test = new PairedTexts(answers);
    double[] resamples = test.resamples();
    int outside = (int) Math.floor(TAIL * (RESAMPLES + 1));
    return new Difference.Test(
        resamples[outside - 1], resamples[RESAMPLES - outside], test.probability());
  }

  private double probability() {
    ImmutableIntArray differing = answers.differing();
    return differing.length() <= MOST_COUNTED ? counted(differing) : drawn(differing);
  }

  private double counted(ImmutableIntArray differing) {
    int ways = 1 << differing.length();
    int asFar = 0;
    for (int way = 0; way < ways; way++) {
      boolean[] swapped = new boolean[answers.size()];
      for (int i = 0; i < differing.length(); i++) {
        swapped[differing.get(i)] = (way >> i & 1) == 1;
      }
      asFar += isAsFar(swapped) ? 1 : 0;
    }
    return (double) asFar / ways;
  }

  private double drawn(ImmutableIntArray differing) {
    SplittableRandom random = Seeds.of(SEED).stream("permutation");
    int asFar = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      boolean[] swapped = new boolean[answers.size()];
      differing.forEach(text -> swapped[text] = random.nextBoolean());
      asFar += isAsFar(swapped) ? 1 : 0;
    }
    return (double) asFar / (DRAWS + 1);
  }

  private boolean isAsFar(boolean[] swapped) {
    return Math.abs(answers.swapped(swapped)) >= seen - SAME;
  }

  /** The differences on texts drawn anew, the least first. */
  private double[] resamples() {
    SplittableRandom random = Seeds.of(SEED).stream("bootstrap");
    double[] differences = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      int[] times = new int[answers.size()];
      for (int i = 0; i < times.length; i++) {
        times[random.nextInt(times.length)]++;
      }
      differences[resample] = answers.resampled(times);
    }
    Arrays.sort(differences);
    return differences;
  }
}
