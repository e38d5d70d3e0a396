package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.verbalizer.WordCombinations.Combination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordCombinationsTest {
  private static final int WORDS = 9;
  private static final int EXAMPLES = 24;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatIsFoundIsWhatTryingEachGives(long seed) {
    Random random = new Random(seed);
    float[][] scores = new float[WORDS][EXAMPLES];
    for (float[] row : scores) {
      for (int x = 0; x < EXAMPLES; x++) {
        row[x] = random.nextInt(12);
      }
    }
    double[][] likelihoods = new double[3][WORDS];
    for (double[] row : likelihoods) {
      for (int w = 0; w < WORDS; w++) {
        row[w] = -random.nextDouble();
      }
    }
    ImmutableIntArray labels =
        ImmutableIntArray.copyOf(IntStream.range(0, EXAMPLES).map(x -> random.nextInt(3)));
    List<ImmutableIntArray> candidates =
        List.of(
            ImmutableIntArray.of(0, 3, 6, 1),
            ImmutableIntArray.of(1, 4, 7, 0),
            ImmutableIntArray.of(2, 5, 8));

    List<Combination> found =
        new WordCombinations(scores, labels, likelihoods).best(candidates, 20);

    assertThat(found).isEqualTo(tried(scores, labels, likelihoods, candidates, 20));
  }

  /** Every combination, the best first, by the definition. */
  private static List<Combination> tried(
      float[][] scores,
      ImmutableIntArray labels,
      double[][] likelihoods,
      List<ImmutableIntArray> candidates,
      int count) {
    List<Combination> all = new ArrayList<>();
    for (int first : candidates.get(0).toArray()) {
      for (int second : candidates.get(1).toArray()) {
        for (int third : candidates.get(2).toArray()) {
          int[] words = {first, second, third};
          if (IntStream.of(words).distinct().count() == 3) {
            all.add(new Combination(ImmutableIntArray.copyOf(words), right(scores, labels, words)));
          }
        }
      }
    }
    all.sort(
        Comparator.comparingInt((Combination c) -> -c.right())
            .thenComparingDouble(
                c ->
                    -IntStream.range(0, 3)
                        .mapToDouble(label -> likelihoods[label][c.words().get(label)])
                        .sum()));
    return all.subList(0, count);
  }

  private static int right(float[][] scores, ImmutableIntArray labels, int[] words) {
    int right = 0;
    for (int x = 0; x < labels.length(); x++) {
      float own = scores[words[labels.get(x)]][x];
      boolean best = true;
      for (int label = 0; label < words.length; label++) {
        best &= label == labels.get(x) || scores[words[label]][x] < own;
      }
      right += best ? 1 : 0;
    }
    return right;
  }

  @Test
  void aNarrowSearchKeepsTheBeginningsThatPromiseMost() {
    // word 0 tells both examples of label 0 from whatever label 1 has, word 1 one of them
    float[][] scores = {{9, 9, 0, 0}, {9, 0, 0, 0}, {1, 1, 5, 5}, {1, 1, 5, 0}};
    WordCombinations search =
        new WordCombinations(scores, ImmutableIntArray.of(0, 0, 1, 1), new double[2][4], 1);

    assertThat(search.best(List.of(ImmutableIntArray.of(1, 0), ImmutableIntArray.of(3, 2)), 5))
        .containsExactly(
            new Combination(ImmutableIntArray.of(0, 2), 4),
            new Combination(ImmutableIntArray.of(0, 3), 3));
  }

  @Test
  void manyLabelsAreNotTriedOneByOne() {
    // ten labels with twenty words each: word 20 l + i tells i of twenty examples of its label
    int labels = 10;
    float[][] scores = new float[labels * 20][labels * 20];
    for (int w = 0; w < scores.length; w++) {
      for (int i = 0; i < w % 20; i++) {
        scores[w][w / 20 * 20 + i] = 1;
      }
    }
    ImmutableIntArray right =
        ImmutableIntArray.copyOf(IntStream.range(0, labels * 20).map(x -> x / 20));
    List<ImmutableIntArray> candidates =
        IntStream.range(0, labels)
            .mapToObj(l -> ImmutableIntArray.copyOf(IntStream.range(20 * l, 20 * l + 20)))
            .toList();

    Combination best =
        new WordCombinations(scores, right, new double[labels][scores.length], 100)
            .best(candidates, 1)
            .get(0);

    assertThat(best.right()).isEqualTo(19 * labels);
  }
}
