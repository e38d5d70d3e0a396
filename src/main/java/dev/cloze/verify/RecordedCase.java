package dev.cloze.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.tokenize.Truncation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One recorded case: what went in, and what OpenPrompt made of it.
 *
 * @param plm the folder of the model
 * @param mixed whether the template was a {@code MixedTemplate}, which has soft tokens, rather than
 *     a {@code ManualTemplate}
 * @param template the template as written
 * @param truncation how prompts were cut
 * @param maxLength the most tokens of a prompt
 * @param error what OpenPrompt raised, where it did; then nothing else is recorded
 * @param value the case as it stands in the file
 */
record RecordedCase(
    String plm,
    boolean mixed,
    String template,
    Truncation truncation,
    int maxLength,
    Optional<String> error,
    RecordedValue value) {
  private static final ImmutableList<String> KINDS = ImmutableList.of("manual", "mixed");

  static RecordedCase of(RecordedValue value) {
    String kind = value.at("kind").text();
    if (!KINDS.contains(kind)) {
      throw value.at("kind").wrong(String.join(" or ", KINDS));
    }
    return new RecordedCase(
        value.at("plm").text(),
        kind.equals("mixed"),
        value.at("template").text(),
        truncation(value.at("truncate")),
        value.at("max_seq_length").positive(),
        value.json().has("error") ? Optional.of(value.at("error").text()) : Optional.empty(),
        value);
  }

  private static Truncation truncation(RecordedValue name) {
    return Arrays.stream(Truncation.values())
        .filter(truncation -> truncation.name().toLowerCase(Locale.ROOT).equals(name.text()))
        .findFirst()
        .orElseThrow(() -> name.wrong("tail, head or balanced"));
  }

  /** The class of the Python exception that was raised. */
  Optional<String> errorClass() {
    return error.map(text -> text.substring(0, (text + ":").indexOf(':')));
  }

  /** The label scores by {@code SET/HANDLER}; empty where none were recorded. */
  ImmutableMap<String, RecordedValue> labelLogits() {
    return value.json().has("label_logits") ? value.at("label_logits").fields() : ImmutableMap.of();
  }
}
