package dev.cloze.verbalizer;

import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Tensor;
import java.util.Arrays;

/**
 * States whose scores are given, [B·M,V]. It gives out columns only, never the whole vocabulary.
 */
record GivenMaskStates(Tensor scores, int masks) implements MaskStates {
  static GivenMaskStates of(double[][] rows) {
    return new GivenMaskStates(tensor(rows), 1);
  }

  static Tensor tensor(double[][] rows) {
    float[] values = new float[rows.length * rows[0].length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) rows[i / rows[0].length][i % rows[0].length];
    }
    return Tensor.of(values, rows.length, rows[0].length);
  }

  @Override
  public int batch() {
    return Math.toIntExact(scores.size(0)) / masks;
  }

  @Override
  public Tensor logits(int[] ids) {
    return Indexing.select(
        scores, 1, Tensor.of(Arrays.stream(ids).asLongStream().toArray(), ids.length));
  }

  @Override
  public Tensor hidden() {
    throw new AssertionError("hidden states are not needed to score words");
  }

  @Override
  public Tensor transformed() {
    throw new AssertionError("hidden states are not needed to score words");
  }

  @Override
  public Tensor logits() {
    throw new AssertionError("the whole vocabulary is not needed to score words");
  }
}
