package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Floats;
import dev.cloze.data.Example;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Tensor;
import java.util.List;

/** The loss of a batch: cross-entropy with the weights of the classes and label smoothing. */
final class ClassLosses implements BatchLoss {
  private final ImmutableList<String> labels;
  private final float[] weights;
  private final double smoothing;

  private ClassLosses(ImmutableList<String> labels, float[] weights, double smoothing) {
    this.labels = labels;
    this.weights = weights;
    this.smoothing = smoothing;
  }

  static ClassLosses of(
      TrainingOptions options, ImmutableList<String> labels, List<Example> examples) {
    options.requireClasses(labels);
    float[] weights = new float[labels.size()];
    for (int label = 0; label < weights.length; label++) {
      weights[label] = options.classWeights().getOrDefault(labels.get(label), 1.0).floatValue();
    }
    return new ClassLosses(
        labels,
        options.balanced() ? balanced(labels.size(), examples) : weights,
        options.labelSmoothing());
  }

  /** N / (L · N_label), as scikit-learn balances; 1 for a label without examples. */
  private static float[] balanced(int labels, List<Example> examples) {
    int[] counts = new int[labels];
    examples.forEach(example -> counts[example.label().orElseThrow()]++);
    float[] weights = new float[labels];
    for (int label = 0; label < labels; label++) {
      weights[label] =
          counts[label] == 0 ? 1 : (float) ((double) examples.size() / labels / counts[label]);
    }
    return weights;
  }

  /** The weighted mean over a batch. */
  @Override
  public Tensor of(Tensor scores, List<Example> batch) {
    long[] right = batch.stream().mapToLong(example -> example.label().orElseThrow()).toArray();
    return Losses.crossEntropy(
        scores, // [B,L]
        Tensor.of(right, right.length), // [B]
        even() ? ImmutableList.of() : ImmutableList.of(Tensor.of(weights, labels.size())), // [L]
        smoothing);
  }

  private boolean even() {
    return Floats.asList(weights).stream().allMatch(weight -> weight == 1);
  }
}
