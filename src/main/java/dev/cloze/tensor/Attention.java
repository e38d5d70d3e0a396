package dev.cloze.tensor;

import java.util.List;

/**
 * Scaled dot-product attention (Vaswani et al. 2017, section 3.2), alone and as a sublayer.
 *
 * <p>The engine's one kernel for it has a slow backward pass in BF16 on processors: of texts of 128
 * tokens it takes 165 ms where product, softmax and product take 31. So a short attention that
 * gradients are wanted of is computed in these steps; from 512 tokens on the two are even. With
 * dropout it takes these steps itself, in any format.
 */
public final class Attention {
  static final String TEXT =
      """
      def split_heads(self, x: Tensor, heads: int) -> Tensor:
        return torch.transpose(torch.view(x, [torch.size(x, 0), torch.size(x, 1), heads, -1]), 1, 2)
      def attend(self, q: Tensor, k: Tensor, v: Tensor, mask: List[Tensor], causal: bool, p: float) -> Tensor:
        alone = torch.eq(torch.len(mask), 0)
        first = torch.__and__(alone, causal)
        if torch.__and__(torch.__not__(first), self.in_steps_is_faster(q, k, v, p)):
          c = self.attend_in_steps(q, k, v, mask, p)
        else:
          c = torch.scaled_dot_product_attention(q, k, v, self.maybe(mask), p, first)
        return torch.reshape(torch.transpose(c, 1, 2), [torch.size(q, 0), torch.size(q, 2), -1])
      def in_steps_is_faster(self, q: Tensor, k: Tensor, v: Tensor, p: float) -> bool:
        recorded = torch.__or__(ops.prim.requires_grad(q), torch.__or__(ops.prim.requires_grad(k), ops.prim.requires_grad(v)))
        short = torch.le(torch.mul(torch.size(q, 2), torch.size(k, 2)), 65536)
        return torch.__and__(torch.__and__(recorded, short), torch.__and__(torch.__or__(torch.eq(ops.prim.dtype(q), 15), torch.gt(p, 0.)), torch.eq(ops.prim.device(q), torch.device("cpu"))))
      def attend_in_steps(self, q: Tensor, k: Tensor, v: Tensor, mask: List[Tensor], p: float) -> Tensor:
        scaled = torch.mul(q, torch.pow(float(torch.size(q, -1)), -0.5))
        scores = torch.matmul(scaled, torch.transpose(k, -2, -1))
        if torch.eq(torch.len(mask), 0):
          seen = scores
        else:
          seen = torch.add(scores, mask[0])
        return torch.matmul(self.dropout(torch.softmax(seen, -1), p), v)
      def self_attention(self, x: Tensor, w: Tensor, b: List[Tensor], wo: Tensor, bo: List[Tensor], mask: List[Tensor], causal: bool, heads: int, p: float) -> Tensor:
        parts = torch.chunk(torch.linear(x, w, self.maybe(b)), 3, -1)
        q = self.split_heads(parts[0], heads)
        k = self.split_heads(parts[1], heads)
        v = self.split_heads(parts[2], heads)
        return torch.linear(self.attend(q, k, v, mask, causal, p), wo, self.maybe(bo))
      def self_attention_after(self, x: Tensor, w: Tensor, b: List[Tensor], wo: Tensor, bo: List[Tensor], g: Tensor, n: Tensor, epsilon: float, mask: List[Tensor], causal: bool, heads: int, p: float, ph: float) -> Tensor:
        y = self.dropout(self.self_attention(x, w, b, wo, bo, mask, causal, heads, p), ph)
        return self.layer_norm(torch.add(x, y), g, n, epsilon)
      def self_attention_before(self, x: Tensor, w: Tensor, b: List[Tensor], wo: Tensor, bo: List[Tensor], g: Tensor, n: Tensor, epsilon: float, mask: List[Tensor], causal: bool, heads: int, p: float, ph: float) -> Tensor:
        y = self.self_attention(self.layer_norm(x, g, n, epsilon), w, b, wo, bo, mask, causal, heads, p)
        return torch.add(x, self.dropout(y, ph))
      def rows_at(self, x: Tensor, positions: Tensor) -> Tensor:
        return torch.gather(x, 1, torch.expand(torch.unsqueeze(positions, -1), [-1, -1, torch.size(x, -1)]))
      def attention_at(self, x: Tensor, positions: Tensor, w: Tensor, b: Tensor, wo: Tensor, bo: List[Tensor], mask: List[Tensor], heads: int, p: float) -> Tensor:
        h = torch.size(x, -1)
        rows = self.rows_at(x, positions)
        q = self.split_heads(torch.linear(rows, torch.narrow(w, 0, 0, h), torch.narrow(b, 0, 0, h)), heads)
        n = torch.mul(2, h)
        parts = torch.chunk(torch.linear(x, torch.narrow(w, 0, h, n), torch.narrow(b, 0, h, n)), 2, -1)
        k = self.split_heads(parts[0], heads)
        v = self.split_heads(parts[1], heads)
        return torch.linear(self.attend(q, k, v, mask, False, p), wo, self.maybe(bo))
      def attention_at_after(self, x: Tensor, positions: Tensor, w: Tensor, b: Tensor, wo: Tensor, bo: List[Tensor], g: Tensor, n: Tensor, epsilon: float, mask: List[Tensor], heads: int, p: float, ph: float) -> Tensor:
        y = self.dropout(self.attention_at(x, positions, w, b, wo, bo, mask, heads, p), ph)
        return self.layer_norm(torch.add(self.rows_at(x, positions), y), g, n, epsilon)
      def attention_at_before(self, x: Tensor, positions: Tensor, w: Tensor, b: Tensor, wo: Tensor, bo: List[Tensor], g: Tensor, n: Tensor, epsilon: float, mask: List[Tensor], heads: int, p: float, ph: float) -> Tensor:
        y = self.attention_at(self.layer_norm(x, g, n, epsilon), positions, w, b, wo, bo, mask, heads, p)
        return torch.add(self.rows_at(x, positions), self.dropout(y, ph))
      """;

