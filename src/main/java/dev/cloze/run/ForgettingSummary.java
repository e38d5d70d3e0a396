package dev.cloze.run;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.cloze.pretrain.Objective;
import dev.cloze.train.Summary;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What tuning did to the model's command of running text, over the seeds.
 *
 * @param before the untuned model
 * @param after the tuned ones; absent where only a prompt was tuned and the model is as it was
 */
public record ForgettingSummary(Objective.Score before, Optional<After> after) {
  /**
   * The tuned models.
   *
   * @param loss their mean cross-entropy, in nats
   * @param accuracy the share of hidden tokens that they named first, from 0 to 1
   */
  public record After(Summary loss, Summary accuracy) {}

  /** Of the seeds of a run; absent where nothing was measured. */
  static Optional<ForgettingSummary> of(List<SeedResult> seeds) {
    ImmutableList<Forgetting> measured =
        seeds.stream().flatMap(seed -> seed.forgetting().stream()).collect(toImmutableList());
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    ImmutableList<Objective.Score> after =
        measured.stream().flatMap(one -> one.after().stream()).collect(toImmutableList());
    return Optional.of(
        new ForgettingSummary(
            measured.get(0).before(),
            after.isEmpty()
                ? Optional.empty()
                : Optional.of(
                    new After(
                        summary(after, Objective.Score::loss),
                        summary(after, Objective.Score::accuracy)))));
  }

  private static Summary summary(
      List<Objective.Score> scores, ToDoubleFunction<Objective.Score> figure) {
    return Summary.of(scores.stream().mapToDouble(figure).toArray());
  }
}
