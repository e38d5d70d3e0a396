package dev.cloze.prompt;

import com.google.common.base.Preconditions;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Memory;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PromptBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a frozen model says at the masks of some examples, computed once and kept: where neither the
 * model nor its prompt trains, a training on top of it runs the model once an example. [N·M,H].
 */
public final class MaskRows implements AutoCloseable {
  private final PromptModel model;
  private final int masks;
  private final Tensor rows;

  private MaskRows(PromptModel model, int masks, Tensor rows) {
    this.model = model;
    this.masks = masks;
    this.rows = rows;
  }

  /**
   * Runs the model over batches, without dropout and gradients.
   *
   * @param batches at least one; examples are counted through them, from 0
   */
  public static MaskRows of(PromptModel model, Iterable<PromptBatch> batches) {
    List<Tensor> parts = new ArrayList<>();
    int masks = 0;
    for (PromptBatch batch : batches) {
      masks = batch.masks();
      parts.add(Scope.get(() -> Memory.clone(model.score(batch).hidden()).lasting()));
    }
    Preconditions.checkArgument(!parts.isEmpty(), "there are no examples");
    Tensor rows = Scope.get(() -> Memory.clone(Shapes.join(parts, 0)).lasting());
    parts.forEach(Tensor::close);
    return new MaskRows(model, masks, rows);
  }

  /** What the model says of some examples, by their numbers. */
  public MaskStates at(List<Integer> examples) {
    long[] wanted =
        examples.stream()
            .flatMapToLong(
                example -> LongStream.range(0, masks).map(mask -> (long) example * masks + mask))
            .toArray();
    Tensor hidden = Indexing.rows(rows, Tensor.of(wanted, wanted.length)); // [B·M,H]
    return model.states(examples.size(), masks, hidden);
  }

  /** How many examples there are. */
  public int size() {
    return (int) (rows.size(0) / masks);
  }

  @Override
  public void close() {
    rows.close();
  }
}
