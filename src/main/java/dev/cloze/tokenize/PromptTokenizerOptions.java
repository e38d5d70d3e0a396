package dev.cloze.tokenize;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How prompts are cut to length: first each text by itself, where it has a limit, then the whole.
 *
 * @param maxLength the most tokens that a prompt may have, special tokens and soft tokens counted;
 *     must not exceed the positions of the model
 * @param truncation which tokens a longer prompt loses
 * @param maxText the most tokens of each shortenable item of the example that is asked about; as
 *     many as fit where absent
 * @param maxDemonstrationText the most tokens of each shortenable item of a demonstration; as many
 *     as fit where absent; what goes there does not count as cut
 */
public record PromptTokenizerOptions(
    int maxLength,
    Truncation truncation,
    Optional<Integer> maxText,
    Optional<Integer> maxDemonstrationText) {

  /** Checks the lengths. */
  public PromptTokenizerOptions {
    checkArgument(maxLength >= 1, "maxLength must be at least 1, was %s", maxLength);
    requireNonNull(truncation, "truncation");
    maxText.ifPresent(
        tokens -> checkArgument(tokens >= 1, "maxText must be at least 1, was %s", tokens));
    maxDemonstrationText.ifPresent(
        tokens ->
            checkArgument(tokens >= 1, "maxDemonstrationText must be at least 1, was %s", tokens));
  }

  /** Prompts whose texts have no limits of their own. */
  public PromptTokenizerOptions(int maxLength, Truncation truncation) {
    this(maxLength, truncation, Optional.empty(), Optional.empty());
  }

  /** 512 tokens, cut at the tail: the defaults of OpenPrompt's data loader. */
  public static PromptTokenizerOptions defaults() {
    return new PromptTokenizerOptions(512, Truncation.TAIL);
  }

  /** The same with another length. */
  public PromptTokenizerOptions withMaxLength(int tokens) {
    return new PromptTokenizerOptions(tokens, truncation, maxText, maxDemonstrationText);
  }

  /** The same with another way of cutting. */
  public PromptTokenizerOptions withTruncation(Truncation method) {
    return new PromptTokenizerOptions(maxLength, method, maxText, maxDemonstrationText);
  }

  /** The same with so many tokens of each text at most, and of each text of a demonstration. */
  public PromptTokenizerOptions withTexts(int ofExample, int ofDemonstration) {
    return new PromptTokenizerOptions(
        maxLength, truncation, Optional.of(ofExample), Optional.of(ofDemonstration));
  }
}
