package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.Ints;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.nn.StackInput;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns texts into vectors whose inner product tells how near they are: the mean of the final
 * hidden states over a text's tokens, special tokens counted, scaled to length 1 (Reimers and
 * Gurevych 2019, section 3). Safe for many threads; owns its model until it is closed.
 *
 * <pre>{@code
 * try (SentenceEncoder encoder = SentenceEncoder.load(folder)) {
 *   ImmutableList<ImmutableDoubleArray> vectors = encoder.encode(List.of("a ferry", "a boat"));
 * }
 * }</pre>
 */
public final class SentenceEncoder implements AutoCloseable {
  /** The most tokens of a text, special tokens counted; what is behind them is not read. */
  public static final int MOST_TOKENS = 256;

  private static final int TOKENS_PER_BATCH = 2048;

  private final LanguageModel model;
  private final PretrainedTokenizer tokenizer;

  private SentenceEncoder(LanguageModel model, PretrainedTokenizer tokenizer) {
    this.model = model;
    this.tokenizer = tokenizer;
  }

  /**
   * Loads an encoder, with or without a language-model head.
   *
   * @param folder a BERT or RoBERTa in Hugging Face layout, with its tokenizer
   * @throws dev.cloze.base.ClozeException what {@link Architectures#loadEncoder} and {@link
   *     PretrainedTokenizer#load} throw
   */
  public static SentenceEncoder load(Path folder) {
    LanguageModel model = Architectures.loadEncoder(folder, LoadOptions.defaults());
    try {
      return new SentenceEncoder(model, PretrainedTokenizer.load(folder));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** The vectors of texts, in their order; each has as many numbers as the model is wide. */
  public ImmutableList<ImmutableDoubleArray> encode(List<String> texts) {
    int[][] ids = texts.isEmpty() ? new int[0][] : tokenizer.encodeAll(texts);
    List<int[]> rows = Arrays.stream(ids).map(this::around).toList();
    List<Integer> order =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingInt(row -> -rows.get(row).length))
            .toList();
    ImmutableDoubleArray[] vectors = new ImmutableDoubleArray[rows.size()];
    int start = 0;
    while (start < rows.size()) {
      int longest = rows.get(order.get(start)).length;
      int end = Math.min(rows.size(), start + Math.max(1, TOKENS_PER_BATCH / longest));
      List<Integer> batch = order.subList(start, end);
      float[] found = pooled(batch.stream().map(rows::get).toList(), longest);
      for (int i = 0; i < batch.size(); i++) {
        vectors[batch.get(i)] = unit(found, i * model.shape().hidden());
      }
      start = end;
    }
    return ImmutableList.copyOf(vectors);
  }

  /** A text's tokens between the special ones, cut where there are too many. */
  private int[] around(int[] text) {
    int[] prefix = tokenizer.prefix();
    int[] suffix = tokenizer.suffix();
    int room = Math.min(MOST_TOKENS, model.shape().positions()) - prefix.length - suffix.length;
    int[] whole = Ints.concat(prefix, Arrays.copyOf(text, Math.min(room, text.length)), suffix);
    return whole.length == 0 ? new int[] {tokenizer.padId()} : whole; // a mean needs a token
  }

  /** The means over the tokens of each row: [B·H]. */
  private float[] pooled(List<int[]> rows, int length) {
    long[] ids = new long[rows.size() * length];
    long[] ones = new long[ids.length];
    float[] shares = new float[ids.length];
    Arrays.fill(ids, tokenizer.padId());
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < rows.get(row).length; i++) {
        ids[row * length + i] = rows.get(row)[i];
        ones[row * length + i] = 1;
        shares[row * length + i] = 1f / rows.get(row).length;
      }
    }
    return Gradients.pausing(() -> Scope.get(() -> pooled(rows.size(), ids, ones, shares)));
  }

  private float[] pooled(int batch, long[] ids, long[] ones, float[] shares) {
    int length = ids.length / batch;
    Pass pass = Pass.scoring(Plan.EMPTY, NumberFormat.F32);
    StackInput input =
        new StackInput(
            model.embed(pass, Tensor.of(ids, batch, length)), // [B,T,H]
            Tensor.of(new long[ids.length], batch, length),
            AttentionMask.of(batch, length, ones),
            0);
    Tensor hidden = model.encode(pass, input); // [B,T,H]
    Tensor weights = Tensor.of(shares, batch, 1, length); // [B,1,T]
    return Shapes.reshape(Arithmetic.matmul(weights, hidden), batch, -1).toFloats();
  }

  private ImmutableDoubleArray unit(float[] all, int start) {
    int width = model.shape().hidden();
    double squares = 0;
    for (int i = start; i < start + width; i++) {
      squares += (double) all[i] * all[i];
    }
    double length = Math.sqrt(squares);
    return ImmutableDoubleArray.copyOf(
        IntStream.range(start, start + width).mapToDouble(i -> all[i] / length));
  }

  @Override
  public void close() {
    tokenizer.close();
    model.close();
  }
}
