package dev.cloze.nn;

import dev.cloze.tensor.Tensor;
import java.util.List;

/**
 * What the queries of an attention attend to.
 *
 * @param keys [B,A,S,D]
 * @param values [B,A,S,D]
 * @param mask one tensor added to the scores, broadcast to [B,A,T,S], or none
 * @param causal whether, where there is no mask, a position sees only what is left of it
 */
public record KeyValue(Tensor keys, Tensor values, List<Tensor> mask, boolean causal) {}
