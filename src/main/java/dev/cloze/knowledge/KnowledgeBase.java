package dev.cloze.knowledge;

import com.google.common.collect.ImmutableList;

/** Knows words that have to do with a word. */
public interface KnowledgeBase {
  /** What reports call it: {@code wordnet}, the name of a file. */
  String name();

  /**
   * Words that have to do with a word, the nearest first, each once, without the word itself; none
   * where the base lacks the word.
   */
  ImmutableList<String> related(String word);
}
