package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CooccurrenceVectorsTest {
  private static final int END = 1;
  private static final int VOCABULARY = 40;
  private static final int HIDDEN = 8;
  private static final double DEVIATION = 0.02;

  @TempDir Path folder;

  /** Texts of 12 tokens, each text all from 10 to 19 or all from 20 to 29. */
  private TokenFile twoTopics() {
    Path file = folder.resolve("tokens");
    Random random = new Random(5);
    try (TokenFile.Writer writer = new TokenFile.Writer(file, VOCABULARY)) {
      for (int text = 0; text < 400; text++) {
        for (int i = 0; i < 12; i++) {
          writer.add((text % 2 == 0 ? 10 : 20) + random.nextInt(10));
        }
        writer.add(END);
      }
      writer.finish();
    }
    return TokenFile.open(file, VOCABULARY);
  }

  private static float[] vectors(TokenFile tokens, long seed) {
    return CooccurrenceVectors.of(
        tokens, tokens.counts(VOCABULARY), END, HIDDEN, DEVIATION, Seeds.of(seed), Progress.SILENT);
  }

  private static double cosine(float[] vectors, int a, int b) {
    double dot = 0;
    for (int i = 0; i < HIDDEN; i++) {
      dot += (double) vectors[a * HIDDEN + i] * vectors[b * HIDDEN + i];
    }
    return dot / (DEVIATION * DEVIATION * HIDDEN);
  }

  @Test
  void wordsOfOneTopicLieTogether() {
    try (TokenFile tokens = twoTopics()) {
      float[] vectors = vectors(tokens, 1);

      double within = 0;
      double across = 0;
      for (int a = 10; a < 20; a++) {
        for (int b = 10; b < 20; b++) {
          within += a == b ? 0 : cosine(vectors, a, b) / 90;
          across += cosine(vectors, a, b + 10) / 100;
        }
      }
      assertThat(within).isGreaterThan(across + 0.2);
      // no token of one topic ever stands beside one of the other
      assertThat(across).isCloseTo(0, within(0.05));
    }
  }

  @Test
  void everyRowHasTheSameLengthOrIsDrawn() {
    try (TokenFile tokens = twoTopics()) {
      float[] vectors = vectors(tokens, 1);

      for (int token = 10; token < 30; token++) {
        assertThat(cosine(vectors, token, token)).as("token %d", token).isCloseTo(1, within(1e-4));
      }
      assertThat(Arrays.copyOfRange(vectors, 35 * HIDDEN, 36 * HIDDEN)).doesNotContain(0);
    }
  }

  @Test
  void oneSeedGivesTheSameNumbersAndAnotherOthers() {
    try (TokenFile tokens = twoTopics()) {
      assertThat(vectors(tokens, 1)).isEqualTo(vectors(tokens, 1)).isNotEqualTo(vectors(tokens, 2));
    }
  }

  /** By hand: n = ((0, 2), (2, 4)); n(w) = 2, 6; with s = 1, p(c) = 2/8, 6/8. */
  @Test
  void informationIsThatOfItsDefinition() {
    Contexts contexts = Contexts.mostFrequent(new long[] {1, 3});
    float[] counts = contexts.matrix();
    contexts.add(counts, 0, 1, 2);
    contexts.add(counts, 1, 0, 2);
    contexts.add(counts, 1, 1, 4);

    contexts.toInformation(counts, 1);

    // columns by frequency: token 1 first. (0,1): 2/2 / (6/8); (1,0): 2/6 / (2/8);
    // (1,1): 4/6 / (6/8) is below 1, so that its logarithm becomes 0
    assertThat(counts)
        .containsExactly(
            new float[] {(float) Math.log(4 / 3.0), 0, 0, (float) Math.log(4 / 3.0)},
            within(1e-6f));
  }

  /** A vocabulary whose square is more than there is room for keeps its frequent contexts. */
  @Test
  void largeVocabulariesKeepTheirFrequentContexts() {
    long[] counts = new long[1 << 15];
    Arrays.setAll(counts, token -> token);

    Contexts contexts = Contexts.mostFrequent(counts);

    assertThat(contexts.size()).isEqualTo(1 << 12);
    float[] matrix = contexts.matrix();
    contexts.add(matrix, 0, (1 << 15) - 2, 1);
    contexts.add(matrix, 0, 5, 1);
    assertThat(matrix[1]).isEqualTo(1);
    float sum = 0;
    for (float cell : matrix) {
      sum += cell;
    }
    assertThat(sum).isEqualTo(1);
  }
}
