package dev.cloze.pretrain;

import java.util.function.IntUnaryOperator;

/**
 * A first layer that knows from the start where a token's neighbours are. Positions are sinusoids
 * (Vaswani et al. 2017, section 3.5), in which a step to the side is a rotation; the keys of each
 * head read the position of a token, its queries the same one rotated, so that the head begins by
 * looking one or a few tokens to the left or to the right. Learning this by steps is what a small
 * model spends its first millions of tokens on. That weights may start as trained ones look was
 * seen by Trockman and Kolter (2023, "Mimetic Initialization of Self-Attention Layers").
 */
final class NeighbourHeads {
  /** Radians between two positions at the highest frequency. */
  private static final double HIGHEST = 2;

  /** What a position weighs in queries and in keys. */
  private static final double STRENGTH = 1.3;

  private final ModelDimensions dimensions;
  private final int hidden;

  NeighbourHeads(ModelDimensions dimensions) {
    this.dimensions = dimensions;
    this.hidden = dimensions.hidden();
  }

  /**
   * The frequency of a pair of dimensions: falling evenly from 2 to one turn over all positions.
   */
  private double frequency(int pair) {
    return HIGHEST * Math.pow(Math.PI / dimensions.positions(), 2.0 * pair / hidden);
  }

  /** Positions [P,H]: sines beside cosines, with this root of the mean square. */
  float[] positions(double deviation) {
    float[] values = new float[dimensions.positions() * hidden];
    double amplitude = deviation * Math.sqrt(2);
    for (int position = 0; position < dimensions.positions(); position++) {
      for (int pair = 0; pair < hidden / 2; pair++) {
        double angle = position * frequency(pair);
        values[position * hidden + 2 * pair] = (float) (amplitude * Math.sin(angle));
        values[position * hidden + 2 * pair + 1] = (float) (amplitude * Math.cos(angle));
      }
    }
    return values;
  }

  /** How far to the right a head looks: -1, 1, -2, 2 and so on. */
  static int offset(int head) {
    int distance = head / 2 + 1;
    return head % 2 == 0 ? -distance : distance;
  }

  /** Weights of keys [H,H] with their reading of positions added. */
  float[] addedToKeys(float[] weights) {
    return added(weights, head -> 0);
  }

  /** Weights of queries [H,H] with their reading of positions, rotated head by head, added. */
  float[] addedToQueries(float[] weights) {
    return added(weights, NeighbourHeads::offset);
  }

  /** Each head reads its own share of the pairs, from high frequencies to low ones. */
  private float[] added(float[] drawn, IntUnaryOperator offsets) {
    float[] weights = drawn.clone();
    int heads = dimensions.heads();
    int width = hidden / heads;
    for (int head = 0; head < heads; head++) {
      for (int i = 0; i < width / 2; i++) {
        int pair = i * heads + head;
        double angle = offsets.applyAsInt(head) * frequency(pair);
        int sine = (head * width + 2 * i) * hidden + 2 * pair;
        int cosine = sine + hidden;
        // sin(p + a) = cos a sin p + sin a cos p;  cos(p + a) = cos a cos p - sin a sin p
        weights[sine] += (float) (STRENGTH * Math.cos(angle));
        weights[sine + 1] += (float) (STRENGTH * Math.sin(angle));
        weights[cosine] -= (float) (STRENGTH * Math.sin(angle));
        weights[cosine + 1] += (float) (STRENGTH * Math.cos(angle));
      }
    }
    return weights;
  }
}
