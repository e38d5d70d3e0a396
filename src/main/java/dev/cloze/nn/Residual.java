package dev.cloze.nn;

import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * The frame around a sublayer: norm, branch, dropout, sum.
 *
 * @param site where deltas act on the branch
 * @param norm the sublayer's norm
 * @param normFirst whether the norm comes before the sublayer (GPT-2) or after the sum (BERT)
 * @param dropout the share of the branch that training sets to 0
 */
public record Residual(Site.Branch site, LayerNorm norm, boolean normFirst, double dropout) {
  Tensor around(Pass pass, Tensor x, UnaryOperator<Tensor> sublayer) {
    Tensor input = normFirst ? norm.apply(pass, x) : x; // [B,T,H]
    Tensor output = sublayer.apply(input); // [B,T,H]
    Tensor branch =
        pass.at(site, Intervention.OnBranch.class)
            .map(i -> i.apply(site, input, output, x, norm, pass))
            .orElse(output);
    Tensor sum = Arithmetic.add(x, Layers.dropout(branch, pass.dropout(dropout)));
    return normFirst ? sum : norm.apply(pass, sum);
  }
}
