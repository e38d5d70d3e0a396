package dev.cloze.pretrain;

import dev.cloze.nn.Pass;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.Tensor;
import java.util.random.RandomGenerator;

/** What a model is asked of unlabelled text. */
public interface Objective {
  /**
   * Makes a question of rows of tokens.
   *
   * @param rows [B][T], left as they are
   * @param random decides all that is left to chance
   */
  Question ask(int[][] rows, RandomGenerator random);

  /** Rows as the model is shown them, and what is right. */
  interface Question {
    /** How many tokens are asked for. */
    int targets();

    /** The mean cross-entropy, to take gradients of; results belong to the open scope. */
    Tensor loss(LanguageModel model, Pass pass);

    /** How well the model answers. */
    Score score(LanguageModel model, Pass pass);
  }

  /**
   * How well a model answers.
   *
   * @param loss the mean cross-entropy in nats
   * @param right the number of tokens that it holds for the likeliest of all
   * @param targets the number of tokens asked for
   */
  record Score(double loss, int right, int targets) {
    /** Both together. */
    Score plus(Score other) {
      int all = targets + other.targets;
      return new Score(
          (loss * targets + other.loss * other.targets) / all, right + other.right, all);
    }

    /** The share of tokens answered right. */
    public double accuracy() {
      return (double) right / targets;
    }
  }
}
