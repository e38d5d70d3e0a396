package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.template.SpecialToken;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tokens that are a whole word each: those that the token's own text, put behind the prefix,
 * becomes again. So {@code Ġgood} is one in a byte-level vocabulary and {@code good} in a WordPiece
 * one, {@code ##ing}, {@code ing} inside a word and half a character are none.
 *
 * @param byId the words by token, ascending
 */
record WholeWords(ImmutableMap<Integer, String> byId) {

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
    Map<Integer, String> words = new LinkedHashMap<>();
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i].length == 1 && encoded[i][0] == ids.get(i)) {
        words.put(ids.get(i), texts.get(i));
      }
    }
    return new WholeWords(ImmutableMap.copyOf(words));
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
    ImmutableMap.Builder<Integer, String> kept = ImmutableMap.builder();
    byId.forEach(
        (id, text) -> {
          if (passes.test(text)) {
            kept.put(id, text);
          }
        });
    return new WholeWords(kept.buildOrThrow());
  }

  /** The ids, ascending. */
  ImmutableIntArray ids() {
    return ImmutableIntArray.copyOf(byId.keySet());
  }

  /** The words of {@link #ids()}. */
  ImmutableList<String> words() {
    return byId.values().asList();
  }
}
