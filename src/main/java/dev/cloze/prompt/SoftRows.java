package dev.cloze.prompt;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Floats;
import dev.cloze.base.Seeds;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.SoftLayout;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The rows of a prompt's soft tokens, [R,H]: row {@code i} stands wherever a batch's soft id is
 * {@code i + 1}. Rows that have initial words start as copies of the words' embeddings; the others
 * start as normal noise at the scale of the model's own embedding table, so that a fresh row looks
 * like a word to the layers (a standard deviation of 1, as OpenPrompt has it, is some 50 times the
 * scale of common models).
 *
 * <p>While they train, rows may be computed by an encoder from numbers of the same shape (P-tuning,
 * Liu et al. 2021, section 3.2). These numbers start at a standard deviation of 1 for fresh rows,
 * which the encoder's layers are made for, and as the words' embeddings divided by the scale of the
 * table for others; the encoder's last map starts such that what it computes has that scale. At the
 * end {@link #fold} puts the rows in the place of the numbers, and the encoder falls away.
 */
public final class SoftRows implements AutoCloseable {
  private static final String ROWS = "soft_rows";
  private static final String ENCODER = "soft_encoder/";

  private final Tensor numbers;
  private volatile Optional<RowEncoder> encoder;

  private SoftRows(Tensor numbers, Optional<RowEncoder> encoder) {
    this.numbers = numbers;
    this.encoder = encoder;
  }

  /** Starts the rows that a layout asks for, with {@link SoftOptions#defaults}. */
  public static SoftRows start(SoftLayout layout, LanguageModel model, Seeds seeds) {
    return start(layout, model, SoftOptions.defaults(), seeds);
  }

  /**
   * Starts the rows that a layout asks for.
   *
   * @param seeds the stream {@code soft-rows} is drawn from and, for an encoder, {@code
   *     soft-encoder}
   */
  public static SoftRows start(
      SoftLayout layout, LanguageModel model, SoftOptions options, Seeds seeds) {
    int hidden = model.shape().hidden();
    SplittableRandom random = seeds.stream("soft-rows");
    double scale = scale(model);
    float[] values = new float[layout.rows() * hidden];
    for (int row = 0; row < layout.rows(); row++) {
      OptionalInt token =
          options.start() == SoftOptions.Start.WORDS
              ? layout.initialToken(row + 1)
              : OptionalInt.empty();
      float[] start =
          token.isPresent() ? embedding(model, token.getAsInt()) : noise(random, scale, hidden);
      System.arraycopy(start, 0, values, row * hidden, hidden);
    }
    if (options.encoder() == SoftOptions.Encoder.NONE) {
      return of(values, layout.rows(), hidden);
    }
    boolean readsBothWays = options.encoder() == SoftOptions.Encoder.LSTM;
    return encoded(
        of(values, layout.rows(), hidden).numbers,
        RowEncoder.fresh(readsBothWays, hidden, seeds.stream("soft-encoder")),
        scale);
  }

  /** Rows that an encoder computes, which start at a scale as the given ones do. */
  private static SoftRows encoded(Tensor rows, RowEncoder encoder, double scale) {
    Scope.run(
        () -> {
          Memory.assign(rows, Arithmetic.scale(rows, 1 / scale));
          encoder.scale(scale / deviation(encoder.encode(rows)));
        });
    return new SoftRows(rows, Optional.of(encoder));
  }

  /** Rows with given numbers, row by row. */
  public static SoftRows of(float[] values, int rows, int hidden) {
    return new SoftRows(
        Scope.get(() -> Tensor.of(values, rows, hidden).lasting()), Optional.empty());
  }

  /** Marks as trained what the rows are made of: gradients are taken of it. */
  public SoftRows trained() {
    parameters().values().forEach(Tensor::trainable);
    return this;
  }

  /** Ends the training of what the rows are made of. */
  public SoftRows frozen() {
    parameters().values().forEach(Tensor::frozen);
    return this;
  }

  /**
   * The rows as the model reads them, [R,H], in single precision: a table that lasts as long as
   * this, or, while there is an encoder, what it computes now, which belongs to the open scope and
   * through which gradients flow where the thread records.
   */
  public Tensor tensor() {
    return encoder.map(made -> made.encode(numbers)).orElse(numbers);
  }

  /**
   * What trains, by the names it is saved under: {@code soft_rows} [R,H], the rows or the numbers
   * that they are computed from, and {@code soft_encoder/NAME}.
   */
  public ImmutableMap<String, Tensor> parameters() {
    ImmutableMap.Builder<String, Tensor> parameters = ImmutableMap.builder();
    parameters.put(ROWS, numbers);
    encoder.ifPresent(
        made ->
            made.parameters().forEach((name, tensor) -> parameters.put(ENCODER + name, tensor)));
    return parameters.buildOrThrow();
  }

  /** Whether an encoder computes the rows. */
  public boolean isEncoded() {
    return encoder.isPresent();
  }

  /**
   * Puts the rows in the place of the numbers that an encoder computes them from, and lets go of
   * it: what the model reads is the same to the bit. To be called when a training is over, while no
   * other thread uses the rows; does nothing where there is no encoder.
   */
  public void fold() {
    encoder.ifPresent(
        made -> {
          Gradients.pausing(
              () ->
                  Scope.get(
                      () -> {
                        Memory.assign(numbers, made.encode(numbers));
                        return made;
                      }));
          encoder = Optional.empty();
          made.close();
        });
  }

  /** The standard deviation of the model's embedding table, rows sampled evenly. */
  private static double scale(LanguageModel model) {
    int step = Math.max(1, model.shape().vocabulary() / 1024);
    long[] ids = new long[model.shape().vocabulary() / step];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (long) i * step;
    }
    return Scope.get(() -> deviation(lookUp(model, ids)));
  }

  private static double deviation(Tensor sample) {
    Tensor centred = Arithmetic.subtract(sample, Arithmetic.mean(sample));
    return Math.sqrt(Arithmetic.mean(Arithmetic.multiply(centred, centred)).item());
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
    numbers.close();
    encoder.ifPresent(RowEncoder::close);
  }
}
