package dev.cloze.prompt;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.EncodedPrompt;
import dev.cloze.tokenize.PromptBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a frozen model says at the masks of some examples, computed once and kept: where neither the
 * model nor its prompt trains, a training on top of it runs the model once an example. [N·M,H].
 */
public final class MaskRows implements AutoCloseable {
  private static final int TOKENS_PER_BATCH = 2048;

  private final PromptModel model;
  private final int masks;
  private final Tensor rows;
  private final boolean owned;

  private MaskRows(PromptModel model, int masks, Tensor rows, boolean owned) {
    this.model = model;
    this.masks = masks;
    this.rows = rows;
    this.owned = owned;
  }

  /** Rows that somebody else keeps. */
  static MaskRows borrowed(PromptModel model, int masks, Tensor rows) {
    return new MaskRows(model, masks, rows, false);
  }

  /**
   * Runs the model, without dropout and gradients; prompts of like length go together.
   *
   * @param prompts at least one; examples are counted as they stand here, from 0
   * @param collate puts prompts side by side
   */
  public static MaskRows of(
      PromptModel model,
      List<EncodedPrompt> prompts,
      Function<List<EncodedPrompt>, PromptBatch> collate) {
    Preconditions.checkArgument(!prompts.isEmpty(), "there are no examples");
    int masks = prompts.get(0).maskPositions().length();
    List<Tensor> parts = new ArrayList<>();
    long[] places = new long[prompts.size() * masks];
    int done = 0;
    try {
      for (ImmutableList<Integer> numbers : Batches.byLength(prompts, TOKENS_PER_BATCH)) {
        PromptBatch batch = collate.apply(numbers.stream().map(prompts::get).toList());
        parts.add(
            Gradients.pausing(
                () -> Scope.get(() -> Memory.clone(model.score(batch).hidden()).lasting())));
        for (int example : numbers) {
          for (int mask = 0; mask < masks; mask++) {
            places[example * masks + mask] = done++;
          }
        }
      }
      return new MaskRows(model, masks, inOrder(parts, places), true);
    } finally {
      parts.forEach(Tensor::close);
    }
  }

  /** The rows of all batches in the order of their examples: [N·M,H]. */
  private static Tensor inOrder(List<Tensor> parts, long[] places) {
    return Scope.get(
        () -> {
          Tensor joined = Shapes.join(parts, 0); // [N·M,H], in the order of the batches
          return Memory.clone(Indexing.rows(joined, Tensor.of(places, places.length))).lasting();
        });
  }

  /** What the model says of some examples, by their numbers. */
  public MaskStates at(List<Integer> examples) {
    return model.states(examples.size(), masks, hidden(examples));
  }

  /**
   * The same for a step of a training: the model had no dropout, what stands on its rows has.
   *
   * @param dropout the share that the training sets to 0 everywhere, where it does
   */
  public MaskStates train(List<Integer> examples, Optional<Double> dropout) {
    return model.trainedOn(examples.size(), masks, hidden(examples), dropout);
  }

  private Tensor hidden(List<Integer> examples) {
    long[] wanted =
        examples.stream()
            .flatMapToLong(
                example -> LongStream.range(0, masks).map(mask -> (long) example * masks + mask))
            .toArray();
    return Indexing.rows(rows, Tensor.of(wanted, wanted.length)); // [B·M,H]
  }

  /** What the model says of all examples. */
  public MaskStates all() {
    return at(IntStream.range(0, size()).boxed().toList());
  }

  /** How many examples there are. */
  public int size() {
    return (int) (rows.size(0) / masks);
  }

  Tensor rows() {
    return rows;
  }

  long bytes() {
    return rows.format().bytes() * rows.size(0) * rows.size(1);
  }

  /** Lets go of the rows, unless a store keeps them. */
  @Override
  public void close() {
    if (owned) {
      rows.close();
    }
  }
}
