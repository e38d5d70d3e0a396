package dev.cloze.template;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The trained positions that stand in front of a text and say what it is (Zhong et al. 2022,
 * ProQA's structural prompts). Every item with the same key has the same rows.
 *
 * @param words the key, whose embeddings the rows start from
 * @param length the number of positions where it was written; else as many as the key has tokens
 * @param group the number of their group in {@link Template#softGroups()}
 */
public record SoftKey(String words, Optional<Integer> length, int group) {

  /** Checks the number. */
  public SoftKey {
    requireNonNull(words, "words");
    requireNonNull(length, "length");
    checkArgument(group >= 0, "soft group must not be negative, was %s", group);
  }
}
