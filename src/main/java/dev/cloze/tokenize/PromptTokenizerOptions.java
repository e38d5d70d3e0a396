package dev.cloze.tokenize;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * How prompts are cut to length.
 *
 * @param maxLength the most tokens that a prompt may have, special tokens and soft tokens counted;
 *     must not exceed the positions of the model
 * @param truncation which tokens a longer prompt loses
 */
public record PromptTokenizerOptions(int maxLength, Truncation truncation) {

  /** Checks the length. */
  public PromptTokenizerOptions {
    checkArgument(maxLength >= 1, "maxLength must be at least 1, was %s", maxLength);
    requireNonNull(truncation, "truncation");
  }

  /** 512 tokens, cut at the tail: the defaults of OpenPrompt's data loader. */
  public static PromptTokenizerOptions defaults() {
    return new PromptTokenizerOptions(512, Truncation.TAIL);
  }

  /** The same with another length. */
  public PromptTokenizerOptions withMaxLength(int tokens) {
    return new PromptTokenizerOptions(tokens, truncation);
  }

  /** The same with another way of cutting. */
  public PromptTokenizerOptions withTruncation(Truncation method) {
    return new PromptTokenizerOptions(maxLength, method);
  }
}
