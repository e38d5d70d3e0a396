package dev.cloze.train;

import dev.cloze.data.Example;
import dev.cloze.data.Output;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import java.util.List;

/**
 * The loss of numbers between two poles: the Kullback-Leibler divergence of the poles'
 * probabilities from ((upper - v) / (upper - lower), (v - lower) / (upper - lower)) for the number
 * v (LM-BFF, Gao et al. 2021, section 4.1); the mean over a batch.
 *
 * @param smoothing the share of that target's mass that is spread over both poles
 */
record NumberLosses(Output.NumberRange range, double smoothing) implements BatchLoss {
  @Override
  public Tensor of(Tensor scores, List<Example> batch) {
    float[] targets = new float[batch.size() * 2];
    double entropies = 0;
    for (int i = 0; i < batch.size(); i++) {
      double right = range.share(batch.get(i).number().orElseThrow());
      double upper = (1 - smoothing) * right + smoothing / 2;
      targets[2 * i] = (float) (1 - upper);
      targets[2 * i + 1] = (float) upper;
      entropies -= logarithm(upper) + logarithm(1 - upper);
    }
    Tensor found = // [B,2]
        Arithmetic.multiply(Losses.logSoftmax(scores), Tensor.of(targets, batch.size(), 2));
    return Arithmetic.scale( // Σ t ln t - Σ t ln p
        Arithmetic.shift(Arithmetic.sum(found), entropies), -1.0 / batch.size());
  }

  /** t ln t, which is 0 for 0. */
  private static double logarithm(double share) {
    return share == 0 ? 0 : share * Math.log(share);
  }
}
