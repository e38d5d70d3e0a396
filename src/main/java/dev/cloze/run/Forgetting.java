package dev.cloze.run;

import dev.cloze.pretrain.Objective;
import java.util.Optional;

/**
 * How well the model names hidden tokens of running text, before it is tuned and after: the same
 * rows with the same tokens hidden.
 *
 * @param before the untuned model, which is the same for all seeds
 * @param after the tuned one; absent where only a prompt was tuned and the model is as it was
 */
public record Forgetting(Objective.Score before, Optional<Objective.Score> after) {}
