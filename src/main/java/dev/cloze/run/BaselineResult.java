package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.train.Evaluation;

/**
 * What something simple reaches on the same split.
 *
 * @param name such as {@code majority class}
 * @param what in a few words, what it learns from
 * @param evaluations one, or one for each seed where each seed draws examples of its own
 */
public record BaselineResult(String name, String what, ImmutableList<Evaluation> evaluations) {}
