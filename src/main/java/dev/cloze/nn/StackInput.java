package dev.cloze.nn;

import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import java.util.List;

/**
 * What a stack of layers takes in.
 *
 * @param embeddings word embeddings before positions are added, [B,T,H]
 * @param tokenTypes token type ids, [B,T]
 * @param mask which of the positions hold tokens
 * @param leading how many rows were put in front of the tokens
 */
public record StackInput(Tensor embeddings, Tensor tokenTypes, AttentionMask mask, int leading) {
  /** The input with rows [B,R,H] in front of every example. */
  public StackInput withLeading(Tensor rows) {
    int count = (int) rows.size(1);
    Tensor types = Tensor.of(new long[mask.batch() * count], mask.batch(), count);
    return new StackInput(
        Shapes.join(List.of(rows, embeddings), 1),
        Shapes.join(List.of(types, tokenTypes), 1),
        mask.withLeading(count),
        leading + count);
  }
}
