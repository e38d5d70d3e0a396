package dev.cloze.train;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.List;

/**
 * The loss where an example may have several labels: the binary cross-entropy of each label, times
 * the label's weight, added up; the mean over a batch.
 */
final class LabelLosses implements BatchLoss {
  private final float[] weights;
  private final double smoothing;

  private LabelLosses(float[] weights, double smoothing) {
    this.weights = weights;
    this.smoothing = smoothing;
  }

  static LabelLosses of(
      TrainingOptions options, ImmutableList<String> labels, List<Example> examples) {
    options.requireClasses(labels);
    float[] weights = new float[labels.size()];
    for (int label = 0; label < weights.length; label++) {
      weights[label] = options.classWeights().getOrDefault(labels.get(label), 1.0).floatValue();
    }
    return new LabelLosses(
        options.balanced() ? balanced(labels.size(), examples) : weights, options.labelSmoothing());
  }

  /** S / (L · S_label), S counting each label of each example; 1 for a label without examples. */
  private static float[] balanced(int labels, List<Example> examples) {
    int[] counts = new int[labels];
    double all = 0;
    for (Example example : examples) {
      for (int label : example.labels().orElseThrow()) {
        counts[label]++;
        all++;
      }
    }
    float[] weights = new float[labels];
    for (int label = 0; label < labels; label++) {
      weights[label] = counts[label] == 0 ? 1 : (float) (all / labels / counts[label]);
    }
    return weights;
  }

  @Override
  public Tensor of(Tensor scores, List<Example> batch) {
    int size = batch.size();
    int labels = weights.length;
    // a decision is a softmax of two scores: that of the label, and 0
    Tensor off = Tensor.zeros(NumberFormat.F32, size, labels, 1);
    Tensor both = // [B,L,2]
        Losses.logSoftmax(Shapes.join(List.of(Shapes.reshape(scores, size, labels, 1), off), 2));
    Tensor found = Arithmetic.multiply(both, Tensor.of(targets(batch), size, labels, 2));
    return Arithmetic.scale(Arithmetic.sum(found), -1.0 / size);
  }

  /** The weighted share of on and off, for each label of each example: [B,L,2]. */
  private float[] targets(List<Example> batch) {
    float[] targets = new float[batch.size() * weights.length * 2];
    for (int i = 0; i < batch.size(); i++) {
      for (int label = 0; label < weights.length; label++) {
        boolean isOn = batch.get(i).labels().orElseThrow().contains(label);
        double on = (isOn ? 1 - smoothing : 0) + smoothing / 2;
        int place = (i * weights.length + label) * 2;
        targets[place] = (float) (weights[label] * on);
        targets[place + 1] = (float) (weights[label] * (1 - on));
      }
    }
    return targets;
  }
}
