package dev.cloze.pretrain;

import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.Random;

/**
 * Word embeddings from what stands beside what, before any training: the left singular vectors of
 * the positive pointwise mutual information between tokens and the tokens near them, each token's
 * row brought to one length (Levy, Goldberg and Dagan 2015, "Improving Distributional Similarity
 * with Lessons Learned from Word Embeddings", sections 2 and 3: contexts smoothed by 0.75, near
 * ones weighing more, singular values left out). Tokens that nothing stands beside, such as the
 * mask, are drawn.
 */
final class CooccurrenceVectors {
  /** How far a context reaches to either side, W; one at distance k weighs (W + 1 - k) / W. */
  static final int WINDOW = 5;

  private static final double SMOOTHING = 0.75;

  /** Rounds of subspace iteration (Halko, Martinsson and Tropp 2011, algorithm 4.4). */
  private static final int ROUNDS = 3;

  private static final int AT_ONCE = 1 << 20;

  private final TokenFile tokens;
  private final int end;
  private final Contexts contexts;
  private final Random random;

  private CooccurrenceVectors(TokenFile tokens, int end, Contexts contexts, Random random) {
    this.tokens = tokens;
    this.end = end;
    this.contexts = contexts;
    this.random = random;
  }

  /**
   * The vectors [V,H], row by row.
   *
   * @param counts how often each token of the vocabulary stands in the corpus
   * @param end the token between texts, which no context reaches over
   * @param deviation the root of a row's mean square, as if its numbers were drawn with it
   */
  static float[] of(
      TokenFile tokens,
      long[] counts,
      int end,
      int hidden,
      double deviation,
      Seeds seeds,
      Progress progress) {
    CooccurrenceVectors vectors =
        new CooccurrenceVectors(
            tokens,
            end,
            Contexts.mostFrequent(counts),
            new Random(seeds.derive("cooccurrence vectors")));
    float[] information = vectors.count(progress);
    vectors.contexts.toInformation(information, SMOOTHING);
    return vectors.rows(vectors.singular(information, hidden), counts.length, hidden, deviation);
  }

  /** Weighted counts of contexts: [V,C]. */
  private float[] count(Progress progress) {
    float[] counts = contexts.matrix();
    try (Progress.Task task = progress.start("counting neighbours", tokens.size())) {
      for (long start = 0; start < tokens.size(); start += AT_ONCE) {
        int own = (int) Math.min(AT_ONCE, tokens.size() - start);
        int[] ids = tokens.read(start, (int) Math.min(own + WINDOW, tokens.size() - start));
        for (int i = 0; i < own; i++) {
          countAfter(ids, i, counts);
        }
        task.advance(own);
      }
    }
    return counts;
  }

  /** Counts a token and each one after it, both ways round. */
  private void countAfter(int[] ids, int i, float[] counts) {
    int last = ids[i] == end ? i : Math.min(ids.length - 1, i + WINDOW);
    for (int j = i + 1; j <= last && ids[j] != end; j++) {
      float weight = (float) (WINDOW + 1 - (j - i)) / WINDOW;
      contexts.add(counts, ids[i], ids[j], weight);
      contexts.add(counts, ids[j], ids[i], weight);
    }
  }

  /** A basis of the subspace of the first left singular vectors: H columns of V numbers. */
  private double[][] singular(float[] information, int hidden) {
    double[][] basis = Orthonormal.random(random, hidden, contexts.vocabulary());
    Scope.run(
        () -> {
          Tensor matrix = Tensor.of(information, contexts.vocabulary(), contexts.size()); // [V,C]
          Tensor across = Shapes.transpose(matrix, 0, 1); // [C,V]
          for (int round = 0; round < ROUNDS; round++) {
            Scope.run(
                () -> {
                  Tensor inner = Arithmetic.matmul(across, Orthonormal.tensor(basis)); // [C,H]
                  Tensor outer = Arithmetic.matmul(matrix, inner); // [V,H]
                  Orthonormal.of(outer, basis);
                });
          }
        });
    return basis;
  }

  /** Rows of one length, turned at random, so that no dimension is of one kind: [V,H]. */
  private float[] rows(double[][] basis, int vocabulary, int hidden, double deviation) {
    double length = deviation * Math.sqrt(hidden);
    for (int token = 0; token < vocabulary; token++) {
      double square = 0;
      for (double[] column : basis) {
        square += column[token] * column[token];
      }
      for (double[] column : basis) {
        column[token] =
            square > 0
                ? column[token] * length / Math.sqrt(square)
                : deviation * random.nextGaussian();
      }
    }
    double[][] turn = Orthonormal.random(random, hidden, hidden); // [H,H]
    return Scope.get(
        () -> Arithmetic.matmul(Orthonormal.tensor(basis), Orthonormal.tensor(turn)).toFloats());
  }
}
