package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.template.SpecialToken;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tokens that are a whole word each: those that the token's own text, put behind the prefix,
 * becomes again. So {@code Ġgood} is one in a byte-level vocabulary and {@code good} in a WordPiece
 * one, {@code ##ing}, {@code ing} inside a word and half a character are none.
 *
 * @param ids the tokens, ascending
 * @param words the word of each
 */
record WholeWords(ImmutableIntArray ids, ImmutableList<String> words) {

  /**
   * Looks through a vocabulary.
   *
   * @param size how many ids the model has a score for
   * @param prefix what stands before a word
   * @param lettersOnly whether words with digits and signs are left out
   */
  static WholeWords of(
      PretrainedTokenizer tokenizer, int size, String prefix, boolean lettersOnly) {
    Set<Integer> special = special(tokenizer);
    List<Integer> ids = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int id = 0; id < Math.min(size, tokenizer.size()); id++) {
      String text = tokenizer.decode(new int[] {id}).strip();
      if (!text.isEmpty()
          && !special.contains(id)
          && !text.startsWith(LabelWords.NO_PREFIX)
          && (!lettersOnly || text.codePoints().allMatch(Character::isLetter))) {
        ids.add(id);
        texts.add(text);
      }
    }
    int[][] encoded = tokenizer.encodeAll(texts.stream().map(text -> prefix + text).toList());
    ImmutableIntArray.Builder kept = ImmutableIntArray.builder();
    ImmutableList.Builder<String> words = ImmutableList.builder();
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i].length == 1 && encoded[i][0] == ids.get(i)) {
        kept.add(ids.get(i));
        words.add(texts.get(i));
      }
    }
    return new WholeWords(kept.build(), words.build());
  }

  private static Set<Integer> special(PretrainedTokenizer tokenizer) {
    Set<Integer> ids = new HashSet<>();
    for (SpecialToken token : SpecialToken.values()) {
      tokenizer.special(token).ifPresent(ids::add);
    }
    tokenizer.unknown().ifPresent(ids::add);
    return ids;
  }

  /** Those whose text passes. */
  WholeWords where(Predicate<String> passes) {
    ImmutableIntArray.Builder kept = ImmutableIntArray.builder();
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (int i = 0; i < words.size(); i++) {
      if (passes.test(words.get(i))) {
        kept.add(ids.get(i));
        texts.add(words.get(i));
      }
    }
    return new WholeWords(kept.build(), texts.build());
  }
}
