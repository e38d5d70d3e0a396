package dev.cloze.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an implementation makes of a case, up to where it fails.
 *
 * @param parsed the entries of the template
 * @param wrapped for each example its entries
 * @param prompts for each example its tokens
 * @param softStarts for each soft row the token that it starts from, where it has one
 * @param failure what ended it, where something did
 */
record Outcome(
    ImmutableList<JsonNode> parsed,
    ImmutableList<JsonNode> wrapped,
    ImmutableList<EncodedPrompt> prompts,
    ImmutableList<OptionalInt> softStarts,
    Optional<Failure> failure) {

  /**
   * An end before the label scores.
   *
   * @param classes the classes of the Python exceptions that mean the same
   * @param scoring whether only scoring fails, which not every case was recorded with
   * @param what what failed, for a person
   */
  record Failure(ImmutableSet<String> classes, boolean scoring, String what) {}

  static Outcome failed(Failure failure) {
    return new Outcome(
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        Optional.of(failure));
  }

  Outcome failing(Failure later) {
    return new Outcome(parsed, wrapped, prompts, softStarts, Optional.of(later));
  }
}
