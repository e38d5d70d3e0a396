package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupportScoresTest {
  private static final double[][] LOGITS = {{1, 0, 2, -1}, {0, 3, 1, 0}, {2, 1, -3, 0}};

  @Test
  void theScoresOfAWholeVocabularyAreNeverInMemoryForAllExamplesAtOnce() {
    List<List<Integer>> chunks = SupportScores.chunks(10_000, 50_000);

    assertThat(chunks).allMatch(chunk -> chunk.size() * 50_000L <= SupportScores.SCORES);
    assertThat(chunks.stream().flatMap(List::stream)).hasSize(10_000).doesNotHaveDuplicates();
    assertThat(SupportScores.chunks(3, Integer.MAX_VALUE)).hasSize(3);
  }

  @Test
  void everyExampleIsReadOnceAndNothingIsLeftInMemory() {
    int before = Tensor.liveCount();
    List<Integer> firsts = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();

    WholeMaskStates.support(LOGITS)
        .forEachChunk(
            (int) SupportScores.SCORES / 2,
            (first, states) -> {
              firsts.add(first);
              sizes.add(states.batch());
            });

    assertThat(firsts).containsExactly(0, 2);
    assertThat(sizes).containsExactly(2, 1);
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void someExamplesAreTakenFromTheWholeRange() {
    List<Integer> read = new ArrayList<>();
    SupportScores all =
        new SupportScores(
            10,
            numbers -> {
              read.addAll(numbers);
              return WholeMaskStates.of(new double[numbers.size()][1]);
            });

    all.spread(4).forEachChunk(1, (first, states) -> assertThat(states.batch()).isEqualTo(4));

    assertThat(read).containsExactly(0, 2, 5, 7);
    assertThat(all.spread(10)).isSameAs(all);
  }

  @Test
  void meansAndLogitsAreThoseOfTheDefinition() {
    LabelWordTokens tokens =
        NumberedWords.tokens(NumberedWords.words(List.of(List.of("2", "1 0"), List.of("3"))));
    SupportStatistics statistics = new SupportStatistics(WholeMaskStates.support(LOGITS), 4);

    assertThat(statistics.meanLogits())
        .containsExactly(new double[] {1, 4 / 3.0, 0, -1 / 3.0}, within(1e-6));
    assertThat(statistics.logits(tokens.entries(), MultiTokenHandler.MEAN))
        .isDeepEqualTo(new float[][] {{2, 1, -3}, {0.5f, 1.5f, 1.5f}, {-1, 0, 0}});
    double[] expected = {0, 0, 0};
    for (double[] row : LOGITS) {
      double sum = 0;
      for (double logit : row) {
        sum += Math.exp(logit);
      }
      expected[0] += Math.exp(row[2]) / sum / 3;
      expected[1] += Math.exp(row[1]) / sum / 3;
      expected[2] += Math.exp(row[3]) / sum / 3;
    }
    assertThat(statistics.meanProbabilities(tokens.entries(), MultiTokenHandler.FIRST))
        .containsExactly(expected, within(1e-6));
  }
}
