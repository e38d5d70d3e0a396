package dev.cloze.run;

import static com.google.common.base.Preconditions.checkState;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableList;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Measured;
import java.util.Optional;

/**
 * What came out of one seed.
 *
 * @param trained how many examples were trained on
 * @param epochs the epochs that were run; none where nothing was trained
 * @param chosen the epoch whose weights were taken, from 1; 0 where nothing was trained
 * @param measured how the predictions compare with what is right; {@code evaluation} in JSON
 * @param forgetting what tuning made the model forget, where that was to be measured
 */
public record SeedResult(
    long seed,
    int trained,
    ImmutableList<EpochResult> epochs,
    int chosen,
    @JsonProperty("evaluation") Measured measured,
    Optional<Forgetting> forgetting) {
  /**
   * How the predictions compare with the right labels, where each example has one.
   *
   * @throws IllegalStateException where the output is another
   */
  public Evaluation evaluation() {
    checkState(measured instanceof Evaluation, "this run's output is not one label");
    return (Evaluation) measured;
  }

  /** How the dev set was found at the epoch whose weights were taken, where there is one. */
  public Optional<EpochResult.Dev> dev() {
    return epochs.stream()
        .filter(epoch -> epoch.epoch() == chosen)
        .findFirst()
        .flatMap(EpochResult::dev);
  }
}
