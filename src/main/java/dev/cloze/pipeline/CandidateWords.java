package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.verbalizer.FoundWords;
import dev.cloze.verbalizer.LabelWords;
import java.util.stream.Collectors;

/**
 * Combinations of label words that were found: {@code candidates.json}.
 *
 * @param candidates the best first
 */
record CandidateWords(ImmutableList<Candidate> candidates) {
  /**
   * Words for all labels.
   *
   * @param score the share of the training examples that they tell rightly before any training
   * @param words by label
   */
  record Candidate(double score, ImmutableMap<String, ImmutableList<String>> words) {
    /** In words, such as {@code negative: terrible, positive: great}. */
    String describe() {
      return words.entrySet().stream()
          .map(label -> label.getKey() + ": " + String.join(" ", label.getValue()))
          .collect(Collectors.joining(", "));
    }
  }

  static CandidateWords of(FoundWords found) {
    return new CandidateWords(
        found.choices().stream()
            .map(choice -> new Candidate(choice.score(), words(choice.words())))
            .collect(toImmutableList()));
  }

  private static ImmutableMap<String, ImmutableList<String>> words(LabelWords words) {
    return words.entries().stream()
        .collect(
            toImmutableMap(
                LabelWords.Label::name,
                label ->
                    label.words().stream().map(LabelWords.Word::text).collect(toImmutableList())));
  }
}
