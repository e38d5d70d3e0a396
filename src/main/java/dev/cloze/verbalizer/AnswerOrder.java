package dev.cloze.verbalizer;

/**
 * In which order the tokens of an answer are read that has several (Schick and Schütze 2021, "It's
 * Not Just Size That Matters", section 3.1). A causal model reads left to right whatever is asked.
 */
public enum AnswerOrder {
  /** All masks at once, none filled: the product of their tokens' probabilities. */
  JOINT,
  /** From the first to the last, those before filled in. */
  LEFT_TO_RIGHT,
  /** The one that the model is surest of first, which is then filled in, and so on. */
  MOST_CONFIDENT_FIRST
}
