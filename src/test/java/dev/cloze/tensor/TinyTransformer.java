package dev.cloze.tensor;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Random;

/** Two encoder layers over embedding rows, with a head, trained on a task that they can learn. */
final class TinyTransformer implements AutoCloseable {
  private static final int BATCH = 8;
  private static final int LENGTH = 16;
  private static final int HIDDEN = 32;
  private static final int INNER = 64;
  private static final int WORDS = 50;
  private static final int CLASSES = 3;
  private static final int LAYERS = 2;
  private static final double DROPOUT = 0.1;

  private final ImmutableList<Tensor> parameters;
  private final Optimizer optimizer;

  TinyTransformer(long seed) {
    Random random = new Random(seed);
    parameters = Scope.get(() -> parameters(random));
    optimizer = new Optimizer(parameters, Optimizer.Settings.defaults());
  }

  private static ImmutableList<Tensor> parameters(Random random) {
    ImmutableList.Builder<Tensor> all = ImmutableList.builder();
    all.add(drawn(random, WORDS, HIDDEN));
    for (int layer = 0; layer < LAYERS; layer++) {
      all.add(drawn(random, 3 * HIDDEN, HIDDEN), drawn(random, 3 * HIDDEN));
      all.add(drawn(random, HIDDEN, HIDDEN), drawn(random, HIDDEN));
      all.add(ones(), drawn(random, HIDDEN));
      all.add(drawn(random, INNER, HIDDEN), drawn(random, INNER));
      all.add(drawn(random, HIDDEN, INNER), drawn(random, HIDDEN));
      all.add(ones(), drawn(random, HIDDEN));
    }
    all.add(drawn(random, CLASSES, HIDDEN), drawn(random, CLASSES));
    return all.build();
  }

  /** One step of training; the loss. */
  float train(int step) {
    Machine.seed(step);
    return Scope.get(
        () -> {
          long[] ids = ids(step);
          Tensor loss =
              Gradients.recording(
                  () -> Losses.crossEntropy(scores(ids, DROPOUT), targets(ids), List.of(), 0.05));
          List<Tensor> gradients = Gradients.of(loss, parameters);
          Gradients.clip(gradients, 1);
          optimizer.step(gradients, 2e-3);
          return loss.item();
        });
  }

  /** The loss on rows that training does not see. */
  float evaluate() {
    return Scope.get(
        () -> {
          long[] ids = ids(-1);
          return Losses.crossEntropy(scores(ids, 0), targets(ids), List.of(), 0).item();
        });
  }

  private Tensor scores(long[] ids, double dropout) {
    Tensor x = Indexing.rows(parameters.get(0), Tensor.of(ids, BATCH, LENGTH));
    for (int layer = 0; layer < LAYERS; layer++) {
      int first = 1 + 12 * layer;
      x =
          Attention.sublayer(
              x,
              false,
              affine(first),
              affine(first + 2),
              affine(first + 4),
              1e-5,
              List.of(),
              false,
              4,
              dropout,
              dropout);
      x =
          Layers.feedForward(
              x,
              false,
              affine(first + 6),
              affine(first + 8),
              affine(first + 10),
              1e-5,
              Activation.GELU,
              dropout);
    }
    Tensor first = Shapes.reshape(Shapes.narrow(x, 1, 0, 1), BATCH, HIDDEN);
    Layers.Affine head = affine(parameters.size() - 2);
    return Layers.linear(first, head.weight(), head.bias());
  }

  private Layers.Affine affine(int index) {
    return new Layers.Affine(parameters.get(index), List.of(parameters.get(index + 1)));
  }

  private static long[] ids(int step) {
    return new Random(step).longs((long) BATCH * LENGTH, 0, WORDS).toArray();
  }

  /** The class of a row is what its first word is modulo the number of classes. */
  private static Tensor targets(long[] ids) {
    long[] targets = new long[BATCH];
    for (int row = 0; row < BATCH; row++) {
      targets[row] = ids[row * LENGTH] % CLASSES;
    }
    return Tensor.of(targets, BATCH);
  }

  private static Tensor drawn(Random random, long... shape) {
    float[] values = new float[(int) Shapes.count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * 0.1);
    }
    return Tensor.of(values, shape).lasting().trainable();
  }

  private static Tensor ones() {
    float[] values = new float[HIDDEN];
    java.util.Arrays.fill(values, 1);
    return Tensor.of(values, HIDDEN).lasting().trainable();
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.forEach(Tensor::close);
  }
}
