package dev.cloze.template;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Trained positions that belong together: what one soft item defines and every later item with the
 * same {@code soft_id} uses again, rows and all.
 *
 * <p>Without words a group has {@code copies} positions, with a row each, or one row for all of
 * them where {@code same} holds. Words are split by the tokenizer into k sub-tokens and give {@code
 * copies · k} positions, the words written {@code copies} times; every position has a row of its
 * own, or, where {@code same} holds, every copy of the words shares the k rows of the first.
 *
 * @param words the words whose embeddings the rows start from, with their prefix space; empty for
 *     rows that start from chance
 * @param copies how many times the positions repeat ({@code duplicate}), at least 1
 * @param same whether the copies share their rows
 * @param length how many positions the words are repeated to, the last copy cut off; as many as
 *     they give where there is nothing
 */
public record SoftGroup(String words, int copies, boolean same, Optional<Integer> length) {

  /** Checks the numbers. */
  public SoftGroup {
    requireNonNull(words, "words");
    requireNonNull(length, "length");
    checkArgument(copies >= 1, "soft group '%s': copies must be at least 1, was %s", words, copies);
  }

  /** As many positions as the copies give. */
  public SoftGroup(String words, int copies, boolean same) {
    this(words, copies, same, Optional.empty());
  }
}
