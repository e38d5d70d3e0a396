package dev.cloze.prompt;

import com.google.common.primitives.Floats;
import dev.cloze.base.Seeds;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.SoftLayout;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The rows of a prompt's soft tokens, [R,H]: row {@code i} stands wherever a batch's soft id is
 * {@code i + 1}. Rows that have initial words start as copies of the words' embeddings; the others
 * start as normal noise at the scale of the model's own embedding table, so that a fresh row looks
 * like a word to the layers (a standard deviation of 1, as OpenPrompt has it, is some 50 times the
 * scale of common models).
 */
public final class SoftRows implements AutoCloseable {
  private final Tensor rows;

  private SoftRows(Tensor rows) {
    this.rows = rows;
  }

  /**
   * Starts the rows that a layout asks for.
   *
   * @param seeds the stream {@code soft-rows} is drawn from
   */
  public static SoftRows start(SoftLayout layout, LanguageModel model, Seeds seeds) {
    int hidden = model.shape().hidden();
    SplittableRandom random = seeds.stream("soft-rows");
    double scale = scale(model);
    float[] values = new float[layout.rows() * hidden];
    for (int row = 0; row < layout.rows(); row++) {
      OptionalInt token = layout.initialToken(row + 1);
      float[] start =
          token.isPresent() ? embedding(model, token.getAsInt()) : noise(random, scale, hidden);
      System.arraycopy(start, 0, values, row * hidden, hidden);
    }
    return of(values, layout.rows(), hidden);
  }

  /** Rows with given numbers, row by row. */
  public static SoftRows of(float[] values, int rows, int hidden) {
    return new SoftRows(Scope.get(() -> Tensor.of(values, rows, hidden).lasting()));
  }

  /** Marks the rows as trained: gradients are taken of them. */
  public SoftRows trained() {
    rows.trainable();
    return this;
  }

  /** The rows, [R,H], in single precision. */
  public Tensor tensor() {
    return rows;
  }

  /** The standard deviation of the model's embedding table, rows sampled evenly. */
  private static double scale(LanguageModel model) {
    int step = Math.max(1, model.shape().vocabulary() / 1024);
    long[] ids = new long[model.shape().vocabulary() / step];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (long) i * step;
    }
    return Scope.get(
        () -> {
          Tensor sample = lookUp(model, ids);
          Tensor centred = Arithmetic.subtract(sample, Arithmetic.mean(sample));
          return Math.sqrt(Arithmetic.mean(Arithmetic.multiply(centred, centred)).item());
        });
  }

  private static float[] embedding(LanguageModel model, int token) {
    return Scope.get(() -> lookUp(model, new long[] {token}).toFloats());
  }

  private static Tensor lookUp(LanguageModel model, long[] ids) {
    return model.embed(Pass.scoring(Plan.EMPTY, NumberFormat.F32), Tensor.of(ids, 1, ids.length));
  }

  private static float[] noise(SplittableRandom random, double scale, int hidden) {
    return Floats.toArray(
        random.doubles(hidden).map(ignored -> scale * random.nextGaussian()).boxed().toList());
  }

  @Override
  public void close() {
    rows.close();
  }
}
