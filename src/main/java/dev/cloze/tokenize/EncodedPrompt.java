package dev.cloze.tokenize;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;

/**
 * One example as a model takes it, without padding: T tokens.
 *
 * @param exampleId the id of the example
 * @param ids T input ids; 0 at soft positions
 * @param softIds T rows of the soft table, from 1; 0 where the token's own embedding stands
 * @param tokenTypes T segment numbers, all 0: a prompt is one sequence, as in OpenPrompt
 * @param roles what each of the T tokens is there for
 * @param maskPositions where to read the answers, one for each mask, ascending, from 0 to T - 1
 * @param cut how many tokens truncation took
 */
public record EncodedPrompt(
    String exampleId,
    ImmutableIntArray ids,
    ImmutableIntArray softIds,
    ImmutableIntArray tokenTypes,
    ImmutableList<TokenRole> roles,
    ImmutableIntArray maskPositions,
    int cut) {
  private static final int NO_LOSS = -100;

  /** Checks that the parts fit together. */
  public EncodedPrompt {
    requireNonNull(exampleId, "exampleId");
    int length = ids.length();
    checkArgument(softIds.length() == length, "%s soft ids, %s ids", softIds.length(), length);
    checkArgument(
        tokenTypes.length() == length, "%s token types, %s ids", tokenTypes.length(), length);
    checkArgument(roles.size() == length, "%s roles, %s ids", roles.size(), length);
    maskPositions.forEach(
        position ->
            checkArgument(
                position >= 0 && position < length,
                "mask position %s lies outside %s tokens",
                position,
                length));
    checkArgument(cut >= 0, "cut must not be negative, was %s", cut);
  }

  /** The number of tokens T. */
  public int length() {
    return ids.length();
  }

  /** Whether truncation took anything. */
  public boolean truncated() {
    return cut > 0;
  }

  /**
   * What OpenPrompt calls {@code loss_ids}: T numbers, 1 where the answer is read, -100 at the
   * special tokens around the prompt, else 0.
   */
  public ImmutableIntArray lossIds() {
    int[] loss = new int[length()];
    for (int i = 0; i < loss.length; i++) {
      loss[i] = roles.get(i) == TokenRole.ADDED ? NO_LOSS : 0;
    }
    maskPositions.forEach(position -> loss[position] = 1);
    return ImmutableIntArray.copyOf(loss);
  }
}
