package dev.cloze.train;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.data.SoftLabel;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import java.util.List;

/**
 * The loss of soft labels: T² KL(q || softmax(s / T)) for scores s and the target q = softmax(log p
 * / T) of the soft label p, times the example's weight; the mean over a batch, whatever the weights
 * (Hinton et al. 2015, section 2; Schick and Schütze 2021, section 3.3, with T = 2). T² makes up
 * for the 1 / T² of the gradients. A right label is a soft label with all mass on it; with T = 1
 * its loss is the cross-entropy.
 *
 * @param smoothing the share of q's mass that is spread over all labels
 */
record SoftLabelLosses(int labels, double temperature, double smoothing) implements BatchLoss {
  static SoftLabelLosses of(TrainingOptions options, ImmutableList<String> labels) {
    checkArgument(
        !options.balanced() && options.classWeights().isEmpty(),
        "soft labels have no classes to weigh");
    return new SoftLabelLosses(labels.size(), options.temperature(), options.labelSmoothing());
  }

  /** Whether the examples have to be learned this way. */
  static boolean fit(TrainingOptions options, List<Example> examples) {
    return options.temperature() != 1
        || examples.stream().anyMatch(example -> example.soft().isPresent());
  }

  @Override
  public Tensor of(Tensor scores, List<Example> batch) {
    float[] targets = new float[batch.size() * labels];
    double entropies = 0;
    for (int i = 0; i < batch.size(); i++) {
      SoftLabel soft = soft(batch.get(i));
      double[] target = target(soft);
      for (int label = 0; label < labels; label++) {
        targets[i * labels + label] = (float) (soft.weight() * target[label]);
        entropies -= soft.weight() * timesLogarithm(target[label]);
      }
    }
    Tensor found = // w q log softmax(s / T): [B,L]
        Arithmetic.multiply(
            Losses.logSoftmax(Arithmetic.scale(scores, 1 / temperature)),
            Tensor.of(targets, batch.size(), labels));
    return Arithmetic.scale( // T² / B (Σ w q log q - Σ w q log softmax)
        Arithmetic.shift(Arithmetic.sum(found), entropies),
        -temperature * temperature / batch.size());
  }

  private SoftLabel soft(Example example) {
    SoftLabel soft =
        example.soft().orElseGet(() -> SoftLabel.certain(example.label().orElseThrow(), labels));
    checkArgument(
        soft.distribution().length() == labels,
        "example '%s': a soft label over %s labels, of which there are %s",
        example.id(),
        soft.distribution().length(),
        labels);
    return soft;
  }

  /** p^(1/T) / Σ p^(1/T), with a share of it spread evenly. */
  private double[] target(SoftLabel soft) {
    double[] target = new double[labels];
    double sum = 0;
    for (int label = 0; label < labels; label++) {
      target[label] = Math.pow(soft.distribution().get(label), 1 / temperature);
      sum += target[label];
    }
    for (int label = 0; label < labels; label++) {
      target[label] = (1 - smoothing) * target[label] / sum + smoothing / labels;
    }
    return target;
  }

  /** q ln q, which is 0 for 0. */
  private static double timesLogarithm(double share) {
    return share == 0 ? 0 : share * Math.log(share);
  }
}
