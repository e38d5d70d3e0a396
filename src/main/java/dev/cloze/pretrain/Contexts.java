package dev.cloze.pretrain;

import com.google.common.primitives.Longs;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The tokens that count as contexts, C of the V of a vocabulary: all where the matrix [V,C] has
 * room, else the most frequent.
 */
final class Contexts {
  /** Half a gibibyte in single precision. */
  private static final int ROOM = 1 << 27;

  private final int vocabulary;
  private final int[] columns;
  private final int size;

  private Contexts(int vocabulary, int[] columns, int size) {
    this.vocabulary = vocabulary;
    this.columns = columns;
    this.size = size;
  }

  /** The contexts of a corpus whose tokens stand so often in it. */
  static Contexts mostFrequent(long[] counts) {
    int size = Math.min(counts.length, ROOM / counts.length);
    int[] columns = new int[counts.length];
    Arrays.fill(columns, -1);
    int[] chosen =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(
                Comparator.comparing((Integer token) -> counts[token], Longs::compare).reversed())
            .limit(size)
            .mapToInt(Integer::intValue)
            .toArray();
    for (int column = 0; column < size; column++) {
      columns[chosen[column]] = column;
    }
    return new Contexts(counts.length, columns, size);
  }

  /** V. */
  int vocabulary() {
    return vocabulary;
  }

  /** C. */
  int size() {
    return size;
  }

  /** Zeros, [V,C]. */
  float[] matrix() {
    return new float[vocabulary * size];
  }

  /** Adds to what is counted of a token beside another, unless that is no context. */
  void add(float[] counts, int token, int context, float weight) {
    int column = columns[context];
    if (column >= 0) {
      counts[token * size + column] += weight;
    }
  }

  /**
   * Turns counts n(w,c) into max(0, log n(w,c) - log n(w) - log p(c)), where n(w) is a row's sum
   * and p(c) the share of n(c)^s.
   */
  void toInformation(float[] counts, double smoothing) {
    double[] ofToken = new double[vocabulary];
    double[] ofContext = new double[size];
    for (int token = 0; token < vocabulary; token++) {
      for (int column = 0; column < size; column++) {
        float count = counts[token * size + column];
        ofToken[token] += count;
        ofContext[column] += count;
      }
    }
    Arrays.setAll(ofContext, column -> Math.pow(ofContext[column], smoothing));
    double all = Arrays.stream(ofContext).sum();
    for (int token = 0; token < vocabulary; token++) {
      for (int column = 0; column < size; column++) {
        int cell = token * size + column;
        if (counts[cell] > 0) {
          double ratio = counts[cell] / ofToken[token] / (ofContext[column] / all);
          counts[cell] = (float) Math.max(0, Math.log(ratio));
        }
      }
    }
  }
}
