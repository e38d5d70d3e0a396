package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.tensor.Attention;
import dev.cloze.tensor.Tensor;

/**
 * A self-attention sublayer (Vaswani et al. 2017, section 3.2). Where nothing acts inside, it is
 * one kernel; a bound site splits it into steps that compute the same.
 */
public final class SelfAttention {
  private final StackedMaps maps;
  private final Linear output;
  private final Residual residual;
  private final Settings settings;
  private final Site.KeyValue keyValueSite;
  private final ImmutableList<Site> sites;

  /** A sublayer of the maps into it, the map out of it, and the frame around it. */
  public SelfAttention(
      StackedMaps maps,
      Linear output,
      Residual residual,
      Site.KeyValue keyValueSite,
      Settings settings) {
    this.maps = maps;
    this.output = output;
    this.residual = residual;
    this.keyValueSite = keyValueSite;
    this.settings = settings;
    this.sites =
        ImmutableList.of(
            maps.query().site(),
            maps.key().site(),
            maps.value().site(),
            keyValueSite,
            output.site(),
            residual.site());
  }

  /** The places where deltas act, in the order of the computation. */
  public ImmutableList<Site> sites() {
    return sites;
  }

  Tensor apply(Pass pass, Tensor x) {
    if (pass.plan().touches(sites)) {
      return residual.around(pass, x, input -> attend(pass, input));
    }
    return Attention.sublayer(
        x,
        residual.normFirst(),
        maps.fused().values(pass),
        output.values(pass),
        residual.norm().values(pass),
        residual.norm().epsilon(),
        pass.additiveMask(settings.causal()),
        settings.causal(),
        settings.heads(),
        pass.dropout(settings.dropout()),
        pass.dropout(residual.dropout()));
  }

  /** The sublayer at some positions [B,M] alone, where nothing acts inside: [B,T,H] to [B,M,H]. */
  Tensor applyAt(Pass pass, Tensor x, ImmutableLongArray positions) {
    return Attention.sublayerAt(
        x,
        Tensor.of(positions.toArray(), pass.batch(), positions.length() / pass.batch()),
        residual.normFirst(),
        maps.fused().values(pass),
        output.values(pass),
        residual.norm().values(pass),
        residual.norm().epsilon(),
        pass.additiveMaskAt(settings.causal(), positions),
        settings.heads(),
        pass.dropout(settings.dropout()),
        pass.dropout(residual.dropout()));
  }

  private Tensor attend(Pass pass, Tensor x) {
    Tensor queries =
        Attention.splitHeads(maps.query().apply(pass, x), settings.heads()); // [B,A,T,D]
    Tensor keys = Attention.splitHeads(maps.key().apply(pass, x), settings.heads()); // [B,A,T,D]
    Tensor values =
        Attention.splitHeads(maps.value().apply(pass, x), settings.heads()); // [B,A,T,D]
    KeyValue own =
        new KeyValue(keys, values, pass.additiveMask(settings.causal()), settings.causal());
    KeyValue seen =
        pass.at(keyValueSite, Intervention.OnKeyValue.class)
            .map(i -> i.apply(keyValueSite, own, pass))
            .orElse(own);
    Tensor context = // [B,T,H]
        Attention.attend(
            queries,
            seen.keys(),
            seen.values(),
            seen.mask(),
            seen.causal(),
            pass.dropout(settings.dropout()));
    return output.apply(pass, context); // [B,T,H]
  }

  /**
   * What an attention is set to.
   *
   * @param heads the number of heads, A
   * @param causal whether a position sees only itself and what is left of it
   * @param dropout the share of attention weights that training sets to 0
   */
  public record Settings(int heads, boolean causal, double dropout) {}
}