  private Attention() {}

  /** [B,T,A·D] to [B,A,T,D]. */
  public static Tensor splitHeads(Tensor x, int heads) {
    return Script.call("split_heads", x, heads);
  }

  /**
   * softmax(q kᵀ / √D + mask) v.
   *
   * @param q [B,A,T,D]
   * @param k [B,A,S,D]
   * @param v [B,A,S,D]
   * @param mask one tensor added to the scores, broadcast to [B,A,T,S], in the format of {@code q},
   *     or none; a large negative number such as -1e4 hides a position, while one that BF16 rounds
   *     to infinity gives NaN where it hides all of them
   * @param causal whether a position sees only itself and what is left of it; where there is a
   *     mask, the mask says so itself
   * @param dropout the share of attention weights set to 0
   * @return [B,T,A·D]
   */
  public static Tensor attend(
      Tensor q, Tensor k, Tensor v, List<Tensor> mask, boolean causal, double dropout) {
    return Script.call("attend", q, k, v, mask, causal, dropout);
  }

  /**
   * A whole self-attention sublayer with its residual sum and LayerNorm, x [B,T,H].
   *
   * @param normFirst whether the norm comes before the sublayer (GPT-2) or after the sum (BERT)
   * @param queryKeyValue weight [3H,H] and bias of the three maps, one below the other
   * @param output weight [H,H] and bias of the output map
   * @param norm weight and bias of the norm
   */
  public static Tensor sublayer(
      Tensor x,
      boolean normFirst,
      Layers.Affine queryKeyValue,
      Layers.Affine output,
      Layers.Affine norm,
      double epsilon,
      List<Tensor> mask,
      boolean causal,
      int heads,
      double attentionDropout,
      double hiddenDropout) {
    return Script.call(
        normFirst ? "self_attention_before" : "self_attention_after",
        x,
        queryKeyValue.weight(),
        queryKeyValue.bias(),
        output.weight(),
        output.bias(),
        norm.weight(),
        norm.bias().get(0),
        epsilon,
        mask,
        causal,
        heads,
        attentionDropout,
        hiddenDropout);
  }

  /**
   * The same sublayer at some positions alone, for a last layer of which only these are read: all
   * of x is attended to, and only the rows at the positions are computed.
   *
   * @param positions [B,M], the positions in each row of x
   * @param mask one tensor added to the scores, broadcast to [B,A,M,T], or none
   * @return [B,M,H]
   */
  public static Tensor sublayerAt(
      Tensor x,
      Tensor positions,
      boolean normFirst,
      Layers.Affine queryKeyValue,
      Layers.Affine output,
      Layers.Affine norm,
      double epsilon,
      List<Tensor> mask,
      int heads,
      double attentionDropout,
      double hiddenDropout) {
    return Script.call(
        normFirst ? "attention_at_before" : "attention_at_after",
        x,
        positions,
        queryKeyValue.weight(),
        queryKeyValue.bias().get(0),
        output.weight(),
        output.bias(),
        norm.weight(),
        norm.bias().get(0),
        epsilon,
        mask,
        heads,
        attentionDropout,
        hiddenDropout);
  }
}
