package dev.cloze.run;

import dev.cloze.template.SpecialToken;
import dev.cloze.tokenize.ModelKind;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.verbalizer.LabelWords;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a tokenizer makes of words.
 *
 * @param tokenizer the tokenizer, which stays the caller's to close
 */
record LintTokens(PretrainedTokenizer tokenizer) {
  /** Words that any English vocabulary has, to see whether a space in front changes the token. */
  private static final List<String> PROBES = List.of("a", "the", "in");

  /**
   * Where the model answers. A tokenizer without a mask token is taken for a causal model's: the
   * model itself need not be there.
   */
  ModelKind kind() {
    return tokenizer.special(SpecialToken.MASK).isPresent() ? ModelKind.MASKED : ModelKind.CAUSAL;
  }

  /** Whether a word after a space is another token than the same word without one. */
  boolean seesSpaces() {
    return PROBES.stream()
        .anyMatch(word -> !Arrays.equals(tokenizer.encode(word), tokenizer.encode(" " + word)));
  }

  int[] encode(String text) {
    return tokenizer.encode(text);
  }

  /** Whether the vocabulary holds all of a text. */
  boolean knows(String text) {
    int[] ids = encode(text);
    return ids.length > 0
        && (tokenizer.unknown().isEmpty()
            || Arrays.stream(ids).noneMatch(id -> id == tokenizer.unknown().getAsInt()));
  }

  /** Whether a text is one token that the vocabulary holds. */
  boolean isOne(String text) {
    return encode(text).length == 1 && knows(text);
  }

  /** The tokens of a text as the vocabulary spells them. */
  String spelt(String text) {
    return Arrays.stream(encode(text)).mapToObj(tokenizer::token).collect(Collectors.joining(" "));
  }

  /** The first of them. */
  String firstSpelt(String text) {
    return tokenizer.token(encode(text)[0]);
  }

  /** Whether a label word says that no space is to go before it. */
  static boolean isBare(String word) {
    return word.startsWith(LabelWords.NO_PREFIX);
  }

  /** A label word without the mark that it has no prefix. */
  static String body(String word) {
    return isBare(word) ? word.substring(LabelWords.NO_PREFIX.length()) : word;
  }

  /** What the tokenizer is given of a label word. */
  static String encoded(LabelWords words, String word) {
    return isBare(word) ? body(word) : words.prefix() + word;
  }
}
