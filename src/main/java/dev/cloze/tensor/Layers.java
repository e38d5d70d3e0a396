package dev.cloze.tensor;

import java.util.List;

/** Linear maps, LayerNorm, dropout, and the feed-forward sublayer as one kernel. */
public final class Layers {
  static final String TEXT =
      """
      def maybe(self, x: List[Tensor]) -> Optional[Tensor]:
        if torch.eq(torch.len(x), 0):
          y: Optional[Tensor] = None
        else:
          y = x[0]
        return y
      def linear(self, x: Tensor, w: Tensor, b: List[Tensor]) -> Tensor:
        return torch.linear(x, w, self.maybe(b))
      def layer_norm(self, x: Tensor, w: Tensor, b: Tensor, epsilon: float) -> Tensor:
        return torch.layer_norm(x, [torch.size(x, -1)], w, b, epsilon)
      def dropout(self, x: Tensor, p: float) -> Tensor:
        if torch.gt(p, 0.):
          y = torch.mul(x, self.kept(x, p))
        else:
          y = x
        return y
      def kept(self, x: Tensor, p: float) -> Tensor:
        n = torch.numel(x)
        chance = torch.random_(torch.empty([torch.floordiv(torch.add(n, 3), 4)], dtype=4, device=ops.prim.device(x)))
        lanes = torch.narrow(torch.bitwise_and(torch.view_copy(chance, dtype=2), 32767), 0, 0, n)
        least = ops.prim.min(int(torch.add(torch.mul(p, 32768.), 0.5)), 32767)
        kept = torch.to(torch.ge(lanes, least), ops.prim.dtype(x))
        scaled = torch.mul_(kept, torch.div(32768., torch.sub(32768., float(least))))
        return torch.view(scaled, torch.size(x))
      def feed_forward(self, x: Tensor, w1: Tensor, b1: List[Tensor], w2: Tensor, b2: List[Tensor], kind: str) -> Tensor:
        inner = self.activate(torch.linear(x, w1, self.maybe(b1)), kind)
        return torch.linear(inner, w2, self.maybe(b2))
      def feed_forward_after(self, x: Tensor, w1: Tensor, b1: List[Tensor], w2: Tensor, b2: List[Tensor], g: Tensor, b: Tensor, epsilon: float, kind: str, p: float) -> Tensor:
        y = self.dropout(self.feed_forward(x, w1, b1, w2, b2, kind), p)
        return self.layer_norm(torch.add(x, y), g, b, epsilon)
      def feed_forward_before(self, x: Tensor, w1: Tensor, b1: List[Tensor], w2: Tensor, b2: List[Tensor], g: Tensor, b: Tensor, epsilon: float, kind: str, p: float) -> Tensor:
        y = self.feed_forward(self.layer_norm(x, g, b, epsilon), w1, b1, w2, b2, kind)
        return torch.add(x, self.dropout(y, p))
      """;

  private Layers() {}

  /** {@code x wᵀ + b}: x [...,in], w [out,in], b [out] or absent: [...,out]. */
  public static Tensor linear(Tensor x, Tensor w, List<Tensor> b) {
    return Script.call("linear", x, w, b);
  }

  /** LayerNorm over the last axis (Ba et al. 2016). */
  public static Tensor layerNorm(Tensor x, Tensor weight, Tensor bias, double epsilon) {
    return Script.call("layer_norm", x, weight, bias, epsilon);
  }

  /**
   * Sets a share {@code p} of the numbers to 0 and scales the rest; nothing where p is 0. One draw
   * of 64 bits decides over four numbers, each with a chance of a multiple of 1/32,768: the
   * engine's own dropout, which draws for each, took a third of a training step.
   */
  public static Tensor dropout(Tensor x, double p) {
    return Script.call("dropout", x, p);
  }

  /**
   * A whole feed-forward sublayer with its residual sum and LayerNorm, x [B,T,H].
   *
   * @param normFirst whether the norm comes before the sublayer (GPT-2) or after the sum (BERT)
   * @param inner weight [F,H] and bias of the first map
   * @param outer weight [H,F] and bias of the second map
   * @param norm weight and bias of the norm
   */
  public static Tensor feedForward(
      Tensor x,
      boolean normFirst,
      Affine inner,
      Affine outer,
      Affine norm,
      double epsilon,
      Activation activation,
      double dropout) {
    return Script.call(
        normFirst ? "feed_forward_before" : "feed_forward_after",
        x,
        inner.weight(),
        inner.bias(),
        outer.weight(),
        outer.bias(),
        norm.weight(),
        norm.bias().get(0),
        epsilon,
        activation.configName(),
        dropout);
  }

  /**
   * What a linear map or a norm is made of.
   *
   * @param weight the matrix [out,in], or a norm's vector
   * @param bias one tensor [out], or none
   */
  public record Affine(Tensor weight, List<Tensor> bias) {}
}
