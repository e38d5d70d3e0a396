package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.Seeds;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Optimizer;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.Random;

/**
 * Prototypes of labels in a space that hidden states at the mask are mapped to: W [D,H] and one
 * prototype a label, [L,D] (Cui et al. 2022, "Prototypical Verbalizer for Prompt-based Few-shot
 * Tuning", section 4.1). Cosines are compared, without a temperature, as the paper's code does.
 */
final class Prototypes implements AutoCloseable {
  private static final double TINY = 1e-12;

  private final Tensor map;
  private final Tensor centres;

  private Prototypes(Tensor map, Tensor centres) {
    this.map = map;
    this.centres = centres;
  }

  /** A map [D,H] and prototypes [L,D], which this owns from now on. */
  static Prototypes of(Tensor map, Tensor centres) {
    return new Prototypes(map, centres);
  }

  /** Prototypes before the first step: both matrices drawn as Glorot and Bengio (2010) do. */
  static Prototypes drawn(int labels, int hidden, int dimension, Seeds seeds) {
    Random random = new Random(seeds.derive("prototypes"));
    return of(glorot(random, dimension, hidden), glorot(random, labels, dimension));
  }

  private static Tensor glorot(Random random, int rows, int columns) {
    double bound = Math.sqrt(6.0 / (rows + columns));
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return Scope.get(() -> Tensor.of(values, rows, columns).trainable().lasting());
  }

  /** The map, [D,H]. */
  Tensor map() {
    return map;
  }

  /** The prototypes, [L,D]. */
  Tensor centres() {
    return centres;
  }

  /** The cosines of hidden states [B,H] with the prototypes: [B,L]. */
  Tensor similarity(Tensor hidden) {
    return Arithmetic.matmul(unit(mapped(hidden)), Shapes.transpose(unit(centres), 0, 1)); // [B,L]
  }

  private Tensor mapped(Tensor hidden) {
    Tensor single = Memory.cast(hidden, NumberFormat.F32); // [B,H]
    return Layers.linear(single, map, ImmutableList.of()); // [B,H] to [B,D]
  }

  /** Rows of length 1. */
  private static Tensor unit(Tensor rows) {
    Tensor squares = Arithmetic.sum(Arithmetic.multiply(rows, rows), -1); // [B]
    Tensor lengths = Arithmetic.power(Arithmetic.shift(squares, TINY), 0.5); // [B]
    return Arithmetic.divide(rows, Shapes.reshape(lengths, -1, 1));
  }

  /**
   * Learns from examples, all of them at each step.
   *
   * @param hidden the hidden states at the masks, [N,H]
   * @param labels the label of each
   */
  void learn(Tensor hidden, ImmutableIntArray labels, PrototypicalOptions options) {
    ImmutableList<Tensor> parameters = ImmutableList.of(map, centres);
    PrototypicalLoss loss = new PrototypicalLoss(labels, Math.toIntExact(centres.size(0)));
    try (Optimizer adam =
        new Optimizer(parameters, Optimizer.Settings.defaults().withWeightDecay(0))) {
      for (int epoch = 0; epoch < options.epochs(); epoch++) {
        Scope.run(
            () ->
                adam.step(
                    Gradients.of(Gradients.recording(() -> loss(loss, hidden)), parameters),
                    options.learningRate()));
      }
    }
  }

  /** Both losses of the paper: of instances with each other, and with the prototypes. */
  Tensor loss(PrototypicalLoss loss, Tensor hidden) {
    Tensor instances = unit(mapped(hidden)); // [N,D]
    Tensor across = Shapes.transpose(instances, 0, 1); // [D,N]
    Tensor toCentres = Arithmetic.matmul(instances, Shapes.transpose(unit(centres), 0, 1)); // [N,L]
    return Arithmetic.add(
        loss.ofPrototypes(toCentres), loss.ofInstances(Arithmetic.matmul(instances, across)));
  }

  @Override
  public void close() {
    map.close();
    centres.close();
  }
}
