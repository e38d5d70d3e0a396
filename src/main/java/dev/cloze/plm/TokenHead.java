package dev.cloze.plm;

import com.google.common.collect.ImmutableList;
import dev.cloze.nn.Intervention;
import dev.cloze.nn.LayerNorm;
import dev.cloze.nn.Linear;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Site;
import dev.cloze.nn.Weight;
import dev.cloze.tensor.Activation;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Layers;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Tensor;
import java.util.Optional;

/**
 * The head that scores tokens: a transform (masked models have one), and a map to the vocabulary
 * that is usually the embedding table itself. It computes in single precision: there are few rows,
 * and the scores decide.
 *
 * @param site where deltas act on the hidden states
 * @param decoder one row for each token, [V,H]
 * @param bias one number for each token, [V]
 */
record TokenHead(
    Site.Head site, Optional<Transform> transform, Weight decoder, Optional<Weight> bias) {

  /** Dense, activation, norm (Devlin et al. 2019, appendix A.1). */
  record Transform(Linear dense, Activation activation, LayerNorm norm) {}

  ImmutableList<Site> sites() {
    ImmutableList.Builder<Site> sites = ImmutableList.<Site>builder().add(site);
    transform.ifPresent(t -> sites.add(t.dense().site()));
    return sites.build();
  }

  /** The scores of all tokens: [N,H] to [N,V]; the large product is in the pass's format. */
  Tensor scores(Pass pass, Tensor hidden) {
    Tensor rows = Memory.cast(transformed(pass, hidden), pass.format()); // [N,H]
    Tensor scores = // [N,V]
        Layers.linear(
            rows,
            decoder.value(pass),
            bias.map(b -> ImmutableList.of(b.value(pass))).orElse(ImmutableList.of()));
    return Memory.cast(scores, NumberFormat.F32);
  }

  /** The scores of some tokens: [N,H] and [W] to [N,W]. */
  Tensor scores(Pass pass, Tensor hidden, Tensor ids) {
    Pass single = pass.in(NumberFormat.F32);
    return Layers.linear( // [N,W]
        transformed(pass, hidden),
        rows(pass, ids), // [W,H]
        bias.map(b -> ImmutableList.of(chosen(single, b, ids))).orElse(ImmutableList.of())); // [W]
  }

  private static Tensor chosen(Pass single, Weight weight, Tensor ids) {
    return Memory.cast(Indexing.select(weight.stored(single), 0, ids), NumberFormat.F32);
  }

  /** The decoder's rows of some tokens, in single precision: [W] to [W,H]. */
  Tensor rows(Pass pass, Tensor ids) {
    return chosen(pass.in(NumberFormat.F32), decoder, ids);
  }

  /** What the decoder reads: [N,H] to [N,H]. */
  Tensor transformed(Pass pass, Tensor hidden) {
    Pass single = pass.in(NumberFormat.F32);
    Tensor rows = Memory.cast(hidden, NumberFormat.F32); // [N,H]
    Tensor read = // [N,H]
        pass.at(site, Intervention.OnHead.class).map(i -> i.apply(site, rows, pass)).orElse(rows);
    return transform
        .map(t -> t.norm().apply(single, t.activation().apply(t.dense().apply(single, read))))
        .orElse(read);
  }
}
