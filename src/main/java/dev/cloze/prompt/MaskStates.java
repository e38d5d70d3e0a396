package dev.cloze.prompt;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a language model says at the masks of a batch: B examples with M masks each, example by
 * example, in the order in which the masks stand. The tensors belong to the step's scope and are
 * computed when they are asked for.
 */
public interface MaskStates {
  /** What {@link #dropped} sets to 0 where nobody says another share, as BERT's head has it. */
  double USUAL_DROPOUT = 0.1;

  /** The number of examples, B. */
  int batch();

  /** The number of masks of each example, M. */
  int masks();

  /** The final hidden states at the masks, before the language-model head: [B·M,H]. */
  Tensor hidden();

  /**
   * The same after the head's own transform, in single precision: what the map to the vocabulary
   * reads, [B·M,H]. Where a model's head has no transform, the hidden states themselves.
   */
  Tensor transformed();

  /** The scores of the tokens {@code ids} (W of them), in single precision: [B·M,W]. */
  Tensor logits(int[] ids);

  /** The scores of the whole vocabulary, in single precision: [B·M,V]. */
  Tensor logits();

  /**
   * What the model says once something stands in the place of the one mask: a new run of the same
   * examples, in the same mode.
   *
   * @param fillings B' of them, all with the same number of tokens to read, which are the masks of
   *     the new states
   * @throws IllegalStateException where the rows were kept of an earlier run
   */
  default MaskStates filled(List<Filling> fillings) {
    throw new IllegalStateException("these rows were kept; the model cannot be run on them again");
  }

  /**
   * Rows with a share of their numbers set to 0, where these are states of a training; else as they
   * are.
   *
   * @param share of the numbers; where absent what the training sets everywhere or, where it leaves
   *     that to the model, {@value #USUAL_DROPOUT}
   */
  default Tensor dropped(Tensor rows, Optional<Double> share) {
    return rows;
  }

  /**
   * The answers that examples have of their own, as tokens: B lists, empty ones where the tokenizer
   * was told of none.
   */
  default ImmutableList<ImmutableList<ImmutableIntArray>> answers() {
    return ImmutableList.copyOf(Collections.nCopies(batch(), ImmutableList.of()));
  }

  /**
   * An example with K tokens in the place of its mask.
   *
   * @param example its number in the batch
   * @param tokens K ids, {@link EncodedPrompt#MASK} where the mask stands
   * @param reads which of the K are read, from 0, ascending
   */
  record Filling(int example, ImmutableIntArray tokens, ImmutableIntArray reads) {}
}
