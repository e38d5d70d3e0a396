package dev.cloze.nn;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.List;

/** The layers of a model, and the only loop over them. */
public final class Stack {
  private final ImmutableList<Layer> layers;

  /** A stack of layers, the first nearest to the embeddings. */
  public Stack(ImmutableList<Layer> layers) {
    this.layers = layers;
  }

  /** The places where deltas act, in the order of the computation. */
  public ImmutableList<Site> sites() {
    return layers.stream()
        .flatMap(layer -> layer.sites().stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** Runs [B,T,H] through the layers. */
  public Tensor apply(Pass pass, Tensor embedded) {
    return run(pass, embedded, layers);
  }

  /**
   * Runs [B,T,H] through the layers and reads some positions. The last layer computes these alone,
   * unless something acts in it or all its states are kept.
   *
   * @param positions M for each of the B rows, row by row
   * @return [B·M,H]
   */
  public Tensor applyAt(Pass pass, Tensor embedded, ImmutableLongArray positions) {
    Layer last = layers.get(layers.size() - 1);
    int hidden = last.outputSite().hidden();
    if (pass.keepsHiddenStates() || pass.plan().touches(last.sites())) {
      Tensor all = apply(pass, embedded); // [B,T,H]
      long length = all.size(1);
      long[] rows = positions.toArray();
      int masks = rows.length / pass.batch();
      for (int i = 0; i < rows.length; i++) {
        rows[i] += i / masks * length;
      }
      Tensor flat = Shapes.reshape(all, -1, hidden); // [B·T,H]
      return Indexing.select(flat, 0, Tensor.of(rows, rows.length));
    }
    Tensor below = run(pass, embedded, layers.subList(0, layers.size() - 1)); // [B,T,H]
    return Shapes.reshape(last.applyAt(pass, below, positions), -1, hidden);
  }

  private static Tensor run(Pass pass, Tensor embedded, List<Layer> layers) {
    Tensor hidden = embedded;
    pass.tap(hidden);
    for (Layer layer : layers) {
      hidden = layer.apply(pass, hidden);
      pass.tap(hidden);
    }
    return hidden;
  }
}
