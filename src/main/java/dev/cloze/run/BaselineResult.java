package dev.cloze.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableList;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Measured;

/**
 * What something simple reaches on the same split.
 *
 * @param name such as {@code majority class}
 * @param what in a few words, what it learns from
 * @param measured one, or one for each seed where each seed draws examples of its own; {@code
 *     evaluations} in JSON
 */
public record BaselineResult(
    String name, String what, @JsonProperty("evaluations") ImmutableList<Measured> measured) {

  /**
   * The same where each example has one label.
   *
   * @throws ClassCastException where the output is another
   */
  public ImmutableList<Evaluation> evaluations() {
    return measured.stream().map(Evaluation.class::cast).collect(ImmutableList.toImmutableList());
  }
}
