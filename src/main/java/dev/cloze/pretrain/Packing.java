package dev.cloze.pretrain;

import dev.cloze.base.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows of one length cut from the tokens of a corpus, each within the tokens that begin and end a
 * text, none filled up. Each epoch shifts the cuts and shuffles the rows, from the seed and the
 * epoch's number alone: a batch depends on its number and on no batch before it.
 */
final class Packing {
  private final TokenFile tokens;
  private final int length;
  private final int begin;
  private final int end;
  private final Seeds seeds;
  private long epoch = -1;
  private int[] order = {};

  /**
   * A packing.
   *
   * @param length the tokens of a row, T, the two at its ends counted
   * @param begin the token that begins a row
   * @param end the token that ends one
   */
  Packing(TokenFile tokens, int length, int begin, int end, Seeds seeds) {
    this.tokens = tokens;
    this.length = length;
    this.begin = begin;
    this.end = end;
    this.seeds = seeds;
  }

  private int inner() {
    return length - 2;
  }

  /** How many rows an epoch has: one fewer than there are, so that the cuts can shift. */
  int rows() {
    return Math.toIntExact(Math.max(1, tokens.size() / inner() - 1));
  }

  /** The rows {@code from} to {@code from + count} of a training without end: [count][T]. */
  int[][] shuffled(long from, int count) {
    int[][] batch = new int[count][];
    for (int i = 0; i < count; i++) {
      long number = from + i;
      enter(number / rows());
      long shift =
          tokens.size() < 2L * inner()
              ? 0
              : Math.floorMod(seeds.derive("shift", epoch), (long) inner());
      batch[i] = row(shift + (long) order[(int) (number % rows())] * inner());
    }
    return batch;
  }

  /** The first rows as they stand, at most {@code count}. */
  int[][] first(int count) {
    int[][] batch = new int[Math.min(count, Math.toIntExact(tokens.size() / inner()))][];
    for (int i = 0; i < batch.length; i++) {
      batch[i] = row((long) i * inner());
    }
    return batch;
  }

  private int[] row(long start) {
    return row(begin, tokens.read(start, inner()), end);
  }

  /** Tokens within those that begin and end a text. */
  static int[] row(int begin, int[] inner, int end) {
    int[] row = new int[inner.length + 2];
    row[0] = begin;
    System.arraycopy(inner, 0, row, 1, inner.length);
    row[row.length - 1] = end;
    return row;
  }

  private void enter(long wanted) {
    if (wanted != epoch) {
      epoch = wanted;
      order = new int[rows()];
      Arrays.setAll(order, i -> i);
      SplittableRandom random = new SplittableRandom(seeds.derive("order", epoch));
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int held = order[i];
        order[i] = order[other];
        order[other] = held;
      }
    }
  }
}
