package dev.cloze.tokenize;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import java.util.Arrays;
import java.util.List;

/**
 * B prompts side by side, padded to the longest of them: T tokens a row, M masks a row. All tensors
 * are row-major and given as copies.
 */
public final class PromptBatch {
  private final int batch;
  private final int length;
  private final int masks;
  private final long[] ids;
  private final long[] attentionMask;
  private final long[] tokenTypes;
  private final long[] softIds;
  private final int[] maskPositions;
  private final ImmutableList<EncodedPrompt> prompts;
  private final int padId;
  private final PaddingSide side;

  private PromptBatch(
      ImmutableList<EncodedPrompt> prompts, int padId, PaddingSide side, int length, int masks) {
    this.prompts = prompts;
    this.padId = padId;
    this.side = side;
    this.batch = prompts.size();
    this.length = length;
    this.masks = masks;
    this.ids = new long[batch * length];
    this.attentionMask = new long[batch * length];
    this.tokenTypes = new long[batch * length];
    this.softIds = new long[batch * length];
    this.maskPositions = new int[batch * masks];
  }

  /**
   * Pads prompts to a batch.
   *
   * @param prompts at least one
   * @param padId what padded positions hold; what the model makes of it must not matter
   * @param side where the padding goes
   * @throws ClozeException {@link TokenizeError#UNEVEN_MASKS} where the prompts differ in their
   *     number of masks
   */
  public static PromptBatch collate(List<EncodedPrompt> prompts, int padId, PaddingSide side) {
    checkArgument(!prompts.isEmpty(), "a batch needs at least one prompt, found none");
    int length = prompts.stream().mapToInt(EncodedPrompt::length).max().getAsInt();
    PromptBatch made =
        new PromptBatch(
            ImmutableList.copyOf(prompts),
            padId,
            side,
            length,
            prompts.get(0).maskPositions().length());
    Arrays.fill(made.ids, padId);
    for (int row = 0; row < prompts.size(); row++) {
      EncodedPrompt prompt = prompts.get(row);
      if (prompt.maskPositions().length() != made.masks) {
        throw new ClozeException(
            TokenizeError.UNEVEN_MASKS,
            "example '%s' has %d masks, example '%s' before it in the batch has %d; put prompts of"
                + " one template into a batch",
            prompt.exampleId(),
            prompt.maskPositions().length(),
            prompts.get(0).exampleId(),
            made.masks);
      }
      made.fill(row, prompt, side == PaddingSide.LEFT ? length - prompt.length() : 0);
    }
    return made;
  }

  private void fill(int row, EncodedPrompt prompt, int shift) {
    int start = row * length + shift;
    for (int i = 0; i < prompt.length(); i++) {
      ids[start + i] = prompt.ids().get(i);
      attentionMask[start + i] = 1;
      tokenTypes[start + i] = prompt.tokenTypes().get(i);
      softIds[start + i] = prompt.softIds().get(i);
    }
    for (int mask = 0; mask < masks; mask++) {
      maskPositions[row * masks + mask] = prompt.maskPositions().get(mask) + shift;
    }
  }

  /** Other prompts, padded in the same way. */
  public PromptBatch again(List<EncodedPrompt> others) {
    return collate(others, padId, side);
  }

  /** The prompts, row by row. */
  public ImmutableList<EncodedPrompt> prompts() {
    return prompts;
  }

  /** The number of rows B. */
  public int batch() {
    return batch;
  }

  /** The number of tokens a row T, padding counted. */
  public int length() {
    return length;
  }

  /** The number of masks a row M. */
  public int masks() {
    return masks;
  }

  /** Input ids, [B, T]: 0 at soft positions, the pad id where a row is padded. */
  public long[] ids() {
    return ids.clone();
  }

  /** 1 where a token stands and 0 where a row is padded, [B, T]. */
  public long[] attentionMask() {
    return attentionMask.clone();
  }

  /** Segment numbers, [B, T]; 0 where a row is padded. */
  public long[] tokenTypes() {
    return tokenTypes.clone();
  }

  /** Rows of the soft table from 1, [B, T]; 0 where a token's own embedding stands. */
  public long[] softIds() {
    return softIds.clone();
  }

  /** Where in its row each answer is read, [B, M], left padding counted. */
  public int[] maskPositions() {
    return maskPositions.clone();
  }

  /**
   * Where each answer is read in the rows laid end to end, [B * M]: the indices that pick the mask
   * rows out of hidden states viewed as [B * T, H].
   */
  public long[] maskRows() {
    long[] rows = new long[maskPositions.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (long) (i / masks) * length + maskPositions[i];
    }
    return rows;
  }
}
