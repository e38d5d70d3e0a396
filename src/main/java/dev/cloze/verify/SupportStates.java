package dev.cloze.verify;

import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Tensor;
import java.util.stream.IntStream;

/** Recorded scores of a vocabulary at one mask, as a model would give them. */
record SupportStates(ImmutableDoubleArray scores) implements MaskStates {
  @Override
  public int batch() {
    return 1;
  }

  @Override
  public int masks() {
    return 1;
  }

  @Override
  public Tensor hidden() {
    throw new UnsupportedOperationException("recorded scores have no hidden states");
  }

  @Override
  public Tensor transformed() {
    throw new UnsupportedOperationException("recorded scores have no hidden states");
  }

  @Override
  public Tensor logits(int[] ids) {
    float[] chosen = new float[ids.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (float) scores.get(ids[i]);
    }
    return Tensor.of(chosen, 1, chosen.length);
  }

  @Override
  public Tensor logits() {
    return logits(IntStream.range(0, scores.length()).toArray());
  }
}
