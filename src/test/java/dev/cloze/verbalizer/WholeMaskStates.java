package dev.cloze.verbalizer;

import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Tensor;
import java.util.List;

/** States whose scores are given for the whole vocabulary, one mask each, [B,V]. */
record WholeMaskStates(GivenMaskStates given) implements MaskStates {
  static WholeMaskStates of(double[][] rows) {
    return new WholeMaskStates(GivenMaskStates.of(rows));
  }

  /** Support examples with these scores. */
  static SupportScores support(double[][] rows) {
    return new SupportScores(
        rows.length,
        (List<Integer> numbers) -> of(numbers.stream().map(i -> rows[i]).toArray(double[][]::new)));
  }

  @Override
  public int batch() {
    return given.batch();
  }

  @Override
  public int masks() {
    return 1;
  }

  @Override
  public Tensor hidden() {
    return given.hidden();
  }

  @Override
  public Tensor transformed() {
    return given.transformed();
  }

  @Override
  public Tensor logits(int[] ids) {
    return given.logits(ids);
  }

  @Override
  public Tensor logits() {
    return given.scores();
  }
}
