package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;

/**
 * How a language model is asked for words that have to do with a word.
 *
 * @param templates with a {@code {"meta":"word"}} and a mask; a word's score is the mean of its
 *     log-probabilities over them
 * @param words how many words are taken
 * @param lettersOnly whether words with digits and signs are left out, true by default
 * @param stopWords words that go with everything and say nothing
 */
public record ModelKnowledgeOptions(
    ImmutableList<String> templates,
    int words,
    boolean lettersOnly,
    ImmutableList<String> stopWords) {
  private static final ImmutableList<String> TEMPLATES =
      ImmutableList.of(
          "{\"meta\":\"word\"} means the same as {\"mask\"}.",
          "{\"meta\":\"word\"}, such as {\"mask\"}.");

  private static final ImmutableList<String> STOP_WORDS =
      ImmutableList.of(
          "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "but",
          "by", "for", "from", "had", "has", "have", "he", "her", "here", "him", "his", "how", "i",
          "if", "in", "is", "it", "its", "me", "more", "most", "my", "no", "not", "now", "of", "on",
          "one", "or", "other", "our", "she", "so", "some", "such", "that", "the", "their", "them",
          "there", "these", "they", "this", "those", "to", "was", "we", "were", "what", "when",
          "where", "which", "who", "with", "you", "your");

  /** Checks that there is something to ask. */
  public ModelKnowledgeOptions {
    checkArgument(!templates.isEmpty(), "templates must not be empty");
    checkArgument(words > 0, "words must be above 0, was %s", words);
  }

  /** Two templates, 20 words of letters, without the commonest words of English. */
  public static ModelKnowledgeOptions defaults() {
    return new ModelKnowledgeOptions(TEMPLATES, 20, true, STOP_WORDS);
  }
}
