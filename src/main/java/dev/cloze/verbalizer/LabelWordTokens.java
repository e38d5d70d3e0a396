package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimap;
import com.google.common.collect.MultimapBuilder;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Label words as a tokenizer splits them.
 *
 * @param words the words
 * @param entries every word of every label, label by label, with its token ids
 */
public record LabelWordTokens(LabelWords words, ImmutableList<Entry> entries) {

  /**
   * A word of a label.
   *
   * @param label the label's number
   * @param word the word
   * @param ids its token ids, at least one
   */
  public record Entry(int label, LabelWords.Word word, ImmutableIntArray ids) {}

  /** Tokenizes every word with its prefix, by a model's tokenizer. */
  public static LabelWordTokens of(LabelWords words, PretrainedTokenizer tokenizer) {
    return of(words, tokenizer::encode, tokenizer.unknown(), tokenizer::token);
  }

  /**
   * Tokenizes every word with its prefix.
   *
   * @param words the words
   * @param encode from a text to token ids, without special tokens
   * @param unknown the id that stands for what the vocabulary lacks, where the tokenizer has one
   * @param token from an id to the token, for messages
   */
  public static LabelWordTokens of(
      LabelWords words,
      Function<String, int[]> encode,
      OptionalInt unknown,
      IntFunction<String> token) {
    ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    for (int label = 0; label < words.entries().size(); label++) {
      for (LabelWords.Word word : words.entries().get(label).words()) {
        String text = words.encoded(word);
        ImmutableIntArray ids = ImmutableIntArray.copyOf(encode.apply(text));
        if (ids.isEmpty() || (unknown.isPresent() && ids.contains(unknown.getAsInt()))) {
          throw new ClozeException(
              VerbalizerError.UNKNOWN_WORD,
              "label '%s', word '%s': the vocabulary lacks it ('%s' gives %s);"
                  + " choose a word that the model knows",
              words.entries().get(label).name(),
              word.text(),
              text,
              ids.isEmpty() ? "no tokens" : "the tokens " + joined(ids, token));
        }
        entries.add(new Entry(label, word, ids));
      }
    }
    return new LabelWordTokens(words, entries.build());
  }

  /**
   * Words of different labels that get the same score from every text, because the same tokens are
   * read for them: one sentence each, none in a good verbalizer.
   */
  ImmutableList<String> collisions(MultiTokenHandler handler, IntFunction<String> token) {
    Multimap<ImmutableIntArray, Entry> byTokens =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    for (Entry entry : entries) {
      byTokens.put(
          handler == MultiTokenHandler.FIRST ? entry.ids().subArray(0, 1) : entry.ids(), entry);
    }
    return ImmutableListMultimap.copyOf(byTokens).asMap().entrySet().stream()
        .filter(shared -> labelCount(shared.getValue()) > 1)
        .map(
            shared ->
                "%s are scored by the same '%s'"
                    .formatted(
                        shared.getValue().stream()
                            .map(this::describe)
                            .collect(Collectors.joining(" and ")),
                        joined(shared.getKey(), token)))
        .collect(ImmutableList.toImmutableList());
  }

  private static long labelCount(Collection<Entry> shared) {
    return shared.stream().mapToInt(Entry::label).distinct().count();
  }

  private String describe(Entry entry) {
    return "'%s' (label '%s')"
        .formatted(entry.word().text(), words.entries().get(entry.label()).name());
  }

  private static String joined(ImmutableIntArray ids, IntFunction<String> token) {
    return ids.stream().mapToObj(token).collect(Collectors.joining(" "));
  }
}
