package dev.cloze.tokenize;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.List;

/**
 * One example as a model takes it, without padding: T tokens.
 *
 * @param exampleId the id of the example
 * @param ids T input ids; 0 at soft positions
 * @param softIds T rows of the soft table, from 1; 0 where the token's own embedding stands
 * @param tokenTypes T segment numbers, all 0: a prompt is one sequence, as in OpenPrompt
 * @param roles what each of the T tokens is there for
 * @param maskPositions where to read the answers, one for each mask, ascending, from 0 to T - 1;
 *     the one place that stands for the text where {@link Reads#SEQUENCE} is read
 * @param cut how many tokens truncation took
 * @param answers the tokens of what may stand at the mask, where this depends on the example: one
 *     each of the answers that the tokenizer was told of; else empty
 */
public record EncodedPrompt(
    String exampleId,
    ImmutableIntArray ids,
    ImmutableIntArray softIds,
    ImmutableIntArray tokenTypes,
    ImmutableList<TokenRole> roles,
    ImmutableIntArray maskPositions,
    int cut,
    ImmutableList<ImmutableIntArray> answers) {
  /** In the place of a token: the mask stays. */
  public static final int MASK = -1;

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

  /** A prompt without answers of its own. */
  public EncodedPrompt(
      String exampleId,
      ImmutableIntArray ids,
      ImmutableIntArray softIds,
      ImmutableIntArray tokenTypes,
      ImmutableList<TokenRole> roles,
      ImmutableIntArray maskPositions,
      int cut) {
    this(exampleId, ids, softIds, tokenTypes, roles, maskPositions, cut, ImmutableList.of());
  }

  /** The same prompt with answers of its own. */
  public EncodedPrompt withAnswers(List<ImmutableIntArray> newAnswers) {
    return new EncodedPrompt(
        exampleId,
        ids,
        softIds,
        tokenTypes,
        roles,
        maskPositions,
        cut,
        ImmutableList.copyOf(newAnswers));
  }

  /**
   * The prompt with K tokens in the place of its one mask. A masked model reads an answer's token
   * where it stands masked; a causal one at the token before it, so that the last is not put in.
   *
   * @param tokens K ids, {@link #MASK} where the mask stands
   * @param reads which of the K are read, from 0, ascending
   */
  public EncodedPrompt filled(ImmutableIntArray tokens, ImmutableIntArray reads, ModelKind kind) {
    checkArgument(maskPositions.length() == 1, "%s masks, one is filled", maskPositions.length());
    int at = maskPositions.get(0);
    boolean causal = kind == ModelKind.CAUSAL;
    checkArgument(!causal || at == length() - 1, "a causal answer stands at the end");
    int before = causal ? at + 1 : at;
    int put = causal ? tokens.length() - 1 : tokens.length();
    int[] newIds = new int[(causal ? length() : length() - 1) + put];
    int[] newSoftIds = new int[newIds.length];
    TokenRole[] newRoles = new TokenRole[newIds.length];
    for (int i = 0; i < newIds.length; i++) {
      boolean own = i < before || i >= before + put;
      int from = i < before ? i : i - put + (causal ? 0 : 1);
      newSoftIds[i] = own ? softIds.get(from) : 0;
      newRoles[i] = own ? roles.get(from) : TokenRole.MASK;
      newIds[i] = own ? ids.get(from) : filling(tokens.get(i - before), at);
    }
    return new EncodedPrompt(
        exampleId,
        ImmutableIntArray.copyOf(newIds),
        ImmutableIntArray.copyOf(newSoftIds),
        ImmutableIntArray.copyOf(new int[newIds.length]),
        ImmutableList.copyOf(newRoles),
        ImmutableIntArray.copyOf(reads.stream().map(read -> at + read)),
        cut);
  }

  /**
   * The prompt with some tokens replaced, of which others than the mask are read.
   *
   * @param shown T ids
   * @param reads where to read, from 0 to T - 1; one may stand there several times
   */
  public EncodedPrompt asking(ImmutableIntArray shown, ImmutableIntArray reads) {
    return new EncodedPrompt(exampleId, shown, softIds, tokenTypes, roles, reads, cut);
  }

  private int filling(int token, int maskAt) {
    return token == MASK ? ids.get(maskAt) : token;
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
