package dev.cloze.tensor;

import java.util.List;

/** Layers that read a sequence position by position. */
public final class Recurrent {
  static final String TEXT =
      """
      def lstm_both_ways(self, x: Tensor, weights: List[Tensor], layers: int) -> Tensor:
        start = torch.new_zeros(x, [torch.mul(2, layers), torch.size(x, 0), torch.size(weights[1], 1)])
        y, _0, _1, = torch.lstm(x, [start, start], weights, True, layers, 0., True, True, True)
        return y
      """;

  private Recurrent() {}

  /**
   * An LSTM (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000) that reads
   * each sequence forwards and backwards, both from a state of zeros; a layer reads what both
   * directions of the one below say. With gates in the order i, f, g, o:
   *
   * <pre>
   * i, f, g, o = x Wᵀ + b + h Uᵀ + d
   * c' = σ(f) c + σ(i) tanh(g)
   * h' = σ(o) tanh(c')
   * </pre>
   *
   * @param x [B,T,I]
   * @param weights for each layer, first of the direction forwards, then of the one backwards: W
   *     [4H,I], or [4H,2H] above the first layer, U [4H,H], b [4H] and d [4H]
   * @param layers how many layers stand on each other
   * @return [B,T,2H], what was read forwards first
   */
  public static Tensor lstmBothWays(Tensor x, List<Tensor> weights, int layers) {
    return Script.call("lstm_both_ways", x, weights, layers);
  }
}
