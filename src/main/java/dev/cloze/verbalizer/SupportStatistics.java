package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import java.util.Arrays;

/**
 * What is computed over N support texts to choose words by.
 *
 * @param scores the texts
 * @param vocabulary how many scores the model has, V
 */
record SupportStatistics(SupportScores scores, int vocabulary) {

  /** The mean logit of each token, [V]. */
  double[] meanLogits() {
    double[] means = new double[vocabulary];
    scores.forEachChunk(
        vocabulary, (first, states) -> addTo(means, Arithmetic.sum(states.logits(), 0)));
    return divided(means);
  }

  /** The mean probability of each word in the whole vocabulary, [P]. */
  double[] meanProbabilities(
      ImmutableList<LabelWordTokens.Entry> entries, MultiTokenHandler handler) {
    WordScores words = new WordScores(entries, handler);
    long[] ids = Arrays.stream(words.ids()).asLongStream().toArray();
    double[] means = new double[entries.size()];
    scores.forEachChunk(
        vocabulary,
        (first, states) -> {
          Tensor logs = Losses.logSoftmax(states.logits()); // [B,V]
          Tensor own = words.of(Indexing.select(logs, 1, Tensor.of(ids, ids.length))); // [B,P]
          addTo(means, Arithmetic.sum(Arithmetic.exp(own), 0));
        });
    return divided(means);
  }

  /** The logits of each word by text, [P][N]. */
  float[][] logits(ImmutableList<LabelWordTokens.Entry> entries, MultiTokenHandler handler) {
    WordScores words = new WordScores(entries, handler);
    int count = entries.size();
    float[][] logits = new float[count][scores.size()];
    scores.forEachChunk(
        count,
        (first, states) -> {
          float[] flat = words.of(states.logits(words.ids())).toFloats(); // [B,P]
          for (int i = 0; i < flat.length; i++) {
            logits[i % count][first + i / count] = flat[i];
          }
        });
    return logits;
  }

  private static void addTo(double[] sums, Tensor part) {
    float[] values = part.toFloats();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }

  private double[] divided(double[] sums) {
    return Arrays.stream(sums).map(sum -> sum / scores.size()).toArray();
  }
}
