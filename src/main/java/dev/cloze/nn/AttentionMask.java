package dev.cloze.nn;

import com.google.common.base.Preconditions;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;

/**
 * Which positions of a batch hold tokens and which only fill up the rows.
 *
 * @param batch the number of rows, B
 * @param length the length of the rows, T
 * @param ones 1 for a token and 0 for filling, row by row: B·T numbers
 */
public record AttentionMask(int batch, int length, ImmutableLongArray ones) {
  /** Far below every score, and finite in every format: a row that sees nothing stays a number. */
  private static final float UNSEEN = -1e30f;

  /** Checks that the numbers fill the rows. */
  public AttentionMask {
    Preconditions.checkArgument(
        ones.length() == batch * length,
        "a mask of %s rows of %s takes %s numbers, not %s",
        batch,
        length,
        batch * length,
        ones.length());
  }

  /** A mask from row-major numbers. */
  public static AttentionMask of(int batch, int length, long[] ones) {
    return new AttentionMask(batch, length, ImmutableLongArray.copyOf(ones));
  }

  /** The mask after {@code count} rows were put in front of every example. */
  public AttentionMask withLeading(int count) {
    ImmutableLongArray.Builder longer = ImmutableLongArray.builder(batch * (length + count));
    for (int row = 0; row < batch; row++) {
      for (int i = 0; i < count; i++) {
        longer.add(1);
      }
      longer.addAll(ones.subArray(row * length, (row + 1) * length));
    }
    return new AttentionMask(batch, length + count, longer.build());
  }

  /** Whether no position is filling. */
  public boolean isFull() {
    return ones.stream().allMatch(one -> one == 1);
  }

  /**
   * The position of each token, counted over tokens alone, so that it is the same under padding on
   * the left and on the right: row-major, {@code first} for the first token of a row.
   */
  public long[] positions(long first) {
    long[] positions = new long[batch * length];
    for (int row = 0; row < batch; row++) {
      long seen = 0;
      for (int i = row * length; i < (row + 1) * length; i++) {
        seen += ones.get(i);
        positions[i] = first + Math.max(0, seen - 1);
      }
    }
    return positions;
  }

  /** What is added to attention scores: [B,1,1,T], or [B,1,T,T] for causal attention. */
  Tensor additive(boolean causal, NumberFormat format) {
    Tensor filling = scores(format, batch, 1, (row, key) -> ones.get(row * length + key) == 1);
    return causal
        ? Arithmetic.add(filling, scores(format, 1, length, (query, key) -> key <= query))
        : filling;
  }

  /** What is added to the scores of causal attention at some positions, [B,M]: [B,1,M,T]. */
  Tensor causalAt(ImmutableLongArray positions, NumberFormat format) {
    int queries = positions.length() / batch;
    return Arithmetic.add(
        additive(false, format),
        scores(format, batch, queries, (query, key) -> key <= positions.get(query)));
  }

  /** Whether a query, counted over the rows, sees a key. */
  private interface Sight {
    boolean sees(int query, int key);
  }

  /** [rows,1,queries,T]: 0 where a query sees a key, far below every score where it does not. */
  private Tensor scores(NumberFormat format, int rows, int queries, Sight sight) {
    float[] scores = new float[rows * queries * length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = sight.sees(i / length, i % length) ? 0 : UNSEEN;
    }
    return Memory.cast(Tensor.of(scores, rows, 1, queries, length), format);
  }
}
