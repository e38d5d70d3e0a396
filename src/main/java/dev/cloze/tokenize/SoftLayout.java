package dev.cloze.tokenize;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.template.SoftGroup;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which rows of the table of trained embeddings a template's soft groups use, and which tokens
 * these rows start from. Rows count from 1, in the order of the groups; 0 stands for no row.
 */
public final class SoftLayout {
  private static final int NO_TOKEN = -1;

  private final ImmutableList<ImmutableIntArray> rowsByGroup;
  private final ImmutableIntArray initialTokens;

  private SoftLayout(
      ImmutableList<ImmutableIntArray> rowsByGroup, ImmutableIntArray initialTokens) {
    this.rowsByGroup = rowsByGroup;
    this.initialTokens = initialTokens;
  }

  /**
   * Lays the groups out: {@code copies} rows for a group without words, one for each token of its
   * words and each copy for a group with words; with {@code same}, all copies share the rows of the
   * first; with a length, the tokens are repeated to it.
   *
   * @throws ClozeException {@link TokenizeError#SOFT_WORDS} where words make no token, or one that
   *     the vocabulary lacks
   */
  static SoftLayout of(List<SoftGroup> groups, PretrainedTokenizer tokenizer) {
    ImmutableList.Builder<ImmutableIntArray> rowsByGroup = ImmutableList.builder();
    ImmutableIntArray.Builder initialTokens = ImmutableIntArray.builder();
    int rows = 0;
    for (SoftGroup group : groups) {
      int[] tokens =
          group.words().isEmpty() ? new int[] {NO_TOKEN} : initialTokens(group.words(), tokenizer);
      tokens = group.length().isPresent() ? repeated(tokens, group.length().get()) : tokens;
      ImmutableIntArray.Builder groupRows = ImmutableIntArray.builder();
      int first = rows;
      for (int copy = 0; copy < group.copies(); copy++) {
        for (int i = 0; i < tokens.length; i++) {
          if (copy == 0 || !group.same()) {
            rows++;
            initialTokens.add(tokens[i]);
            groupRows.add(rows);
          } else {
            groupRows.add(first + 1 + i);
          }
        }
      }
      rowsByGroup.add(groupRows.build());
    }
    return new SoftLayout(rowsByGroup.build(), initialTokens.build());
  }

  private static int[] repeated(int[] tokens, int length) {
    return IntStream.range(0, length).map(i -> tokens[i % tokens.length]).toArray();
  }

  private static int[] initialTokens(String words, PretrainedTokenizer tokenizer) {
    int[] tokens = tokenizer.encode(words);
    if (tokens.length == 0) {
      throw new ClozeException(
          TokenizeError.SOFT_WORDS,
          "soft '%s': the tokenizer makes no token of these words; give it words, or none",
          words.strip());
    }
    OptionalInt unknown = tokenizer.unknown();
    for (int token : tokens) {
      if (unknown.isPresent()
          && token == unknown.getAsInt()
          && !words.contains(tokenizer.token(token))) {
        throw new ClozeException(
            TokenizeError.SOFT_WORDS,
            "soft '%s': the vocabulary lacks a part of these words (the tokenizer makes %s of it);"
                + " choose other words",
            words.strip(),
            tokenizer.token(token));
      }
    }
    return tokens;
  }

  /** The number of rows; a table for them has one more, row 0, which nothing uses. */
  public int rows() {
    return initialTokens.length();
  }

  /** The row of each position of a group, the groups as the template counts them. */
  public ImmutableIntArray rowsOf(int group) {
    return rowsByGroup.get(group);
  }

  /** The token whose embedding a row starts from; empty where it starts from chance. */
  public OptionalInt initialToken(int row) {
    int token = initialTokens.get(row - 1);
    return token == NO_TOKEN ? OptionalInt.empty() : OptionalInt.of(token);
  }
}
