package dev.cloze.nn;

import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.Tensor;

/** An embedding table with its site. */
public record Embedding(Site.Embedding site, Weight table) {
  /** The rows {@code ids} of the table: [...] to [...,size]. */
  public Tensor apply(Pass pass, Tensor ids) {
    Tensor rows = Memory.cast(Indexing.rows(table.stored(pass), ids), pass.format());
    return pass.at(site, Intervention.OnEmbedding.class)
        .map(i -> i.apply(site, ids, rows, pass))
        .orElse(rows);
  }
}
