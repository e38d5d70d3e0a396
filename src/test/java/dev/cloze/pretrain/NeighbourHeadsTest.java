package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourHeadsTest {
  /** With positions alone, each head of the first layer looks where its offset says. */
  @ParameterizedTest
  @CsvSource({"256, 4, 128", "192, 3, 64", "48, 4, 40", "64, 2, 512"})
  void headsLookToTheirNeighbours(int hidden, int heads, int length) {
    ModelDimensions dimensions = new ModelDimensions(2, hidden, heads, hidden, length, 0);
    NeighbourHeads neighbours = new NeighbourHeads(dimensions);
    float[] positions = neighbours.positions(1);
    float[] queries = neighbours.addedToQueries(new float[hidden * hidden]);
    float[] keys = neighbours.addedToKeys(new float[hidden * hidden]);

    for (int head = 0; head < heads; head++) {
      int offset = NeighbourHeads.offset(head);
      for (int from = 5; from < length - 5; from++) {
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int to = 0; to < length; to++) {
          double score =
              score(
                  dimensions,
                  head,
                  row(positions, from, hidden, queries),
                  row(positions, to, hidden, keys));
          if (score > most) {
            most = score;
            best = to;
          }
        }
        assertThat(best - from).as("head %d at %d", head, from).isEqualTo(offset);
      }
    }
  }

  /** A position through a linear layer: W p. */
  private static double[] row(float[] positions, int position, int hidden, float[] weights) {
    double[] result = new double[hidden];
    for (int out = 0; out < hidden; out++) {
      for (int in = 0; in < hidden; in++) {
        result[out] += (double) weights[out * hidden + in] * positions[position * hidden + in];
      }
    }
    return result;
  }

  private static double score(ModelDimensions dimensions, int head, double[] query, double[] key) {
    int width = dimensions.hidden() / dimensions.heads();
    double sum = 0;
    for (int i = head * width; i < (head + 1) * width; i++) {
      sum += query[i] * key[i];
    }
    return sum;
  }
}
