package dev.cloze.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Floats;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.tokenize.EncodedPrompt;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Compares a recorded case with an outcome, stage by stage, and names the first difference. */
final class CaseComparison {
  private final RecordedCase recorded;
  private final CaseModel model;
  private final Outcome outcome;
  private final boolean anyWord;
  private final boolean withScores;

  /**
   * A comparison.
   *
   * @param anyWord whether label words that the vocabulary lacks are scored rather than refused
   * @param withScores whether label scores are compared
   */
  CaseComparison(
      RecordedCase recorded,
      CaseModel model,
      Outcome outcome,
      boolean anyWord,
      boolean withScores) {
    this.recorded = recorded;
    this.model = model;
    this.outcome = outcome;
    this.anyWord = anyWord;
    this.withScores = withScores;
  }

  /** The first difference, or nothing where all that was recorded agrees. */
  Optional<String> difference() {
    Optional<String> raised = recorded.errorClass();
    if (raised.isPresent()) {
      return outcome.failure().filter(f -> f.classes().contains(raised.get())).isPresent()
          ? Optional.empty()
          : Optional.of(
              "error: recorded '%s', found %s"
                  .formatted(
                      recorded.error().orElseThrow(),
                      outcome.failure().map(f -> "'" + f.what() + "'").orElse("none")));
    }
    ImmutableMap<String, RecordedValue> scores = recorded.labelLogits();
    Optional<String> failure =
        outcome
            .failure()
            .filter(f -> !f.scoring() || !scores.isEmpty())
            .map(f -> "error: recorded none, found '" + f.what() + "'");
    return failure
        .or(() -> entries("parsed", recorded.value().at("parsed"), outcome.parsed()))
        .or(this::wrapped)
        .or(() -> tokens("input_ids", EncodedPrompt::ids))
        .or(() -> tokens("loss_ids", EncodedPrompt::lossIds))
        .or(() -> recorded.mixed() ? softTokens() : Optional.empty())
        .or(() -> scores.isEmpty() || !withScores ? Optional.empty() : scores(scores));
  }

  private static Optional<String> entries(
      String stage, RecordedValue recorded, List<JsonNode> ours) {
    ImmutableList<RecordedValue> theirs = recorded.list();
    for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
      if (!theirs.get(i).json().equals(ours.get(i))) {
        return Optional.of(
            "%s, entry %d: recorded %s, found %s"
                .formatted(stage, i, theirs.get(i).json(), ours.get(i)));
      }
    }
    return theirs.size() == ours.size()
        ? Optional.empty()
        : Optional.of(
            "%s: recorded %d entries, found %d".formatted(stage, theirs.size(), ours.size()));
  }

  private Optional<String> wrapped() {
    ImmutableList<RecordedValue> theirs = examples("wrapped");
    for (int i = 0; i < theirs.size(); i++) {
      ImmutableList<JsonNode> ours = ImmutableList.copyOf(outcome.wrapped().get(i));
      Optional<String> difference = entries("wrapped, example " + i, theirs.get(i), ours);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private ImmutableList<RecordedValue> examples(String stage) {
    RecordedValue value = recorded.value().at(stage);
    if (value.list().size() != outcome.prompts().size()) {
      throw value.wrong(
          "a list with a value for each of " + outcome.prompts().size() + " examples");
    }
    return value.list();
  }

  private Optional<String> tokens(String stage, Function<EncodedPrompt, ImmutableIntArray> ours) {
    ImmutableList<RecordedValue> theirs = examples(stage);
    for (int i = 0; i < theirs.size(); i++) {
      ImmutableIntArray recordedIds = theirs.get(i).integers();
      ImmutableIntArray ourIds = ours.apply(outcome.prompts().get(i));
      for (int token = 0; token < Math.max(recordedIds.length(), ourIds.length()); token++) {
        String theirId = at(recordedIds, token);
        String ourId = at(ourIds, token);
        if (!theirId.equals(ourId)) {
          return Optional.of(
              "%s, example %d, token %d: recorded %s, found %s"
                  .formatted(stage, i, token, theirId, ourId));
        }
      }
    }
    return Optional.empty();
  }

  private static String at(ImmutableIntArray ids, int token) {
    return token < ids.length() ? Integer.toString(ids.get(token)) : "none";
  }

  private Optional<String> softTokens() {
    return tokens("soft_token_ids", EncodedPrompt::softIds).or(this::softEmbedding);
  }

  /** Rows that start from words must be copies of the words' embeddings; others are chance. */
  private Optional<String> softEmbedding() {
    ImmutableList<RecordedValue> rows = recorded.value().at("soft_embedding").list();
    ImmutableList<OptionalInt> starts = outcome.softStarts();
    if (rows.size() != starts.size() + 1) {
      return Optional.of(
          "soft_embedding: recorded %d rows, found %d".formatted(rows.size(), starts.size() + 1));
    }
    for (int row = 1; row < rows.size(); row++) {
      OptionalInt start = starts.get(row - 1);
      if (start.isPresent()) {
        Optional<String> difference =
            numbers(
                "soft_embedding, row " + row,
                rows.get(row),
                model.embedding(start.getAsInt()),
                number -> "number " + number);
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> scores(ImmutableMap<String, RecordedValue> recordedScores) {
    Optional<float[]> rows = recorded.mixed() ? Optional.of(softRows()) : Optional.empty();
    return model.score(
        outcome.prompts(),
        rows,
        states -> {
          for (var scores : recordedScores.entrySet()) {
            var verbalizer = model.verbalizer(scores.getValue(), scores.getKey(), anyWord);
            int labels = verbalizer.labels().size();
            Optional<String> difference =
                numbers(
                    "label_logits " + scores.getKey(),
                    scores.getValue(),
                    verbalizer.score(states).toFloats(),
                    number -> "example %d, label %d".formatted(number / labels, number % labels));
            if (difference.isPresent()) {
              return difference;
            }
          }
          return Optional.empty();
        });
  }

  /** The recorded soft rows without row 0, which nothing uses. */
  private float[] softRows() {
    RecordedValue table = recorded.value().at("soft_embedding");
    float[] all = floats(table.numbers());
    int hidden = model.model().shape().hidden();
    if (all.length != (outcome.softStarts().size() + 1) * hidden) {
      throw table.wrong("rows of " + hidden + " numbers");
    }
    return Arrays.copyOfRange(all, hidden, all.length);
  }

  private static Optional<String> numbers(
      String stage, RecordedValue value, float[] ours, IntFunction<String> place) {
    float[] theirs = floats(value.numbers());
    if (theirs.length != ours.length) {
      return Optional.of(
          "%s: recorded %d numbers, found %d".formatted(stage, theirs.length, ours.length));
    }
    Comparison comparison = new Comparison();
    comparison.add(stage, ours, theirs, Comparison.OUTPUTS);
    if (comparison.agrees()) {
      return Optional.empty();
    }
    int worst = 0;
    for (int i = 1; i < ours.length; i++) {
      worst = distance(ours, theirs, i) > distance(ours, theirs, worst) ? i : worst;
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s, %s: recorded %s, found %s, difference %.1e of %.0e",
            stage,
            place.apply(worst),
            theirs[worst],
            ours[worst],
            comparison.worst().difference(),
            Comparison.OUTPUTS));
  }

  private static float distance(float[] ours, float[] theirs, int i) {
    float distance = Math.abs(ours[i] - theirs[i]);
    return Float.isNaN(distance) ? Float.POSITIVE_INFINITY : distance;
  }

  private static float[] floats(ImmutableDoubleArray numbers) {
    return Floats.toArray(numbers.asList());
  }
}
